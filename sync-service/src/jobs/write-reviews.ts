import { alertReaders } from '../domain/alerts/alert-readers.ts';
import type { ResultRow } from '../domain/core/result.ts';
import { reviewShares } from '../domain/quota/reviews/review-sharing.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { tableOf } from '../salesforce/held-rows.ts';
import { readReviews, reviewGoalObject, reviewObject } from '../salesforce/records/reviews.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { RunInputs } from './intake.ts';
import type { KeptReviews } from './read-reviews.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

/**
 * Writes reviews that are not there yet, and what goals came to, and shows each review to whom it
 * concerns. A review that is there is never written again: killed in between, the next run writes
 * those that are missing. @throws OrgError
 */
export async function writeReviews(
  connection: OrgConnection,
  inputs: Pick<RunInputs, 'territories' | 'members' | 'users' | 'today'>,
  kept: KeptReviews,
  rows: readonly ResultRow[],
  goals: readonly ResultRow[]
): Promise<WriteTotals> {
  const { territories, members, users, today } = inputs;
  const report = await writeInTurn(connection, [
    {
      object: reviewObject,
      operation: 'upsert',
      externalId: 'Key__c',
      ...tableOf(rows, 'Key__c')
    },
    { object: reviewGoalObject, operation: 'update', ...tableOf(goals, 'Id') }
  ]);
  const { reviews } = rows.length > 0 ? await readReviews(connection, kept.since) : kept;
  const shares = await writeShares(
    connection,
    'Evenfield_Review__Share',
    reviewShares(reviews, alertReaders(territories, members, users, today), members, today).filter(
      ({ userId }) => userId !== connection.userId
    ),
    `Parent.Period_End__c >= ${kept.since}`
  );
  return {
    changed: rows.length + goals.length + shares.changed,
    written: report.written + shares.written,
    problems: [...report.problems, ...shares.problems]
  };
}
