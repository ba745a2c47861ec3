import { prepared } from './prepared.ts';
import { objectAccess } from './rights.ts';
import { principalsOf } from './sharing-principals.ts';
import type { EngineState } from './state.ts';
import type { FieldDefinition, ObjectDefinition, UserContext } from './types.ts';

/**
 * Which rows a user may see or edit, as SQL over a table's alias. The rules: View All and Modify
 * All see past sharing; then the org-wide default; Private rows are open to the owner, to those
 * in roles above her (unless the object grants no access using hierarchies), and by share rows to users, groups and those above them; an account is open
 * to read to those who own or are shared a child of it that is private by itself; details follow
 * their master. Left out, and so stricter than Salesforce: the account owner's access to the
 * opportunities and cases of others, which each role sets.
 */
export interface SqlCondition {
  readonly sql: string;
  readonly params: (string | number)[];
}

type Mode = 'read' | 'edit';

/** Rows of `object` that the user may see, over the table `alias`; null when she sees all. */
export function visibilitySql(
  state: EngineState,
  user: UserContext,
  object: string,
  alias: string
): SqlCondition | null {
  const sql = visibilityCondition(state, user, object, alias, 'read');
  return sql === null ? null : { sql, params: [] };
}

/** As `visibilitySql` with the values written into the SQL; `edit` asks for the right to change the row. */
export function visibilityCondition(
  state: EngineState,
  user: UserContext,
  object: string,
  alias: string,
  mode: Mode
): string | null {
  const definition = definitionOf(state, object);
  const access = objectAccess(state, user, definition.name);
  if (access.modifyAll || (mode === 'read' && access.viewAll)) return null;
  const sharedParent = parentOfShare(state, definition);
  if (sharedParent !== null)
    return within(state, user, `${alias}.${sharedParent.column}`, sharedParent.object, mode);
  if (isActivity(definition)) return activityCondition(state, user, definition, alias, mode);
  switch (definition.sharingModel) {
    case 'ReadWrite':
      return null;
    case 'Read':
      return mode === 'read' ? null : ownedOrShared(state, user, definition, alias, mode);
    case 'Private':
      return ownedOrShared(state, user, definition, alias, mode);
    case 'ControlledByParent':
      return followParents(state, user, definition, alias, mode);
  }
}

/** `there` spares the look whether the row exists, where the caller has it. */
type Known = 'there' | 'unknown';

/** True when the row exists and the user may see it. */
export function canSee(
  state: EngineState,
  user: UserContext,
  object: string,
  id: string,
  known: Known = 'unknown'
): boolean {
  return meets(state, user, object, id, 'read', known);
}

/** True when the row exists and sharing lets the user change it; object rights are another question. */
export function canEdit(
  state: EngineState,
  user: UserContext,
  object: string,
  id: string,
  known: Known = 'unknown'
): boolean {
  return meets(state, user, object, id, 'edit', known);
}

function meets(
  state: EngineState,
  user: UserContext,
  object: string,
  id: string,
  mode: Mode,
  known: Known
): boolean {
  const definition = definitionOf(state, object);
  const condition = visibilityCondition(state, user, object, 't', mode);
  if (condition === null && known === 'there') return true;
  const rest = condition === null ? '' : ` AND ${condition}`;
  const sql = `SELECT 1 FROM "${definition.name}" AS t WHERE t.Id = ?${rest}`;
  return prepared(state.database, sql).get(id) !== undefined;
}

function definitionOf(state: EngineState, object: string): ObjectDefinition {
  const definition = state.schema.objects.get(object.toLowerCase());
  if (definition === undefined) throw new Error(`no object ${object} in the schema`);
  return definition;
}

/** Ids are letters and digits, so a list of them can stand in SQL as it is. */
function idTable(ids: readonly string[]): string {
  return `(SELECT value FROM json_each('${JSON.stringify(ids).replaceAll("'", "''")}'))`;
}

function ownedOrShared(
  state: EngineState,
  user: UserContext,
  definition: ObjectDefinition,
  alias: string,
  mode: Mode
): string | null {
  if (!definition.fields.has('ownerid')) return null;
  const isAlone = state.withoutHierarchy.has(definition.name.toLowerCase());
  const principals = principalsOf(state, user.userId, isAlone ? 'alone' : 'hierarchy');
  const list = idTable(principals.all);
  const ways = [`${alias}.OwnerId IN ${list}`];
  const share = shareOf(state, definition);
  if (share !== null) {
    const level = mode === 'edit' ? ` AND s.${share.level} IN ('Edit', 'All')` : '';
    ways.push(
      `${alias}.Id IN (SELECT s.${share.parent} FROM "${share.table}" AS s WHERE s.UserOrGroupId IN ${list} AND s.IsDeleted = 0${level})`
    );
  }
  if (mode === 'read' && definition.name === 'Account')
    ways.push(...childrenSharing(state, user, alias));
  return `(${ways.join(' OR ')})`;
}

const sharingChildren = ['contact', 'opportunity', 'case'];

/**
 * Implicit parent sharing: the account of a private child that is the user's by owner, role or
 * share. A child that follows its account gives nothing, nor does View All on the child.
 */
function childrenSharing(state: EngineState, user: UserContext, alias: string): string[] {
  return sharingChildren.flatMap((name) => {
    const child = state.schema.objects.get(name);
    if (child?.sharingModel !== 'Private' || !child.fields.has('accountid')) return [];
    const condition = ownedOrShared(state, user, child, 'c', 'read');
    if (condition === null) return [];
    return `${alias}.Id IN (SELECT c.AccountId FROM "${child.name}" AS c WHERE c.IsDeleted = 0 AND ${condition})`;
  });
}

interface ShareTable {
  readonly table: string;
  readonly parent: string;
  readonly level: string;
}

function shareOf(state: EngineState, definition: ObjectDefinition): ShareTable | null {
  const name = definition.custom
    ? `${definition.name.replace(/__c$/, '')}__Share`
    : `${definition.name}Share`;
  const table = state.schema.objects.get(name.toLowerCase());
  if (table === undefined) return null;
  return definition.custom
    ? { table: table.name, parent: 'ParentId', level: 'AccessLevel' }
    : {
        table: table.name,
        parent: `${definition.name}Id`,
        level: `${definition.name}AccessLevel`
      };
}

/** For a share object, what it shares. */
function parentOfShare(
  state: EngineState,
  definition: ObjectDefinition
): { object: ObjectDefinition; column: string } | null {
  const stem = /^(\w+?)(__Share|Share)$/.exec(definition.name);
  if (stem === null) return null;
  const custom = stem[2] === '__Share';
  const object = state.schema.objects.get(`${stem[1] ?? ''}${custom ? '__c' : ''}`.toLowerCase());
  if (object === undefined) return null;
  return { object, column: custom ? 'ParentId' : `${object.name}Id` };
}

/** The column points at a row that the user may see; null when she sees every row there. */
function within(
  state: EngineState,
  user: UserContext,
  column: string,
  parent: ObjectDefinition,
  mode: Mode
): string | null {
  const condition = visibilityCondition(state, user, parent.name, 'p', mode);
  if (condition === null) return null;
  return `${column} IN (SELECT p.Id FROM "${parent.name}" AS p WHERE ${condition})`;
}

/**
 * A detail is open to those who may see each of its masters. A master whose details may be
 * changed by those who only read it (writeRequiresMasterRead) is asked for reading.
 */
function followParents(
  state: EngineState,
  user: UserContext,
  definition: ObjectDefinition,
  alias: string,
  mode: Mode
): string | null {
  const masters = [...definition.fields.values()].filter((field) => field.masterDetail);
  if (masters.length === 0) return followAccount(state, user, definition, alias, mode);
  const conditions = masters
    .map((field) => {
      const parent = definitionOf(state, field.referenceTo[0] ?? '');
      const asked = mode === 'edit' && readIsEnough(field) ? 'read' : mode;
      return within(state, user, `${alias}."${field.name}"`, parent, asked);
    })
    .filter((condition) => condition !== null);
  return conditions.length === 0 ? null : `(${conditions.join(' AND ')})`;
}

function readIsEnough(field: FieldDefinition): boolean {
  return field.writeRequiresMasterRead === true;
}

/** Contacts and the like follow their account; without one they are their owner's. */
function followAccount(
  state: EngineState,
  user: UserContext,
  definition: ObjectDefinition,
  alias: string,
  mode: Mode
): string | null {
  const account = state.schema.objects.get('account');
  const owned = ownedOrShared(state, user, definition, alias, mode);
  if (account === undefined || !definition.fields.has('accountid')) return owned;
  const followed = within(state, user, `${alias}.AccountId`, account, mode);
  const column = `${alias}.AccountId`;
  if (owned === null) return followed;
  return `(${followed ?? `${column} IS NOT NULL`} OR (${column} IS NULL AND ${owned}))`;
}

function isActivity(definition: ObjectDefinition): boolean {
  return ['Task', 'Event', 'ActivityHistory'].includes(definition.name);
}

/** Activities are open to their owner, to those above her, and to those who may see what or whom they are about. */
function activityCondition(
  state: EngineState,
  user: UserContext,
  definition: ObjectDefinition,
  alias: string,
  mode: Mode
): string | null {
  const ways = [ownedOrShared(state, user, definition, alias, mode) ?? '1'];
  for (const name of ['whatid', 'whoid']) {
    const field = definition.fields.get(name);
    if (field === undefined) continue;
    for (const target of field.referenceTo) {
      const parent = state.schema.objects.get(target.toLowerCase());
      if (parent === undefined || !objectAccess(state, user, parent.name).read) continue;
      const column = `${alias}."${field.name}"`;
      ways.push(
        within(state, user, column, parent, mode) ??
          `substr(${column}, 1, 3) = '${parent.keyPrefix}'`
      );
    }
  }
  return `(${ways.join(' OR ')})`;
}
