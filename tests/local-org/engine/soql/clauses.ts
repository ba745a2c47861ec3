import type { OrderByClause, Query, QueryBase } from '@jetstreamapp/soql-parser-js';
import { SalesforceError } from '../types.ts';
import { malformed } from './errors.ts';
import type { Run } from './run.ts';
import { readableField, treeFor } from './run.ts';
import type { Scope } from './scope.ts';
import { baseCondition, inPart } from './scope.ts';
import { countSemiJoins, MOST_SEMI_JOINS } from './semi-join.ts';
import { quoted, textLiteral } from './sql-text.ts';
import { whereSql } from './where.ts';

/** Rows that OFFSET may skip. */
const MOST_OFFSET = 2000;

/** Everything that a row must meet: sharing, not deleted, scope, WHERE. @throws SalesforceError */
export function rowFilter(scope: Scope, query: QueryBase): string {
  const parts = [baseCondition(scope)];
  const mine = scopeCondition(scope, query.usingScope);
  if (mine !== null) parts.push(mine);
  if (query.where !== undefined) {
    const tree = treeFor(scope.run, query.where);
    if (countSemiJoins(tree) > MOST_SEMI_JOINS)
      throw malformed(
        scope.run,
        null,
        `Maximum ${String(MOST_SEMI_JOINS)} semi join sub-selects are allowed`
      );
    parts.push(inPart(scope, 'WHERE', () => whereSql(scope, tree)));
  }
  return parts.join(' AND ');
}

function scopeCondition(scope: Scope, usingScope: string | undefined): string | null {
  if (usingScope === undefined || usingScope.toLowerCase() === 'everything') return null;
  const owner = readableField(scope.run, scope.root.object, 'OwnerId');
  if (usingScope.toLowerCase() !== 'mine' || owner === null)
    throw malformed(scope.run, usingScope, `unsupported scope: ${usingScope}`);
  return `${scope.root.alias}.${quoted(owner.name)} = ${textLiteral(scope.run.user.userId)}`;
}

/** LIMIT and OFFSET as SQL. @throws SalesforceError NUMBER_OUTSIDE_VALID_RANGE past 2,000 */
export function windowSql(query: QueryBase): string {
  const { limit, offset } = query;
  if (offset !== undefined && offset > MOST_OFFSET)
    throw new SalesforceError(
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `Maximum SOQL offset allowed is ${String(MOST_OFFSET)}`
    );
  if (limit === undefined && offset === undefined) return '';
  return ` LIMIT ${String(limit ?? -1)} OFFSET ${String(offset ?? 0)}`;
}

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

export function orderOf(query: QueryBase): readonly OrderByClause[] {
  return listOf<OrderByClause>(query.orderBy);
}

/** Parts of SOQL that the local org does not know are refused, never ignored. */
export function refuseUnknownClauses(run: Run, query: Query | QueryBase): void {
  if (query.withDataCategory !== undefined)
    throw malformed(run, 'WITH', 'WITH DATA CATEGORY is only supported on article types');
  if (query.withAccessLevel !== undefined)
    throw malformed(run, query.withAccessLevel, `unexpected token: '${query.withAccessLevel}'`);
  if (query.for === 'UPDATE' && query.orderBy !== undefined)
    throw malformed(run, 'UPDATE', 'ORDER BY is not allowed with FOR UPDATE');
}
