import type { AccountFigures } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber, dayText } from '../../core/days.ts';
import { weekStartOf } from '../../core/figures.ts';
import type { ResultRow } from '../../core/result.ts';
import type { OrgSnapshot } from '../../core/snapshot.ts';
import type { TerritoryFigures } from '../../territory/territory-figures.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import type { Activity } from './activity-goal.ts';
import { activitiesPerWin, goalOfWeek } from './activity-goal.ts';

/** Activities that are counted, with the columns that hold them: half a year before this week, and this week. */
const counted: readonly {
  readonly activity: Activity;
  readonly past: keyof AccountFigures;
  readonly week: keyof AccountFigures;
}[] = [
  { activity: 'Calls', past: 'callsBefore', week: 'callsThisWeek' },
  { activity: 'Meetings', past: 'meetingsBefore', week: 'meetingsThisWeek' },
  { activity: 'Emails', past: 'emailsBefore', week: 'emailsThisWeek' }
];
const won = dealStates.indexOf('Won');
/** Wins are counted over the time that activities are counted over. */
const winDays = 180;
/** Wins of the team that weigh as much in the deal size as a territory's own. */
const teamDeals = 5;

/** Key of the goal of a territory and activity. */
export function goalKey(territoryId: string, activity: Activity): string {
  return `${territoryId}:${activity}`;
}

/**
 * Rows of `Evenfield_Activity_Goal__c`: what this week asks of each leaf with an owner. The ratio is the
 * territory's own shrunk to all territories'; an activity that nobody logs has no goal.
 * @param territoryOf territory of each account, by index
 * @returns none where the snapshot does not say which goals the org holds
 */
export function goalRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[],
  territoryOf: Int32Array
): ResultRow[] {
  const { goalsByHand, deals, period, today } = snapshot;
  if (goalsByHand === undefined || deals === undefined) return [];
  const count = tree.territories.length;
  const start = weekStartOf(dayNumber(today));
  const weeksLeft = Math.ceil((dayNumber(period.end) - start + 1) / 7);
  const wins = winsOf(snapshot, territoryOf, count);
  const leaves = tree.territories.flatMap((_, index) => (tree.inScope(index) ? [index] : []));
  const total = (column: Float64Array): number =>
    leaves.reduce((sum, leaf) => sum + (column[leaf] ?? 0), 0);
  const teamWins = total(wins.count);
  const teamSize = teamWins > 0 ? total(wins.amount) / teamWins : null;
  const columns = counted.map(({ activity, past, week }) => {
    const done = sumBy(snapshot.figures[past], territoryOf, count);
    return {
      activity,
      done,
      team: { done: total(done), wins: teamWins },
      week: sumBy(snapshot.figures[week], territoryOf, count)
    };
  });
  return leaves.flatMap((leaf) => {
    const own = figures[leaf];
    const territory = tree.territories[leaf];
    if (own === undefined || territory === undefined || own.capacity.ownerId === null) return [];
    const left = own.quota === null ? null : own.quota - own.attained;
    const size =
      teamSize === null
        ? null
        : ((wins.amount[leaf] ?? 0) + teamDeals * teamSize) / ((wins.count[leaf] ?? 0) + teamDeals);
    return columns.flatMap(({ activity, done, team, week }): ResultRow[] => {
      const perWin =
        team.done > 0
          ? activitiesPerWin({ done: done[leaf] ?? 0, wins: wins.count[leaf] ?? 0 }, team)
          : null;
      const key = goalKey(territory.id, activity);
      const goal = goalOfWeek(
        activity,
        goalsByHand.get(key) ?? null,
        left ?? 0,
        left === null ? null : size,
        perWin,
        weeksLeft,
        week[leaf] ?? 0
      );
      if (goal === null) return [];
      const words =
        goal.source === 'Manual' || size === null || perWin === null
          ? 'Set by hand.'
          : reasonOf(Math.max(0, left ?? 0), size, perWin, activity, weeksLeft);
      return [
        {
          key,
          id: null,
          values: {
            Territory__c: territory.id,
            Activity__c: activity,
            Week_Start__c: dayText(start),
            Target__c: goal.target,
            Actual__c: goal.actual,
            More__c: goal.more,
            Source__c: goal.source,
            Reason__c: words.slice(0, 255)
          }
        }
      ];
    });
  });
}

/** How the target comes about: `90,000 of the quota is left, 4.5 wins of 20,000; a win takes 8.3 calls; 6 weeks.` */
function reasonOf(
  left: number,
  size: number,
  perWin: number,
  activity: Activity,
  weeksLeft: number
): string {
  const whole = (value: number): string =>
    String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const tenth = (value: number): string => String(Math.round(value * 10) / 10);
  return `${whole(left)} of the quota is left, ${tenth(left / size)} wins of ${whole(size)}; a win takes ${tenth(perWin)} ${activity.toLowerCase()}; ${String(weeksLeft)} weeks.`;
}

/** Won deals of the last half year by territory. */
function winsOf(
  { deals, today }: OrgSnapshot,
  territoryOf: Int32Array,
  territories: number
): { count: Float64Array; amount: Float64Array } {
  const count = new Float64Array(territories);
  const sum = new Float64Array(territories);
  const last = dayNumber(today);
  if (deals === undefined) return { count, amount: sum };
  const { account, amount, closes, state } = deals;
  for (let deal = 0; deal < deals.count; deal += 1) {
    const territory = territoryOf[account[deal] ?? -1] ?? -1;
    const age = last - (closes[deal] ?? 0);
    const value = amount[deal] ?? NaN;
    if (territory < 0 || state[deal] !== won || age < 0 || age >= winDays || !(value > 0)) continue;
    count[territory] = (count[territory] ?? 0) + 1;
    sum[territory] = (sum[territory] ?? 0) + value;
  }
  return { count, amount: sum };
}

function sumBy(column: Float64Array, territoryOf: Int32Array, territories: number): Float64Array {
  const sums = new Float64Array(territories);
  territoryOf.forEach((territory, account) => {
    if (territory >= 0) sums[territory] = (sums[territory] ?? 0) + (column[account] ?? 0);
  });
  return sums;
}
