import type { FieldDefinition } from '../../engine/types.ts';
import { isObject } from '../exchange.ts';

const DATE_LITERAL = /^[A-Z_]+$/;
const NUMERIC = new Set(['int', 'double', 'currency', 'percent']);

/**
 * A value of a `where` as SOQL writes it.
 * @returns null when the value is of no kind that the field takes.
 */
export function soqlLiteral(field: FieldDefinition, value: unknown): string | null {
  if (value === null) return 'null';
  if (field.type === 'date' || field.type === 'datetime') return dateLiteral(field, value);
  if (field.type === 'boolean') return typeof value === 'boolean' ? String(value) : null;
  if (NUMERIC.has(field.type)) return typeof value === 'number' ? String(value) : null;
  return typeof value === 'string' ? soqlText(value) : null;
}

export function soqlText(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `'${escaped}'`;
}

/** `{value}`, `{literal: TODAY}` or `{range: {last_n_days: 5}}`. */
function dateLiteral(field: FieldDefinition, value: unknown): string | null {
  if (typeof value === 'string') return dateText(field, value);
  if (!isObject(value)) return null;
  if (value['value'] === null) return 'null';
  if (typeof value['value'] === 'string') return dateText(field, value['value']);
  const literal = value['literal'];
  if (typeof literal === 'string' && DATE_LITERAL.test(literal)) return literal;
  if (!isObject(value['range'])) return null;
  const [entry] = Object.entries(value['range']);
  if (entry === undefined || typeof entry[1] !== 'number') return null;
  return `${entry[0].toUpperCase()}:${String(entry[1])}`;
}

function dateText(field: FieldDefinition, text: string): string | null {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return null;
  const iso = new Date(time).toISOString();
  if (field.type === 'datetime') return iso;
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
}
