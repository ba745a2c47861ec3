import type { OrgSnapshot, Territory, TerritoryMember } from '../core/snapshot.ts';
import type { WhatIf } from './question.ts';
import { dayLookedAt, supposeTemporary } from './suppose-temporary.ts';

/** The org as the what-ifs suppose it, and what could not be supposed. */
export interface Supposed {
  readonly territories: readonly Territory[];
  readonly members: readonly TerritoryMember[];
  /** Ids of territories that end. */
  readonly closing: ReadonlySet<string>;
  /** Id of a territory that ends to the id of the one that takes all of it. */
  readonly into: ReadonlyMap<string, string>;
  /** Factor on the potential and revenue of each account. */
  readonly factor: Float64Array;
  /** What-ifs that name nothing in the org, in words. */
  readonly unknown: readonly string[];
  /** What holds until a day alone, and what is after it, in words. */
  readonly ends: readonly string[];
}

/** A territory by its key or id. */
export function findTerritory(
  territories: readonly Territory[],
  name: string
): Territory | undefined {
  return territories.find(({ id, key }) => id === name || key === name);
}

/** Works the what-ifs into the snapshot's territories and members, in their order. */
export function suppose(
  snapshot: OrgSnapshot,
  whatIfs: readonly WhatIf[],
  heldBy: readonly (string | null)[]
): Supposed {
  let territories = [...snapshot.territories];
  let members = [...snapshot.members];
  const closing = new Set<string>();
  const into = new Map<string, string>();
  const factor = new Float64Array(snapshot.accounts.count).fill(1);
  const unknown: string[] = [];
  const ends: string[] = [];
  const lookedAt = dayLookedAt(snapshot.today, whatIfs);
  const known = (name: string): Territory | null => {
    const found = findTerritory(territories, name);
    if (found === undefined) unknown.push(`There is no territory ${name}.`);
    return found ?? null;
  };
  for (const whatIf of whatIfs)
    switch (whatIf.kind) {
      case 'leaver': {
        if (!members.some(({ userId }) => userId === whatIf.user))
          unknown.push(`The user ${whatIf.user} works in no territory.`);
        members = members.filter(({ userId }) => userId !== whatIf.user);
        break;
      }
      case 'joiner': {
        const territory = known(whatIf.territory);
        if (territory !== null)
          members.push(hand(territory, whatIf.hours, whatIf.ramp ?? 1, members));
        break;
      }
      case 'capacity': {
        const territory = known(whatIf.territory);
        if (territory !== null)
          members = [
            ...members.filter(({ territoryId }) => territoryId !== territory.id),
            hand(territory, whatIf.hours, 1, members)
          ];
        break;
      }
      case 'temporary': {
        const territory = known(whatIf.territory);
        if (territory === null) break;
        if (whatIf.user !== undefined && snapshot.users.get(whatIf.user)?.active !== true) {
          unknown.push(`There is no active user ${whatIf.user}.`);
          break;
        }
        const standIn = hand(territory, whatIf.hours, 1, members);
        const one = supposeTemporary(snapshot, whatIf, territory, members, lookedAt, standIn);
        members = [...one.members];
        ends.push(one.told);
        break;
      }
      case 'open': {
        const territory = known(whatIf.territory);
        if (territory === null) break;
        territories = territories.map((one) =>
          one.id === territory.id ? { ...one, stage: 'Active' } : one
        );
        members.push(hand(territory, whatIf.hours, 1, members));
        break;
      }
      case 'close': {
        const territory = known(whatIf.territory);
        if (territory === null) break;
        closing.add(territory.id);
        members = members.filter(({ territoryId }) => territoryId !== territory.id);
        const heir = whatIf.into === undefined ? null : known(whatIf.into);
        if (heir !== null) into.set(territory.id, heir.id);
        break;
      }
      case 'rotation':
        if (whatIf.of !== undefined) known(whatIf.of);
        break;
      case 'market':
        scaleMarket(snapshot, whatIf, factor);
        break;
      case 'ahead':
        scaleByGrowth(snapshot, heldBy, whatIf.months, factor);
        break;
    }
  return { territories, members, closing, into, factor, unknown, ends };
}

/** A stand-in for whoever is to work there: the person who owns the territory today, or nobody yet. */
function hand(
  territory: Territory,
  hours: number,
  ramp: number,
  members: readonly TerritoryMember[]
): TerritoryMember {
  const owner = members.find(
    ({ territoryId, role }) => territoryId === territory.id && role === 'Owner'
  );
  return {
    id: `supposed:${territory.id}`,
    key: null,
    territoryId: territory.id,
    userId: owner?.userId ?? territory.ownerId,
    role: 'Owner',
    start: null,
    end: null,
    capacityHoursPerWeek: hours,
    ramp
  };
}

function scaleMarket(
  snapshot: OrgSnapshot,
  whatIf: Extract<WhatIf, { kind: 'market' }>,
  factor: Float64Array
): void {
  const isWanted = (field: string, value: string | undefined, index: number): boolean => {
    if (value === undefined) return true;
    const column = snapshot.accounts.fields.get(field);
    if (column?.kind !== 'text') return false;
    return column.dictionary[column.codes[index] ?? -1]?.toLowerCase() === value.toLowerCase();
  };
  for (let index = 0; index < factor.length; index += 1)
    if (
      isWanted('billingstate', whatIf.state, index) &&
      isWanted('industry', whatIf.industry, index)
    )
      factor[index] = (factor[index] ?? 1) * whatIf.factor;
}

/** Growth of a year beyond which a territory's past says little about its future. */
const growthLimits = { least: 0.5, most: 2 } as const;

/** Won in twelve months over the twelve before, by territory, carried on for so many months. */
function scaleByGrowth(
  snapshot: OrgSnapshot,
  heldBy: readonly (string | null)[],
  months: number,
  factor: Float64Array
): void {
  const sums = new Map<string, { now: number; before: number }>();
  heldBy.forEach((territory, index) => {
    if (territory === null) return;
    const sum = sums.get(territory) ?? { now: 0, before: 0 };
    sum.now += snapshot.figures.won12[index] ?? 0;
    sum.before += snapshot.figures.wonPrior12[index] ?? 0;
    sums.set(territory, sum);
  });
  heldBy.forEach((territory, index) => {
    const sum = territory === null ? undefined : sums.get(territory);
    if (sum === undefined || sum.before <= 0 || sum.now <= 0) return;
    const year = Math.min(growthLimits.most, Math.max(growthLimits.least, sum.now / sum.before));
    factor[index] = (factor[index] ?? 1) * year ** (months / 12);
  });
}
