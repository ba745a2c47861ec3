import { isKeyField } from '../../engine/field.ts';
import { z } from 'zod';
import type { ObjectDefinition, RecordValues, SaveResult } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { isObject, json, jsonObject } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf, recordJson } from '../wire.ts';
import type { Write, WriteOperation } from '../writes.ts';
import { saveRows } from '../writes.ts';
import { originOf } from './origin.ts';
import { fieldOf, recordValues } from './incoming.ts';
import { readableObject } from './records.ts';

const MOST_ROWS = 200;
const MOST_READ = 2000;

export const collectionResources: readonly Resource[] = [
  {
    pattern: '/composite/sobjects',
    methods: {
      POST: (call) => save(call, 'create'),
      PATCH: (call) => save(call, 'update'),
      DELETE: removeMany
    }
  },
  { pattern: '/composite/sobjects/:object', methods: { GET: getMany, POST: getManyByBody } },
  { pattern: '/composite/sobjects/:object/:field', methods: { PATCH: upsertMany } }
];

interface Incoming {
  readonly allOrNone: boolean;
  readonly records: readonly Record<string, unknown>[];
}

function readIncoming(call: Call): Incoming {
  const body = jsonObject(call.body);
  const records = body['records'];
  if (!Array.isArray(records)) {
    throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', 'Required field records is missing.', [
      'records'
    ]);
  }
  refuseTooMany(records.length);
  return {
    allOrNone: body['allOrNone'] === true,
    records: records.map((record: unknown) => {
      if (!isObject(record))
        throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'A record has to be an object.');
      return record;
    })
  };
}

function refuseTooMany(rows: number): void {
  if (rows > MOST_ROWS) {
    throw new SalesforceError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${String(MOST_ROWS)} records into this call`
    );
  }
}

function save(call: Call, operation: WriteOperation): Reply {
  const { records, allOrNone } = readIncoming(call);
  const writes: { operation: WriteOperation; object: string; rows: RecordValues[] }[] = [];
  for (const record of records) {
    const object = recordObject(call, record).name;
    const row = operation === 'update' ? withId(recordValues(record)) : recordValues(record);
    const last = writes.at(-1);
    if (last?.object === object) last.rows.push(row);
    else writes.push({ operation, object, rows: [row] });
  }
  return json(
    saveRows(originOf(call), writes, { allOrNone }).map((result) => resultJson(result, false))
  );
}

/** jsforce writes `id`, Salesforce takes both spellings. */
function withId(row: RecordValues): RecordValues {
  if (row['Id'] !== undefined || row['id'] === undefined) return row;
  const { id, ...rest } = row;
  return { ...rest, Id: id };
}

function recordObject(call: Call, record: Readonly<Record<string, unknown>>): ObjectDefinition {
  const attributes = record['attributes'];
  const type = isObject(attributes) ? attributes['type'] : undefined;
  if (typeof type !== 'string') {
    throw new SalesforceError(
      400,
      'INVALID_INPUT',
      'Incoming records must have an attributes element with the sObject type.'
    );
  }
  const object = objectOf(call.site.org.schema, type);
  if (object === undefined) {
    throw new SalesforceError(400, 'INVALID_TYPE', `sObject type '${type}' is not supported.`);
  }
  return object;
}

function upsertMany(call: Call): Reply {
  const { records, allOrNone } = readIncoming(call);
  const object = readableObject(call);
  const name = call.params['field'] ?? '';
  const key = fieldOf(object, name);
  if (key === undefined || !isKeyField(key)) {
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${name}`
    );
  }
  const rows = records.map((record) =>
    key.type === 'id' ? withId(recordValues(record)) : recordValues(record)
  );
  const write: Write = { operation: 'upsert', object: object.name, rows, externalField: key.name };
  return json(
    saveRows(originOf(call), [write], { allOrNone }).map((result) => resultJson(result, true))
  );
}

function removeMany(call: Call): Reply {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0)
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'ids parameter is required');
  refuseTooMany(ids.length);
  const write: Write = { operation: 'delete', object: '', rows: ids.map((id) => ({ Id: id })) };
  const allOrNone = call.query.get('allOrNone') === 'true';
  return json(
    saveRows(originOf(call), [write], { allOrNone }).map((result) => resultJson(result, false))
  );
}

function getMany(call: Call): Reply {
  return readMany(call, listOf(call.query.get('ids')), listOf(call.query.get('fields')));
}

const readRequest = z.object({ ids: z.array(z.string()), fields: z.array(z.string()) });

function getManyByBody(call: Call): Reply {
  const request = readRequest.safeParse(jsonObject(call.body));
  if (!request.success)
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'ids and fields are required');
  return readMany(call, request.data.ids, request.data.fields);
}

/** A record that is missing or hidden is null in its place, as Salesforce answers. */
function readMany(call: Call, ids: readonly string[], fields: readonly string[]): Reply {
  const object = readableObject(call);
  if (ids.length > MOST_READ) {
    throw new SalesforceError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${String(MOST_READ)} records into this call`
    );
  }
  if (fields.length === 0)
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'fields parameter is required');
  return json(
    ids.map((id) => {
      try {
        const record = call.site.org.retrieve(call.user, object.name, id, fields);
        return recordJson(call.site.org.schema, record, call.version);
      } catch (error) {
        if (error instanceof SalesforceError && error.status === 404) return null;
        throw error;
      }
    })
  );
}

function listOf(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** One row's answer; an upsert says whether it created the row. */
export function resultJson(result: SaveResult, upsert: boolean): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  if (result.id !== null) output['id'] = result.id;
  output['success'] = result.success;
  output['errors'] = result.errors.map((error) => ({
    statusCode: error.statusCode,
    message: error.message,
    fields: error.fields
  }));
  if (upsert) output['created'] = result.created;
  return output;
}
