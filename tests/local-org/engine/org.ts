import { randomInt } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { opportunityStages } from './derived.ts';
import { idFor, normalId } from './ids.ts';
import { loadRows } from './load.ts';
import { mergeRows } from './merge.ts';
import { addNotificationTypes } from './notification-types.ts';
import { readPermissionSets } from './permission-sets.ts';
import { objectOfId, removeRow } from './remove.ts';
import { retrieveRecord } from './retrieve.ts';
import { eraseRow, undeleteRow } from './recycle-bin.ts';
import {
  fieldAccess,
  forgetRights,
  hasCustomPermission,
  hasUserPermission,
  objectAccess
} from './rights.ts';
import type { Writing } from './writing.ts';
import { attempt, insertRow, updateRow, writableObject } from './save.ts';
import { readSchema } from './schema.ts';
import { runFlat, runQuery } from './soql/query.ts';
import type { EngineState } from './state.ts';
import type { Store } from './store.ts';
import { createStore, createTables, isView } from './store.ts';
import type {
  OpenOrgOptions,
  Org,
  RecordValues,
  SaveOptions,
  SaveResult,
  Schema,
  UserContext
} from './types.ts';
import { SalesforceError } from './types.ts';
import { isNew, matchField, upsertRow, valueNamed, withParentIds } from './upsert.ts';
import { createUsers } from './users.ts';
import { readValidationRules } from './validation-rules.ts';

/** Opens an org over the metadata: a new one, or the one that the file holds. */
export function openOrg(options: OpenOrgOptions): Org {
  const sources = [...options.sources];
  const {
    currencies = [],
    salesTerritories = false,
    opportunityTracking = false,
    fieldHistory = false
  } = options;
  const objects = new Map(
    readSchema(sources, { currencies, salesTerritories, opportunityTracking, fieldHistory }).objects
  );
  const permissionSets = readPermissionSets(sources);
  const validationRules = readValidationRules(sources);
  const schema: Schema = { objects };
  const database = new DatabaseSync(options.file ?? ':memory:');
  createTables(database, schema);
  const store = createStore(database);
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const state: EngineState = {
    schema,
    database,
    organizationId: settled(database, 'organizationId', () =>
      idFor('00D', randomInt(1, 1_000_000_000))
    ),
    permissionSets,
    validationRules,
    withoutHierarchy: new Set((options.withoutHierarchy ?? []).map((name) => name.toLowerCase())),
    now,
    peopleVersion: store.peopleVersion
  };
  let lastStamp = latestStamp(database, schema);
  const users = createUsers(state, store);
  prepareOrg(state, store, users.systemUserId());
  addNotificationTypes(state, store, sources, users.systemUserId());
  const stamp = (): string => {
    lastStamp = Math.max(lastStamp, Math.floor(now() / 1000) * 1000);
    return new Date(lastStamp).toISOString();
  };
  const writingAs = (user: UserContext): Writing => ({ state, store, user, stamp });
  return {
    schema,
    organizationId: state.organizationId,
    now,
    setClock(offsetMilliseconds) {
      offset = offsetMilliseconds;
    },
    onChange(listener) {
      store.listen(listener);
    },
    sources: () => sources,
    addSource(folder) {
      const fresh = readSchema([...sources, folder], {
        previous: schema,
        currencies,
        salesTerritories,
        opportunityTracking,
        fieldHistory
      });
      sources.push(folder);
      replace(objects, fresh.objects);
      replace(permissionSets, readPermissionSets(sources));
      replace(validationRules, readValidationRules(sources));
      createTables(database, schema);
      users.addPermissionSets();
      addNotificationTypes(state, store, sources, users.systemUserId());
      forgetRights(state);
    },
    query: (user, soql, queryOptions) => runQuery(state, user, soql, queryOptions),
    queryFlat: (user, soql, queryOptions) => runFlat(state, user, soql, queryOptions),
    retrieve: (user, object, id, fields) => retrieveRecord(state, user, object, id, fields),
    create(user, name, rows, saveOptions) {
      const writing = writingAs(user);
      const object = writableObject(writing, name);
      return saveAll(store, rows, saveOptions, null, (row) =>
        insertRow(writing, object, withParentIds(writing, object, row))
      );
    },
    update(user, name, rows, saveOptions) {
      const writing = writingAs(user);
      const object = writableObject(writing, name);
      return saveAll(store, rows, saveOptions, 'Id', (row) =>
        updateRow(writing, object, idOf(object.keyPrefix, row), withParentIds(writing, object, row))
      );
    },
    upsert(user, name, externalField, rows, saveOptions) {
      const writing = writingAs(user);
      const object = writableObject(writing, name);
      const match = matchField(writing, object, externalField);
      return saveAll(store, rows, saveOptions, match.name, (row) =>
        upsertRow(writing, object, match, withParentIds(writing, object, row))
      ).map((result, index) =>
        result.success
          ? result
          : { ...result, created: isNew(writing, object, match, rows[index] ?? {}) }
      );
    },
    remove: (user, ids, saveOptions) => {
      const writing = writingAs(user);
      return byIds(store, ids, saveOptions, (id) => removeRow(writing, id));
    },
    undelete: (user, ids, saveOptions) => {
      const writing = writingAs(user);
      return byIds(store, ids, saveOptions, (id) => undeleteRow(writing, id));
    },
    erase: (user, ids, saveOptions) => {
      const writing = writingAs(user);
      return byIds(store, ids, saveOptions, (id) => {
        const object = objectOfId(writing, id);
        if (store.byId(object, id)?.['IsDeleted'] === 0) removeRow(writing, id);
        return eraseRow(writing, id);
      });
    },
    merge(user, name, winnerId, loserIds) {
      const writing = writingAs(user);
      const ids = [winnerId, ...loserIds].map((id) => {
        const full = normalId(id);
        if (full === null) throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${id}`);
        return full;
      });
      mergeRows(
        writing,
        name === '' ? objectOfId(writing, winnerId) : writableObject(writing, name),
        ids[0] ?? '',
        ids.slice(1)
      );
    },
    transaction: (work) => store.atomically(work),
    objectAccess: (user, object) => objectAccess(state, user, object),
    fieldAccess: (user, object, field) => fieldAccess(state, user, object, field),
    hasUserPermission: (user, name) => hasUserPermission(state, user, name),
    hasCustomPermission: (user, name) => hasCustomPermission(state, user, name),
    load: (object, rows) => loadRows(state, store, object, rows, users.systemUserId()),
    findUser: users.find,
    profileId: users.profileId,
    hasPermissionSet: (name) => state.permissionSets.has(name),
    permissionSetNames: () => [...state.permissionSets.keys()],
    freezeUser: users.freeze,
    assignPermissionSet(userId, name) {
      users.assign(userId, name);
      forgetRights(state);
    },
    removePermissionSet(userId, name) {
      users.unassign(userId, name);
      forgetRights(state);
    },
    close() {
      database.close();
    }
  };
}

/** Puts another content into a map that others hold. */
function replace<V>(held: Map<string, V>, content: ReadonlyMap<string, V>): void {
  held.clear();
  for (const [key, value] of content) held.set(key, value);
}

function settled(database: DatabaseSync, name: string, make: () => string): string {
  const row = database.prepare('SELECT Value FROM _setting WHERE Name = ?').get(name);
  if (typeof row?.['Value'] === 'string') return row['Value'];
  const value = make();
  database.prepare('INSERT INTO _setting (Name, Value) VALUES (?, ?)').run(name, value);
  return value;
}

/** The latest stamp that a kept org gave, so that a clock set back never makes one earlier. */
function latestStamp(database: DatabaseSync, schema: Schema): number {
  let latest = 0;
  for (const { name } of schema.objects.values()) {
    if (isView({ name })) continue;
    const row = database.prepare(`SELECT MAX(SystemModstamp) AS stamp FROM "${name}"`).get();
    const stamp = row?.['stamp'];
    if (typeof stamp === 'string') latest = Math.max(latest, Date.parse(stamp));
  }
  return latest;
}

function idOf(prefix: string, row: RecordValues): string {
  const given = valueNamed(row, 'Id');
  const id = typeof given === 'string' ? normalId(given) : null;
  if (given === undefined || given === null)
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
  if (id?.slice(0, 3) !== prefix)
    throw new SalesforceError(
      400,
      'MALFORMED_ID',
      `Record ID: id value of incorrect type: ${String(given)}`,
      ['Id']
    );
  return id;
}

class Undone extends Error {}

/** Saves row by row; one call that names a row twice saves neither, and `allOrNone` undoes all for one. */
function saveAll(
  store: Store,
  rows: readonly RecordValues[],
  options: SaveOptions,
  key: string | null,
  save: (row: RecordValues) => SaveResult
): SaveResult[] {
  let results: SaveResult[] = [];
  const twice = key === null || rows.length < 2 ? new Set<string>() : repeated(rows, key);
  const run = (): void => {
    results = rows.map((row) => {
      const value = key === null ? null : keyOf(row, key);
      if (value !== null && twice.has(value)) return duplicateRow(value);
      return attempt(value, () => save(row));
    });
    if (options.allOrNone && results.some((result) => !result.success)) throw new Undone();
  };
  try {
    store.atomically(run);
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return results;
}

/** Works on rows named by id, each by itself. */
function byIds(
  store: Store,
  ids: readonly string[],
  options: SaveOptions,
  work: (id: string) => SaveResult
): SaveResult[] {
  const rows = ids.map((id) => ({ Id: id }));
  return saveAll(store, rows, options, 'Id', (row) => {
    const id = normalId(row['Id'] as string);
    if (id === null)
      throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${String(row['Id'])}`);
    return work(id);
  });
}

function keyOf(row: RecordValues, key: string): string | null {
  const value = valueNamed(row, key) ?? null;
  return value === null ? null : String(value);
}

function repeated(rows: readonly RecordValues[], key: string): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const row of rows) {
    const value = keyOf(row, key);
    if (value === null || value === '') continue;
    if (seen.has(value)) twice.add(value);
    seen.add(value);
  }
  return twice;
}

function duplicateRow(value: string): SaveResult {
  return {
    id: null,
    success: false,
    created: false,
    errors: [
      {
        statusCode: 'DUPLICATE_VALUE',
        message: `Duplicate external id specified: ${value}`,
        fields: []
      }
    ]
  };
}

/** What every org has from its first day: itself, its stages, a default price book. */
function prepareOrg(state: EngineState, store: Store, userId: string): void {
  const has = state.database.prepare('SELECT 1 FROM Organization').get() !== undefined;
  if (has) return;
  loadRows(
    state,
    store,
    'Organization',
    [
      {
        Id: state.organizationId,
        Name: 'Evenfield Sample',
        TimeZoneSidKey: 'America/New_York',
        LanguageLocaleKey: 'en_US',
        DefaultLocaleSidKey: 'en_US',
        FiscalYearStartMonth: 1,
        OrganizationType: 'Enterprise Edition',
        InstanceName: 'EV1',
        IsSandbox: false,
        Country: 'US'
      }
    ],
    userId
  );
  loadRows(
    state,
    store,
    'OpportunityStage',
    opportunityStages().map((stage, index) => ({
      MasterLabel: stage.name,
      ApiName: stage.name,
      IsActive: true,
      SortOrder: index + 1,
      IsClosed: stage.isClosed,
      IsWon: stage.isWon,
      ForecastCategory: stage.category,
      DefaultProbability: stage.probability
    })),
    userId
  );
}
