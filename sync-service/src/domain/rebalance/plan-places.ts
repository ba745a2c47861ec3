import type { PlacedObject, TouchedRecord, Values } from './touched-record.ts';
import { naturalKey, touchedKey } from './touched-record.ts';

/** An association or exclusion as the org holds it. */
export interface PlacedRecord {
  readonly object: PlacedObject;
  readonly id: string;
  readonly values: Values;
  /** Made by hand by the service's own user. */
  readonly isOurs: boolean;
}

/** What is asked of an account's state. */
export interface PlacedState {
  readonly accountId: string;
  readonly placed: readonly PlacedRecord[];
  /** Whether rules of Sales Territories pass the account by. */
  readonly passesRules: boolean;
  /** Open records that hang on it. */
  readonly owned: readonly { readonly object: string }[];
}

/** Ids in the active territory model; null where a territory has none there. */
export interface Places {
  readonly from: string | null;
  readonly to: string | null;
}

export const byHand = 'Territory2Manual';
export const byRule = 'Territory2AssignmentRule';

export function placedKey({ object, values }: Pick<PlacedRecord, 'object' | 'values'>): string {
  return touchedKey(object, naturalKey(object, values));
}

/**
 * Rows of Sales Territories that a move makes and ends: an association with the new territory where
 * there is none, and the end of that with the old; one that a rule made ends by an exclusion,
 * since no client may delete it.
 */
export function planPlaces(places: Places, state: PlacedState): TouchedRecord[] {
  const { accountId } = state;
  const records: TouchedRecord[] = [];
  const add = (
    object: PlacedObject,
    id: string | null,
    values: Values,
    before: Values | null,
    written: Values | null
  ): void => {
    records.push({ key: placedKey({ object, values }), object, id, accountId, before, written });
  };
  const held = (object: PlacedObject, territory: string): PlacedRecord | undefined =>
    state.placed.find((one) => one.object === object && one.values['Territory2Id'] === territory);
  if (places.to !== null && held('ObjectTerritory2Association', places.to) === undefined) {
    const values = {
      ObjectId: accountId,
      Territory2Id: places.to,
      AssociationCause: byHand
    };
    add('ObjectTerritory2Association', null, values, null, values);
  }
  const old = places.from === null ? undefined : held('ObjectTerritory2Association', places.from);
  if (old === undefined || places.from === null) return records;
  if (
    old.values['AssociationCause'] === byRule &&
    held('Territory2ObjectExclusion', places.from) === undefined
  ) {
    const values = { ObjectId: accountId, Territory2Id: places.from };
    add('Territory2ObjectExclusion', null, values, null, values);
  }
  add('ObjectTerritory2Association', old.id, old.values, old.values, null);
  return records;
}

/** Whether the org holds what was written of a saved row. */
export function isPlacedNow(record: TouchedRecord, placed: readonly PlacedRecord[]): boolean {
  const now = placed.find((one) => placedKey(one) === record.key);
  return record.written === null ? now === undefined : now?.isOurs === true;
}

/** Why a move cannot be made in Sales Territories, in words; null where it can. */
export function placeObstacle(
  places: Places,
  state: PlacedState,
  mayExclude: boolean,
  priorityOf: ReadonlyMap<string, number>,
  names: { readonly from: string; readonly to: string }
): string | null {
  if (places.to === null)
    return `${names.to} has no territory in the active territory model (Territory2 Id).`;
  const associations = state.placed.filter(
    ({ object }) => object === 'ObjectTerritory2Association'
  );
  const at = (territory: string | null): PlacedRecord | undefined =>
    associations.find(({ values }) => values['Territory2Id'] === territory);
  const old = at(places.from);
  if (places.from !== null && old === undefined)
    return `The account is not in ${names.from} in Sales Territories any more; what changed since was left as it is.`;
  if (old?.values['AssociationCause'] === byRule && !mayExclude)
    return `A rule of Sales Territories puts the account into ${names.from}, and the policy makes no exclusions from rules.`;
  if (old?.values['AssociationCause'] === byRule && state.passesRules)
    return `A rule put the account into ${names.from}, and rules pass it by (Exclude from realign), so that none takes it out again.`;
  const ids = associations.map(({ values }) => String(values['Territory2Id']));
  const after = [...new Set([...ids.filter((id) => id !== places.from), places.to])];
  const hasDeals = state.owned.some(({ object }) => object === 'Opportunity');
  if (hasDeals && isTied(after, priorityOf) && !isTied(ids, priorityOf))
    return `The account would be in two territories whose types have the same priority, which empties the territory of its opportunities.`;
  return null;
}

/** Whether the highest priority is that of several territories; the platform then chooses none. */
function isTied(territories: readonly string[], priorityOf: ReadonlyMap<string, number>): boolean {
  const priorities = territories.map((id) => priorityOf.get(id) ?? 0);
  const highest = Math.max(...priorities);
  return priorities.filter((one) => one === highest).length > 1;
}
