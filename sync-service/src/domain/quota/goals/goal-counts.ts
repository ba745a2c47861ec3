import type { AccountFigures, DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber } from '../../core/days.ts';
import { monthStartOf, weekStartOf } from '../../core/figures.ts';
import type { OrgSnapshot } from '../../core/snapshot.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import type { Activity } from './activity-goal.ts';
import type { ActivityDeals } from './strengths.ts';

/** What was done in each territory, by its index. */
export interface GoalCounts {
  /** Half a year before this week. */
  readonly before: Float64Array;
  readonly week: Float64Array;
  readonly month: Float64Array;
}

const won = dealStates.indexOf('Won');
const lost = dealStates.indexOf('Lost');
/** Deals are counted over the time that activities are counted over. */
export const goalDays = 180;

type Columns = Readonly<Record<keyof GoalCounts, keyof AccountFigures>>;

const columns = {
  Calls: { before: 'callsBefore', week: 'callsThisWeek', month: 'callsThisMonth' },
  Meetings: { before: 'meetingsBefore', week: 'meetingsThisWeek', month: 'meetingsThisMonth' },
  Emails: { before: 'emailsBefore', week: 'emailsThisWeek', month: 'emailsThisMonth' }
} as const satisfies Partial<Record<Activity, Columns>>;

/** Ways of working with an account, among which a territory has strengths. */
export const waysOfWorking = ['Calls', 'Meetings', 'Emails'] as const;

/**
 * Activities by territory. Calls, meetings and emails count for the territory of their account, a
 * proposal for that of its opportunity's, a new lead for that of its owner.
 * @param territoryOf territory of each account, by index
 */
export function goalCounts(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  territoryOf: Int32Array
): Readonly<Record<Activity, GoalCounts>> {
  const count = tree.territories.length;
  const today = dayNumber(snapshot.today);
  const { figures, proposals, newLeadDays = new Map<string, readonly number[]>() } = snapshot;
  const summed = (names: Columns): GoalCounts => ({
    before: sumBy(figures[names.before], territoryOf, count),
    week: sumBy(figures[names.week], territoryOf, count),
    month: sumBy(figures[names.month], territoryOf, count)
  });
  const leads = noCounts(count);
  for (const [id, days] of newLeadDays) {
    const territory = tree.indexById.get(id) ?? -1;
    for (const day of days) addDay(leads, territory, day, today);
  }
  const offers = noCounts(count);
  proposals?.account.forEach((account, at) => {
    addDay(offers, territoryOf[account] ?? -1, proposals.day[at] ?? NaN, today);
  });
  return {
    Calls: summed(columns.Calls),
    Meetings: summed(columns.Meetings),
    Emails: summed(columns.Emails),
    'New Leads': leads,
    Proposals: offers
  };
}

function noCounts(count: number): GoalCounts {
  return {
    before: new Float64Array(count),
    week: new Float64Array(count),
    month: new Float64Array(count)
  };
}

function addDay(counts: GoalCounts, territory: number, day: number, today: number): void {
  if (territory < 0 || !(day >= today - goalDays) || day > today) return;
  const column = day < weekStartOf(today) ? counts.before : counts.week;
  column[territory] = (column[territory] ?? 0) + 1;
  if (day >= monthStartOf(today)) counts.month[territory] = (counts.month[territory] ?? 0) + 1;
}

function sumBy(column: Float64Array, territoryOf: Int32Array, territories: number): Float64Array {
  const sums = new Float64Array(territories);
  territoryOf.forEach((territory, account) => {
    if (territory >= 0) sums[territory] = (sums[territory] ?? 0) + (column[account] ?? 0);
  });
  return sums;
}

/** Won deals of the last half year by territory. */
export function winsOf(
  { account, amount, closes, state, count }: DealTable,
  today: number,
  territoryOf: Int32Array,
  territories: number
): { count: Float64Array; amount: Float64Array } {
  const wins = new Float64Array(territories);
  const sum = new Float64Array(territories);
  for (let deal = 0; deal < count; deal += 1) {
    const territory = territoryOf[account[deal] ?? -1] ?? -1;
    const age = today - (closes[deal] ?? 0);
    const value = amount[deal] ?? NaN;
    if (territory < 0 || state[deal] !== won || age < 0 || age >= goalDays || !(value > 0))
      continue;
    wins[territory] = (wins[territory] ?? 0) + 1;
    sum[territory] = (sum[territory] ?? 0) + value;
  }
  return { count: wins, amount: sum };
}

/**
 * Deals that closed in the last half year at accounts with which each way of working was used in it,
 * by territory.
 */
export function dealsByWay(
  { figures, today: day }: Pick<OrgSnapshot, 'figures' | 'today'>,
  { account, closes, state, count }: DealTable,
  territoryOf: Int32Array,
  territories: number
): ActivityDeals[][] {
  const today = dayNumber(day);
  const sums = Array.from({ length: territories }, () =>
    waysOfWorking.map(() => ({ won: 0, closed: 0 }))
  );
  for (let deal = 0; deal < count; deal += 1) {
    const at = account[deal] ?? -1;
    const own = sums[territoryOf[at] ?? -1];
    const age = today - (closes[deal] ?? 0);
    if (own === undefined || age < 0 || age >= goalDays) continue;
    if (state[deal] !== won && state[deal] !== lost) continue;
    waysOfWorking.forEach((way, place) => {
      const { before, week } = columns[way];
      const sum = own[place];
      if (sum === undefined || (figures[before][at] ?? 0) + (figures[week][at] ?? 0) === 0) return;
      sum.closed += 1;
      if (state[deal] === won) sum.won += 1;
    });
  }
  return sums;
}
