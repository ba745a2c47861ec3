import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { idFor, numberOf } from './ids.ts';
import type { FieldDefinition, FieldValue, ObjectDefinition, RowChange, Schema } from './types.ts';

/** A row as it is stored: by field API name, booleans as 0 and 1. */
export type StoredRow = Record<string, string | number | null>;

/** Fields that have a column: compounds and formulas have none. */
export function storedFields(object: ObjectDefinition): FieldDefinition[] {
  return [...object.fields.values()].filter(
    (field) => !field.calculated && field.type !== 'address' && field.type !== 'location'
  );
}

/** Makes tables and indexes that are not there yet, and columns that came since. */
export function createTables(database: DatabaseSync, schema: Schema): void {
  database.exec(
    'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;'
  );
  database.exec('CREATE TABLE IF NOT EXISTS _setting (Name TEXT PRIMARY KEY, Value TEXT)');
  database.exec('BEGIN');
  for (const object of schema.objects.values()) {
    if (isView(object)) continue;
    const fields = storedFields(object);
    const known = new Set(
      database
        .prepare(`PRAGMA table_info("${object.name}")`)
        .all()
        .map((row) => String(row['name']))
    );
    if (known.size === 0) {
      database.exec(`CREATE TABLE "${object.name}" (${fields.map(columnSql).join(', ')})`);
    } else {
      for (const field of fields) {
        if (!known.has(field.name))
          database.exec(`ALTER TABLE "${object.name}" ADD COLUMN ${columnSql(field)}`);
      }
    }
    for (const field of fields) {
      if (!isIndexed(field)) continue;
      database.exec(
        `CREATE INDEX IF NOT EXISTS "${object.name}_${field.name}" ON "${object.name}" ("${field.name}")`
      );
    }
  }
  database.exec('COMMIT');
  database.exec(
    `DROP VIEW IF EXISTS "${historyName}"; CREATE VIEW "${historyName}" AS ${historySql}`
  );
}

const historyName = 'ActivityHistory';
const stampColumns =
  'Id, IsDeleted, CreatedDate, CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp, OwnerId, WhoId, WhatId, Subject, ActivityDate, AccountId, Description';
/** Completed tasks, and events that are over by the clock of this machine. */
const historySql = `SELECT ${stampColumns}, Status, Priority, 1 AS IsClosed, 1 AS IsTask FROM Task WHERE IsClosed = 1 UNION ALL SELECT ${stampColumns}, NULL AS Status, NULL AS Priority, 1 AS IsClosed, 0 AS IsTask FROM Event WHERE ActivityDate < strftime('%Y-%m-%d', 'now')`;

/** An object that is read from others and has no rows of its own. */
export function isView(object: Pick<ObjectDefinition, 'name'>): boolean {
  return object.name === historyName;
}

function isIndexed(field: FieldDefinition): boolean {
  return (
    (field.type === 'reference' &&
      !field.name.endsWith('ModifiedById') &&
      field.name !== 'CreatedById') ||
    field.externalId ||
    field.idLookup ||
    field.unique
  );
}

function columnSql(field: FieldDefinition): string {
  if (field.name === 'Id') return '"Id" TEXT PRIMARY KEY';
  switch (field.type) {
    case 'boolean':
      return `"${field.name}" INTEGER DEFAULT 0`;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return `"${field.name}" NUMERIC`;
    case 'id':
    case 'reference':
    case 'date':
    case 'datetime':
      return `"${field.name}" TEXT`;
    default:
      return field.caseSensitive ? `"${field.name}" TEXT` : `"${field.name}" TEXT COLLATE NOCASE`;
  }
}

/** A value as the database holds it. */
export function toStored(value: FieldValue): string | number | null {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** A stored value as the field's type shows it. */
export function fromStored(field: FieldDefinition, value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  if (field.type === 'boolean') return value === 1;
  return typeof value === 'number' || typeof value === 'string' ? value : String(value);
}

/** Read from the ids, because row numbers fall behind them when a create fails. */
function lastNumber(database: DatabaseSync, object: ObjectDefinition): number {
  const last = database
    .prepare(`SELECT MAX(Id) AS id FROM "${object.name}" WHERE Id >= ? AND Id < ?`)
    .get(`${object.keyPrefix}5e0`, `${object.keyPrefix}5e1`)?.['id'];
  return typeof last === 'string' ? numberOf(last) : 0;
}

export interface Store {
  /** A statement, prepared once. */
  statement(sql: string): StatementSync;
  /** The next id of the object and the number it counts. */
  nextId(object: ObjectDefinition): { id: string; number: number };
  insert(object: ObjectDefinition, row: StoredRow): void;
  updateColumns(object: ObjectDefinition, id: string, row: StoredRow): void;
  /** Writes a whole row that was read before; indexes are touched only where their value changed. */
  replace(object: ObjectDefinition, before: StoredRow, after: StoredRow): void;
  byId(object: ObjectDefinition, id: string): StoredRow | null;
  /** Undoes what `work` wrote when it throws; may be nested. */
  atomically<T>(work: () => T): T;
  /** Tells of a row that changed; those who listen hear of it when the whole is committed, or never. */
  tell(change: RowChange): void;
  listen(listener: (changes: readonly RowChange[]) => void): void;
  /** Grows when users, roles or groups may have changed. */
  peopleVersion(): number;
}

/** Reads and writes of single rows, with what they need prepared once. */
export function createStore(database: DatabaseSync): Store {
  const statements = new Map<string, StatementSync>();
  const updates = new Map<string, StatementSync>();
  const counters = new Map<string, number>();
  let depth = 0;
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = database.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  // By definition, not by name: a deploy gives an object another definition.
  const columns = new WeakMap<ObjectDefinition, Columns>();
  const columnsOf = (object: ObjectDefinition): Columns => {
    let known = columns.get(object);
    known ??= readColumns(database, object);
    columns.set(object, known);
    return known;
  };
  const pending: RowChange[] = [];
  const listeners: ((changes: readonly RowChange[]) => void)[] = [];
  const levels: Level[] = [];
  const levelAt = (at: number): Level => (levels[at] ??= prepareLevel(database, at));
  const people = countPeople(database);
  return {
    statement,
    peopleVersion: people.version,
    nextId(object) {
      let count = counters.get(object.name);
      count ??= lastNumber(database, object);
      counters.set(object.name, count + 1);
      return { id: idFor(object.keyPrefix, count + 1), number: count + 1 };
    },
    insert(object, row) {
      const { insert, names, defaults } = columnsOf(object);
      insert.run(...names.map((name, place) => row[name] ?? defaults[place] ?? null));
    },
    updateColumns(object, id, row) {
      const names = Object.keys(row);
      if (names.length === 0) return;
      statement(
        `UPDATE "${object.name}" SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE Id = ?`
      ).run(...Object.values(row), id);
    },
    replace(object, before, after) {
      const { plain, indexed } = columnsOf(object);
      const moved = indexed.filter((name) => (before[name] ?? null) !== (after[name] ?? null));
      const key = `${object.name} ${moved.join(' ')}`;
      let update = updates.get(key);
      if (update === undefined) {
        const set = [...plain, ...moved].map((name) => `"${name}" = ?`).join(', ');
        update = database.prepare(`UPDATE "${object.name}" SET ${set} WHERE Id = ?`);
        updates.set(key, update);
      }
      const values = plain.map((name) => after[name] ?? null);
      for (const name of moved) values.push(after[name] ?? null);
      update.run(...values, before['Id'] ?? null);
    },
    byId(object, id) {
      return (
        (statement(`SELECT * FROM "${object.name}" WHERE Id = ?`).get(id) as
          StoredRow | undefined) ?? null
      );
    },
    tell(change) {
      if (listeners.length > 0) pending.push(change);
    },
    listen(listener) {
      listeners.push(listener);
    },
    atomically(work) {
      const level = levelAt(depth);
      level.begin.run();
      depth += 1;
      const toldBefore = pending.length;
      try {
        const result = work();
        depth -= 1;
        level.keep.run();
        if (depth === 0 && pending.length > 0) {
          const changes = pending.splice(0);
          for (const listener of listeners) listener(changes);
        }
        return result;
      } catch (error) {
        depth -= 1;
        pending.length = toldBefore;
        for (const statement of level.undo) statement.run();
        people.undone();
        throw error;
      }
    }
  };
}

/** A table's columns and the statement that fills all of them. */
interface Columns {
  readonly names: readonly string[];
  readonly defaults: readonly (string | number | null)[];
  /** Columns that no index holds, the id apart. */
  readonly plain: readonly string[];
  readonly indexed: readonly string[];
  readonly insert: StatementSync;
}

function readColumns(database: DatabaseSync, object: ObjectDefinition): Columns {
  const rows = database.prepare(`PRAGMA table_info("${object.name}")`).all();
  const names = rows.map((row) => String(row['name']));
  const inIndexes = new Set(
    database
      .prepare(`PRAGMA index_list("${object.name}")`)
      .all()
      .flatMap((index) => database.prepare(`PRAGMA index_info("${String(index['name'])}")`).all())
      .map((column) => String(column['name']))
  );
  const quoted = names.map((name) => `"${name}"`).join(', ');
  const marks = names.map(() => '?').join(', ');
  return {
    names,
    defaults: rows.map((row) => (row['dflt_value'] === '0' ? 0 : null)),
    plain: names.filter((name) => name !== 'Id' && !inIndexes.has(name)),
    indexed: names.filter((name) => name !== 'Id' && inIndexes.has(name)),
    insert: database.prepare(`INSERT INTO "${object.name}" (${quoted}) VALUES (${marks})`)
  };
}

/** The statements of one depth of nested transactions. */
interface Level {
  readonly begin: StatementSync;
  readonly keep: StatementSync;
  readonly undo: readonly StatementSync[];
}

function prepareLevel(database: DatabaseSync, depth: number): Level {
  const name = `level${String(depth)}`;
  const [begin, keep, ...undo] =
    depth === 0
      ? ['BEGIN', 'COMMIT', 'ROLLBACK']
      : [`SAVEPOINT ${name}`, `RELEASE ${name}`, `ROLLBACK TO ${name}`, `RELEASE ${name}`];
  return {
    begin: database.prepare(begin ?? ''),
    keep: database.prepare(keep ?? ''),
    undo: undo.map((sql) => database.prepare(sql))
  };
}

/** Counts changes to those whose rights sharing asks for, whichever statement makes them. */
function countPeople(database: DatabaseSync): { version: () => number; undone: () => void } {
  let version = 0;
  database.function('evenfield_people_changed', () => {
    version += 1;
    return null;
  });
  for (const table of ['User', 'UserRole', 'Group', 'GroupMember']) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE'])
      database.exec(
        `CREATE TEMP TRIGGER "people_${table}_${event}" AFTER ${event} ON main."${table}" BEGIN SELECT evenfield_people_changed(); END`
      );
  }
  return {
    version: () => version,
    undone: () => {
      version += 1;
    }
  };
}
