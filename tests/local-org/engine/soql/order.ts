import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import type { FieldDefinition } from '../types.ts';
import { distanceSql } from './distance.ts';
import { malformed } from './errors.ts';
import { callOf } from './functions.ts';
import { isLongText } from './literals.ts';
import type { Found, Scope } from './scope.ts';
import { findField, inPart } from './scope.ts';
import { textLiteral } from './sql-text.ts';

/** Nulls come first unless the query says NULLS LAST, for DESC as well. */
export function direction(clause: OrderByClause): string {
  const order = clause.order === 'DESC' ? 'DESC' : 'ASC';
  return `${order} NULLS ${clause.nulls === 'LAST' ? 'LAST' : 'FIRST'}`;
}

/** Terms of ORDER BY over fields. @throws SalesforceError */
export function orderTerms(scope: Scope, clauses: readonly OrderByClause[]): string[] {
  return inPart(scope, 'ORDER', () => clauses.map((clause) => orderTerm(scope, clause)));
}

function orderTerm(scope: Scope, clause: OrderByClause): string {
  if ('field' in clause)
    return `${sortKey(scope, clause.field, findField(scope, clause.field))} ${direction(clause)}`;
  const call = callOf(clause.fn);
  if (call.name === 'DISTANCE') return `${distanceSql(scope, call)} ${direction(clause)}`;
  const token = clause.fn.rawValue ?? clause.fn.functionName ?? '';
  throw malformed(scope.run, null, `unexpected token: '${token}'`);
}

/** Picklists sort by the order of their values, anything outside the list after them by its text. */
export function sortKey(scope: Scope, path: string, found: Found): string {
  const { field, sql } = found;
  if (isLongText(field) || ['multipicklist', 'address', 'location'].includes(field.type))
    throw malformed(scope.run, path, `field '${field.name}' can not be sorted in a query call`);
  if (field.type !== 'picklist' || field.picklist.length === 0) return sql;
  return picklistPlace(field, sql);
}

/** The place of a value in its picklist, from 0; null stays null, what is not in the list comes last. */
export function picklistPlace(field: FieldDefinition, sql: string): string {
  const arms = field.picklist.map(
    (entry, index) => `WHEN ${textLiteral(entry.value)} THEN ${String(index)}`
  );
  return `(CASE WHEN ${sql} IS NULL THEN NULL ELSE CASE ${sql} ${arms.join(' ')} ELSE ${String(field.picklist.length)} END END)`;
}
