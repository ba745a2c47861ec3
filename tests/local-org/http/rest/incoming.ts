import type {
  FieldDefinition,
  FieldValue,
  ObjectDefinition,
  RecordValues
} from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import { isObject } from '../exchange.ts';

/**
 * A record as a client sends it, in the engine's shape: without `attributes`, parents by external id
 * flattened to `Rel__r.Key__c`.
 * @throws SalesforceError JSON_PARSER_ERROR for values that no field can hold.
 */
export function recordValues(body: Readonly<Record<string, unknown>>): RecordValues {
  const values: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === 'attributes') continue;
    if (isScalar(value)) values[name] = value;
    else if (isObject(value)) flatten(values, name, value);
    else throw cannotRead('array', name);
  }
  return values;
}

function flatten(
  values: Record<string, FieldValue>,
  name: string,
  parent: Readonly<Record<string, unknown>>
): void {
  for (const [key, value] of Object.entries(parent)) {
    if (key === 'attributes') continue;
    if (!isScalar(value)) throw cannotRead('object', `${name}.${key}`);
    values[`${name}.${key}`] = value;
  }
}

function isScalar(value: unknown): value is FieldValue {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  );
}

function cannotRead(kind: string, name: string): SalesforceError {
  const token = kind === 'array' ? 'START_ARRAY' : 'START_OBJECT';
  return new SalesforceError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of field from ${token} value ${name} at [line:1, column:1]`
  );
}

/** A value from a URL or a CSV cell as the field's type wants it. */
export function valueFromText(field: FieldDefinition | undefined, text: string): FieldValue {
  switch (field?.type) {
    case 'int':
    case 'double':
    case 'currency':
    case 'percent': {
      const number = Number(text);
      return text.trim() === '' || !Number.isFinite(number) ? text : number;
    }
    case 'boolean': {
      const lower = text.toLowerCase();
      if (lower === 'true' || lower === '1') return true;
      if (lower === 'false' || lower === '0') return false;
      return text;
    }
    case undefined:
    default:
      return text;
  }
}

/** The field that `name` gives, whatever its case. */
export function fieldOf(object: ObjectDefinition, name: string): FieldDefinition | undefined {
  return object.fields.get(name.toLowerCase());
}
