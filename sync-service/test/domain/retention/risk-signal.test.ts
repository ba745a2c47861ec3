import { describe, expect, it } from '@jest/globals';
import type { AccountFigures } from '../../../src/domain/core/columns.ts';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import { createFigures } from '../../../src/domain/core/figures.ts';
import { accountComponents, parsePolicy } from '../../../src/domain/core/policy.ts';
import {
  accountHealth,
  accountHealthFigures,
  riskSignals
} from '../../../src/domain/retention/account-health.ts';
import { churnWords } from '../../../src/domain/retention/churn-words.ts';
import type { AdditiveModel } from '../../../src/domain/retention/model/additive-model.ts';
import type { Feature } from '../../../src/domain/retention/model/feature-table.ts';
import type { RiskSignal, SignalCode } from '../../../src/domain/retention/risk-signal.ts';
import { snapshotOf, stateRule, territory } from '../org-builder.ts';

const today = dayNumber('2026-05-16');
const { policy } = parsePolicy(null);

function signalsOf(spoil: (figures: AccountFigures) => void): RiskSignal[] {
  const figures = createFigures(1);
  // Nothing to worry about: touched today, as much won as before, contacts touched, contract far off.
  figures.lastTouchDay[0] = today;
  figures.won12[0] = 1500;
  figures.wonPrior12[0] = 1000;
  figures.contacts[0] = 4;
  figures.contactsActive[0] = 4;
  figures.renewalDay[0] = today + 365;
  spoil(figures);
  const health = accountHealth(accountHealthFigures(figures, 0, policy, 'A', today), policy);
  return riskSignals(health, figures, 0, policy, 'A');
}

const spoilt: Readonly<Record<string, readonly [(figures: AccountFigures) => void, string]>> = {
  Engagement: [
    (figures) => {
      figures.lastTouchDay[0] = today - 100;
    },
    'Last touched on 2026-02-05; tier A is due every 30 days'
  ],
  Spend: [
    (figures) => {
      figures.won12[0] = 100;
    },
    'Won 100 in twelve months, 1,000 in the twelve before'
  ],
  Service: [
    (figures) => {
      figures.openCases[0] = 3;
      figures.escalatedCases[0] = 1;
    },
    '3 open cases, 1 of them escalated'
  ],
  Relationship: [
    (figures) => {
      figures.contactsActive[0] = 0;
    },
    '0 of 4 contacts touched in 180 days'
  ],
  Contract: [
    (figures) => {
      figures.renewalDay[0] = today + 10;
    },
    'The contract ends on 2026-05-26'
  ]
};

describe('the code of a signal', () => {
  it('has a case here for each part of the scorecard', () => {
    expect(Object.keys(spoilt).sort()).toEqual([...accountComponents].sort());
    expect(signalsOf(() => undefined)).toEqual([]);
  });

  it.each(Object.entries(spoilt))('%s names what its words are about', (code, [spoil, words]) => {
    expect(signalsOf(spoil)).toEqual([{ code: code as SignalCode, words }]);
  });

  it('is written beside the words, in their order', () => {
    const result = computeRun(
      snapshotOf({
        accounts: [{ state: 'NY', tier: 'A', touched: today - 400 }, { state: 'NY' }],
        territories: [territory('t1')],
        rules: [stateRule('t1', 'NY', 1)]
      })
    );
    const column = (name: string): readonly (string | null)[] => {
      const found = result.coverage.get(name);
      if (found?.kind !== 'text') throw new Error(`${name} is missing`);
      return found.values;
    };
    expect(column('Signal_Codes__c')).toEqual(['Engagement', null]);
    expect(column('Signal_1__c')).toEqual([
      'Last touched on 2025-04-11; tier A is due every 30 days',
      null
    ]);
  });
});

describe('the code of a signal of the measured model', () => {
  const feature: Feature = { name: 'Open_Invoices__c', kind: 'number', labels: [], monotone: 0 };
  // Bin 0: not known; odds of 1 to 1, three times that where not known, four times from 10 on.
  const model: AdditiveModel = {
    kind: 'additive',
    binnings: [{ feature, cuts: [10], order: [], size: 3 }],
    intercept: 0,
    shapes: [{ feature: 0, scores: [Math.log(3), 0, Math.log(4)] }],
    pairs: []
  };
  const signals = churnWords(model, {
    count: 3,
    features: [feature],
    values: [Float64Array.of(NaN, 5, 20)]
  });

  it.each([
    [0, 'Missing', 'Open Invoices is not known: 25 points of the risk, 50 % without it'],
    [2, 'Mapped', 'Open Invoices is 20: 30 points of the risk, 50 % without it']
  ] as [number, SignalCode, string][])(
    'tells a value that is missing from one that worries, customer %d',
    (account, code, words) => {
      expect(signals(account)).toEqual([{ code, words }]);
    }
  );

  it('names nothing that raises no risk', () => {
    expect(signals(1)).toEqual([]);
  });
});
