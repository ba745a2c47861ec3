import { prepared } from './prepared.ts';
import type { EngineState } from './state.ts';

/** Whose records a user sees by herself and by those below her, and in whose name she is shared with. */
export interface Principals {
  /** The user and all users in roles below hers. */
  readonly users: readonly string[];
  /** The same and every group that holds one of them. */
  readonly all: readonly string[];
}

interface Kept {
  readonly version: number;
  readonly byUser: Map<string, Principals>;
  /** Without those below in the roles. */
  readonly alone: Map<string, Principals>;
}

const kept = new WeakMap<EngineState, Kept>();

/**
 * Users and groups whose rights the user has, by the role hierarchy, or by herself alone where the
 * object does not grant access using hierarchies. Kept until a user, a role or a group changes.
 */
export function principalsOf(
  state: EngineState,
  userId: string,
  hierarchy: 'hierarchy' | 'alone' = 'hierarchy'
): Principals {
  const version = state.peopleVersion();
  let store = kept.get(state);
  if (store?.version !== version) {
    store = { version, byUser: new Map(), alone: new Map() };
    kept.set(state, store);
  }
  const held = hierarchy === 'alone' ? store.alone : store.byUser;
  const known = held.get(userId);
  if (known !== undefined) return known;
  const users = [userId, ...(hierarchy === 'alone' ? [] : usersBelow(state, userId))];
  const principals = { users, all: [...new Set([...users, ...groupsOf(state, users)])] };
  held.set(userId, principals);
  return principals;
}

function ids(state: EngineState, sql: string, ...parameters: string[]): string[] {
  return prepared(state.database, sql)
    .all(...parameters)
    .map((row) => String(row['Id']));
}

function usersBelow(state: EngineState, userId: string): string[] {
  if (!hasField(state, 'User', 'UserRoleId')) return [];
  return ids(
    state,
    `WITH RECURSIVE below(Id) AS (
       SELECT r.Id FROM UserRole AS r WHERE r.ParentRoleId = (SELECT UserRoleId FROM User WHERE Id = ?)
       UNION SELECT r.Id FROM UserRole AS r JOIN below ON r.ParentRoleId = below.Id)
     SELECT u.Id AS Id FROM User AS u WHERE u.UserRoleId IN (SELECT Id FROM below)`,
    userId
  );
}

function groupsOf(state: EngineState, users: readonly string[]): string[] {
  if (!hasField(state, 'GroupMember', 'UserOrGroupId')) return [];
  const list = JSON.stringify([...users, ...roleGroups(state, users)]);
  return ids(
    state,
    `WITH RECURSIVE held(Id) AS (
       SELECT value FROM json_each(?)
       UNION SELECT m.GroupId FROM GroupMember AS m JOIN held ON m.UserOrGroupId = held.Id)
     SELECT Id FROM held`,
    list
  );
}

/** Groups that stand for roles: the role itself, or the role with all below it; and for everybody. */
function roleGroups(state: EngineState, users: readonly string[]): string[] {
  if (!hasField(state, 'Group', 'RelatedId') || !hasField(state, 'Group', 'Type')) return [];
  const list = JSON.stringify(users);
  return ids(
    state,
    `WITH RECURSIVE own(Id) AS (
       SELECT DISTINCT UserRoleId FROM User WHERE Id IN (SELECT value FROM json_each(?))),
     above(Id) AS (
       SELECT Id FROM own
       UNION SELECT r.ParentRoleId FROM UserRole AS r JOIN above ON r.Id = above.Id)
     SELECT g.Id AS Id FROM "Group" AS g
     WHERE g.Type = 'Organization'
        OR (g.Type = 'Role' AND g.RelatedId IN (SELECT Id FROM own))
        OR (g.Type IN ('RoleAndSubordinates', 'RoleAndSubordinatesInternal')
            AND g.RelatedId IN (SELECT Id FROM above))`,
    list
  );
}

function hasField(state: EngineState, object: string, field: string): boolean {
  return state.schema.objects.get(object.toLowerCase())?.fields.has(field.toLowerCase()) === true;
}
