import { z } from 'zod';
import type { ObjectDefinition, RecordValues } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { empty, json, jsonObject, notFound } from '../exchange.ts';
import { readableFields } from '../rest/describe.ts';
import { originOf } from '../rest/origin.ts';
import type { Resource } from '../router.ts';
import type { Write } from '../writes.ts';
import { saveRows } from '../writes.ts';
import { findReadable, objectInfo } from './object-info.ts';
import type { WantedFields } from './record-json.ts';
import { uiRecord } from './record-json.ts';

export const uiRecordResources: readonly Resource[] = [
  { pattern: '/ui-api/records', methods: { POST: createRecord } },
  { pattern: '/ui-api/records/batch/:ids', methods: { GET: getBatch } },
  {
    pattern: '/ui-api/records/:id',
    methods: { GET: getRecord, PATCH: updateRecord, DELETE: deleteRecord }
  },
  { pattern: '/ui-api/record-ui/:id', methods: { GET: recordUi } }
];

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const createBody = z.object({ apiName: z.string(), fields: z.record(z.string(), scalar) });
const updateBody = z.object({ fields: z.record(z.string(), scalar) });

function getRecord(call: Call): Reply {
  const id = call.params['id'] ?? '';
  return json(uiRecord(call, objectOfId(call, id), id, wantedFields(call, objectOfId(call, id))));
}

function getBatch(call: Call): Reply {
  const results = (call.params['ids'] ?? '').split(',').map((id) => {
    try {
      const object = objectOfId(call, id);
      return { statusCode: 200, result: uiRecord(call, object, id, wantedFields(call, object)) };
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      return {
        statusCode: error.status,
        result: [{ errorCode: error.errorCode, message: error.message }]
      };
    }
  });
  return json({ hasErrors: results.some((result) => result.statusCode !== 200), results });
}

function createRecord(call: Call): Reply {
  const body = parse(createBody, call);
  const object = findReadable(call, body.apiName);
  const saved = save(call, { operation: 'create', object: object.name, rows: [body.fields] });
  if ('refusal' in saved) return saved.refusal;
  return json(
    uiRecord(call, object, saved.id, { required: [], optional: allFields(call, object) }),
    201
  );
}

function updateRecord(call: Call): Reply {
  const id = call.params['id'] ?? '';
  const object = objectOfId(call, id);
  const { Id: _given, ...changes } = parse(updateBody, call).fields;
  const conflict = changedSince(call, object, id);
  if (conflict !== null) return conflict;
  const rows: RecordValues[] = [{ ...changes, Id: id }];
  const saved = save(call, { operation: 'update', object: object.name, rows });
  if ('refusal' in saved) return saved.refusal;
  return json(uiRecord(call, object, id, { required: [], optional: allFields(call, object) }));
}

function deleteRecord(call: Call): Reply {
  const id = call.params['id'] ?? '';
  const saved = save(call, {
    operation: 'delete',
    object: objectOfId(call, id).name,
    rows: [{ Id: id }]
  });
  return 'refusal' in saved ? saved.refusal : empty();
}

function recordUi(call: Call): Reply {
  const id = call.params['id'] ?? '';
  const object = objectOfId(call, id);
  const record = uiRecord(call, object, id, { required: [], optional: allFields(call, object) });
  return json({
    layouts: {},
    layoutUserStates: {},
    objectInfos: { [object.name]: objectInfo(call, object) },
    records: { [id]: record }
  });
}

/** `If-Unmodified-Since` guards an edit against one that came between. */
function changedSince(call: Call, object: ObjectDefinition, id: string): Reply | null {
  const since = Date.parse(String(call.headers['if-unmodified-since'] ?? ''));
  if (Number.isNaN(since)) return null;
  const record = uiRecord(call, object, id, { required: [], optional: [] });
  const changed = Date.parse(String(record['lastModifiedDate']));
  if (Math.floor(changed / 1000) <= Math.floor(since / 1000)) return null;
  return json(
    [{ errorCode: 'CONFLICT', message: 'This record was changed by someone else.' }],
    412
  );
}

type Saved = { readonly id: string } | { readonly refusal: Reply };

/** The UI API tells errors of fields from errors of the record, in a body of its own. */
function save(call: Call, write: Write): Saved {
  const [result] = saveRows(originOf(call), [write], { allOrNone: false });
  if (result?.success === true) return { id: result.id ?? '' };
  const errors: unknown[] = [];
  const fieldErrors: Record<string, unknown[]> = {};
  for (const error of result?.errors ?? []) {
    const [field] = error.fields;
    const entry = {
      constituentField: null,
      duplicateRecordError: null,
      errorCode: error.statusCode,
      field: field ?? null,
      fieldLabel: field ?? null,
      message: error.message
    };
    if (field === undefined) errors.push(entry);
    else fieldErrors[field] = [...(fieldErrors[field] ?? []), entry];
  }
  const first = result?.errors[0]?.statusCode ?? 'UNKNOWN_EXCEPTION';
  const status =
    first === 'NOT_FOUND' || first === 'ENTITY_IS_DELETED'
      ? 404
      : first.startsWith('INSUFFICIENT_ACCESS')
        ? 403
        : 400;
  const doing = write.operation === 'create' ? 'create' : write.operation;
  const refusal = json(
    [
      {
        message: `An error occurred while trying to ${doing} the record. Please try again.`,
        errorCode: first,
        statusCode: status,
        enhancedErrorType: 'RecordError',
        output: { errors, fieldErrors }
      }
    ],
    status
  );
  return { refusal };
}

/** The key prefix tells the object. @throws SalesforceError NOT_FOUND for an id of no object. */
function objectOfId(call: Call, id: string): ObjectDefinition {
  if (/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)) {
    for (const object of call.site.org.schema.objects.values()) {
      if (object.keyPrefix === id.slice(0, 3)) return findReadable(call, object.name);
    }
  }
  throw notFound();
}

/** `fields=Account.Name,Account.Owner.Name`; without any, all that the user may read. */
function wantedFields(call: Call, object: ObjectDefinition): WantedFields {
  const required = fieldList(call, object, 'fields');
  const optional = fieldList(call, object, 'optionalFields');
  if (required.length === 0 && optional.length === 0) {
    if (call.query.has('layoutTypes')) return { required: [], optional: allFields(call, object) };
    throw new SalesforceError(
      400,
      'MISSING_ARGUMENT',
      'At least one of fields, optionalFields and layoutTypes is required'
    );
  }
  return { required, optional };
}

function fieldList(call: Call, object: ObjectDefinition, parameter: string): string[] {
  return (call.query.get(parameter) ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      if (!name.toLowerCase().startsWith(`${object.name.toLowerCase()}.`)) {
        throw new SalesforceError(
          400,
          'INVALID_FIELD',
          `Field ${name} has to begin with ${object.name}.`
        );
      }
      return name.slice(object.name.length + 1);
    });
}

function allFields(call: Call, object: ObjectDefinition): string[] {
  return readableFields(call, object)
    .filter((field) => field.type !== 'address' && field.type !== 'location')
    .map((field) => field.name);
}

function parse<S extends z.ZodType>(schema: S, call: Call): z.infer<S> {
  const parsed = schema.safeParse(jsonObject(call.body));
  if (!parsed.success)
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', z.prettifyError(parsed.error));
  return parsed.data;
}
