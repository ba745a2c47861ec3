import type { Query } from '@jetstreamapp/soql-parser-js';
import type { ConditionTree } from './conditions.ts';
import { badFilter, malformed, malformedBefore } from './errors.ts';
import { objectFor, treeFor } from './run.ts';
import type { Found, Scope } from './scope.ts';
import { baseCondition, findField, fromSql, newScope } from './scope.ts';

/** A query may hold two semi-joins or anti-joins. */
export const MOST_SEMI_JOINS = 2;

/**
 * `field IN (SELECT lookup FROM …)` and its negation. Rows of the inner object that the user may
 * not see do not count; an inner null matches nothing.
 * @throws SalesforceError where Salesforce refuses the pair of fields or the place
 */
export function semiJoin(
  scope: Scope,
  path: string,
  outer: Found,
  query: Query,
  negated: boolean,
  underOr: boolean,
  compile: (inner: Scope, tree: ConditionTree) => string
): string {
  const { run } = scope;
  if (underOr)
    throw malformed(run, path, "Semi join sub-selects are not allowed with the 'OR' operator");
  if (outer.field.type !== 'id' && outer.field.type !== 'reference')
    throw badFilter(
      run,
      path,
      `The left operand field in the where expression for outer query should be an id field, cannot use: '${path}'`
    );
  const object = objectFor(run, query.sObject ?? '');
  const inner = newScope(run, object, query.sObjectAlias);
  const selected = query.fields?.length === 1 ? query.fields[0] : undefined;
  if (
    selected === undefined ||
    (selected.type !== 'Field' && selected.type !== 'FieldRelationship')
  )
    throw malformed(run, path, 'Only one field can be selected in a semi join sub-select');
  const innerPath =
    selected.type === 'Field'
      ? selected.field
      : [...selected.relationships, selected.field].join('.');
  if (object.name === scope.root.object.name)
    throw malformed(run, path, 'The inner and outer selects should not be on the same object type');
  if (query.limit !== undefined || query.offset !== undefined || query.orderBy !== undefined)
    throw malformed(
      run,
      path,
      'LIMIT, OFFSET and ORDER BY are not allowed in semi join sub-selects'
    );
  const found = findField(inner, innerPath);
  if (found.field.type !== 'id' && found.field.type !== 'reference')
    throw malformedBefore(
      run,
      path,
      `The selected field '${found.field.name}' in the subquery and the left operand field in the where expression in the outer query '${path}' should point to the same object type`
    );
  if (!meet(targetsOf(outer), targetsOf(found)))
    throw malformedBefore(
      run,
      path,
      `The selected field '${found.field.name}' in the subquery and the left operand field in the where expression in the outer query '${path}' should point to the same object type`
    );
  const conditions = [`${found.sql} IS NOT NULL`];
  if (query.where !== undefined) {
    const tree = treeFor(run, query.where);
    if (holdsSemiJoin(tree))
      throw malformed(run, path, 'Nesting of semi join sub-selects is not supported');
    conditions.push(compile(inner, tree));
  }
  conditions.unshift(baseCondition(inner));
  const select = `SELECT ${found.sql} FROM ${fromSql(inner)} WHERE ${conditions.join(' AND ')}`;
  const joined = `${outer.sql} IN (${select})`;
  return negated ? `((${joined}) IS NOT TRUE)` : joined;
}

function targetsOf(found: Found): readonly string[] {
  return found.field.type === 'id' ? [found.object.name] : found.field.referenceTo;
}

function meet(one: readonly string[], other: readonly string[]): boolean {
  return one.some((name) => other.includes(name));
}

export function holdsSemiJoin(tree: ConditionTree): boolean {
  return countSemiJoins(tree) > 0;
}

export function countSemiJoins(tree: ConditionTree): number {
  if (tree.kind === 'test') return tree.query === null ? 0 : 1;
  if (tree.kind === 'not') return countSemiJoins(tree.item);
  return tree.items.reduce((sum, item) => sum + countSemiJoins(item), 0);
}
