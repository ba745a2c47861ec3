import { loadRows } from './load.ts';
import type { EngineState } from './state.ts';
import type { Store } from './store.ts';
import type { Org } from './types.ts';

export interface Users {
  /** The platform's own user, who makes what nobody made. */
  systemUserId(): string;
  /** Makes rows of permission sets that the metadata has and the org has not. */
  addPermissionSets(): void;
  find: Org['findUser'];
  profileId(name: string): string | null;
  freeze(userId: string, frozen: boolean): void;
  assign(userId: string, permissionSet: string): void;
  unassign(userId: string, permissionSet: string): void;
}

const profiles = [
  'System Administrator',
  'Standard User',
  'Minimum Access - API Only Integrations'
];
const systemUsername = 'automatedprocess@evenfield.example';

/** Makes profiles, permission sets' rows and the platform's own user where they are not there yet. */
export function createUsers(state: EngineState, store: Store): Users {
  const one = (sql: string, ...values: string[]): string | null => {
    const row = state.database.prepare(sql).get(...values);
    return typeof row?.['Id'] === 'string' ? row['Id'] : null;
  };
  const profileId = (name: string): string | null =>
    one('SELECT Id FROM Profile WHERE Name = ?', name);
  for (const name of profiles) {
    if (profileId(name) === null)
      loadRows(state, store, 'Profile', [{ Name: name, UserType: 'Standard' }], '');
  }
  const addPermissionSets = (): void => {
    for (const set of state.permissionSets.values()) {
      if (one('SELECT Id FROM PermissionSet WHERE Name = ?', set.name) === null)
        loadRows(
          state,
          store,
          'PermissionSet',
          [{ Name: set.name, Label: set.label, IsOwnedByProfile: false }],
          ''
        );
    }
  };
  addPermissionSets();
  let systemId = one('SELECT Id FROM User WHERE Username = ?', systemUsername);
  systemId ??=
    loadRows(
      state,
      store,
      'User',
      [
        {
          Username: systemUsername,
          LastName: 'Automated Process',
          Alias: 'autoproc',
          Email: systemUsername,
          IsActive: true,
          TimeZoneSidKey: 'GMT',
          UserType: 'AutomatedProcess'
        }
      ],
      ''
    )[0] ?? '';
  const system = systemId;
  const permissionSetId = (name: string): string => {
    const id = one('SELECT Id FROM PermissionSet WHERE Name = ?', name);
    if (id === null) throw new Error(`There is no permission set ${name} in the metadata.`);
    return id;
  };
  return {
    addPermissionSets,
    systemUserId: () => system,
    find(username) {
      const row = state.database
        .prepare(
          'SELECT u.Id, u.Username, u.IsActive, u.TimeZoneSidKey, f.IsFrozen AS Frozen FROM User AS u LEFT JOIN UserLogin AS f ON f.UserId = u.Id WHERE u.Username = ? AND u.IsDeleted = 0'
        )
        .get(username);
      if (row === undefined) return null;
      return {
        userId: String(row['Id']),
        username: String(row['Username']),
        isActive: row['IsActive'] === 1,
        isFrozen: row['Frozen'] === 1,
        timeZone: String(row['TimeZoneSidKey'])
      };
    },
    profileId,
    freeze(userId, frozen) {
      const login = one('SELECT Id FROM UserLogin WHERE UserId = ?', userId);
      if (login === null)
        loadRows(state, store, 'UserLogin', [{ UserId: userId, IsFrozen: frozen }], system);
      else
        state.database
          .prepare('UPDATE UserLogin SET IsFrozen = ? WHERE Id = ?')
          .run(frozen ? 1 : 0, login);
    },
    assign(userId, name) {
      const set = permissionSetId(name);
      if (
        one(
          'SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = ? AND PermissionSetId = ? AND IsDeleted = 0',
          userId,
          set
        ) === null
      )
        loadRows(
          state,
          store,
          'PermissionSetAssignment',
          [{ AssigneeId: userId, PermissionSetId: set, IsActive: true }],
          system
        );
    },
    unassign(userId, name) {
      state.database
        .prepare('DELETE FROM PermissionSetAssignment WHERE AssigneeId = ? AND PermissionSetId = ?')
        .run(userId, permissionSetId(name));
    }
  };
}
