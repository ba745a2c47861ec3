import type { FieldValue, RecordValues } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { isObject, json, jsonObject } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf } from '../wire.ts';
import { saveRows } from '../writes.ts';
import { recordValues } from './incoming.ts';
import { originOf } from './origin.ts';

const MOST_RECORDS = 200;
const MOST_LEVELS = 5;

export const treeResources: readonly Resource[] = [
  { pattern: '/composite/tree/:object', methods: { POST: createTree } }
];

interface Branch {
  readonly object: string;
  readonly referenceId: string;
  readonly values: RecordValues;
  readonly parent: { readonly referenceId: string; readonly field: string } | null;
}

interface TreeError {
  readonly referenceId: string;
  readonly errors: readonly { statusCode: string; message: string; fields: readonly string[] }[];
}

class TreeFailed extends Error {
  readonly results: readonly TreeError[];
  constructor(results: readonly TreeError[]) {
    super('tree failed');
    this.results = results;
  }
}

/** Parents first, children with the parent's new id; one bad record and nothing is created. */
function createTree(call: Call): Reply {
  const branches: Branch[] = [];
  collect(call, branches, call.params['object'] ?? '', jsonObject(call.body)['records'], null, 1);
  if (branches.length > MOST_RECORDS) {
    throw new SalesforceError(
      400,
      'INVALID_INPUT',
      `A tree may have ${String(MOST_RECORDS)} records at most.`
    );
  }
  try {
    const results = call.site.org.transaction(() => saveTree(call, branches));
    return json({ hasErrors: false, results }, 201);
  } catch (error) {
    if (!(error instanceof TreeFailed)) throw error;
    return json({ hasErrors: true, results: error.results }, 400);
  }
}

function saveTree(call: Call, branches: readonly Branch[]): { referenceId: string; id: string }[] {
  const ids = new Map<string, string>();
  for (const branch of branches) {
    const values: Record<string, FieldValue> = { ...branch.values };
    if (branch.parent !== null)
      values[branch.parent.field] = ids.get(branch.parent.referenceId) ?? null;
    const write = { operation: 'create' as const, object: branch.object, rows: [values] };
    const [result] = saveRows(originOf(call), [write], { allOrNone: false });
    if (result?.id === undefined || result.id === null) {
      throw new TreeFailed([{ referenceId: branch.referenceId, errors: result?.errors ?? [] }]);
    }
    ids.set(branch.referenceId, result.id);
  }
  return branches.map(({ referenceId }) => ({ referenceId, id: ids.get(referenceId) ?? '' }));
}

function collect(
  call: Call,
  branches: Branch[],
  objectName: string,
  records: unknown,
  parent: Branch['parent'],
  level: number
): void {
  const object = objectOf(call.site.org.schema, objectName);
  if (object === undefined)
    throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (!Array.isArray(records))
    throw new SalesforceError(400, 'INVALID_INPUT', 'records has to be a list.');
  if (level > MOST_LEVELS) {
    throw new SalesforceError(
      400,
      'INVALID_INPUT',
      `A tree may have ${String(MOST_LEVELS)} levels at most.`
    );
  }
  for (const record of records as unknown[]) {
    if (!isObject(record))
      throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'A record has to be an object.');
    const attributes = record['attributes'];
    const referenceId = isObject(attributes) ? attributes['referenceId'] : undefined;
    if (
      typeof referenceId !== 'string' ||
      branches.some((branch) => branch.referenceId === referenceId)
    ) {
      throw new SalesforceError(
        400,
        'INVALID_INPUT',
        'Each record needs a referenceId of its own.'
      );
    }
    const own: Record<string, unknown> = {};
    const children: [string, unknown][] = [];
    for (const [name, value] of Object.entries(record)) {
      if (isObject(value) && Array.isArray(value['records']))
        children.push([name, value['records']]);
      else own[name] = value;
    }
    branches.push({ object: object.name, referenceId, values: recordValues(own), parent });
    for (const [relationship, nested] of children) {
      const child = object.children.find((entry) => entry.relationshipName === relationship);
      if (child === undefined) {
        throw new SalesforceError(
          400,
          'INVALID_FIELD',
          `No such relationship '${relationship}' on ${object.name}`
        );
      }
      collect(
        call,
        branches,
        child.childObject,
        nested,
        { referenceId, field: child.field },
        level + 1
      );
    }
  }
}
