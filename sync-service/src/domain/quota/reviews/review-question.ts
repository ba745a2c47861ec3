import type { Alert } from '../../alerts/alert.ts';
import { dayNumber, dayText } from '../../core/days.ts';
import type { CreditMove, Day, Period, Quota } from '../../core/snapshot.ts';
import type { ActivityCounts } from './period-activities.ts';
import { quotaPeriodAtEnd } from './period-quota.ts';
import type { ReviewPeriod } from './review-periods.ts';

/** What a goal is measured by: a figure of a review. */
export const goalMeasures = [
  'Attained',
  'Open Pipeline',
  'Win Rate',
  'Workload',
  'Health',
  'GRR',
  'NRR',
  'Open Alerts',
  'Calls',
  'Meetings',
  'Emails'
] as const;
export type GoalMeasure = (typeof goalMeasures)[number];

export const goalSenses = ['At Least', 'At Most'] as const;
export const goalStatuses = ['Open', 'Met', 'Missed', 'Not Measured'] as const;

/** A goal of a review that is not decided. */
export interface OpenGoal {
  readonly id: string;
  readonly territoryId: string | null;
  readonly measure: GoalMeasure;
  readonly sense: (typeof goalSenses)[number];
  /** In the unit of its measure: an amount, a count, points, or percent. */
  readonly target: number;
  readonly due: Day;
  /** Last day of the period that its review looks back on. */
  readonly reviewed: Day;
  /** As the org holds it. */
  readonly actual: number | null;
}

/** A review as the org holds it, with what is asked to share it. */
export interface HeldReview {
  readonly id: string;
  readonly key: string;
  readonly territoryId: string | null;
  readonly part: ReviewPart;
  readonly periodEnd: Day;
  readonly measuredOn: Day;
  /** Whether its person opened it to those above. */
  readonly isOpened: boolean;
}

/** Results are the territory's; selling is the person's own until she opens it. */
export const reviewParts = ['Results', 'Selling'] as const;
export type ReviewPart = (typeof reviewParts)[number];

/** What a night is to measure for reviews and their goals. */
export interface ReviewQuestion {
  /** Periods that closed and of which not every review is written. */
  readonly due: readonly ReviewPeriod[];
  /** Keys of reviews that are: they stay as they are. */
  readonly held: ReadonlySet<string>;
  readonly goals: readonly OpenGoal[];
  /** Each period to be measured, once. */
  readonly periods: readonly Period[];
  /** Published quotas that reach into the periods that are due. */
  readonly quotas: readonly Quota[];
  /** Activities that a month asked for, by territory, activity and first day: as the last night left them. */
  readonly monthGoals: ReadonlyMap<string, number>;
  /** Alerts that stood on the last day of a period. */
  readonly alerts: readonly Alert[];
  /** What the credit rule counts elsewhere, by period as in `periods`. */
  readonly moves: readonly (readonly CreditMove[])[];
}

/** What activities the night counted, and whose accounts they were on. */
export interface CountedActivities {
  readonly counts: ActivityCounts;
  /** Index of the account of each slot. */
  readonly accountOf: Int32Array;
}

export function monthGoalKey(territoryId: string, activity: string, start: Day): string {
  return `${territoryId}:${activity}:${start}`;
}

/** From the day after the reviewed period to the due date, or to yesterday; null before a day of it is over. */
export function goalPeriod(goal: Pick<OpenGoal, 'due' | 'reviewed'>, today: Day): Period | null {
  const start = dayText(dayNumber(goal.reviewed) + 1);
  const yesterday = dayText(dayNumber(today) - 1);
  const end = goal.due < yesterday ? goal.due : yesterday;
  return end < start ? null : { start, end };
}

/** Of the quota period that held a period's last day, what was over by then; null without a quota. */
export function pacePeriod(quotas: readonly Quota[], period: Period): Period | null {
  const held = quotaPeriodAtEnd(quotas, period);
  return held === null ? null : { start: held.start, end: period.end };
}

/** Every period that reviews, their pace and goals ask to be measured, each once. */
export function periodsAsked(
  due: readonly Period[],
  goals: readonly Pick<OpenGoal, 'due' | 'reviewed'>[],
  quotas: readonly Quota[],
  today: Day
): Period[] {
  const all = [
    ...due,
    ...due.flatMap((period) => pacePeriod(quotas, period) ?? []),
    ...goals.flatMap((goal) => goalPeriod(goal, today) ?? [])
  ];
  return [...new Map(all.map(({ start, end }) => [`${start}:${end}`, { start, end }])).values()];
}
