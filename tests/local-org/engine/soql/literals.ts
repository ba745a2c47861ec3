import { normalId } from '../ids.ts';
import type { FieldDefinition } from '../types.ts';
import type { Literal } from './conditions.ts';
import type { DateRange } from './dates.ts';
import { dateRange, rangeBounds } from './dates.ts';
import { badFilter, invalidField, malformed } from './errors.ts';
import type { Run } from './run.ts';

/** What a literal is compared as. */
export type Operand =
  | { readonly kind: 'value'; readonly value: string | number | null }
  | { readonly kind: 'range'; readonly start: string; readonly end: string };

const WHOLE_NUMBERS: ReadonlySet<string> = new Set(['int', 'long']);
const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);

export function isNumber(field: FieldDefinition): boolean {
  return NUMBERS.has(field.type);
}

/** Text of more than 255 characters cannot be filtered, sorted or grouped. */
export function isLongText(field: FieldDefinition): boolean {
  return (field.type === 'textarea' && field.length > 255) || field.type === 'base64';
}

/**
 * Turns a literal into what the field's column is compared with.
 * @param path the field as the query writes it, for the place of an error
 * @throws SalesforceError INVALID_FIELD where the literal's type is not the field's
 */
export function operandOf(
  run: Run,
  path: string,
  field: FieldDefinition,
  literal: Literal
): Operand {
  if (literal.kind === 'NULL') return { kind: 'value', value: null };
  if (literal.kind === 'APEX_BIND_VARIABLE')
    throw malformed(run, path, 'Bind variables only allowed in Apex code');
  const { type } = field;
  if (type === 'boolean') {
    if (literal.kind !== 'BOOLEAN') throw wrongType(run, path, field, 'boolean', false);
    return { kind: 'value', value: literal.text.toUpperCase() === 'TRUE' ? 1 : 0 };
  }
  if (NUMBERS.has(type)) return numberOperand(run, path, field, literal);
  if (type === 'date' || type === 'datetime') return timeOperand(run, path, field, type, literal);
  if (literal.kind !== 'STRING') throw wrongType(run, path, field, 'string', true);
  const text = unescaped(literal.text);
  if (type === 'id' || type === 'reference') {
    if (text === '') return { kind: 'value', value: null };
    const id = normalId(text);
    if (id === null) throw badFilter(run, path, `invalid ID field: ${text}`);
    return { kind: 'value', value: id };
  }
  return { kind: 'value', value: text === '' ? null : text };
}

function numberOperand(run: Run, path: string, field: FieldDefinition, literal: Literal): Operand {
  if (literal.kind !== 'INTEGER' && literal.kind !== 'DECIMAL')
    throw wrongType(run, path, field, WHOLE_NUMBERS.has(field.type) ? 'int' : field.type, false);
  return { kind: 'value', value: Number(literal.text) };
}

function timeOperand(
  run: Run,
  path: string,
  field: FieldDefinition,
  type: 'date' | 'datetime',
  literal: Literal
): Operand {
  if (literal.kind === 'DATE_LITERAL' || literal.kind === 'DATE_N_LITERAL') {
    const range = rangeOf(run, literal);
    if (range === null) throw malformed(run, null, `unexpected token: '${literal.text}'`);
    return { kind: 'range', ...rangeBounds(range, type, run.clock) };
  }
  const wanted = type === 'date' ? 'DATE' : 'DATETIME';
  if (literal.kind !== wanted)
    throw wrongType(run, path, field, type === 'date' ? 'date' : 'dateTime', false);
  const instant = Date.parse(literal.text);
  if (Number.isNaN(instant) || !realDay(literal.text))
    throw malformed(
      run,
      null,
      `line 1:${String(run.soql.indexOf(literal.text))} invalid date: ${literal.text}`
    );
  return { kind: 'value', value: type === 'date' ? literal.text : new Date(instant).toISOString() };
}

/** False for the 30th of February, which a parser of dates would move into March. */
function realDay(text: string): boolean {
  const day = text.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === day;
}

export function rangeOf(run: Run, literal: Literal): DateRange | null {
  const name = literal.text.split(':')[0] ?? '';
  return dateRange(name.toUpperCase(), literal.count, run.clock);
}

function wrongType(
  run: Run,
  path: string,
  field: FieldDefinition,
  type: string,
  inQuotes: boolean
): Error {
  return invalidField(
    run,
    path,
    `value of filter criterion for field '${field.name}' must be of type ${type} and should ${inQuotes ? '' : 'not '}be enclosed in quotes`
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f'
};

/** Text of a quoted SOQL string. */
export function unescaped(quotedText: string): string {
  return quotedText
    .slice(1, -1)
    .replaceAll(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_whole, escape: string) =>
      escape.length === 5
        ? String.fromCharCode(Number.parseInt(escape.slice(1), 16))
        : (ESCAPES[escape] ?? escape)
    );
}

/** Pattern of LIKE: `\%` and `\_` stay escaped, as SQLite's LIKE … ESCAPE '\' wants them. */
export function likePattern(quotedText: string): string {
  return quotedText
    .slice(1, -1)
    .replaceAll(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (whole, escape: string) => {
      if (escape === '%' || escape === '_' || escape === '\\') return whole;
      if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return ESCAPES[escape] ?? escape;
    });
}
