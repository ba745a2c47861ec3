import type { DatabaseSync } from 'node:sqlite';
import type { FieldDefinition } from '../types.ts';
import { malformed } from './errors.ts';
import type { Run } from './run.ts';
import { textLiteral } from './sql-text.ts';

const prepared = new WeakSet<DatabaseSync>();

/**
 * SQL of FORMAT(): the value as a user with the locale en_US reads it.
 * @throws SalesforceError for a field that is no number, date or time
 */
export function formatSql(run: Run, path: string, field: FieldDefinition, sql: string): string {
  const { database } = run.state;
  if (!prepared.has(database)) {
    database.function('evenfield_format', { deterministic: true }, (value, type, scale, zone) =>
      value === null ? null : formatted(value, String(type), Number(scale), String(zone))
    );
    prepared.add(database);
  }
  const formats = ['int', 'long', 'double', 'currency', 'percent', 'date', 'datetime'];
  if (!formats.includes(field.type))
    throw malformed(run, path, `function FORMAT is not supported on field '${field.name}'`);
  return `evenfield_format(${sql}, '${field.type}', ${String(field.scale)}, ${textLiteral(run.clock.zone)})`;
}

function formatted(value: unknown, type: string, scale: number, zone: string): string {
  switch (type) {
    case 'date':
      return dateText(`${String(value)}T00:00:00Z`, 'UTC', false);
    case 'datetime':
      return dateText(String(value), zone, true);
    case 'currency':
      return Number(value).toLocaleString('en-US', {
        style: 'currency',
        currency: 'USD',
        minimumFractionDigits: scale,
        maximumFractionDigits: scale
      });
    default: {
      const number = Number(value).toLocaleString('en-US', {
        minimumFractionDigits: scale,
        maximumFractionDigits: scale
      });
      return type === 'percent' ? `${number}%` : number;
    }
  }
}

/** As `4/10/2025, 3:31 PM`; the narrow blank that Node writes before AM and PM is a plain one. */
function dateText(instant: string, timeZone: string, withTime: boolean): string {
  const options: Intl.DateTimeFormatOptions = {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    ...(withTime ? { hour: 'numeric', minute: '2-digit' } : {})
  };
  return new Date(instant).toLocaleString('en-US', options).replaceAll('\u202F', ' ');
}
