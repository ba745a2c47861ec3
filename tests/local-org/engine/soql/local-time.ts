import type { DatabaseSync } from 'node:sqlite';
import { textLiteral } from './sql-text.ts';
import { wallClock } from './zone.ts';

const prepared = new WeakSet<DatabaseSync>();

/** SQL that turns a stored instant into the same text as a wall clock in the zone shows it. */
export function localTimeSql(database: DatabaseSync, value: string, zone: string): string {
  if (!prepared.has(database)) {
    database.function('evenfield_local_time', { deterministic: true }, (instant, name) =>
      typeof instant === 'string'
        ? new Date(wallClock(Date.parse(instant), String(name))).toISOString()
        : null
    );
    prepared.add(database);
  }
  return `evenfield_local_time(${value}, ${textLiteral(zone)})`;
}
