import { acceptValue } from './checks.ts';
import { derivedColumns } from './derived.ts';
import { keepStageHistory } from './opportunity-history.ts';
import { prepareTerritoryRow, refuseTerritoryWrite } from './sales-territories.ts';
import { realign } from './territory-rules.ts';
import { accessTo, forgetRights, objectAccess } from './rights.ts';
import type { StoredRow } from './store.ts';
import { toStored } from './store.ts';
import { endWithOwner, sameMember, shareWithMember } from './teams.ts';
import type {
  FieldDefinition,
  ObjectDefinition,
  RecordValues,
  SaveResult,
  UserContext
} from './types.ts';
import { SalesforceError } from './types.ts';
import { validate } from './validation.ts';
import { canEdit, canSee } from './visibility.ts';
import type { Writing } from './writing.ts';

/** The object by name. @throws SalesforceError as for a type that does not exist, also where the user may not read it */
export function writableObject(writing: Writing, name: string): ObjectDefinition {
  const object = writing.state.schema.objects.get(name.toLowerCase());
  if (object === undefined || !objectAccess(writing.state, writing.user, object.name).read)
    throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  return object;
}

/** Runs one row's write by itself: its error, met before anything is written, becomes its result. */
export function attempt(id: string | null, work: () => SaveResult): SaveResult {
  try {
    return work();
  } catch (error) {
    if (error instanceof RowErrors)
      return { id: null, success: false, created: false, errors: error.errors.map(toError) };
    if (error instanceof SalesforceError)
      return { id: null, success: false, created: false, errors: [toError(error)] };
    if (error instanceof Error)
      throw new Error(`Saving ${id ?? 'a new row'}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Several errors of one row, as validation rules give them. */
class RowErrors extends Error {
  readonly errors: readonly SalesforceError[];
  constructor(errors: readonly SalesforceError[]) {
    super(errors[0]?.message ?? 'error');
    this.errors = errors;
  }
}

function toError(error: SalesforceError): SaveResult['errors'][number] {
  return { statusCode: error.errorCode, message: error.message, fields: error.fields };
}

/** Fields that every change moves, and that change events do not name as changed. */
const systemNames = new Set(['Id', 'IsDeleted', 'SystemModstamp']);

/** Creates one row. @throws SalesforceError, RowErrors */
export function insertRow(
  writing: Writing,
  object: ObjectDefinition,
  given: RecordValues
): SaveResult {
  const { state, store, user } = writing;
  if (!objectAccess(state, user, object.name).create)
    throw new SalesforceError(
      400,
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      `entity type cannot be inserted: ${object.label}`
    );
  refuseTerritoryWrite(object, 'create');
  const values = acceptedValues(writing, object, given, 'createable');
  const shared = isShare(object) ? sameShare(writing, object, values) : null;
  if (shared !== null) return { ...updateShare(writing, object, shared, values), created: true };
  const member = sameMember(store, object, values);
  if (member !== null) {
    const { [`${object.name.replace(/TeamMember$/, '')}Id`]: _, UserId: __, ...rest } = given;
    return { ...updateRow(writing, object, member, rest), created: true };
  }
  const { id, number } = store.nextId(object);
  const moment = writing.stamp();
  const row: StoredRow = {
    Id: id,
    IsDeleted: 0,
    CreatedDate: moment,
    CreatedById: user.userId,
    LastModifiedDate: moment,
    LastModifiedById: user.userId,
    SystemModstamp: moment,
    ...defaultsOf(object, user, number),
    ...values
  };
  Object.assign(row, derivedColumns(state, store, object, row, values));
  // A custom record without a name is named by its id, as Salesforce does.
  if (object.custom && (row['Name'] ?? null) === null) row['Name'] = id;
  requireFields(object, row);
  checkReferences(writing, object, values);
  checkUnique(writing, object, values, id);
  prepareTerritoryRow(writing, object, row);
  refuseInvalid(writing, object, null, row);
  if (object.name === 'PermissionSetAssignment' || object.name === 'User') forgetRights(state);
  store.insert(object, row);
  keepStageHistory(writing, object, null, row);
  shareWithMember(state, store, object, row);
  store.tell({
    object: object.name,
    id,
    kind: 'CREATE',
    userId: user.userId,
    fields: Object.keys(row).filter((name) => row[name] !== null && !systemNames.has(name)),
    row
  });
  if (object.name === 'Account') realign(writing, row);
  return { id, success: true, created: true, errors: [] };
}

/** Changes one row; `found` is the row where the caller has read it already. @throws SalesforceError, RowErrors */
export function updateRow(
  writing: Writing,
  object: ObjectDefinition,
  id: string,
  given: RecordValues,
  found?: StoredRow | null
): SaveResult {
  const { state, store, user } = writing;
  const before = found ?? store.byId(object, id);
  if (before === null || !canSee(state, user, object.name, id, 'there'))
    throw new SalesforceError(
      404,
      before === null ? 'INVALID_CROSS_REFERENCE_KEY' : 'INSUFFICIENT_ACCESS_OR_READONLY',
      before === null ? 'invalid cross reference id' : 'insufficient access rights on object id'
    );
  if (before['IsDeleted'] === 1)
    throw new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  if (
    !objectAccess(state, user, object.name).edit ||
    !canEdit(state, user, object.name, id, 'there')
  )
    throw new SalesforceError(
      403,
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'insufficient access rights on object id'
    );
  if (object.name === 'Lead' && before['IsConverted'] === 1)
    throw new SalesforceError(
      400,
      'CANNOT_UPDATE_CONVERTED_LEAD',
      'cannot reference converted lead'
    );
  refuseTerritoryWrite(object, 'update');
  const values = acceptedValues(writing, object, given, 'updateable');
  const moment = writing.stamp();
  const after: StoredRow = {
    ...before,
    ...values,
    LastModifiedDate: moment,
    LastModifiedById: user.userId,
    SystemModstamp: moment
  };
  Object.assign(after, derivedColumns(state, store, object, after, values));
  requireFields(object, after);
  checkReferences(writing, object, values, before);
  checkUnique(writing, object, values, id, before);
  refuseInvalid(writing, object, before, after);
  if (object.name === 'User') forgetRights(state);
  store.replace(object, before, after);
  keepStageHistory(writing, object, before, after);
  shareWithMember(state, store, object, after);
  store.tell({
    object: object.name,
    id,
    kind: 'UPDATE',
    userId: user.userId,
    fields: Object.keys(after).filter(
      (name) => after[name] !== before[name] && !systemNames.has(name)
    ),
    row: after
  });
  if (typeof values['OwnerId'] === 'string' && values['OwnerId'] !== before['OwnerId'])
    endWithOwner(state, store, object, id);
  if (object.name === 'Account') realign(writing, after);
  return { id, success: true, created: false, errors: [] };
}

/** Values by the schema's own field names, checked for rights and type. */
function acceptedValues(
  writing: Writing,
  object: ObjectDefinition,
  given: RecordValues,
  right: 'createable' | 'updateable'
): StoredRow {
  const { state, user } = writing;
  const row: StoredRow = {};
  const refused: string[] = [];
  for (const name in given) {
    const key = name.toLowerCase();
    if (key === 'id' || key === 'attributes') continue;
    const field = object.fields.get(key);
    const access = field === undefined ? null : accessTo(state, user, object, field);
    if (field === undefined || access?.read !== true)
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `No such column '${name}' on sobject of type ${object.name}`,
        []
      );
    if (!field[right] || !access.edit) {
      refused.push(field.name);
      continue;
    }
    row[field.name] = toStored(acceptValue(state.schema, object, field, given[name] ?? null));
  }
  if (refused.length > 0)
    throw new SalesforceError(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      refused
    );
  return row;
}

function defaultsOf(object: ObjectDefinition, user: UserContext, number: number): StoredRow {
  const row: StoredRow = {};
  for (const field of object.fields.values()) {
    if (field.name === 'OwnerId') row['OwnerId'] = user.userId;
    else if (field.autoNumber) row[field.name] = autoNumber(field, number);
    else if (field.defaultValue !== null && field.name !== 'IsDeleted' && !field.calculated)
      row[field.name] = toStored(field.defaultValue);
  }
  return row;
}

/** The display format with its zeros filled: CV-{0000000} gives CV-0000042. */
export function autoNumber(field: FieldDefinition, number: number): string {
  const format = typeof field.defaultValue === 'string' ? field.defaultValue : '{00000000}';
  const from = format.indexOf('{0');
  const to = format.indexOf('}', from);
  if (from < 0 || to < 0) return format;
  return `${format.slice(0, from)}${String(number).padStart(to - from - 1, '0')}${format.slice(to + 1)}`;
}

function requireFields(object: ObjectDefinition, row: StoredRow): void {
  let missing: string[] | null = null;
  for (const field of object.fields.values()) {
    if (field.nillable || field.calculated || field.type === 'boolean') continue;
    if (field.defaultedOnCreate || (row[field.name] ?? null) !== null) continue;
    if (field.name === 'Name' && object.fields.has('lastname')) continue;
    (missing ??= []).push(field.name);
  }
  if (missing !== null)
    throw new SalesforceError(
      400,
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      missing
    );
}

function checkReferences(
  writing: Writing,
  object: ObjectDefinition,
  values: StoredRow,
  before?: StoredRow
): void {
  const { state, store, user } = writing;
  for (const name in values) {
    const value = values[name];
    if (typeof value !== 'string' || before?.[name] === value) continue;
    const field = object.fields.get(name.toLowerCase());
    if (field?.type !== 'reference') continue;
    const target = field.referenceTo
      .map((type) => state.schema.objects.get(type.toLowerCase()))
      .find((candidate) => candidate?.keyPrefix === value.slice(0, 3));
    if (target === undefined)
      throw new SalesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
        name
      ]);
    const row = store.statement(`SELECT IsDeleted FROM "${target.name}" WHERE Id = ?`).get(value);
    if (row === undefined)
      throw new SalesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
        name
      ]);
    if (row['IsDeleted'] === 1)
      throw new SalesforceError(400, 'ENTITY_IS_DELETED', 'entity is deleted', [name]);
    const rights = objectAccess(state, user, target.name);
    const shares =
      isShare(object) && (name === 'ParentId' || name === `${object.name.replace(/Share$/, '')}Id`);
    const enough =
      shares || (field.masterDetail && !(field.writeRequiresMasterRead ?? false))
        ? canEdit
        : canSee;
    if (
      !(rights.modifyAll || (rights.viewAll && enough === canSee)) &&
      !enough(state, user, target.name, value)
    )
      throw new SalesforceError(
        400,
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${value.slice(0, 15)}`,
        []
      );
  }
}

function checkUnique(
  writing: Writing,
  object: ObjectDefinition,
  values: StoredRow,
  id: string,
  before?: StoredRow
): void {
  for (const name in values) {
    const value = values[name] ?? null;
    if (value === null || before?.[name] === value) continue;
    if (object.fields.get(name.toLowerCase())?.unique !== true) continue;
    const row = writing.store
      .statement(
        `SELECT Id FROM "${object.name}" WHERE "${name}" = ? AND Id <> ? AND IsDeleted = 0`
      )
      .get(value, id);
    if (row !== undefined)
      throw new SalesforceError(
        400,
        'DUPLICATE_VALUE',
        `duplicate value found: ${name} duplicates value on record with id: ${String(row['Id']).slice(0, 15)}`,
        []
      );
  }
}

function refuseInvalid(
  writing: Writing,
  object: ObjectDefinition,
  before: StoredRow | null,
  after: StoredRow
): void {
  const errors = validate(writing.state, writing.user, object, before, after);
  if (errors.length > 0) throw new RowErrors(errors);
}

function isShare(object: ObjectDefinition): boolean {
  return (
    object.name.endsWith('__Share') ||
    object.name === 'AccountShare' ||
    object.name === 'OpportunityShare'
  );
}

/** Sharing the same record with the same person again changes the row that is there. */
function sameShare(writing: Writing, object: ObjectDefinition, values: StoredRow): string | null {
  const parent = object.name.endsWith('__Share')
    ? 'ParentId'
    : `${object.name.replace(/Share$/, '')}Id`;
  const row = writing.store
    .statement(
      `SELECT Id FROM "${object.name}" WHERE "${parent}" = ? AND UserOrGroupId = ? AND RowCause = ? AND IsDeleted = 0`
    )
    .get(values[parent] ?? null, values['UserOrGroupId'] ?? null, values['RowCause'] ?? 'Manual');
  return row === undefined ? null : String(row['Id']);
}

function updateShare(
  writing: Writing,
  object: ObjectDefinition,
  id: string,
  values: StoredRow
): SaveResult {
  const levels = Object.entries(values).filter(([name]) => name.endsWith('AccessLevel'));
  writing.store.updateColumns(object, id, {
    ...Object.fromEntries(levels),
    SystemModstamp: writing.stamp()
  });
  return { id, success: true, created: false, errors: [] };
}
