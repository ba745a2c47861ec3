import type { FieldValue, ObjectDefinition, SaveResult } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import { isObject } from '../exchange.ts';
import { objectOf } from '../wire.ts';
import type { Write } from '../writes.ts';
import { saveRows } from '../writes.ts';
import type { NodePlan } from './plan.ts';
import { planNode } from './node.ts';
import { fetchError, fieldUndefined, wrongArgument } from './problem.ts';
import type { Reader } from './reader.ts';
import { canRead, visibleField } from './reader.ts';
import type { Selected } from './selection.ts';
import { select } from './selection.ts';

type Verb = 'Create' | 'Update' | 'Delete';

interface Change {
  readonly selected: Selected;
  readonly path: readonly string[];
  readonly verb: Verb;
  readonly object: ObjectDefinition;
  readonly id: string | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly wanted: readonly Selected[];
  readonly record: NodePlan | null;
}

class Undone extends Error {}

/** Answers `uiapi(input: {allOrNone}) { … }` of a mutation; the changes run in the order written. */
export function runMutation(
  reader: Reader,
  selected: Selected,
  path: readonly string[]
): Record<string, unknown> {
  const changes = select(reader.document, selected.sets).map((entry) =>
    planChange(reader, entry, path)
  );
  const input = selected.arguments['input'];
  const allOrNone = !isObject(input) || input['allOrNone'] !== false;
  const ids = new Map<string, string>();
  const output: Record<string, unknown> = {};
  const runAll = (): void => {
    for (const change of changes) {
      const result = runChange(reader, change, ids);
      output[change.selected.key] = result;
      if (result === null && allOrNone) throw new Undone();
    }
  };
  if (!allOrNone) {
    runAll();
    return output;
  }
  try {
    reader.site.org.transaction(runAll);
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    for (const change of changes) undo(reader, change, output);
  }
  return output;
}

/** What had worked is undone too, and says so. */
function undo(reader: Reader, change: Change, output: Record<string, unknown>): void {
  if (output[change.selected.key] !== null) {
    const message =
      'The transaction was rolled back since another operation in the same transaction failed.';
    reader.errors.push(fetchError(message, 'PROCESSING_HALTED', change.selected.node, change.path));
  }
  output[change.selected.key] = null;
}

function planChange(reader: Reader, selected: Selected, path: readonly string[]): Change {
  const [, objectName = '', verb = ''] = /^(\w+?)(Create|Update|Delete)$/.exec(selected.name) ?? [];
  const object = objectOf(reader.site.org.schema, objectName);
  if (object?.name !== objectName || !isVerb(verb) || !canRead(reader, object)) {
    throw fieldUndefined(selected.name, 'UIAPIMutations', selected.node, path);
  }
  const place = [...path, selected.key];
  const input = selected.arguments['input'];
  if (!isObject(input)) throw wrongArgument("Missing field argument 'input'", selected.node, place);
  const values = verb === 'Delete' ? {} : input[object.name];
  if (!isObject(values)) throw wrongArgument(`input needs '${object.name}'`, selected.node, place);
  const id = verb === 'Create' ? null : input['Id'];
  if (id !== null && typeof id !== 'string')
    throw wrongArgument("input needs 'Id'", selected.node, place);
  for (const name of Object.keys(values)) {
    if (visibleField(reader, object, name) === null) {
      throw wrongArgument(
        `input contains a field not in '${object.name}${verb}Representation': '${name}'`,
        selected.node,
        place
      );
    }
  }
  const wanted = select(reader.document, selected.sets);
  const recordSets = wanted
    .filter((entry) => entry.name === 'Record')
    .flatMap((entry) => entry.sets);
  const record =
    recordSets.length === 0 ? null : planNode(reader, object, recordSets, [...place, 'Record']);
  return { selected, path: place, verb, object, id, values, wanted, record };
}

function isVerb(verb: string): verb is Verb {
  return verb === 'Create' || verb === 'Update' || verb === 'Delete';
}

const OPERATIONS = { Create: 'create', Update: 'update', Delete: 'delete' } as const;

/** @returns the change's answer, or null after an error has been noted. */
function runChange(
  reader: Reader,
  change: Change,
  ids: Map<string, string>
): Record<string, unknown> | null {
  try {
    const write = writeOf(change, ids);
    const origin = {
      site: reader.site,
      user: reader.user,
      method: 'POST',
      path: `/services/data/v${reader.version}/graphql`
    };
    const [result] = saveRows(origin, [write], { allOrNone: false });
    if (result?.success !== true) return failed(reader, change, result);
    const id = result.id ?? change.id ?? '';
    ids.set(change.selected.key, id);
    return answer(reader, change, id);
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    reader.errors.push(
      fetchError(error.message, error.errorCode, change.selected.node, change.path)
    );
    return null;
  }
}

function failed(reader: Reader, change: Change, result: SaveResult | undefined): null {
  for (const error of result?.errors ?? []) {
    reader.errors.push(
      fetchError(error.message, error.statusCode, change.selected.node, change.path)
    );
  }
  return null;
}

/** `@{alias}` stands for the id of an earlier change's record. */
function writeOf(change: Change, ids: ReadonlyMap<string, string>): Write {
  const row: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(change.values)) {
    if (
      value !== null &&
      typeof value !== 'string' &&
      typeof value !== 'number' &&
      typeof value !== 'boolean'
    ) {
      throw wrongArgument(`'${name}' is no value of a field`, change.selected.node, change.path);
    }
    row[name] = typeof value === 'string' ? resolve(value, ids) : value;
  }
  if (change.id !== null) row['Id'] = resolve(change.id, ids);
  return { operation: OPERATIONS[change.verb], object: change.object.name, rows: [row] };
}

function resolve(value: string, ids: ReadonlyMap<string, string>): string {
  const [, alias] = /^@\{(\w+)\}$/.exec(value) ?? [];
  return alias === undefined ? value : (ids.get(alias) ?? value);
}

function answer(reader: Reader, change: Change, id: string): Record<string, unknown> {
  return Object.fromEntries(
    change.wanted.map((entry) => {
      if (entry.name === 'Record') return [entry.key, readBack(reader, change, id)];
      if (entry.name === 'Id') return [entry.key, id];
      if (entry.name === 'success') return [entry.key, true];
      return [entry.key, `${change.object.name}${change.verb}Payload`];
    })
  );
}

function readBack(reader: Reader, change: Change, id: string): Record<string, unknown> | null {
  if (change.record === null || change.verb === 'Delete') return null;
  const columns = [...new Set(['Id', ...change.record.columns]), ...change.record.subqueries].join(
    ', '
  );
  const soql = `SELECT ${columns} FROM ${change.object.name} WHERE Id = '${id}'`;
  const [record] = reader.site.org.query(reader.user, soql).records;
  return record === undefined ? null : change.record.shape(record);
}
