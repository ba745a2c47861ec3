import type { ObjectRights, PermissionSet } from './permission-sets.ts';
import { isTerritoryObject } from './standard/territory2.ts';
import type { EngineState } from './state.ts';
import type { FieldDefinition, ObjectDefinition, UserContext } from './types.ts';

export interface UserRow {
  readonly id: string;
  readonly username: string;
  readonly timeZone: string;
  readonly profileId: string | null;
  readonly profileName: string;
  readonly roleId: string | null;
  readonly isActive: boolean;
}

interface Grants {
  readonly row: UserRow;
  readonly sets: readonly PermissionSet[];
  readonly objects: Map<string, ObjectRights>;
  readonly fields: Map<FieldDefinition, FieldAccess>;
}

/** What a user may do with a field. */
export interface FieldAccess {
  readonly read: boolean;
  readonly edit: boolean;
}

const none: ObjectRights = {
  create: false,
  read: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false
};
const all: ObjectRights = {
  create: true,
  read: true,
  edit: true,
  delete: true,
  viewAll: true,
  modifyAll: true
};
const work: ObjectRights = { ...none, create: true, read: true, edit: true, delete: true };
const look: ObjectRights = { ...none, read: true };

const administrator = 'System Administrator';
const apiOnly = 'Minimum Access - API Only Integrations';

/** Objects a Standard User works with, and those she only looks at. */
const worked = new Set([
  'account',
  'contact',
  'lead',
  'opportunity',
  'case',
  'task',
  'event',
  'asset',
  'contract'
]);
const looked = new Set(['product2', 'pricebook2', 'pricebookentry', 'campaign']);
/** Setup objects that every API user can read, and only administrators change. */
const setup = new Set([
  'user',
  'userrole',
  'group',
  'groupmember',
  'organization',
  'customnotificationtype',
  'period',
  'profile',
  'permissionset',
  'permissionsetassignment',
  'recordtype',
  'opportunitystage',
  'currencytype',
  'datedconversionrate'
]);
/** Opened by the user permission ActivitiesAccess, and by no object permission. */
const activities = new Set(['task', 'event', 'activityhistory']);
/** Fields that no field-level security takes away. */
const open = new Set([
  'id',
  'name',
  'ownerid',
  'isdeleted',
  'createddate',
  'createdbyid',
  'lastmodifieddate',
  'lastmodifiedbyid',
  'systemmodstamp',
  'masterrecordid',
  'currencyisocode'
]);

/** User permissions that not even the standard administrator's profile has. */
const neverByProfile = new Set(['bulkapiharddelete']);

const kept = new WeakMap<EngineState, Map<string, Grants>>();

/** Forgets what was worked out, because users, assignments or the schema changed. */
export function forgetRights(state: EngineState): void {
  kept.delete(state);
}

/** The user's row. @throws Error when there is no such user */
export function userRow(state: EngineState, userId: string): UserRow {
  return grantsOf(state, userId).row;
}

function grantsOf(state: EngineState, userId: string): Grants {
  let byUser = kept.get(state);
  if (byUser === undefined) {
    byUser = new Map();
    kept.set(state, byUser);
  }
  const known = byUser.get(userId);
  if (known !== undefined) return known;
  const row = state.database
    .prepare(
      'SELECT u.Id, u.Username, u.TimeZoneSidKey, u.ProfileId, u.UserRoleId, u.IsActive, p.Name AS ProfileName FROM User AS u LEFT JOIN Profile AS p ON p.Id = u.ProfileId WHERE u.Id = ?'
    )
    .get(userId);
  if (row === undefined) throw new Error(`There is no user ${userId}.`);
  const text = (name: string): string | null => {
    const value = row[name];
    return typeof value === 'string' ? value : null;
  };
  const names = state.database
    .prepare(
      'SELECT s.Name AS Name FROM PermissionSetAssignment AS a JOIN PermissionSet AS s ON s.Id = a.PermissionSetId WHERE a.AssigneeId = ? AND a.IsDeleted = 0'
    )
    .all(userId)
    .map((assigned) => String(assigned['Name']));
  const grants: Grants = {
    row: {
      id: userId,
      username: text('Username') ?? '',
      timeZone: text('TimeZoneSidKey') ?? 'GMT',
      profileId: text('ProfileId'),
      profileName: text('ProfileName') ?? '',
      roleId: text('UserRoleId'),
      isActive: row['IsActive'] === 1
    },
    sets: names.flatMap((name) => state.permissionSets.get(name) ?? []),
    objects: new Map(),
    fields: new Map()
  };
  byUser.set(userId, grants);
  return grants;
}

/** What the user may do with the object: the sum of her profile and her permission sets. */
export function objectAccess(state: EngineState, user: UserContext, object: string): ObjectRights {
  const grants = grantsOf(state, user.userId);
  const known = grants.objects.get(object);
  if (known !== undefined) return known;
  const key = object.toLowerCase();
  const parent = sharedObject(state, key);
  const rights =
    parent === null ? sumOf(grants, key) : shareRights(objectAccess(state, user, parent));
  grants.objects.set(object, rights);
  return rights;
}

/** Who may read the one may read the other; no permission set lists these. */
const readWith = new Map([
  ['opportunitycompetitor', 'opportunity'],
  ['opportunityhistory', 'opportunity'],
  ['opportunitysplit', 'opportunity'],
  ['opportunitysplittype', 'opportunity'],
  ['opportunityfieldhistory', 'opportunity'],
  ['accounthistory', 'account'],
  ['casehistory', 'case']
]);

/** The object whose rows a share object's rows share, or whose rights are an object's own; null for all others. */
function sharedObject(state: EngineState, key: string): string | null {
  if (key.endsWith('__share')) return key.replace(/__share$/, '__c');
  const readable = readWith.get(key);
  if (readable !== undefined) return readable;
  if (key === 'opportunitylineitem') return 'opportunity';
  const stem = /^(account|opportunity)(?:share|teammember)$/.exec(key)?.[1];
  return stem !== undefined && state.schema.objects.has(stem) ? stem : null;
}

/** Who may read an object may see its shares; who may edit it may share it, row by row. */
function shareRights(parent: ObjectRights): ObjectRights {
  return {
    create: parent.edit,
    read: parent.read,
    edit: parent.edit,
    delete: parent.edit,
    viewAll: parent.viewAll,
    modifyAll: parent.modifyAll
  };
}

function sumOf(grants: Grants, key: string): ObjectRights {
  if (key === 'userlogin') return loginRights(grants);
  const given = [profileRights(grants.row.profileName, key)];
  if (isTerritoryObject(key)) given.push(look);
  for (const set of grants.sets) {
    const rights = set.objects.get(key);
    if (rights !== undefined) given.push(rights);
    if (activities.has(key) && set.userPermissions.has('activitiesaccess')) given.push(work);
    if (isTerritoryObject(key) && set.userPermissions.has('manageterritories')) given.push(work);
    if (set.userPermissions.has('viewalldata')) given.push({ ...none, read: true, viewAll: true });
    if (set.userPermissions.has('modifyalldata')) given.push(all);
  }
  return given.reduce((sum, rights) => ({
    create: sum.create || rights.create,
    read: sum.read || rights.read,
    edit: sum.edit || rights.edit,
    delete: sum.delete || rights.delete,
    viewAll: sum.viewAll || rights.viewAll,
    modifyAll: sum.modifyAll || rights.modifyAll
  }));
}

/** Who may manage users sees and freezes logins; nobody else sees the object, and nobody makes or deletes a row. */
function loginRights({ row, sets }: Grants): ObjectRights {
  const may =
    row.profileName === administrator ||
    sets.some(({ userPermissions }) => userPermissions.has('manageusers'));
  return may ? { ...look, edit: true, viewAll: true } : none;
}

/** A real System Administrator has Modify All Data, which opens every object; fields are another question. */
function profileRights(profile: string, key: string): ObjectRights {
  if (key === 'activityhistory')
    return profile === administrator ? { ...look, viewAll: true } : look;
  if (profile === administrator) return all;
  if (setup.has(key)) return look;
  if (profile === apiOnly || profile === '') return none;
  if (worked.has(key)) return work;
  return looked.has(key) ? look : none;
}

/** What the user may do with a field. Fields that do not exist can be neither read nor edited. */
export function fieldAccess(
  state: EngineState,
  user: UserContext,
  object: string,
  field: string
): FieldAccess {
  const definition = state.schema.objects.get(object.toLowerCase());
  const found = definition?.fields.get(field.toLowerCase());
  if (definition === undefined || found === undefined) return { read: false, edit: false };
  return accessTo(state, user, definition, found);
}

/** As `fieldAccess`, of a field that is at hand: what rows in bulk ask for each cell. */
export function accessTo(
  state: EngineState,
  user: UserContext,
  object: ObjectDefinition,
  field: FieldDefinition
): FieldAccess {
  const grants = grantsOf(state, user.userId);
  const known = grants.fields.get(field);
  if (known !== undefined) return known;
  const rights = objectAccess(state, user, object.name);
  const key = `${object.name}.${field.name}`.toLowerCase();
  const granted = fieldGrant(grants, object.name.toLowerCase(), field, key);
  const access = {
    read: rights.read && granted.read,
    edit: (rights.edit || rights.create) && granted.edit && (field.createable || field.updateable)
  };
  grants.fields.set(field, access);
  return access;
}

function fieldGrant(
  grants: Grants,
  object: string,
  field: FieldDefinition,
  key: string
): { read: boolean; edit: boolean } {
  const both = { read: true, edit: true };
  if (open.has(field.name.toLowerCase()) || /share$|teammember$/.test(object)) return both;
  if (object === 'opportunityhistory' && /amount$/i.test(field.name))
    return fieldGrant(grants, 'opportunity', field, 'opportunity.amount');
  if (isTerritoryObject(object) || readWith.has(object) || object === 'userlogin') return both;
  if (setup.has(object)) return { read: true, edit: grants.row.profileName === administrator };
  if (!field.custom) {
    if (grants.row.profileName !== apiOnly) return both;
    if (!field.nillable && field.type !== 'boolean') return both;
    if (!field.createable) return { read: true, edit: false };
    if (activities.has(object)) return both;
  } else if (field.masterDetail || (!field.nillable && field.type !== 'boolean')) {
    return both;
  }
  const names = [
    key,
    ...(field.compoundName === null ? [] : [`${object}.${field.compoundName}`.toLowerCase()])
  ];
  const given = grants.sets.flatMap((set) =>
    names.map((name) => set.fields.get(name) ?? { read: false, edit: false })
  );
  return {
    read: given.some((item) => item.read || item.edit),
    edit: given.some((item) => item.edit)
  };
}

/** True when a permission set of hers grants the custom permission. */
export function hasCustomPermission(state: EngineState, user: UserContext, name: string): boolean {
  return grantsOf(state, user.userId).sets.some((set) =>
    set.customPermissions.has(name.toLowerCase())
  );
}

/** True when a permission set of hers grants the user permission, such as ApiEnabled; administrators have all but those that somebody must give. */
export function hasUserPermission(state: EngineState, user: UserContext, name: string): boolean {
  const grants = grantsOf(state, user.userId);
  return (
    (grants.row.profileName === administrator && !neverByProfile.has(name.toLowerCase())) ||
    grants.sets.some((set) => set.userPermissions.has(name.toLowerCase()))
  );
}
