import { normalId } from './ids.ts';
import type { FieldDefinition, FieldValue, ObjectDefinition, Schema } from './types.ts';
import { SalesforceError } from './types.ts';

const bad = (code: string, message: string, field: FieldDefinition): SalesforceError =>
  new SalesforceError(400, code, message, [field.name]);

/**
 * A value as the field takes it: trimmed, rounded, in the stored form.
 * @throws SalesforceError with Salesforce's code for what is wrong with it
 */
export function acceptValue(
  schema: Schema,
  object: ObjectDefinition,
  field: FieldDefinition,
  given: FieldValue
): FieldValue {
  if (given === null || given === '') {
    if (field.type !== 'boolean') return null;
    throw bad(
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      `${field.label}: value not of required type: `,
      field
    );
  }
  switch (field.type) {
    case 'boolean':
      return acceptFlag(field, given);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return acceptNumber(field, given);
    case 'date':
    case 'datetime':
      return acceptTime(field, given);
    case 'reference':
    case 'id':
      return acceptReference(schema, field, given);
    default:
      return acceptText(object, field, given);
  }
}

function acceptFlag(field: FieldDefinition, given: FieldValue): boolean {
  if (typeof given === 'boolean') return given;
  const text = String(given).toLowerCase();
  if (['true', '1'].includes(text)) return true;
  if (['false', '0'].includes(text)) return false;
  throw bad(
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    `${field.label}: value not of required type: ${String(given)}`,
    field
  );
}

/** Rounds half away from zero to the field's decimal places, as the platform does on save. */
function acceptNumber(field: FieldDefinition, given: FieldValue): number {
  const number =
    typeof given === 'number'
      ? given
      : typeof given === 'string' && given.trim() !== ''
        ? Number(given)
        : NaN;
  if (!Number.isFinite(number))
    throw bad(
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      `${field.label}: value not of required type: ${String(given)}`,
      field
    );
  if (field.type !== 'int' && field.precision === 0) return number;
  if (Number.isSafeInteger(number)) return inRange(field, number, given);
  const scale = field.type === 'int' ? 0 : field.scale;
  const size = Math.abs(number);
  const shifted = Math.round(Number(`${String(size)}e${String(scale)}`));
  const rounded = Number.isNaN(shifted)
    ? Number(size.toFixed(scale))
    : Number(`${String(shifted)}e-${String(scale)}`);
  return inRange(field, number < 0 ? -rounded : rounded, given);
}

function inRange(field: FieldDefinition, value: number, given: FieldValue): number {
  const scale = field.type === 'int' ? 0 : field.scale;
  if (field.precision > 0 && Math.abs(value) >= 10 ** (field.precision - scale))
    throw bad(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${String(given)}`,
      field
    );
  return value === 0 ? 0 : value;
}

const days = new Set<string>();
const MOST_DAYS = 50_000;

function acceptTime(field: FieldDefinition, given: FieldValue): string {
  const text = String(given);
  if (field.type === 'date' && days.has(text)) return text;
  const parsed = /^\d{4}-\d{2}-\d{2}/.test(text)
    ? Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
    : NaN;
  const day = text.slice(0, 10);
  if (Number.isNaN(parsed) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw bad(
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      `${field.label}: value not of required type: ${text}`,
      field
    );
  if (field.type === 'date') {
    if (days.size >= MOST_DAYS) days.clear();
    days.add(day);
    return day;
  }
  return new Date(Math.floor(parsed / 1000) * 1000).toISOString();
}

function acceptReference(schema: Schema, field: FieldDefinition, given: FieldValue): string {
  const id = typeof given === 'string' ? normalId(given) : null;
  const targets = field.referenceTo.map((name) => schema.objects.get(name.toLowerCase()));
  if (id === null || !targets.some((target) => target?.keyPrefix === id.slice(0, 3)))
    throw bad(
      'MALFORMED_ID',
      `${field.label}: id value of incorrect type: ${String(given)}`,
      field
    );
  return id;
}

function acceptText(
  object: ObjectDefinition,
  field: FieldDefinition,
  given: FieldValue
): string | null {
  const text = String(given).trim();
  if (text === '') return null;
  if (field.length > 0 && text.length > field.length)
    throw bad(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${String(field.length)})`,
      field
    );
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    throw bad('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, field);
  const values = field.type === 'multipicklist' ? text.split(';') : [text];
  if (
    field.restrictedPicklist &&
    !values.every((value) => field.picklist.some((item) => item.value === value))
  )
    throw bad(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${text}`,
      field
    );
  if (object.name === 'User' && field.name === 'TimeZoneSidKey' && !knownZone(text))
    throw bad(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${text}`,
      field
    );
  return text;
}

function knownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
