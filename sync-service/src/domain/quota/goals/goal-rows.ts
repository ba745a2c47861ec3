import { dayNumber, dayText } from '../../core/days.ts';
import { monthStartOf, weekStartOf } from '../../core/figures.ts';
import type { ResultRow } from '../../core/result.ts';
import type { OrgSnapshot } from '../../core/snapshot.ts';
import type { TerritoryFigures } from '../../territory/territory-figures.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import type { Activity, ActivityGoal, ActivityRecord, GoalSet } from './activity-goal.ts';
import { activities, activitiesPerWin, goalOfPeriod } from './activity-goal.ts';
import { dealsByWay, goalCounts, waysOfWorking, winsOf } from './goal-counts.ts';
import type { GoalPeriod } from './goal-policy.ts';
import { strengths } from './strengths.ts';

/** Wins of the team that weigh as much in the deal size as a territory's own. */
const teamDeals = 5;

/** Key of the goal of a territory and activity for a week or a month. */
export function goalKey(
  territoryId: string,
  activity: Activity,
  period: GoalPeriod = 'Week'
): string {
  return `${territoryId}:${activity}${period === 'Week' ? '' : `:${period}`}`;
}

/**
 * Rows of `Evenfield_Activity_Goal__c`: what this week and month ask of each leaf with an owner. A goal
 * set by hand stands, then one of her role, then what a win takes: the territory's own ratio shrunk to
 * all territories', and among calls, meetings and emails weighted by what she wins with. An activity
 * that nobody logs has no computed goal. Where new leads are not known of a territory (a person who
 * owns several finds for no one of them), the ratio is that of the others, and nothing is said to be done.
 * @param territoryOf territory of each account, by index
 * @returns none where the snapshot does not say which goals the org holds
 */
export function goalRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[],
  territoryOf: Int32Array
): ResultRow[] {
  const { goalsByHand, deals, policy, roles } = snapshot;
  if (goalsByHand === undefined || deals === undefined) return [];
  const count = tree.territories.length;
  const leaves = tree.territories.flatMap((_, index) => (tree.inScope(index) ? [index] : []));
  const total = (column: Float64Array): number =>
    leaves.reduce((sum, leaf) => sum + (column[leaf] ?? 0), 0);
  const wins = winsOf(deals, dayNumber(snapshot.today), territoryOf, count);
  const teamWins = total(wins.count);
  const teamSize = teamWins > 0 ? total(wins.amount) / teamWins : null;
  const knowsLeads = (leaf: number): boolean =>
    snapshot.newLeadDays?.has(tree.territories[leaf]?.id ?? '') === true;
  const winsWithLeads = leaves.reduce(
    (sum, leaf) => sum + (knowsLeads(leaf) ? (wins.count[leaf] ?? 0) : 0),
    0
  );
  const done = goalCounts(snapshot, tree, territoryOf);
  const byWay = dealsByWay(snapshot, deals, territoryOf, count);
  const logged = waysOfWorking.map((way) => total(done[way].before) > 0);
  const teamByWay = waysOfWorking.map((_, way) => ({
    won:
      logged[way] === true
        ? leaves.reduce((sum, leaf) => sum + (byWay[leaf]?.[way]?.won ?? 0), 0)
        : 0,
    closed:
      logged[way] === true
        ? leaves.reduce((sum, leaf) => sum + (byWay[leaf]?.[way]?.closed ?? 0), 0)
        : 0
  }));
  const teamOf = Object.fromEntries(
    activities.map((activity) => [
      activity,
      {
        done: total(done[activity].before),
        wins: activity === 'New Leads' ? winsWithLeads : teamWins
      }
    ])
  ) as Record<Activity, ActivityRecord>;
  const windows = policy.goals.periods.map((period) => ({
    period,
    ...windowOf(snapshot, period)
  }));
  return leaves.flatMap((leaf) => {
    const own = figures[leaf];
    const territory = tree.territories[leaf];
    if (own === undefined || territory === undefined || own.capacity.ownerId === null) return [];
    const left = own.quota === null ? null : own.quota - own.attained;
    const size =
      teamSize === null
        ? null
        : ((wins.amount[leaf] ?? 0) + teamDeals * teamSize) / ((wins.count[leaf] ?? 0) + teamDeals);
    const weights = strengths(byWay[leaf] ?? [], teamByWay);
    const role = roles?.get(own.capacity.ownerId)?.toLowerCase() ?? null;
    const ratioOf = (activity: Activity): { perWin: number | null; weight: number } => {
      const team = teamOf[activity];
      const ownRecord =
        activity === 'New Leads' && !knowsLeads(leaf)
          ? { done: 0, wins: 0 }
          : { done: done[activity].before[leaf] ?? 0, wins: wins.count[leaf] ?? 0 };
      const perWin = team.done > 0 ? activitiesPerWin(ownRecord, team) : null;
      const way = waysOfWorking.findIndex((one) => one === activity);
      return { perWin, weight: weights[way] ?? 1 };
    };
    return windows.flatMap(({ period, start, partsLeft }) =>
      activities.flatMap((activity): ResultRow[] => {
        const { perWin, weight } = ratioOf(activity);
        const key = goalKey(territory.id, activity, period);
        const goal = goalOfPeriod(
          activity,
          setFor(snapshot, key, role, activity, period),
          left ?? 0,
          left === null ? null : size,
          perWin === null ? null : perWin * weight,
          partsLeft,
          activity === 'New Leads' && !knowsLeads(leaf)
            ? null
            : (done[activity][period === 'Week' ? 'week' : 'month'][leaf] ?? 0)
        );
        if (goal === null) return [];
        const words = reasonOf(
          goal,
          Math.max(0, left ?? 0),
          size,
          perWin,
          weight,
          period,
          partsLeft
        );
        return [
          {
            key,
            id: null,
            values: {
              Territory__c: territory.id,
              Activity__c: activity,
              Period__c: period,
              Week_Start__c: dayText(start),
              Target__c: goal.target,
              Actual__c: goal.actual,
              More__c: goal.more,
              Source__c: goal.source,
              Reason__c: words.slice(0, 255)
            }
          }
        ];
      })
    );
  });
}

/** First day of this week or month, and how many of them are left of the quota's period, this one included. */
function windowOf(
  { today, period: quota }: Pick<OrgSnapshot, 'today' | 'period'>,
  period: GoalPeriod
): { start: number; partsLeft: number } {
  const day = dayNumber(today);
  const end = dayNumber(quota.end);
  if (period === 'Week') {
    const start = weekStartOf(day);
    return { start, partsLeft: Math.ceil((end - start + 1) / 7) };
  }
  const start = monthStartOf(day);
  // Of a month that the quota's period begins or ends in, the days of the period count.
  const first = Math.max(start, dayNumber(quota.start));
  const last = Math.min(monthStartOf(start + 31) - 1, end);
  return { start, partsLeft: (end - first + 1) / (last - first + 1) };
}

/** A target that people set: on the row itself, else for the role. */
function setFor(
  { goalsByHand, policy }: OrgSnapshot,
  key: string,
  role: string | null,
  activity: Activity,
  period: GoalPeriod
): GoalSet | null {
  const byHand = goalsByHand?.get(key);
  if (byHand !== undefined) return { target: byHand, source: 'Manual' };
  const ofRole = policy.goals.byRole.find(
    (goal) => goal.role === role && goal.activity === activity && goal.period === period
  );
  return ofRole === undefined ? null : { target: ofRole.target, source: 'Role' };
}

/** How the target comes about: `90,000 of the quota is left, 4.5 wins of 20,000; a win takes 8.3 calls; 6 weeks.` */
function reasonOf(
  { activity, source }: ActivityGoal,
  left: number,
  size: number | null,
  perWin: number | null,
  weight: number,
  period: GoalPeriod,
  partsLeft: number
): string {
  if (source === 'Manual') return 'Set by hand.';
  if (source === 'Role') return 'Set for the role.';
  if (size === null || perWin === null) return '';
  const whole = (value: number): string =>
    String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const tenth = (value: number): string => String(Math.round(value * 10) / 10);
  const weighted =
    Math.abs(weight - 1) < 0.05 ? '' : `, times ${tenth(weight)} by what is won with here`;
  return `${whole(left)} of the quota is left, ${tenth(left / size)} wins of ${whole(size)}; a win takes ${tenth(perWin)} ${activity.toLowerCase()}${weighted}; ${tenth(partsLeft)} ${period.toLowerCase()}s.`;
}
