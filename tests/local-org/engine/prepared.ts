import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Statements kept for a database before all are dropped: some hold a user's list of ids. */
const MOST_KEPT = 200;

const kept = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** A statement that is asked for a row at a time, prepared once. Not for statements that are iterated. */
export function prepared(database: DatabaseSync, sql: string): StatementSync {
  let statements = kept.get(database);
  if (statements === undefined || statements.size >= MOST_KEPT) {
    statements = new Map();
    kept.set(database, statements);
  }
  const known = statements.get(sql);
  if (known !== undefined) return known;
  const made = database.prepare(sql);
  statements.set(sql, made);
  return made;
}
