import type {
  FieldValue,
  ObjectDefinition,
  QueryResult,
  ResultRecord,
  Schema
} from '../engine/types.ts';

const STORED_DATETIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** REST writes times as `2026-01-01T00:00:00.000+0000` where Bulk and the store write `Z`. */
export function restDatetime(stored: string): string {
  return STORED_DATETIME.test(stored) ? `${stored.slice(0, -1)}+0000` : stored;
}

export function objectOf(schema: Schema, name: string): ObjectDefinition | undefined {
  return schema.objects.get(name.toLowerCase());
}

/** True for a nested query result, false for a parent record. */
export function isResult(value: ResultRecord | QueryResult): value is QueryResult {
  return 'records' in value;
}

/** Turns one record of the engine into the REST API's JSON, attributes first. */
export function recordJson(
  schema: Schema,
  record: ResultRecord,
  version: string
): Record<string, unknown> {
  const definition = objectOf(schema, record.type);
  const attributes: Record<string, string> = { type: definition?.name ?? record.type };
  if (record.id !== null)
    attributes['url'] =
      `/services/data/v${version}/sobjects/${realType(schema, record.type, record.id)}/${record.id}`;
  const output: Record<string, unknown> = { attributes };
  for (const [name, value] of Object.entries(record.values)) {
    output[name] = valueJson(schema, definition, name, value, version);
  }
  return output;
}

/** Behind a lookup to several objects the type reads `Name`, while the address names the object. */
function realType(schema: Schema, type: string, id: string): string {
  if (type !== 'Name') return type;
  const objects = [...schema.objects.values()];
  return objects.find((object) => object.keyPrefix === id.slice(0, 3))?.name ?? type;
}

function valueJson(
  schema: Schema,
  definition: ObjectDefinition | undefined,
  name: string,
  value: FieldValue | ResultRecord | QueryResult,
  version: string
): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return textJson(definition, name, value);
  if (!isResult(value)) {
    return value.type === 'address' || value.type === 'location'
      ? value.values
      : recordJson(schema, value, version);
  }
  if (value.records.length === 0) return null;
  return {
    totalSize: value.totalSize,
    done: true,
    records: value.records.map((record) => recordJson(schema, record, version))
  };
}

/** A text field may hold what looks like a time, so the field's type decides; aggregates have no field. */
function textJson(definition: ObjectDefinition | undefined, name: string, value: string): string {
  const field = definition?.fields.get(name.toLowerCase());
  if (field !== undefined) return field.type === 'datetime' ? restDatetime(value) : value;
  return restDatetime(value);
}
