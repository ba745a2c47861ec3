import { dayNumber, dayText } from '../domain/core/days.ts';
import type { Problem } from '../domain/core/result.ts';
import type { CreditMove, Day, Period } from '../domain/core/snapshot.ts';
import { dueReviews } from '../domain/quota/reviews/due-reviews.ts';
import { closedPeriods } from '../domain/quota/reviews/review-periods.ts';
import type {
  HeldReview,
  OpenGoal,
  ReviewQuestion
} from '../domain/quota/reviews/review-question.ts';
import { monthGoalKey, periodsAsked } from '../domain/quota/reviews/review-question.ts';
import { buildTree } from '../domain/territory/tree.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readGoals } from '../salesforce/records/activity-goals.ts';
import { readAlerts } from '../salesforce/records/alerts.ts';
import type { CreditQuestion } from '../salesforce/records/credits.ts';
import { readCredits } from '../salesforce/records/credits.ts';
import type { Design } from '../salesforce/records/design.ts';
import { readOpenGoals, readPublishedQuotas, readReviews } from '../salesforce/records/reviews.ts';

/** Reviews whose period ended so many days ago at most are shared anew; who opens older ones stays. */
const sharedDays = 400;

/** Reviews that the org holds, and goals that are open. */
export interface KeptReviews {
  readonly reviews: readonly HeldReview[];
  readonly goals: readonly OpenGoal[];
  /** First day of `reviews`. */
  readonly since: Day;
  readonly problems: readonly Problem[];
}

/** @param now UTC milliseconds @throws OrgError */
export async function readKeptReviews(
  connection: OrgConnection,
  now: number
): Promise<KeptReviews> {
  const since = dayText(Math.floor(now / 86_400_000) - sharedDays);
  const [{ reviews, problems }, goals] = await Promise.all([
    readReviews(connection, since),
    readOpenGoals(connection)
  ]);
  return { reviews, goals: goals.goals, since, problems: [...problems, ...goals.problems] };
}

/** What a night knows when it asks what reviews it owes. */
export interface ReviewReading extends Omit<CreditQuestion, 'period' | 'members'> {
  readonly kept: KeptReviews;
  readonly design: Design;
}

/**
 * What the night is to measure for reviews: periods that closed of which a leaf's review is missing,
 * and open goals. Where nothing is, nothing more is read. @throws OrgError
 */
export async function readReviewQuestion(
  connection: OrgConnection,
  { kept, design, ...asked }: ReviewReading
): Promise<{ question: ReviewQuestion; problems: Problem[] }> {
  const held = new Set(kept.reviews.map(({ key }) => key));
  const { tree } = buildTree(design.territories);
  const closed = closedPeriods(asked.today, {
    months: design.fiscalMonths,
    quarters: design.fiscalQuarters
  });
  const due = dueReviews(closed, tree, design.members, held);
  const whole = stretchOf(due);
  const quotas =
    whole === null ? null : await readPublishedQuotas(connection, whole.start, whole.end);
  const periods = periodsAsked(due, kept.goals, quotas?.quotas ?? [], asked.today);
  const measured = stretchOf(periods);
  const alerts =
    measured === null
      ? null
      : await readAlerts(
          connection,
          `Opened__c <= ${measured.end} AND (Closed__c = null OR Closed__c > ${firstEnd(periods)})`
        );
  const problems: Problem[] = [...kept.problems, ...(quotas?.problems ?? [])];
  const moves: CreditMove[][] = [];
  for (const period of periods) {
    const credits = await readCredits(connection, { ...asked, period, members: design.members });
    moves.push(credits.moves);
    problems.push(...credits.problems);
  }
  return {
    question: {
      due,
      held,
      goals: kept.goals,
      periods,
      quotas: quotas?.quotas ?? [],
      monthGoals: due.length === 0 ? new Map() : await readMonthGoals(connection),
      alerts: alerts?.alerts ?? [],
      moves
    },
    problems
  };
}

/** From the first day of some periods to their last; null for none. */
function stretchOf(periods: readonly Period[]): Period | null {
  if (periods.length === 0) return null;
  return {
    start: periods.map(({ start }) => start).reduce((a, b) => (a < b ? a : b)),
    end: periods.map(({ end }) => end).reduce((a, b) => (a > b ? a : b))
  };
}

function firstEnd(periods: readonly Period[]): Day {
  return dayText(Math.min(...periods.map(({ end }) => dayNumber(end))));
}

/** What months asked for, before the night's own goals take their place. */
async function readMonthGoals(connection: OrgConnection): Promise<Map<string, number>> {
  const { records } = await readGoals(connection);
  return new Map(
    records.flatMap((row): [string, number][] =>
      row.Period__c !== 'Month' || row.Week_Start__c === null || row.Target__c === null
        ? []
        : [
            [
              monthGoalKey(row.Territory__c ?? '', row.Activity__c ?? '', row.Week_Start__c),
              row.Target__c
            ]
          ]
    )
  );
}
