import { isKeyField } from '../../engine/field.ts';
import type { ObjectDefinition } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { empty, json, jsonObject, notFound } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf, recordJson } from '../wire.ts';
import { saveOne } from '../writes.ts';
import { originOf } from './origin.ts';
import { fieldOf, recordValues, valueFromText } from './incoming.ts';
import { describeShort } from './describe.ts';

const ID = /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/;

export const recordResources: readonly Resource[] = [
  { pattern: '/sobjects/:object', methods: { GET: about, POST: createRecord } },
  {
    pattern: '/sobjects/:object/:id',
    methods: { GET: getRecord, PATCH: updateRecord, DELETE: deleteRecord }
  },
  {
    pattern: '/sobjects/:object/:field/:value',
    methods: { GET: getByKey, PATCH: upsertRecord, DELETE: deleteByKey }
  }
];

function about(call: Call): Reply {
  const object = readableObject(call);
  return json({ objectDescribe: describeShort(call, object), recentItems: [] });
}

function createRecord(call: Call): Reply {
  const object = readableObject(call);
  const rows = [recordValues(jsonObject(call.body))];
  const result = saveOne(originOf(call), { operation: 'create', object: object.name, rows });
  const location = `/services/data/v${call.version}/sobjects/${object.name}/${result.id ?? ''}`;
  return json({ id: result.id, success: true, errors: [] }, 201, { Location: location });
}

function getRecord(call: Call): Reply {
  const object = readableObject(call);
  return retrieve(call, object, recordId(call));
}

function updateRecord(call: Call): Reply {
  const object = readableObject(call);
  const body = jsonObject(call.body);
  refuseKeyInBody(body, 'Id');
  const rows = [{ ...recordValues(body), Id: recordId(call) }];
  saveOne(originOf(call), { operation: 'update', object: object.name, rows });
  return empty();
}

function deleteRecord(call: Call): Reply {
  const object = readableObject(call);
  saveOne(originOf(call), {
    operation: 'delete',
    object: object.name,
    rows: [{ Id: recordId(call) }]
  });
  return empty();
}

function getByKey(call: Call): Reply {
  const object = readableObject(call);
  const several = severalByKey(call, object, keyField(call, object));
  if (several !== null) return several;
  return retrieve(call, object, idByKey(call, object));
}

function deleteByKey(call: Call): Reply {
  const object = readableObject(call);
  saveOne(originOf(call), {
    operation: 'delete',
    object: object.name,
    rows: [{ Id: idByKey(call, object) }]
  });
  return empty();
}

function upsertRecord(call: Call): Reply {
  const object = readableObject(call);
  const key = keyField(call, object);
  const body = jsonObject(call.body);
  refuseKeyInBody(body, key);
  const field = fieldOf(object, key);
  const several = severalByKey(call, object, key);
  if (several !== null) return several;
  const rows = [{ ...recordValues(body), [key]: valueFromText(field, call.params['value'] ?? '') }];
  const result = saveOne(originOf(call), {
    operation: 'upsert',
    object: object.name,
    rows,
    externalField: key
  });
  return json(
    { id: result.id, success: true, errors: [], created: result.created },
    result.created ? 201 : 200
  );
}

/** Where several rows bear the key: their addresses, with status 300. */
function severalByKey(call: Call, object: ObjectDefinition, key: string): Reply | null {
  if (key === 'Id') return null;
  const { records } = call.site.org.query(
    call.user,
    `SELECT Id FROM ${object.name} WHERE ${key} = ${keyLiteral(call, object, key)}`
  );
  if (records.length < 2) return null;
  const base = `/services/data/v${call.version}/sobjects/${object.name}`;
  return json(
    records.map((record) => `${base}/${record.id ?? ''}`),
    300
  );
}

function keyLiteral(call: Call, object: ObjectDefinition, key: string): string {
  const value = valueFromText(fieldOf(object, key), call.params['value'] ?? '');
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : String(value);
}

function retrieve(call: Call, object: ObjectDefinition, id: string): Reply {
  const fields = call.query.get('fields');
  const names = fields === null ? undefined : fields.split(',').map((name) => name.trim());
  const record = call.site.org.retrieve(call.user, object.name, id, names);
  return json(recordJson(call.site.org.schema, record, call.version));
}

function recordId(call: Call): string {
  const id = call.params['id'] ?? '';
  if (!ID.test(id)) {
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${id}`
    );
  }
  return id;
}

function keyField(call: Call, object: ObjectDefinition): string {
  const name = call.params['field'] ?? '';
  const field = fieldOf(object, name);
  const usable = field !== undefined && isKeyField(field);
  if (!usable || !call.site.org.fieldAccess(call.user, object.name, field.name).read) {
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${name}`
    );
  }
  return field.name;
}

function idByKey(call: Call, object: ObjectDefinition): string {
  const key = keyField(call, object);
  const found = call.site.org.query(
    call.user,
    `SELECT Id FROM ${object.name} WHERE ${key} = ${keyLiteral(call, object, key)}`
  );
  const id = found.records[0]?.id;
  if (id === undefined || id === null) throw notFound();
  return id;
}

/** @throws SalesforceError NOT_FOUND for an object that does not exist or that the user may not see. */
export function readableObject(call: Call): ObjectDefinition {
  const object = objectOf(call.site.org.schema, call.params['object'] ?? '');
  if (object === undefined) throw notFound();
  const access = call.site.org.objectAccess(call.user, object.name);
  if (!access.read && !access.create) throw notFound();
  return object;
}

function refuseKeyInBody(body: Readonly<Record<string, unknown>>, key: string): void {
  if (Object.keys(body).some((name) => name.toLowerCase() === key.toLowerCase())) {
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `The ${key} field should not be specified in the sobject data.`
    );
  }
}
