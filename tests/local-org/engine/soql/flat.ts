import type { FieldType, Query } from '@jetstreamapp/soql-parser-js';
import type { FieldDefinition, FieldValue, FlatResult } from '../types.ts';
import { SalesforceError } from '../types.ts';
import { isAggregate } from './aggregate.ts';
import { orderOf, refuseUnknownClauses, rowFilter, windowSql } from './clauses.ts';
import { orderTerms } from './order.ts';
import type { Scope } from './scope.ts';
import { findField, fromSql } from './scope.ts';
import { pathOf, refuseAlias } from './select.ts';

/**
 * Runs a query as Bulk API 2.0 does: rows of values, nothing nested, nothing added up.
 * Rows come straight from SQLite, one at a time; `totalSize` is counted when first asked for.
 * @throws SalesforceError where Bulk refuses what REST allows
 */
export function runFlatQuery(scope: Scope, query: Query): FlatResult {
  refuseUnknownClauses(scope.run, query);
  refuseForBulk(query);
  const picked = (query.fields ?? []).map((field) => column(scope, field));
  const filter = rowFilter(scope, query);
  const order = orderTerms(scope, orderOf(query));
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  const from = `FROM ${fromSql(scope)} WHERE ${filter}`;
  const { database } = scope.run.state;
  const statement = database.prepare(
    `SELECT ${picked.map((each) => each.sql).join(', ')} ${from}${orderBy}${windowSql(query)}`
  );
  statement.setReturnArrays(true);
  const booleans = picked.flatMap((each, index) => (each.field.type === 'boolean' ? [index] : []));
  let counted: number | null = null;
  return {
    object: scope.root.object.name,
    columns: picked.map((each) => each.name),
    get totalSize(): number {
      counted ??= countRows(scope, `${from}${windowSql(query)}`);
      return counted;
    },
    rows: withBooleans(statement.iterate() as unknown as IterableIterator<FieldValue[]>, booleans)
  };
}

function countRows(scope: Scope, from: string): number {
  const sql = `SELECT COUNT(*) AS n FROM (SELECT 1 ${from})`;
  return Number(scope.run.state.database.prepare(sql).get()?.['n'] ?? 0);
}

/** SQLite keeps booleans as 0 and 1; the row is its caller's own, so it is changed in place. */
function* withBooleans(
  rows: IterableIterator<FieldValue[]>,
  booleans: readonly number[]
): Generator<readonly FieldValue[], undefined> {
  for (const row of rows) {
    for (const index of booleans) {
      const value = row[index];
      if (typeof value === 'number') row[index] = value !== 0;
    }
    yield row;
  }
  return undefined;
}

interface Column {
  readonly name: string;
  readonly sql: string;
  readonly field: FieldDefinition;
}

function column(scope: Scope, field: FieldType): Column {
  if (field.type !== 'Field' && field.type !== 'FieldRelationship') throw unsupported('Functions');
  refuseAlias(scope.run, field);
  const path = pathOf(field);
  const found = findField(scope, path);
  if (found.field.type === 'address' || found.field.type === 'location')
    throw new SalesforceError(
      400,
      'API_ERROR',
      'Selecting compound data not supported in Bulk Query'
    );
  return { name: path, sql: found.sql, field: found.field };
}

function unsupported(what: string): SalesforceError {
  return new SalesforceError(
    400,
    'FEATURENOTENABLED',
    `${what} not supported in Bulk V2 Query with CSV content type`
  );
}

function refuseForBulk(query: Query): void {
  const fields = query.fields ?? [];
  if (fields.some((field) => field.type === 'FieldSubquery'))
    throw unsupported('Aggregate Relationships');
  if (fields.some((field) => field.type === 'FieldTypeof')) throw unsupported('TYPEOF');
  if (isAggregate(query))
    throw unsupported(query.groupBy === undefined ? 'Aggregates' : 'GROUP BY');
  if (query.offset !== undefined) throw unsupported('OFFSET');
}
