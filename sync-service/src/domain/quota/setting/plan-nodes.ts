import type { DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber } from '../../core/days.ts';
import type { Day, OrgSnapshot, Period, QuotaTier, TerritoryMember } from '../../core/snapshot.ts';
import { capacityOf } from '../../territory/capacity.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import { quotaTiers } from '../attainment/attained.ts';
import { toUnits } from '../units.ts';
import type { QuotaNode } from './quota-node.ts';
import { rampOver } from './ramp.ts';
import { sellingRates } from './selling-rates.ts';

/** What a plan is asked for. */
export interface PlanQuestion {
  readonly period: Period;
  readonly tier: QuotaTier;
  /** By the territory's key; amounts in the stated currency. */
  readonly overrides: ReadonlyMap<string, { readonly amount: number; readonly reason: string }>;
  /** Decimals of the stated currency. */
  readonly decimals: number;
  /** Share of a full quota by month of a new owner, as `rampOver` takes them; none means her ramp of today. */
  readonly rampSteps?: readonly number[];
  /** Least of each territory that has none below it, in the stated currency; left out for no floor. */
  readonly floor?: number | null;
  /** What people aim to win in twelve months account by account, by the territory's id. */
  readonly accountTargets?: ReadonlyMap<string, number>;
}

/** Key of what stands above several roots. */
export const companyKey = 'company';
const open = dealStates.indexOf('Open');
const won = dealStates.indexOf('Won');

/**
 * The tree as a plan splits over it: territories that count and those above them, the company first.
 * A figure is of the accounts that a territory has today; what cannot be known is null: the last
 * result where closed deals were not read that far back, potential of which none is known.
 */
export function planNodes(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  deals: DealTable,
  question: PlanQuestion
): QuotaNode[] {
  const { decimals, overrides } = question;
  const places = placesOf(tree);
  const territoryOf = territoriesOf(snapshot, tree);
  const rates = sellingRates(
    deals,
    territoryOf,
    tree.territories.length,
    question.tier,
    snapshot.today
  );
  const yearShare = (weeksOf(question.period) * 7) / 365;
  const sums = sumsOf(snapshot, territoryOf, tree.territories.length, deals, question);
  const units = (amount: number | null): number | null =>
    amount === null ? null : toUnits(amount, decimals);
  const membersOf = Map.groupBy(snapshot.members, ({ territoryId }) => territoryId);
  const nodes = places.order.map((index): QuotaNode => {
    const territory = tree.territories[index];
    if (territory === undefined) throw new Error(`No territory ${String(index)}`);
    const isLeaf = tree.inScope(index);
    const members = membersOf.get(territory.id) ?? [];
    const capacity = capacityOf(territory, members.map(full), snapshot.users, snapshot.today);
    const weeks = weeksOf(question.period);
    const { dealSize, winRate } = rates(index);
    const target = question.accountTargets?.get(territory.id) ?? null;
    const override = overrides.get(territory.key);
    return {
      key: territory.key,
      name: territory.name,
      parent: places.parentOf(index),
      lastResult: isLeaf ? units(sums.last?.[index] ?? null) : null,
      potential: isLeaf ? units(nanToNull(sums.potential[index])) : null,
      pipeline: isLeaf ? units(sums.pipeline[index] ?? 0) : null,
      capacity: isLeaf && capacity.effectiveHours > 0 ? capacity.effectiveHours * weeks : null,
      ramp: isLeaf ? rampOf(members, capacity.ownerId, question) : 1,
      vacant: isLeaf && capacity.ownerId === null,
      dealSize: isLeaf ? units(dealSize) : null,
      winRate: isLeaf ? winRate : null,
      floor: isLeaf ? units(question.floor ?? null) : null,
      bottomUp: isLeaf && target !== null ? toUnits(target * yearShare, decimals) : null,
      override:
        override === undefined
          ? null
          : { amount: toUnits(override.amount, decimals), reason: override.reason }
    };
  });
  return places.hasCompany ? [companyNode, ...nodes] : nodes;
}

const companyNode: QuotaNode = {
  key: companyKey,
  name: 'Company',
  parent: -1,
  lastResult: null,
  potential: null,
  pipeline: null,
  capacity: null,
  ramp: 1,
  vacant: false,
  floor: null,
  bottomUp: null,
  override: null
};

/** Each territory after the one above it; a company of its own above several roots. */
function placesOf(tree: TerritoryTree): {
  order: readonly number[];
  hasCompany: boolean;
  parentOf: (index: number) => number;
} {
  const counts = tree.territories.map((_, index) => tree.leavesBelow(index).length > 0);
  const roots = tree.territories.flatMap((_, index) =>
    counts[index] === true && tree.above(index).length === 0 ? [index] : []
  );
  const order: number[] = [];
  const walk = (index: number): void => {
    if (counts[index] !== true) return;
    order.push(index);
    for (const child of tree.children(index)) walk(child);
  };
  for (const root of roots) walk(root);
  const hasCompany = roots.length > 1;
  const placeOf = new Map(order.map((index, place) => [index, place + (hasCompany ? 1 : 0)]));
  const parentOf = (index: number): number => {
    const [parent] = tree.above(index);
    return parent === undefined ? (hasCompany ? 0 : -1) : (placeOf.get(parent) ?? -1);
  };
  return { order, hasCompany, parentOf };
}

interface Sums {
  /** Null where closed deals were not read that far back, or the period a year ago is not over. */
  readonly last: Float64Array | null;
  /** NaN where no account's is known. */
  readonly potential: Float64Array;
  readonly pipeline: Float64Array;
}

/** Territory of each account by its coverage; -1 for none. */
function territoriesOf(snapshot: OrgSnapshot, tree: TerritoryTree): Int32Array {
  const held = snapshot.coverage.columns.get('Territory__c');
  const texts = held?.kind === 'text' ? held.values : [];
  return Int32Array.from(
    { length: snapshot.accounts.count },
    (_, account) => tree.indexById.get(texts[account] ?? '') ?? -1
  );
}

function sumsOf(
  snapshot: OrgSnapshot,
  territoryOf: Int32Array,
  territories: number,
  deals: DealTable,
  { period, tier }: PlanQuestion
): Sums {
  const before = { start: yearBefore(period.start), end: yearBefore(period.end) };
  const isKnown =
    before.start > knownFrom(snapshot.today) && before.end < dayNumber(snapshot.today);
  const last = new Float64Array(territories);
  const pipeline = new Float64Array(territories);
  const wanted = quotaTiers.indexOf(tier);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const territory = territoryOf[deals.account[deal] ?? -1] ?? -1;
    const amount = deals.amount[deal] ?? NaN;
    if (territory < 0 || deals.tier[deal] !== wanted || !(amount > 0)) continue;
    const closes = deals.closes[deal] ?? 0;
    if (deals.state[deal] === won && closes >= before.start && closes <= before.end)
      last[territory] = (last[territory] ?? 0) + amount;
    const isInPeriod = closes >= dayNumber(period.start) && closes <= dayNumber(period.end);
    if (deals.state[deal] === open && isInPeriod)
      pipeline[territory] = (pipeline[territory] ?? 0) + amount;
  }
  const potential = new Float64Array(territories).fill(NaN);
  const column = snapshot.coverage.columns.get('Potential__c');
  if (column?.kind === 'number')
    territoryOf.forEach((territory, account) => {
      const amount = column.values[account] ?? NaN;
      if (territory < 0 || Number.isNaN(amount)) return;
      const known = potential[territory] ?? NaN;
      potential[territory] = (Number.isNaN(known) ? 0 : known) + amount;
    });
  return { last: isKnown ? last : null, potential, pipeline };
}

/** First day from which on closed deals are read for certain, whole days since 1970. */
export function knownFrom(today: Day): number {
  return dayNumber(today) - 2 * 365;
}

/** The same day a year earlier; the last of February stays the last. */
function yearBefore(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const isLast = new Date(Date.UTC(year, month - 1, date + 1)).getUTCDate() === 1;
  return Date.UTC(year - 1, isLast ? month : month - 1, isLast ? 0 : date) / 86_400_000;
}

function weeksOf(period: Period): number {
  return (dayNumber(period.end) - dayNumber(period.start) + 1) / 7;
}

/** Hours as if nobody were new: the ramp counts by itself. */
function full(member: TerritoryMember): TerritoryMember {
  return { ...member, ramp: null };
}

function rampOf(
  members: readonly TerritoryMember[],
  ownerId: string | null,
  { period, rampSteps = [] }: PlanQuestion
): number {
  const owner = members.find((member) => member.role === 'Owner' && member.userId === ownerId);
  if (owner === undefined) return 1;
  return rampSteps.length > 0 && owner.start !== null
    ? rampOver(period, owner.start, rampSteps)
    : (owner.ramp ?? 1);
}

function nanToNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
