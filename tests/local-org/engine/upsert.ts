import { isKeyField } from './field.ts';
import { normalId } from './ids.ts';
import { fieldAccess } from './rights.ts';
import type { Writing } from './writing.ts';
import { insertRow, updateRow } from './save.ts';
import type { StoredRow } from './store.ts';
import type {
  FieldDefinition,
  FieldValue,
  ObjectDefinition,
  RecordValues,
  SaveResult
} from './types.ts';
import { SalesforceError } from './types.ts';

/** The field to match on. @throws SalesforceError where it is neither Id nor an external id that the user may read */
export function matchField(
  writing: Writing,
  object: ObjectDefinition,
  name: string
): FieldDefinition {
  const field = object.fields.get(name.toLowerCase());
  const usable =
    field !== undefined &&
    isKeyField(field) &&
    fieldAccess(writing.state, writing.user, object.name, field.name).read;
  if (!usable)
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `Provided external ID field does not exist or is not accessible: ${name}`,
      []
    );
  return field;
}

/** Whether an upsert of this row would make one: Salesforce tells it of rows that it refused, too. */
export function isNew(
  writing: Writing,
  object: ObjectDefinition,
  match: FieldDefinition,
  given: RecordValues
): boolean {
  const key = valueNamed(given, match.name) ?? null;
  if (key === null || key === '') return match.name === 'Id';
  return matchingRows(writing, object, match, key).length === 0;
}

/** Creates or changes the row that bears the external id. */
export function upsertRow(
  writing: Writing,
  object: ObjectDefinition,
  match: FieldDefinition,
  given: RecordValues
): SaveResult {
  const key = valueNamed(given, match.name) ?? null;
  if (match.name === 'Id') {
    const id = typeof key === 'string' ? normalId(key) : null;
    if (id !== null) return updateRow(writing, object, id, given);
    if (key !== null && key !== '')
      throw new SalesforceError(
        400,
        'MALFORMED_ID',
        `Record ID: id value of incorrect type: ${String(key)}`,
        ['Id']
      );
    return insertRow(writing, object, given);
  }
  if (key === null || key === '')
    throw new SalesforceError(400, 'MISSING_ARGUMENT', `${match.name} not specified`, []);
  const found = matchingRows(writing, object, match, key);
  if (found.length > 1)
    throw new SalesforceError(
      300,
      'DUPLICATE_EXTERNAL_ID',
      `${match.label}: more than one record found for external id field: [${found.map((row) => String(row['Id']).slice(0, 15)).join(', ')}]`,
      []
    );
  const [before] = found;
  if (before === undefined) return insertRow(writing, object, given);
  const values = withoutKept(object, before, given);
  return updateRow(writing, object, String(before['Id']), values, before);
}

/** The value that a row gives for a field, in whatever case it names it. */
export function valueNamed(row: RecordValues, name: string): FieldValue | undefined {
  const exact = row[name];
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  for (const key in row) if (key.toLowerCase() === wanted) return row[key];
  return undefined;
}

function matchingRows(
  writing: Writing,
  object: ObjectDefinition,
  match: FieldDefinition,
  key: FieldValue
): StoredRow[] {
  return writing.store
    .statement(`SELECT * FROM "${object.name}" WHERE "${match.name}" = ? AND IsDeleted = 0 LIMIT 3`)
    .all(typeof key === 'boolean' ? Number(key) : key) as StoredRow[];
}

/** A detail's master may be named in an upsert that finds the row there already, so long as it is the same. */
function withoutKept(
  object: ObjectDefinition,
  before: StoredRow,
  given: RecordValues
): RecordValues {
  let values: Record<string, FieldValue> | null = null;
  for (const name in given) {
    const value = given[name];
    const field = object.fields.get(name.toLowerCase());
    if (field?.type !== 'reference' || field.updateable || !field.createable) continue;
    if (typeof value !== 'string' || normalId(value) !== before[field.name]) continue;
    values ??= { ...given };
    Reflect.deleteProperty(values, name);
  }
  return values ?? given;
}

/**
 * Puts ids in place of parents that are named by external id (`Territory__r.Key__c`).
 * @throws SalesforceError INVALID_FIELD when there is no such parent, as Salesforce words it
 */
export function withParentIds(
  writing: Writing,
  object: ObjectDefinition,
  given: RecordValues
): RecordValues {
  let names: string[] | null = null;
  for (const name in given) if (name.includes('.')) (names ??= []).push(name);
  if (names === null) return given;
  const values: Record<string, FieldValue> = Object.fromEntries(
    Object.entries(given).filter(([name]) => !name.includes('.'))
  );
  for (const name of names) {
    const [relation = '', external = ''] = name.split('.');
    const field = [...object.fields.values()].find(
      (candidate) => candidate.relationshipName?.toLowerCase() === relation.toLowerCase()
    );
    if (field === undefined)
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `No such column '${relation}' on sobject of type ${object.name}`,
        []
      );
    const key = given[name] ?? null;
    values[field.name] =
      key === null || key === '' ? null : parentId(writing, field, external, key);
  }
  return values;
}

function parentId(
  writing: Writing,
  field: FieldDefinition,
  external: string,
  key: FieldValue
): string {
  for (const type of field.referenceTo) {
    const target = writing.state.schema.objects.get(type.toLowerCase());
    const match = target?.fields.get(external.toLowerCase());
    if (target === undefined || match === undefined || !isKeyField(match)) continue;
    const [row] = matchingRows(writing, target, match, key);
    if (row !== undefined) return String(row['Id']);
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `Foreign key external ID: ${String(key).toLowerCase()} not found for field ${match.name} in entity ${target.name}`,
      []
    );
  }
  throw new SalesforceError(
    400,
    'INVALID_FIELD',
    `Foreign key external ID field ${external} does not exist for ${field.name}`,
    []
  );
}
