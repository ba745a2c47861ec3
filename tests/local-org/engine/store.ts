import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { idFor, numberOf } from './ids.ts';
import type { FieldDefinition, FieldValue, ObjectDefinition, Schema } from './types.ts';

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
}

function isIndexed(field: FieldDefinition): boolean {
  return (
    (field.type === 'reference' &&
      !field.name.endsWith('ModifiedById') &&
      field.name !== 'CreatedById') ||
    field.externalId ||
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
  byId(object: ObjectDefinition, id: string): StoredRow | null;
  /** Undoes what `work` wrote when it throws; may be nested. */
  atomically<T>(work: () => T): T;
}

/** Reads and writes of single rows, with what they need prepared once. */
export function createStore(database: DatabaseSync): Store {
  const statements = new Map<string, StatementSync>();
  const counters = new Map<string, number>();
  let depth = 0;
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = database.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  return {
    statement,
    nextId(object) {
      let count = counters.get(object.name);
      count ??= lastNumber(database, object);
      counters.set(object.name, count + 1);
      return { id: idFor(object.keyPrefix, count + 1), number: count + 1 };
    },
    insert(object, row) {
      const names = Object.keys(row);
      statement(
        `INSERT INTO "${object.name}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
      ).run(...Object.values(row));
    },
    updateColumns(object, id, row) {
      const names = Object.keys(row);
      if (names.length === 0) return;
      statement(
        `UPDATE "${object.name}" SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE Id = ?`
      ).run(...Object.values(row), id);
    },
    byId(object, id) {
      return (
        (statement(`SELECT * FROM "${object.name}" WHERE Id = ?`).get(id) as
          StoredRow | undefined) ?? null
      );
    },
    atomically(work) {
      const name = `level${String(depth)}`;
      database.exec(depth === 0 ? 'BEGIN' : `SAVEPOINT ${name}`);
      depth += 1;
      try {
        const result = work();
        depth -= 1;
        database.exec(depth === 0 ? 'COMMIT' : `RELEASE ${name}`);
        return result;
      } catch (error) {
        depth -= 1;
        database.exec(depth === 0 ? 'ROLLBACK' : `ROLLBACK TO ${name}; RELEASE ${name}`);
        throw error;
      }
    }
  };
}
