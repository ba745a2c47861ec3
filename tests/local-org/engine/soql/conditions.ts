import type {
  Condition,
  HavingClause,
  LiteralType,
  Query,
  QueryBase,
  WhereClause
} from '@jetstreamapp/soql-parser-js';
import type { ShapeToken } from './clause-shape.ts';
import { clauseShapes } from './clause-shape.ts';
import { malformed, unexpectedToken } from './errors.ts';
import type { CallExpression } from './functions.ts';
import { callOf } from './functions.ts';

/** A value as written: the text with quotes, its kind, and n of `LAST_N_DAYS:n`. */
export interface Literal {
  readonly kind: LiteralType;
  readonly text: string;
  readonly count: number;
}

export type Operator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export interface Test {
  readonly kind: 'test';
  readonly left: string | CallExpression;
  readonly operator: Operator;
  readonly values: readonly Literal[];
  readonly query: Query | null;
}

export type ConditionTree =
  | Test
  | { readonly kind: 'and' | 'or'; readonly items: readonly ConditionTree[] }
  | { readonly kind: 'not'; readonly item: ConditionTree };

type Token = Exclude<ShapeToken, 'test'> | Test;

type Clause = WhereClause | HavingClause;

/** The trees of a query's clauses, by the parser's node. */
export type Conditions = ReadonlyMap<Clause, ConditionTree>;

/**
 * Builds the trees of every WHERE and HAVING of a query and its sub-queries. As in Salesforce's
 * grammar, AND and OR never stand side by side without brackets, and NOT stands alone or in
 * brackets.
 * @throws SalesforceError MALFORMED_QUERY
 */
export function conditionsOf(soql: string, query: Query): Conditions {
  const shapes = clauseShapes(soql);
  const trees = new Map<Clause, ConditionTree>();
  for (const clause of clausesOf(query)) {
    const tests = testsOf(clause);
    const shape = shapes.shift() ?? { tokens: [], offsets: [] };
    const tokens = shape.tokens.map((token) =>
      token === 'test' ? (tests.shift() ?? token) : token
    );
    if (tests.length > 0 || tokens.includes('test'))
      throw malformed({ soql, searchFrom: 0 }, null, "unexpected token: '<EOF>'");
    trees.set(clause, treeOf(soql, tokens as Token[], shape.offsets));
  }
  return trees;
}

/** Clauses in the order of the text: child sub-queries, WHERE, the semi-joins within it, HAVING. */
function clausesOf(query: QueryBase): Clause[] {
  const clauses: Clause[] = (query.fields ?? []).flatMap((field) =>
    field.type === 'FieldSubquery' ? clausesOf(field.subquery) : []
  );
  if (query.where !== undefined) {
    clauses.push(query.where);
    for (const test of testsOf(query.where))
      if (test.query !== null) clauses.push(...clausesOf(test.query));
  }
  if (query.having !== undefined) clauses.push(query.having);
  return clauses;
}

function testsOf(clause: Clause): Test[] {
  const tests: Test[] = [];
  let node: Clause | undefined = clause;
  while (node !== undefined) {
    if (node.left !== null && 'operator' in node.left) tests.push(testOf(node.left));
    node = 'right' in node ? node.right : undefined;
  }
  return tests;
}

function treeOf(soql: string, tokens: readonly Token[], offsets: readonly number[]): ConditionTree {
  const reader = { soql, tokens, offsets, at: 0 };
  const tree = readChain(reader);
  if (reader.at < tokens.length) throw unexpected(reader, ')', reader.at);
  return tree;
}

type Written = Exclude<Condition, { openParen: number; operator?: never }>;

function testOf(condition: Written | { field: string; operator: string; valueQuery: Query }): Test {
  const operator = condition.operator.toUpperCase().replace('<>', '!=') as Operator;
  const left = 'fn' in condition ? callOf(condition.fn) : condition.field;
  if ('valueQuery' in condition)
    return { kind: 'test', left, operator, values: [], query: condition.valueQuery };
  const texts = Array.isArray(condition.value) ? condition.value : [condition.value];
  const kinds = condition.literalType;
  const counts = 'dateLiteralVariable' in condition ? condition.dateLiteralVariable : 0;
  const values = texts.map((text, index) => ({
    text,
    kind: (Array.isArray(kinds) ? kinds[index] : kinds) ?? 'STRING',
    count: (Array.isArray(counts) ? counts[index] : counts) ?? 0
  }));
  return { kind: 'test', left, operator, values, query: null };
}

interface Reader {
  readonly soql: string;
  readonly tokens: readonly Token[];
  readonly offsets: readonly number[];
  at: number;
}

function readChain(reader: Reader): ConditionTree {
  if (reader.tokens[reader.at] === 'NOT') {
    reader.at += 1;
    return refuseMore(reader, { kind: 'not', item: readSimple(reader) });
  }
  const items = [readSimple(reader)];
  const joiner = reader.tokens[reader.at];
  if (joiner !== 'AND' && joiner !== 'OR') return items[0] as ConditionTree;
  while (reader.tokens[reader.at] === joiner) {
    reader.at += 1;
    items.push(readSimple(reader));
  }
  return refuseMore(reader, { kind: joiner === 'AND' ? 'and' : 'or', items });
}

function refuseMore(reader: Reader, tree: ConditionTree): ConditionTree {
  const next = reader.tokens[reader.at];
  if (next === 'AND' || next === 'OR') throw unexpected(reader, next, reader.at);
  return tree;
}

function readSimple(reader: Reader): ConditionTree {
  const token = reader.tokens[reader.at];
  if (token === undefined)
    throw malformed({ soql: reader.soql, searchFrom: 0 }, null, "unexpected token: '<EOF>'");
  reader.at += 1;
  if (typeof token === 'object') return token;
  if (token !== '(') throw unexpected(reader, token, reader.at - 1);
  const inner = readChain(reader);
  if (reader.tokens[reader.at] !== ')')
    throw malformed({ soql: reader.soql, searchFrom: 0 }, null, "unexpected token: '<EOF>'");
  reader.at += 1;
  return inner;
}

/** @param index of the token in the clause */
function unexpected(reader: Reader, token: string, index: number): Error {
  return unexpectedToken({ soql: reader.soql, searchFrom: 0 }, token, reader.offsets[index] ?? -1);
}
