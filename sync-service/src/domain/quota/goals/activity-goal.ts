export const activities = ['Calls', 'Meetings', 'Emails', 'New Leads', 'Proposals'] as const;
export type Activity = (typeof activities)[number];

/** What somebody did over some time, and what came of it. */
export interface ActivityRecord {
  readonly done: number;
  readonly wins: number;
}

/** Wins of the team that weigh as much as a person's own. */
const teamWins = 5;

/**
 * Activities a win took: the person's own ratio, shrunk to the team's by five wins of it.
 * @returns null where the team has no win to learn from
 */
export function activitiesPerWin(own: ActivityRecord, team: ActivityRecord): number | null {
  if (team.wins <= 0) return null;
  return (own.done + teamWins * (team.done / team.wins)) / (own.wins + teamWins);
}

/** A target that people set: on the goal itself, or for everybody of a role. */
export interface GoalSet {
  readonly target: number;
  readonly source: 'Manual' | 'Role';
}

/** A goal for one week or month. */
export interface ActivityGoal {
  readonly activity: Activity;
  /** Whole activities, rounded up. */
  readonly target: number;
  /** Null where it is not known; nothing is said of what is left then. */
  readonly actual: number | null;
  /** Target less actual, not below 0. */
  readonly more: number | null;
  /** Set by hand or for the role, or from what a win takes. */
  readonly source: GoalSet['source'] | 'Ratio';
}

/**
 * What this week or month asks for so that the quota is reached by the end: wins still needed ×
 * activities a win takes ÷ weeks or months left. A goal that people set stands.
 * @param left quota less attained @param dealSize mean amount of a won deal
 * @param partsLeft weeks or months, this one included
 * @returns null where deal size or ratio is not known, or nothing is left of the period
 */
export function goalOfPeriod(
  activity: Activity,
  set: GoalSet | null,
  left: number,
  dealSize: number | null,
  perWin: number | null,
  partsLeft: number,
  actual: number | null
): ActivityGoal | null {
  const goal = (target: number, source: ActivityGoal['source']): ActivityGoal => ({
    activity,
    target,
    actual,
    more: actual === null ? null : Math.max(0, target - actual),
    source
  });
  if (set !== null) return goal(set.target, set.source);
  if (dealSize === null || perWin === null || !(dealSize > 0) || partsLeft <= 0) return null;
  const wins = Math.max(0, left) / dealSize;
  // A hair above a whole number is rounding, not another meeting.
  return goal(Math.max(0, Math.ceil((wins * perWin) / partsLeft - 1e-9)), 'Ratio');
}

/** "4 more meetings this week", or that the week's goal is reached, or the goal alone. */
export function goalText({ activity, more, target }: ActivityGoal): string {
  const name = activity.toLowerCase();
  if (more === null) return `${activity}: the week's goal is ${String(target)}`;
  if (more === 0) return `${activity}: the week's goal of ${String(target)} is reached`;
  return `${String(more)} more ${more === 1 ? name.replace(/s$/, '') : name} this week`;
}
