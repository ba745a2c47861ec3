import type { RecordValues } from '../local-org/engine/types.ts';

const version = (
  fitted: string,
  inUse: boolean,
  skill: number,
  more: RecordValues
): RecordValues => ({
  Key__c: `churn:${fitted}`,
  Kind__c: 'Additive',
  Fitted__c: fitted,
  In_Use__c: inUse,
  Rows__c: 5000,
  Churners__c: 300,
  ROC_Area__c: 0.853,
  Precision_Area__c: 0.67,
  Brier__c: 0.133,
  Brier_Skill__c: skill,
  Calibration_Error__c: 0.006,
  Calibration_Slope__c: 0.99,
  Lift__c: 2.9,
  Lead_Days__c: 47,
  ...more
});

/** A version in use, and a later one that is worse. */
export const modelVersions: readonly RecordValues[] = [
  version('2026-05-09', true, 0.31, {
    Message__c: 'Dated history, chance to leave within 90 days.',
    Curve__c: JSON.stringify([
      [500, 0.008, 0.011],
      [500, 0.763, 0.761]
    ]),
    Plays__c: JSON.stringify([
      { play: 'talk about the renewal', done: 50, stayed: 40, share: 0.8, low: 0.67, high: 0.89 }
    ])
  }),
  version('2026-05-16', false, 0.2, {
    Message__c: 'Not in use: its skill of 0.200 is below 0.310.'
  })
];
