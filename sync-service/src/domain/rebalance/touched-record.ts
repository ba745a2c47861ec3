/** Values of a record by field; null is an empty field. */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Objects that a rebalance touches, beside its own. */
export const touchedObjects = [
  'Account',
  'Opportunity',
  'Case',
  'Task',
  'AccountTeamMember',
  'OpportunityTeamMember',
  'AccountShare',
  'OpportunityShare',
  'ObjectTerritory2Association',
  'Territory2ObjectExclusion',
  'Evenfield_Coverage__c'
] as const;
/** Objects that a proposal of people touches. */
export type PeopleObject =
  'UserTerritory2Association' | 'Evenfield_Territory_Member__c' | 'Evenfield_Territory__c';
export type TouchedObject = (typeof touchedObjects)[number] | PeopleObject;

/** Rows that the platform deletes with a change of owner: known again by their natural key. */
export type HangingObject =
  'AccountTeamMember' | 'OpportunityTeamMember' | 'AccountShare' | 'OpportunityShare';

export const hangingFields: Readonly<Record<HangingObject, readonly string[]>> = {
  AccountTeamMember: [
    'AccountId',
    'UserId',
    'TeamMemberRole',
    'AccountAccessLevel',
    'OpportunityAccessLevel',
    'CaseAccessLevel',
    'ContactAccessLevel'
  ],
  OpportunityTeamMember: ['OpportunityId', 'UserId', 'TeamMemberRole', 'OpportunityAccessLevel'],
  AccountShare: [
    'AccountId',
    'UserOrGroupId',
    'AccountAccessLevel',
    'OpportunityAccessLevel',
    'CaseAccessLevel',
    'ContactAccessLevel'
  ],
  OpportunityShare: ['OpportunityId', 'UserOrGroupId', 'OpportunityAccessLevel']
};

/** Rows of Sales Territories that are created and deleted, never changed: known by account and territory. */
export type PlacedObject = 'ObjectTerritory2Association' | 'Territory2ObjectExclusion';

export const placedFields: Readonly<Record<PlacedObject, readonly string[]>> = {
  ObjectTerritory2Association: ['ObjectId', 'Territory2Id', 'AssociationCause'],
  Territory2ObjectExclusion: ['ObjectId', 'Territory2Id']
};

export function isPlaced(object: string): object is PlacedObject {
  return Object.hasOwn(placedFields, object);
}

export function isHanging(object: string): object is HangingObject {
  return Object.hasOwn(hangingFields, object);
}

/** What a row hangs on, and for whom or which territory it is. */
export function naturalKey(object: HangingObject | PlacedObject, values: Values): string {
  const [parent = '', person = ''] = isPlaced(object)
    ? placedFields[object]
    : hangingFields[object];
  return `${String(values[parent])}:${String(values[person])}`;
}

/** A record as it was before a rebalance wrote it, and what it wrote; null where there is no row. */
export interface TouchedRecord {
  /** Object and id, or object and natural key of a hanging row; unique within a scenario. */
  readonly key: string;
  readonly object: TouchedObject;
  /** The id that it had; null for a hanging row that was not there. */
  readonly id: string | null;
  readonly accountId: string;
  readonly before: Values | null;
  readonly written: Values | null;
}

export function touchedKey(object: TouchedObject, idOrNaturalKey: string): string {
  return `${object}:${idOrNaturalKey}`;
}

export function sameValues(a: Values | null, b: Values | null): boolean {
  if (a === null || b === null) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name] ?? null) === (b[name] ?? null));
}
