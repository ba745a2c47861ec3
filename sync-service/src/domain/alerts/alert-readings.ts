import type { DealTable } from '../core/columns.ts';
import { dealStates } from '../core/columns.ts';
import { dayNumber } from '../core/days.ts';
import type { ResultRow } from '../core/result.ts';
import type { OrgSnapshot, ResultColumn } from '../core/snapshot.ts';
import { shareInterval } from '../quota/metrics/intervals.ts';
import { shareDue } from '../quota/pace.ts';
import { spreadOf } from '../quota/setting/fairness.ts';
import type { TerritoryFigures } from '../territory/territory-figures.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import type { Reading } from './alert.ts';

/** Before this share of the quota is due, one late deal makes a pace: nothing is alerted of it. */
const leastDue = 0.2;
/** Fewer territories than this have no spread worth a word. */
const leastInSpread = 5;
/** Days of deals that conversion looks at, and days before them that it is held against. */
const recentDays = 90;
const beforeDays = 365;
/** Of fewer open deals than this one that is overdue is a large share. */
const leastOpen = 5;
const open = dealStates.indexOf('Open');
const lost = dealStates.indexOf('Lost');
const won = dealStates.indexOf('Won');

/** What of a run's results is read besides a territory's figures. */
export interface ComputedSoFar {
  readonly coverage: ReadonlyMap<string, ResultColumn>;
  readonly quotas: readonly ResultRow[];
}

/**
 * Today's value of every metric of every territory that counts; null where it is not measured.
 * @param figures by index of the tree @param territoryOf territory of each account, by index
 */
export function alertReadings(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[],
  territoryOf: Int32Array,
  { coverage, quotas }: ComputedSoFar
): Reading[] {
  const due = shareDue(snapshot.period, snapshot.today, snapshot.policy.season);
  const ofPace = (value: number | null): number | null => (due < leastDue ? null : value);
  const atRisk = renewalsAtRisk(snapshot, coverage, territoryOf, tree.territories.length);
  const conversion =
    snapshot.deals === undefined
      ? null
      : conversions(snapshot.deals, territoryOf, tree.territories.length, snapshot.today);
  const stale =
    snapshot.deals === undefined
      ? null
      : staleDeals(snapshot.deals, territoryOf, tree.territories.length, snapshot.today);
  const readings: Reading[] = [];
  tree.territories.forEach((territory, index) => {
    const own = figures[index];
    if (own === undefined) return;
    const add = (metric: string, value: number | null): void => {
      readings.push({ subject: territory.id, metric, value });
    };
    if (tree.inScope(index)) {
      const { sums, capacity } = own;
      add('Pace', ofPace(own.pace));
      add('Pipeline Coverage', ofPace(own.pipelineCoverage));
      add('Coverage', own.coverageShare);
      add('Neglected A Accounts', sums.accountsA > 0 ? sums.overdueA / sums.accountsA : null);
      add(
        'Workload',
        capacity.effectiveHours > 0 ? sums.workloadHours / capacity.effectiveHours : null
      );
      add('Renewals at Risk', atRisk[index] ?? null);
      add('Conversion', conversion?.[index] ?? null);
      add('Stale Deals', stale?.[index] ?? null);
    } else if (tree.leavesBelow(index).length > 1) {
      const spread = spreadOf(
        tree.leavesBelow(index).map((leaf) => figures[leaf]?.attainment ?? null)
      );
      const isEnough = spread !== null && spread.count >= leastInSpread;
      add('Region Pace', ofPace(own.pace));
      add('Region Balance', own.balanceIndex);
      add('Attainment Spread', isEnough ? ofPace(spread.relative) : null);
    }
  });
  return [...readings, ...tierReadings(snapshot, tree, quotas, ofPace)];
}

/** Pace and chance of each kind of revenue, from the quota rows of leaves. */
function tierReadings(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  rows: readonly ResultRow[],
  ofPace: (value: number | null) => number | null
): Reading[] {
  const computed = new Map(rows.map((row) => [row.id, row.values]));
  return snapshot.quotas.flatMap((quota): Reading[] => {
    const values = computed.get(quota.id);
    const index = tree.indexById.get(quota.territoryId);
    if (values === undefined || index === undefined || !tree.inScope(index)) return [];
    const reading = (metric: string, value: number | null): Reading => ({
      subject: quota.territoryId,
      metric: `${metric} (${quota.tier})`,
      value
    });
    const isAsked = quota.amount !== null && quota.amount > 0;
    return [
      reading('Pace', ofPace(numberOf(values['Pace__c']))),
      reading('Chance to Reach Quota', isAsked ? numberOf(values['Reach_Chance__c']) : null)
    ];
  });
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** Accounts of high risk that renew within the policy's horizon, by territory. */
function renewalsAtRisk(
  { figures, policy, today }: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>,
  territoryOf: Int32Array,
  territories: number
): Int32Array {
  const counts = new Int32Array(territories);
  const band = coverage.get('Risk_Band__c');
  if (band?.kind !== 'text') return counts;
  const last = dayNumber(today) + policy.churnHorizonDays;
  territoryOf.forEach((territory, account) => {
    const renews = figures.renewalDay[account] ?? NaN;
    if (territory >= 0 && renews <= last && band.values[account] === 'High')
      counts[territory] = (counts[territory] ?? 0) + 1;
  });
  return counts;
}

/** Share of a territory's open deals whose planned close has passed; null of fewer than five. */
function staleDeals(
  { count, account, closes, state }: DealTable,
  territoryOf: Int32Array,
  territories: number,
  day: string
): (number | null)[] {
  const today = dayNumber(day);
  const all = new Int32Array(territories);
  const past = new Int32Array(territories);
  for (let deal = 0; deal < count; deal += 1) {
    const territory = territoryOf[account[deal] ?? -1] ?? -1;
    if (territory < 0 || state[deal] !== open) continue;
    all[territory] = (all[territory] ?? 0) + 1;
    if ((closes[deal] ?? 0) < today) past[territory] = (past[territory] ?? 0) + 1;
  }
  return Array.from(all, (deals, at) => (deals < leastOpen ? null : (past[at] ?? 0) / deals));
}

/**
 * The highest win rate that the last ninety days allow (Wilson, 95 %) over that of the year before,
 * by territory: under 1 it fell beyond chance. NaN where either has no closed deal.
 */
function conversions(
  { count, account, closes, state }: DealTable,
  territoryOf: Int32Array,
  territories: number,
  day: string
): (number | null)[] {
  const today = dayNumber(day);
  const cases = [new Int32Array(territories), new Int32Array(territories)] as const;
  const wins = [new Int32Array(territories), new Int32Array(territories)] as const;
  for (let deal = 0; deal < count; deal += 1) {
    const territory = territoryOf[account[deal] ?? -1] ?? -1;
    const age = today - (closes[deal] ?? 0);
    if (territory < 0 || age < 0 || age >= recentDays + beforeDays) continue;
    if (state[deal] !== won && state[deal] !== lost) continue;
    const when = age < recentDays ? 0 : 1;
    cases[when][territory] = (cases[when][territory] ?? 0) + 1;
    if (state[deal] === won) wins[when][territory] = (wins[when][territory] ?? 0) + 1;
  }
  return Array.from({ length: territories }, (_, at) => {
    const now = shareInterval(wins[0][at] ?? 0, cases[0][at] ?? 0);
    const before = shareInterval(wins[1][at] ?? 0, cases[1][at] ?? 0);
    return now === null || before === null || before.value === 0 ? null : now.high / before.value;
  });
}
