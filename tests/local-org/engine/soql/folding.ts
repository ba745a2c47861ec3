import type { DatabaseSync } from 'node:sqlite';

const prepared = new WeakSet<DatabaseSync>();

/** True for text whose case SQLite's own comparison, which knows ASCII letters alone, does not fold. */
export function needsFolding(text: string): boolean {
  return !/^[\u0000-\u007F]*$/.test(text);
}

export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** SQL of a column's text in lower case, for letters of every script. */
export function foldedSql(database: DatabaseSync, sql: string): string {
  if (!prepared.has(database)) {
    database.function('evenfield_folded', { deterministic: true }, (value) =>
      typeof value === 'string' ? folded(value) : null
    );
    prepared.add(database);
  }
  return `evenfield_folded(${sql})`;
}
