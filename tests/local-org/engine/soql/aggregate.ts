import type { FieldType, Query } from '@jetstreamapp/soql-parser-js';
import type { FieldValue, QueryResult, ResultRecord } from '../types.ts';
import { SalesforceError } from '../types.ts';
import { orderOf, rowFilter, windowSql } from './clauses.ts';
import type { Test } from './conditions.ts';
import { malformed, unexpectedToken } from './errors.ts';
import { findKeyword, wordsOf } from './source.ts';
import type { CallExpression } from './functions.ts';
import { AGGREGATES, callOf, isDateFunction, keyOfCall } from './functions.ts';
import { isLongText, isNumber, operandOf } from './literals.ts';
import { formatSql } from './format.ts';
import type { Grouping, Groups } from './grouping.ts';
import { groupingOf, groupingSql, keyOf, valueOf } from './grouping.ts';
import { direction, picklistPlace, sortKey } from './order.ts';
import { treeFor } from './run.ts';
import type { Found, Scope } from './scope.ts';
import { findField, fromSql, inPart } from './scope.ts';
import { aliasOf, pathOf } from './select.ts';
import { textLiteral } from './sql-text.ts';
import { compareTest, conditionSql, fieldTest } from './where.ts';

/** Rows of an aggregate query that Salesforce gives at once; there is no next page. */
const MOST_GROUPS = 2000;

interface Column {
  readonly name: string;
  readonly sql: string;
  readonly isBoolean: boolean;
}

/** True for a query that answers with AggregateResult rows or a bare count. */
export function isAggregate(query: Query): boolean {
  return (
    query.groupBy !== undefined ||
    query.having !== undefined ||
    (query.fields ?? []).some((field) => aggregateCall(field) !== null || isFormatted(field))
  );
}

/** True for FORMAT() over an aggregate. */
function isFormatted(field: FieldType): boolean {
  if (field.type !== 'FieldFunctionExpression') return false;
  const [inner] = callOf(field).parameters;
  return inner !== undefined && typeof inner !== 'string' && AGGREGATES.has(inner.name);
}

function aggregateCall(field: FieldType): CallExpression | null {
  if (field.type !== 'FieldFunctionExpression') return null;
  const call = callOf(field);
  return AGGREGATES.has(call.name) ? call : null;
}

/** Runs COUNT(), aggregates and GROUP BY. @throws SalesforceError */
export function runAggregate(scope: Scope, query: Query): QueryResult {
  const fields = query.fields ?? [];
  const bare = fields.find((field) => aggregateCall(field)?.parameters.length === 0);
  if (bare !== undefined) return runCount(scope, query, fields);
  const grouping = inPart(scope, 'GROUP', () => groupingOf(scope, query));
  refuseWindow(scope, query, grouping);
  const selects = grouping.sets.map((groups) => {
    const columns = columnsOf(scope, fields, groups);
    const having = inPart(scope, 'HAVING', () => havingSql(scope, query, groups));
    const order = inPart(scope, 'ORDER', () => aggregateOrder(scope, query, groups));
    return { columns, having, order, groups };
  });
  const filter = rowFilter(scope, query);
  const parts = selects.map(({ columns, having, order, groups }) => {
    const picked = [...columns.map((column) => column.sql), ...order.map((term) => term.sql)];
    const kept = [...groups.sql].filter(([key]) => !groups.rolled.has(key)).map(([, sql]) => sql);
    const groupBy = kept.length === 0 ? '' : ` GROUP BY ${kept.join(', ')}`;
    return `SELECT ${picked.map((sql, index) => `${sql} AS c${String(index)}`).join(', ')} FROM ${fromSql(scope)} WHERE ${filter}${groupBy}${having}`;
  });
  const [first] = selects;
  const columns = first?.columns ?? [];
  const orderBy = (first?.order ?? []).map(
    (term, index) => `c${String(columns.length + index)} ${term.direction}`
  );
  const sql = `SELECT * FROM (${parts.join(' UNION ALL ')})${orderBy.length === 0 ? '' : ` ORDER BY ${orderBy.join(', ')}`}${windowSql(query)}`;
  const statement = scope.run.state.database.prepare(sql);
  statement.setReturnArrays(true);
  const rows = statement.all() as unknown as FieldValue[][];
  if (rows.length > MOST_GROUPS)
    throw new SalesforceError(
      400,
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch'
    );
  const records = rows.map((row) => recordOf(columns, row));
  return { totalSize: records.length, records };
}

/** One row comes of a query that adds up all: there is nothing to limit. */
function refuseWindow(scope: Scope, query: Query, grouping: Grouping): void {
  if (grouping.sets.some((groups) => groups.sql.size > 0)) return;
  const clause = query.limit !== undefined ? 'LIMIT' : query.offset !== undefined ? 'OFFSET' : null;
  if (clause !== null)
    throw malformed(
      scope.run,
      null,
      `Non-grouped query that uses overall aggregate functions cannot also use ${clause}`
    );
}

function recordOf(columns: readonly Column[], row: readonly FieldValue[]): ResultRecord {
  const values: Record<string, FieldValue> = {};
  columns.forEach((column, index) => {
    const value = row[index] ?? null;
    values[column.name] = column.isBoolean && value !== null ? value !== 0 : value;
  });
  return { type: 'AggregateResult', id: null, values };
}

/** COUNT() stands alone: no other field, no group, no order. */
function refuseBesideCount(scope: Scope, query: Query, fields: readonly FieldType[]): void {
  const { run } = scope;
  const words = wordsOf(run.soql);
  const bracket = words.findIndex(
    (word, index) => word.text === ')' && words[index - 1]?.text === '('
  );
  const first = aggregateCall(fields[0] as FieldType);
  if (first?.parameters.length !== 0) throw unexpectedToken(run, ')', words[bracket]?.offset ?? -1);
  const next = words[bracket + 1];
  if (fields.length > 1) throw unexpectedToken(run, next?.text ?? '', next?.offset ?? -1);
  for (const keyword of ['GROUP', 'ORDER']) {
    const isThere = keyword === 'GROUP' ? query.groupBy : query.orderBy;
    if (isThere !== undefined) throw unexpectedToken(run, keyword, findKeyword(run.soql, keyword));
  }
}

function runCount(scope: Scope, query: Query, fields: readonly FieldType[]): QueryResult {
  refuseBesideCount(scope, query, fields);
  const filter = rowFilter(scope, query);
  const inner = `SELECT 1 FROM ${fromSql(scope)} WHERE ${filter}${windowSql(query)}`;
  const statement = scope.run.state.database.prepare(`SELECT COUNT(*) AS n FROM (${inner})`);
  return { totalSize: Number(statement.get()?.['n'] ?? 0), records: [] };
}

function columnsOf(scope: Scope, fields: readonly FieldType[], groups: Groups): Column[] {
  const columns: Column[] = [];
  let unnamed = 0;
  const add = (column: Column): void => {
    if (columns.some((known) => known.name.toLowerCase() === column.name.toLowerCase()))
      throw malformed(scope.run, null, `duplicate alias: ${column.name}`);
    columns.push(column);
  };
  for (const field of fields) {
    if (field.type === 'Field' || field.type === 'FieldRelationship') {
      const found = findField(scope, pathOf(field));
      refuseUngrouped(scope, pathOf(field), found, groups);
      add({
        name: aliasOf(field) ?? found.field.name,
        sql: valueOf(groups, keyOf(found)) ?? found.sql,
        isBoolean: found.field.type === 'boolean'
      });
      continue;
    }
    if (field.type !== 'FieldFunctionExpression')
      throw malformed(scope.run, null, "unexpected token: '('");
    const call = callOf(field);
    const name = field.alias ?? `expr${String(unnamed++)}`;
    add({ name, sql: callSql(scope, call, groups), isBoolean: false });
  }
  return columns;
}

function refuseUngrouped(scope: Scope, path: string, found: Found, groups: Groups): void {
  if (!groups.sql.has(keyOf(found)))
    throw malformed(scope.run, path, `Field must be grouped or aggregated: ${found.field.name}`);
}

function callSql(scope: Scope, call: CallExpression, groups: Groups): string {
  if (AGGREGATES.has(call.name)) return aggregateSql(scope, call).sql;
  if (call.name === 'GROUPING') return groupingSql(scope, call, groups);
  if (call.name === 'FORMAT') return formattedSql(scope, call, groups);
  const known = valueOf(groups, keyOfCall(call));
  if (known !== undefined) return known;
  throw malformed(scope.run, null, `Field must be grouped or aggregated: ${call.written}`);
}

/** FORMAT() over an aggregate or over what is grouped by. */
function formattedSql(scope: Scope, call: CallExpression, groups: Groups): string {
  const [inner] = call.parameters;
  if (inner === undefined) throw malformed(scope.run, null, `unexpected token: '${call.written}'`);
  if (typeof inner !== 'string') {
    const { sql, found } = aggregateSql(scope, inner);
    return formatSql(scope.run, found.field.name, found.field, sql);
  }
  const found = findField(scope, inner);
  refuseUngrouped(scope, inner, found, groups);
  return formatSql(scope.run, inner, found.field, valueOf(groups, keyOf(found)) ?? found.sql);
}

/** @throws SalesforceError where the field's type cannot be aggregated so */
function aggregateSql(scope: Scope, call: CallExpression): { sql: string; found: Found } {
  const path = call.parameters[0];
  if (typeof path !== 'string')
    throw malformed(scope.run, null, `unexpected token: '${call.written}'`);
  const found = findField(scope, path);
  const { type } = found.field;
  const adds = call.name === 'SUM' || call.name === 'AVG';
  const ranks = call.name === 'MIN' || call.name === 'MAX';
  if (
    (adds && !isNumber(found.field)) ||
    (ranks && ['boolean', 'multipicklist', 'address', 'location'].includes(type)) ||
    isLongText(found.field)
  )
    throw malformed(
      scope.run,
      path,
      `field ${found.field.name} does not support aggregate operator ${call.name}`
    );
  if (call.name === 'COUNT_DISTINCT') return { sql: `COUNT(DISTINCT ${found.sql})`, found };
  // Salesforce adds decimals exactly; rounding takes away what binary fractions leave behind.
  if (ranks && type === 'picklist' && found.field.picklist.length > 0) {
    const values = found.field.picklist.map((entry) => entry.value);
    const place = `${call.name}(${picklistPlace(found.field, found.sql)})`;
    const last = `${call.name}(CASE WHEN ${picklistPlace(found.field, found.sql)} = ${String(values.length)} THEN ${found.sql} END)`;
    return {
      sql: `COALESCE(json_extract(${textLiteral(JSON.stringify(values))}, '$[' || ${place} || ']'), ${last})`,
      found
    };
  }
  if (call.name === 'SUM') return { sql: `ROUND(SUM(${found.sql}), 10)`, found };
  return { sql: `${call.name}(${found.sql})`, found };
}

function havingSql(scope: Scope, query: Query, groups: Groups): string {
  if (query.having === undefined) return '';
  const tree = treeFor(scope.run, query.having);
  return ` HAVING ${conditionSql(tree, (test) => havingTest(scope, test, groups))}`;
}

const COMPARISON = /^(=|!=|[<>]=?)$/;

function havingTest(scope: Scope, test: Test, groups: Groups): string {
  const { run } = scope;
  if (typeof test.left === 'string') {
    const found = findField(scope, test.left);
    refuseUngrouped(scope, test.left, found, groups);
    const sql = valueOf(groups, keyOf(found)) ?? found.sql;
    return fieldTest(scope, test.left, { ...found, sql }, test);
  }
  const literal = test.values[0];
  if (literal === undefined || !COMPARISON.test(test.operator))
    throw malformed(run, null, `unexpected token: '${test.operator}'`);
  const sql = callSql(scope, test.left, groups);
  const counts = test.left.name.startsWith('COUNT') || isDateFunction(test.left.name);
  if (literal.kind === 'INTEGER' || (literal.kind === 'DECIMAL' && !counts))
    return compareTest(sql, test.operator, { kind: 'value', value: Number(literal.text) });
  if (literal.kind === 'NULL')
    return compareTest(sql, test.operator, { kind: 'value', value: null });
  const { found } = aggregateSql(scope, test.left);
  const operand = operandOf(run, found.field.name, found.field, literal);
  return compareTest(sql, test.operator, operand);
}

/** An alias of the select list is no name here, as in Salesforce. */
function aggregateOrder(
  scope: Scope,
  query: Query,
  groups: Groups
): { sql: string; direction: string }[] {
  return orderOf(query).map((clause) => {
    if (!('field' in clause))
      return { sql: callSql(scope, callOf(clause.fn), groups), direction: direction(clause) };
    const found = findField(scope, clause.field);
    const key = keyOf(found);
    if (!groups.sql.has(key))
      throw malformed(
        scope.run,
        clause.field,
        `Ordered field must be grouped or aggregated: ${found.field.name}`
      );
    const sql = groups.rolled.has(key) ? 'NULL' : sortKey(scope, clause.field, found);
    return { sql, direction: direction(clause) };
  });
}
