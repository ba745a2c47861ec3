import type { ObjectDefinition, ResultRecord } from '../../engine/types.ts';
import type { NodePlan, NodePlanner } from './plan.ts';
import { fieldUndefined, wrongArgument } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Selected } from './selection.ts';
import { select } from './selection.ts';
import { orderSoql, whereSoql } from './where.ts';

const DEFAULT_FIRST = 10;
const MOST_FIRST = 2000;
const LEAST_FIRST_WITH_BOUND = 200;
/** Records that may be paged through unless `upperBound` raises it. */
const DEFAULT_BOUND = 4000;

const ARGUMENTS = new Set(['first', 'after', 'where', 'orderBy', 'scope', 'upperBound']);

/** A connection's query, ready to run, and the parts of its answer. */
export interface ConnectionPlan {
  readonly first: number;
  readonly offset: number;
  readonly wanted: readonly Selected[];
  readonly edges: readonly Selected[];
  readonly node: NodePlan;
  /** @param limit rows at most; null for a child relation whose total is asked. */
  soql(from: string, limit: number | null): string;
  /** The condition with its keyword, or empty. */
  readonly condition: string;
}

/**
 * @param planNode plans the records; handed in because records hold connections in turn.
 * @throws ValidationProblem for arguments and fields that the connection does not have.
 */
export function planConnection(
  reader: Reader,
  object: ObjectDefinition,
  selected: Selected,
  path: readonly string[],
  planNode: NodePlanner
): ConnectionPlan {
  const place = { node: selected.node, path };
  for (const name of Object.keys(selected.arguments)) {
    if (!ARGUMENTS.has(name))
      throw wrongArgument(`unknown argument '${name}'`, selected.node, path);
  }
  const { first, offset } = paging(selected, path);
  const { where, orderBy, scope } = selected.arguments;
  const conditions = [
    where === undefined || where === null ? '' : whereSoql(reader, object, where, place),
    scope === 'MINE' ? `OwnerId = '${reader.user.userId}'` : ''
  ].filter((part) => part !== '');
  const condition = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const order =
    orderBy === undefined || orderBy === null ? '' : orderSoql(reader, object, orderBy, place);
  const wanted = select(reader.document, selected.sets);
  for (const { name, node } of wanted) {
    const known = ['edges', 'totalCount', 'pageInfo', 'pageResultCount', '__typename'].includes(
      name
    );
    if (!known) throw fieldUndefined(name, `${object.name}Connection`, node, path);
  }
  const edges = wanted
    .filter((entry) => entry.name === 'edges')
    .flatMap((entry) => select(reader.document, entry.sets));
  const nodeSets = edges.filter((entry) => entry.name === 'node').flatMap((entry) => entry.sets);
  const node = planNode(reader, object, nodeSets, [...path, 'edges', 'node']);
  const columns = new Set(['Id', ...node.columns]);
  const counted = wanted.some((entry) => entry.name === 'totalCount');
  return {
    first,
    offset,
    wanted,
    edges,
    node,
    condition,
    soql(from, limit) {
      const rows = limit ?? (counted ? null : offset + first + 1);
      const select = [...columns, ...node.subqueries].join(', ');
      const sorted = order === '' ? '' : ` ORDER BY ${order}`;
      return `SELECT ${select} FROM ${from}${condition}${sorted}${rows === null ? '' : ` LIMIT ${String(rows)}`}`;
    }
  };
}

function paging(selected: Selected, path: readonly string[]): { first: number; offset: number } {
  const { first = DEFAULT_FIRST, after, upperBound } = selected.arguments;
  const refuse = (message: string): Error => wrongArgument(message, selected.node, path);
  if (typeof first !== 'number' || !Number.isInteger(first) || first < 1 || first > MOST_FIRST) {
    throw refuse(`first has to be from 1 to ${String(MOST_FIRST)}`);
  }
  if (
    upperBound !== undefined &&
    (typeof upperBound !== 'number' || first < LEAST_FIRST_WITH_BOUND)
  ) {
    throw refuse(
      `with upperBound, first has to be from ${String(LEAST_FIRST_WITH_BOUND)} to ${String(MOST_FIRST)}`
    );
  }
  const offset =
    after === undefined || after === null || after === '' ? 0 : offsetOf(String(after));
  if (!Number.isInteger(offset) || offset < 0)
    throw refuse('after is no cursor of this connection');
  const bound = typeof upperBound === 'number' ? upperBound : DEFAULT_BOUND;
  if (offset + first > Math.max(bound, DEFAULT_BOUND)) {
    throw refuse(`more than ${String(bound)} records need an upperBound`);
  }
  return { first, offset };
}

/** The cursor behind a row: how many rows are before the next one. */
function cursorOf(rows: number): string {
  return Buffer.from(`v1:${String(rows)}`).toString('base64');
}

function offsetOf(cursor: string): number {
  return Number(
    /^v1:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1] ?? Number.NaN
  );
}

/**
 * Makes the connection's answer.
 * @param records from the connection's first row on, one more than the page where there are more.
 */
export function shapeConnection(
  plan: ConnectionPlan,
  records: readonly ResultRecord[],
  totalCount: number
): Record<string, unknown> {
  const page = records.slice(plan.offset, plan.offset + plan.first);
  const hasNext = records.length > plan.offset + plan.first;
  const answers: Record<string, () => unknown> = {
    __typename: () => 'RecordConnection',
    totalCount: () => totalCount,
    pageResultCount: () => page.length,
    pageInfo: () => null,
    edges: () => page.map((record, index) => shapeEdge(plan, record, plan.offset + index + 1))
  };
  return Object.fromEntries(
    plan.wanted.map((entry) => [
      entry.key,
      entry.name === 'pageInfo'
        ? shapePageInfo(plan, entry, page.length, hasNext)
        : answers[entry.name]?.()
    ])
  );
}

function shapeEdge(
  plan: ConnectionPlan,
  record: ResultRecord,
  rows: number
): Record<string, unknown> {
  return Object.fromEntries(
    plan.edges.map((entry) => {
      if (entry.name === 'cursor') return [entry.key, cursorOf(rows)];
      return [entry.key, entry.name === 'node' ? plan.node.shape(record) : 'RecordEdge'];
    })
  );
}

function shapePageInfo(
  plan: ConnectionPlan,
  selected: Selected,
  rows: number,
  hasNext: boolean
): Record<string, unknown> {
  const values: Record<string, unknown> = {
    hasNextPage: hasNext,
    hasPreviousPage: plan.offset > 0,
    startCursor: rows === 0 ? null : cursorOf(plan.offset + 1),
    endCursor: rows === 0 ? null : cursorOf(plan.offset + rows),
    __typename: 'PageInfo'
  };
  const output: Record<string, unknown> = {};
  for (const set of selected.sets) {
    for (const selection of set.selections) {
      if (selection.kind !== 'Field') continue;
      output[selection.alias?.value ?? selection.name.value] = values[selection.name.value] ?? null;
    }
  }
  return output;
}
