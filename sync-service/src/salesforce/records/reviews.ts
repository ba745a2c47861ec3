import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import { fieldScales } from '../../domain/core/rounding.ts';
import type { Day, Quota } from '../../domain/core/snapshot.ts';
import type { HeldReview, OpenGoal } from '../../domain/quota/reviews/review-question.ts';
import {
  goalMeasures,
  goalSenses,
  reviewParts
} from '../../domain/quota/reviews/review-question.ts';
import type { OrgConnection } from '../connection.ts';
import { day, flag, id, optionalId, optionalNumber, readChecked } from './checked.ts';
import { quotaOf, quotaShape } from './design.ts';

export const reviewObject = 'Evenfield_Review__c';
export const reviewGoalObject = 'Evenfield_Review_Goal__c';

/** Fields that a night writes. */
export const reviewFields = [
  'Territory_Label__c',
  'Kind__c',
  'Part__c',
  'Period_Start__c',
  'Period_End__c',
  'Measured_On__c',
  ...Object.keys(fieldScales.Evenfield_Review__c)
];
export const reviewGoalFields = ['Actual__c', 'Status__c', 'Measured_On__c'] as const;

const reviewShape = {
  Id: id,
  Key__c: z.string({ error: 'is empty' }),
  Territory__c: optionalId,
  Part__c: z.enum(reviewParts),
  Period_End__c: day,
  Measured_On__c: day,
  Opened__c: flag
};

/** Reviews of periods that ended on a day or later. @throws OrgError */
export async function readReviews(
  connection: OrgConnection,
  since: Day
): Promise<{ reviews: HeldReview[]; problems: Problem[] }> {
  const { records, problems } = await readChecked(
    connection,
    { object: reviewObject, where: `Period_End__c >= ${since}` },
    reviewShape
  );
  const reviews = records.map((row) => ({
    id: row.Id,
    key: row.Key__c,
    territoryId: row.Territory__c,
    part: row.Part__c,
    periodEnd: row.Period_End__c,
    measuredOn: row.Measured_On__c,
    isOpened: row.Opened__c
  }));
  return { reviews, problems };
}

const goalShape = {
  Id: id,
  'Review__r.Territory__c': optionalId,
  'Review__r.Period_End__c': day,
  Measure__c: z.enum(goalMeasures),
  Sense__c: z.enum(goalSenses),
  Target__c: optionalNumber,
  Due__c: day,
  Actual__c: optionalNumber
};

/** Goals that are not decided. @throws OrgError */
export async function readOpenGoals(
  connection: OrgConnection
): Promise<{ goals: OpenGoal[]; problems: Problem[] }> {
  const { records, problems } = await readChecked(
    connection,
    { object: reviewGoalObject, where: "Status__c = 'Open'" },
    goalShape
  );
  const goals = records.map((row) => ({
    id: row.Id,
    territoryId: row['Review__r.Territory__c'],
    measure: row.Measure__c,
    sense: row.Sense__c,
    target: row.Target__c ?? NaN,
    due: row.Due__c,
    reviewed: row['Review__r.Period_End__c'],
    actual: row.Actual__c
  }));
  return { goals, problems };
}

/** Published quotas, of whole tiers, that reach into a stretch of days. @throws OrgError */
export async function readPublishedQuotas(
  connection: OrgConnection,
  from: Day,
  to: Day
): Promise<{ quotas: Quota[]; problems: Problem[] }> {
  const { records, problems } = await readChecked(
    connection,
    {
      object: 'Evenfield_Quota__c',
      where: `Status__c = 'Published' AND Product_Family__c = null AND Period_Start__c <= ${to} AND Period_End__c >= ${from}`
    },
    quotaShape
  );
  return { quotas: records.map(quotaOf), problems };
}
