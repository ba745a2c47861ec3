import { ultimateParents } from '../assignment/families.ts';
import { solve } from '../assignment/solve/solve.ts';
import type { OrgSnapshot, ResultColumn } from '../core/snapshot.ts';
import { familiesKept } from './families-kept.ts';

/** A territory that has people, as the moves are shared among them. */
export interface StaffedTerritory {
  readonly id: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Share of the fair part, 0 or more; scaled to sum to 1. */
  readonly share: number;
}

/** How few accounts would have to change hands for every staffed territory to be in band. */
export interface FewestMoves {
  readonly accounts: number;
  /** Hours of work a week that they bring along. */
  readonly hours: number;
  /** Share by which no plan can be better at most; null where bands stay violated. */
  readonly gap: number | null;
  /** Territories still out of band, by measure: what locks or single large accounts leave. */
  readonly stillOut: readonly { readonly territoryId: string; readonly measure: string }[];
}

/** An account's move costs one; a thousand miles to its new base count as another fifth. */
const costPerMile = 0.0002;

/**
 * Solves for the smallest change that brings workload and potential within the policy's tolerance.
 * Each account's hours are those that it needs from its present base.
 * @param coverage results of a run, by column
 * @returns null where there are fewer than two staffed territories or nobody to share
 */
export function fewestMoves(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>,
  territories: readonly StaffedTerritory[],
  seed: number
): FewestMoves | null {
  const texts = (name: string): readonly (string | null)[] => {
    const column = coverage.get(name);
    return column?.kind === 'text' ? column.values : [];
  };
  const numbers = (name: string): Float64Array => {
    const column = coverage.get(name);
    return column?.kind === 'number' ? column.values : new Float64Array(0);
  };
  const indexById = new Map(territories.map(({ id }, index) => [id, index]));
  const held = texts('Territory__c');
  const hours = numbers('Workload_Hours__c');
  const potential = numbers('Potential__c');
  const members: number[] = [];
  for (let index = 0; index < snapshot.accounts.count; index += 1)
    if (indexById.has(held[index] ?? '')) members.push(index);
  if (territories.length < 2 || members.length === 0) return null;
  const { ultimateParent } = ultimateParents(snapshot.accounts);
  const lockColumn = snapshot.coverage.columns.get('Locked__c');
  const isLocked = (index: number): number =>
    lockColumn?.kind === 'flag' && lockColumn.values[index] === 1 ? 1 : 0;
  const pick = (read: (index: number) => number): Float64Array =>
    Float64Array.from(members, (index) => read(index));
  const current = Int32Array.from(members, (index) => indexById.get(held[index] ?? '') ?? -1);
  const share = Float64Array.from(territories, (territory) => territory.share);
  const equal = share.every((value) => value === 0) ? share.fill(1) : share;
  const band = { share: equal, tolerance: snapshot.policy.tolerance, hard: true };
  const weight = {
    workload: pick((index) => zeroIfUnknown(hours[index])),
    potential: pick((index) => zeroIfUnknown(potential[index]))
  };
  const measures = [
    { name: 'workload', weight: weight.workload, ...band },
    { name: 'potential', weight: weight.potential, ...band }
  ].filter((measure) => measure.weight.some((value) => value > 0));
  const plan = solve(
    {
      accounts: members.length,
      territories: territories.length,
      accountLatitude: pick((index) => snapshot.accounts.latitude[index] ?? NaN),
      accountLongitude: pick((index) => snapshot.accounts.longitude[index] ?? NaN),
      baseLatitude: Float64Array.from(territories, ({ latitude }) => latitude ?? NaN),
      baseLongitude: Float64Array.from(territories, ({ longitude }) => longitude ?? NaN),
      measures,
      current,
      locked: Uint8Array.from(members, isLocked),
      family: familiesKept(members, current, ultimateParent, snapshot.policy.familyFollowsParent),
      moveCost: new Float64Array(members.length).fill(1),
      costPerMile: new Float64Array(members.length).fill(costPerMile)
    },
    { seed }
  );
  let accounts = 0;
  let moved = 0;
  plan.territory.forEach((to, place) => {
    if (to === current[place]) return;
    accounts += 1;
    moved += weight.workload[place] ?? 0;
  });
  return {
    accounts,
    hours: moved,
    gap: plan.gap,
    stillOut: plan.violations
      .filter(({ kind }) => kind === 'band')
      .map(({ territory, name }) => ({
        territoryId: territories[territory]?.id ?? '',
        measure: name
      }))
  };
}

const zeroIfUnknown = (value: number | undefined): number =>
  value === undefined || !(value > 0) ? 0 : value;
