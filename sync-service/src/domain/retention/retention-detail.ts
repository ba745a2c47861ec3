import type { AssetTable } from '../core/columns.ts';
import { dayNumber, dayText } from '../core/days.ts';
import { figureCalendar } from '../core/figures.ts';
import type { Tier } from '../core/policy.ts';
import { tierNames } from '../core/policy.ts';
import type { Day, Period } from '../core/snapshot.ts';
import type { RetentionTargets } from './retention-targets.ts';

/** Recurring revenue between two days, over accounts that had some on the first. */
export interface RetentionFlow {
  /** Customers on the first day, and those of them of whom nothing recurs on the second. */
  customers: number;
  lost: number;
  /** Revenue a year on the first day; what is gone of it with those, and less with others; what is more. */
  start: number;
  churned: number;
  contracted: number;
  expanded: number;
}

/** What happened with the recurring revenue of a territory's accounts. */
export interface RetentionDetail {
  /** By quarter, the last one still running. */
  readonly quarters: readonly (RetentionFlow & { readonly from: Day; readonly to: Day })[];
  /** Over twelve months, by tier of today. */
  readonly tiers: readonly (RetentionFlow & { readonly tier: Tier })[];
  /** Over twelve months, by the year of the first subscription on record. */
  readonly cohorts: readonly (RetentionFlow & { readonly year: number })[];
}

const emptyFlow = (): RetentionFlow => ({
  customers: 0,
  lost: 0,
  start: 0,
  churned: 0,
  contracted: 0,
  expanded: 0
});

/** Adds an account by its revenue on the two days; customers since the first do not count. */
export function addFlow(flow: RetentionFlow, start: number, now: number): void {
  if (!(start > 0)) return;
  flow.customers += 1;
  flow.start += start;
  if (now > start) flow.expanded += now - start;
  else if (now > 0) flow.contracted += start - now;
  else {
    flow.lost += 1;
    flow.churned += start;
  }
}

/** Quarters shown: four that are over, and the running one. */
const quartersShown = 5;
/** Cohorts shown; what began earlier counts to the first of them. */
const cohortsShown = 10;

/** Which accounts a detail speaks of, and when. */
export interface DetailPlan {
  /** Territory of each account; -1 for none. */
  readonly territoryOf: Int32Array;
  readonly territories: number;
  readonly tiers: readonly Tier[];
  readonly today: Day;
  readonly quarters: readonly Period[];
}

/**
 * Retention by quarter, tier and cohort of every territory, from the days on which assets begin and
 * end. What an asset was worth a year is known of today alone, so a change of its price shows in no
 * quarter. A quarter goes from the evening before it to its last evening, or to today.
 */
export function retentionDetails(assets: AssetTable, plan: DetailPlan): RetentionDetail[] {
  const today = dayNumber(plan.today);
  const quarters = shownQuarters(plan.quarters, today);
  const spans = [
    ...quarters.map(({ start, end }) => [dayNumber(start) - 1, Math.min(dayNumber(end), today)]),
    [figureCalendar(plan.today, { start: plan.today, end: plan.today }).yearAgo, today]
  ] as [number, number][];
  const years = cohortYearsOf(today);
  const flows = Array.from({ length: plan.territories }, () => ({
    quarters: quarters.map(emptyFlow),
    tiers: tierNames.map(emptyFlow),
    cohorts: years.map(emptyFlow)
  }));
  const starts = new Float64Array(spans.length);
  const ends = new Float64Array(spans.length);
  const { offsets, order } = byAccount(assets, plan.territoryOf.length);
  for (let account = 0; account < plan.territoryOf.length; account += 1) {
    const flow = flows[plan.territoryOf[account] ?? -1];
    if (flow === undefined || offsets[account] === offsets[account + 1]) continue;
    let first = Infinity;
    starts.fill(0);
    ends.fill(0);
    for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
      const row = order[at] ?? -1;
      const yearly = assets.yearly[row] ?? NaN;
      if (!(yearly > 0)) continue;
      const installed = assets.installed[row] ?? NaN;
      const ended = assets.ends[row] ?? NaN;
      first = Math.min(first, installed);
      spans.forEach(([from, to], span) => {
        if (installed <= from && !(ended <= from)) starts[span] = (starts[span] ?? 0) + yearly;
        if (installed <= to && !(ended <= to)) ends[span] = (ends[span] ?? 0) + yearly;
      });
    }
    flow.quarters.forEach((own, at) => {
      addFlow(own, starts[at] ?? 0, ends[at] ?? 0);
    });
    const [start, now] = [starts.at(-1) ?? 0, ends.at(-1) ?? 0];
    const tier = flow.tiers[tierNames.indexOf(plan.tiers[account] ?? 'C')];
    if (tier !== undefined) addFlow(tier, start, now);
    const began = Number.isFinite(first) ? new Date(first * 86_400_000).getUTCFullYear() : NaN;
    const cohort = flow.cohorts[Math.max(0, began - (years[0] ?? 0))];
    if (cohort !== undefined) addFlow(cohort, start, now);
  }
  return flows.map((flow) => ({
    quarters: quarters.map(({ start, end }, at) => ({
      from: start,
      to: end,
      ...(flow.quarters[at] ?? emptyFlow())
    })),
    tiers: tierNames.map((tier, at) => ({ tier, ...(flow.tiers[at] ?? emptyFlow()) })),
    cohorts: years.map((year, at) => ({ year, ...(flow.cohorts[at] ?? emptyFlow()) }))
  }));
}

/** Several territories as one: a region's from its leaves. They are of the same plan. */
export function detailsTogether(parts: readonly RetentionDetail[]): RetentionDetail {
  const [first] = parts;
  if (first === undefined) return { quarters: [], tiers: [], cohorts: [] };
  const summed = <T extends RetentionFlow>(
    rows: readonly T[],
    of: (part: RetentionDetail) => readonly T[]
  ): T[] =>
    rows.map((row, at) => {
      const sum = { ...row };
      for (const part of parts.slice(1)) {
        const other = of(part)[at];
        if (other === undefined) continue;
        for (const name of flowNames) sum[name] += other[name];
      }
      return sum;
    });
  return {
    quarters: summed(first.quarters, (part) => part.quarters),
    tiers: summed(first.tiers, (part) => part.tiers),
    cohorts: summed(first.cohorts, (part) => part.cohorts)
  };
}

const flowNames = ['customers', 'lost', 'start', 'churned', 'contracted', 'expanded'] as const;

/**
 * As the org keeps it: JSON, amounts in whole units, rows without revenue at their start left out,
 * each tier with its targets. Null where there is no row.
 */
export function detailText(detail: RetentionDetail, targets: RetentionTargets): string | null {
  const told = <T extends RetentionFlow>(rows: readonly T[]): T[] =>
    rows
      .filter(({ start }) => start > 0)
      .map((row) => {
        const whole = { ...row };
        for (const name of flowNames) whole[name] = Math.round(row[name]);
        return whole;
      });
  const kept = {
    quarters: told(detail.quarters),
    tiers: told(detail.tiers).map((row) => ({
      ...row,
      gross: targets.gross[row.tier],
      net: targets.net[row.tier]
    })),
    cohorts: told(detail.cohorts)
  };
  const isEmpty = Object.values(kept).every((rows) => rows.length === 0);
  return isEmpty ? null : JSON.stringify(kept);
}

/** The running quarter and those before it that follow one another without a gap, the earliest first. */
function shownQuarters(known: readonly Period[], today: number): Period[] {
  const begun = known
    .filter(({ start }) => dayNumber(start) <= today)
    .sort((a, b) => (a.start < b.start ? 1 : -1));
  const chain: Period[] = [];
  for (const quarter of begun) {
    const after = chain.at(-1);
    if (after !== undefined && dayText(dayNumber(after.start) - 1) !== quarter.end) break;
    chain.push(quarter);
    if (chain.length === quartersShown) break;
  }
  return chain.reverse();
}

function cohortYearsOf(today: number): number[] {
  const last = new Date(today * 86_400_000).getUTCFullYear();
  return Array.from({ length: cohortsShown }, (_, at) => last - cohortsShown + 1 + at);
}

/** Rows by account: those of account i stand in `order` from offsets[i] to offsets[i + 1]. */
function byAccount(
  assets: AssetTable,
  accounts: number
): { readonly offsets: Int32Array; readonly order: Int32Array } {
  const offsets = new Int32Array(accounts + 1);
  for (const account of assets.account)
    if (account >= 0) offsets[account + 1] = (offsets[account + 1] ?? 0) + 1;
  for (let account = 0; account < accounts; account += 1)
    offsets[account + 1] = (offsets[account + 1] ?? 0) + (offsets[account] ?? 0);
  const next = offsets.slice(0, accounts);
  const order = new Int32Array(offsets[accounts] ?? 0);
  assets.account.forEach((account, row) => {
    if (account < 0) return;
    const at = next[account] ?? 0;
    order[at] = row;
    next[account] = at + 1;
  });
  return { offsets, order };
}
