import type {
  FieldValue,
  ObjectDefinition,
  QueryResult,
  ResultRecord
} from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call } from '../exchange.ts';
import { objectOf } from '../wire.ts';
import { timeZoneOf } from '../time-zone.ts';
import { showValue } from './display.ts';

/** Always read, for the record's frame. */
const FRAME = ['Id', 'SystemModstamp', 'LastModifiedDate', 'LastModifiedById'];

/** Field paths below the record's own object: `Name`, `Owner.Name`. */
export interface WantedFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/**
 * A record as the UI API shows it.
 * @throws SalesforceError INVALID_FIELD for a required field that is not there or not visible,
 *   NOT_FOUND when the record is not there, INSUFFICIENT_ACCESS when it is hidden.
 */
export function uiRecord(
  call: Call,
  object: ObjectDefinition,
  id: string,
  wanted: WantedFields
): Record<string, unknown> {
  for (const path of wanted.required) {
    if (!isVisible(call, object, path)) {
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `No such column '${path}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
      );
    }
  }
  const optional = wanted.optional.filter((path) => isVisible(call, object, path));
  const paths = [...new Set([...wanted.required, ...optional])];
  const columns = [
    ...new Set([...FRAME.filter((name) => object.fields.has(name.toLowerCase())), ...paths])
  ];
  const soql = `SELECT ${columns.join(', ')} FROM ${object.name} WHERE Id = '${id}'`;
  const [record] = call.site.org.query(call.user, soql).records;
  if (record === undefined)
    throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  const fields = fieldTree(paths);
  return recordJson(call, record, fields, timeZoneOf(call.site, call.user));
}

type Tree = Map<string, Tree>;

function fieldTree(paths: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    let level = root;
    for (const step of path.split('.')) {
      const next = level.get(step) ?? (new Map() as Tree);
      level.set(step, next);
      level = next;
    }
  }
  return root;
}

function isVisible(call: Call, object: ObjectDefinition, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const field = object.fields.get(first.toLowerCase());
    return (
      field !== undefined && call.site.org.fieldAccess(call.user, object.name, field.name).read
    );
  }
  for (const field of object.fields.values()) {
    if (field.relationshipName?.toLowerCase() !== first.toLowerCase()) continue;
    if (!call.site.org.fieldAccess(call.user, object.name, field.name).read) return false;
    return field.referenceTo.some((target) => {
      const parent = objectOf(call.site.org.schema, target);
      return parent !== undefined && isVisible(call, parent, rest.join('.'));
    });
  }
  return false;
}

function recordJson(
  call: Call,
  record: ResultRecord,
  tree: Tree,
  timeZone: string
): Record<string, unknown> {
  const object = objectOf(call.site.org.schema, record.type);
  const stamp = textOf(record, 'SystemModstamp');
  const fields: Record<string, unknown> = {};
  for (const [name, below] of tree) {
    const value = valueOf(record, name);
    const key = object?.fields.get(name.toLowerCase())?.name ?? name;
    fields[key] =
      below.size > 0
        ? parentJson(call, value, below, timeZone)
        : scalarJson(object, key, value, timeZone);
  }
  return {
    apiName: object?.name ?? record.type,
    childRelationships: {},
    eTag: stamp ?? '',
    fields,
    id: record.id ?? textOf(record, 'Id'),
    lastModifiedById: textOf(record, 'LastModifiedById'),
    lastModifiedDate: textOf(record, 'LastModifiedDate'),
    recordTypeId: null,
    recordTypeInfo: null,
    systemModstamp: stamp,
    weakEtag: stamp === null ? 0 : Date.parse(stamp)
  };
}

type AnyValue = FieldValue | ResultRecord | QueryResult;

/** The engine names columns as the query wrote them, whatever the case. */
function valueOf(record: ResultRecord, name: string): AnyValue {
  const direct = record.values[name];
  if (direct !== undefined) return direct;
  const found = Object.entries(record.values).find(
    ([key]) => key.toLowerCase() === name.toLowerCase()
  );
  return found?.[1] ?? null;
}

function textOf(record: ResultRecord, name: string): string | null {
  const value = valueOf(record, name);
  return typeof value === 'string' ? value : null;
}

function parentJson(
  call: Call,
  value: AnyValue,
  tree: Tree,
  timeZone: string
): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || !('type' in value))
    return { displayValue: null, value: null };
  const parent = recordJson(call, value, tree, timeZone);
  return { displayValue: textOf(value, 'Name'), value: parent };
}

function scalarJson(
  object: ObjectDefinition | undefined,
  name: string,
  value: AnyValue,
  timeZone: string
): unknown {
  const scalar = value !== null && typeof value === 'object' ? null : value;
  const field = object?.fields.get(name.toLowerCase());
  const shown =
    field === undefined
      ? { value: scalar, displayValue: null }
      : showValue(field, scalar, timeZone);
  return { displayValue: shown.displayValue, value: shown.value };
}
