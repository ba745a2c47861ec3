import type { FieldType, GroupByClause, Query } from '@jetstreamapp/soql-parser-js';
import type { FieldValue, QueryResult, ResultRecord } from '../types.ts';
import { SalesforceError } from '../types.ts';
import { listOf, orderOf, rowFilter, windowSql } from './clauses.ts';
import type { Test } from './conditions.ts';
import { malformed } from './errors.ts';
import type { CallExpression } from './functions.ts';
import { AGGREGATES, callOf, isDateFunction, keyOfCall } from './functions.ts';
import { isLongText, isNumber, operandOf } from './literals.ts';
import { direction, sortKey } from './order.ts';
import { treeFor } from './run.ts';
import type { Found, Scope } from './scope.ts';
import { findField, fromSql, inPart } from './scope.ts';
import { aliasOf, pathOf } from './select.ts';
import { compareTest, conditionSql, dateCall, fieldTest } from './where.ts';

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
    (query.fields ?? []).some((field) => aggregateCall(field) !== null)
  );
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
  const groups = inPart(scope, 'GROUP', () => groupsOf(scope, query));
  const columns = columnsOf(scope, fields, groups);
  const having = inPart(scope, 'HAVING', () => havingSql(scope, query, groups));
  const order = inPart(scope, 'ORDER', () => aggregateOrder(scope, query, groups));
  const filter = rowFilter(scope, query);
  const groupBy = groups.size === 0 ? '' : ` GROUP BY ${[...groups.values()].join(', ')}`;
  const sql = `SELECT ${columns.map((column) => column.sql).join(', ')} FROM ${fromSql(scope)} WHERE ${filter}${groupBy}${having}${order}${windowSql(query)}`;
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

function recordOf(columns: readonly Column[], row: readonly FieldValue[]): ResultRecord {
  const values: Record<string, FieldValue> = {};
  columns.forEach((column, index) => {
    const value = row[index] ?? null;
    values[column.name] = column.isBoolean && value !== null ? value !== 0 : value;
  });
  return { type: 'AggregateResult', id: null, values };
}

function runCount(scope: Scope, query: Query, fields: readonly FieldType[]): QueryResult {
  const call = aggregateCall(fields[0] as FieldType);
  if (call?.name !== 'COUNT' || fields.length > 1 || query.groupBy !== undefined)
    throw malformed(scope.run, null, "unexpected token: '('");
  if (query.orderBy !== undefined) throw malformed(scope.run, null, "unexpected token: 'ORDER'");
  const filter = rowFilter(scope, query);
  const inner = `SELECT 1 FROM ${fromSql(scope)} WHERE ${filter}${windowSql(query)}`;
  const statement = scope.run.state.database.prepare(`SELECT COUNT(*) AS n FROM (${inner})`);
  return { totalSize: Number(statement.get()?.['n'] ?? 0), records: [] };
}

/** SQL of what is grouped by, keyed by the path or call in lower case. */
type Groups = ReadonlyMap<string, string>;

function groupsOf(scope: Scope, query: Query): Groups {
  const groups = new Map<string, string>();
  for (const clause of listOf<GroupByClause>(query.groupBy)) {
    if ('field' in clause) {
      const found = findField(scope, clause.field);
      refuseUngroupable(scope, clause.field, found);
      groups.set(keyOf(found), found.sql);
      continue;
    }
    const call = callOf(clause.fn);
    if (!isDateFunction(call.name))
      throw malformed(scope.run, null, `unexpected token: '${call.name}'`);
    groups.set(keyOfCall(call), dateCall(scope, call).sql);
  }
  return groups;
}

function keyOf(found: Found): string {
  return [...found.steps.map((step) => step.name), found.field.name].join('.').toLowerCase();
}

const UNGROUPABLE: ReadonlySet<string> = new Set([
  'datetime',
  'double',
  'currency',
  'percent',
  'multipicklist',
  'address',
  'location'
]);

function refuseUngroupable(scope: Scope, path: string, found: Found): void {
  const { field } = found;
  if (UNGROUPABLE.has(field.type) || isLongText(field) || field.formula !== null)
    throw malformed(scope.run, path, `field '${field.name}' can not be grouped in a query call`);
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
        sql: found.sql,
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
  if (!groups.has(keyOf(found)))
    throw malformed(scope.run, path, `Field must be grouped or aggregated: ${found.field.name}`);
}

function callSql(scope: Scope, call: CallExpression, groups: Groups): string {
  if (AGGREGATES.has(call.name)) return aggregateSql(scope, call).sql;
  const known = groups.get(keyOfCall(call));
  if (known !== undefined) return known;
  throw malformed(scope.run, null, `Field must be grouped or aggregated: ${call.written}`);
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
    return fieldTest(scope, test.left, found, test);
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
function aggregateOrder(scope: Scope, query: Query, groups: Groups): string {
  const clauses = orderOf(query);
  if (clauses.length === 0) return '';
  const terms = clauses.map((clause) => {
    if (!('field' in clause))
      return `${callSql(scope, callOf(clause.fn), groups)} ${direction(clause)}`;
    const found = findField(scope, clause.field);
    if (!groups.has(keyOf(found)))
      throw malformed(
        scope.run,
        clause.field,
        `Ordered field must be grouped or aggregated: ${found.field.name}`
      );
    return `${sortKey(scope, clause.field, found)} ${direction(clause)}`;
  });
  return ` ORDER BY ${terms.join(', ')}`;
}
