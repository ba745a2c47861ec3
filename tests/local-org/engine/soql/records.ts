import type { QueryBase, Subquery } from '@jetstreamapp/soql-parser-js';
import type { FieldValue, ObjectDefinition, QueryResult, ResultRecord } from '../types.ts';
import { orderOf, refuseUnknownClauses, rowFilter, windowSql } from './clauses.ts';
import { malformed, noSuchChildren } from './errors.ts';
import { orderTerms } from './order.ts';
import { objectFor } from './run.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { fromSql, newScope } from './scope.ts';
import type { PlanItem, RecordPlan } from './select.ts';
import { selectionOf } from './select.ts';
import { quoted } from './sql-text.ts';

type Row = readonly FieldValue[];
type Children = (parentId: string) => QueryResult;

/** Runs a query for records, with parents and child sub-queries. @throws SalesforceError */
export function runRecords(scope: Scope, query: QueryBase): QueryResult {
  const { sql, plan } = recordSql(scope, query, null);
  const build = builderOf(scope, plan);
  const statement = scope.run.state.database.prepare(sql);
  statement.setReturnArrays(true);
  const records = (statement.all() as unknown as Row[]).map(build);
  return { totalSize: records.length, records };
}

/** @param parentKey column of the child's lookup, bound to the parent's id; null for a query of its own */
function recordSql(
  scope: Scope,
  query: QueryBase,
  parentKey: string | null
): { sql: string; plan: RecordPlan } {
  refuseUnknownClauses(scope.run, query);
  const { columns, plan } = selectionOf(scope, query.fields ?? [], query.limit);
  const filter = rowFilter(scope, query);
  const order = orderTerms(scope, orderOf(query));
  const parent = parentKey === null ? '' : `${scope.root.alias}.${quoted(parentKey)} = ? AND `;
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  const sql = `SELECT ${columns.join(', ')} FROM ${fromSql(scope)} WHERE ${parent}${filter}${orderBy}${windowSql(query)}`;
  return { sql, plan };
}

type Builder = (row: Row) => ResultRecord;

/** Compiles the plan into a function, so that each row costs no more than its values. */
function builderOf(scope: Scope, plan: RecordPlan): Builder {
  const setters: Setter[] = [];
  for (const [key, item] of plan.items) {
    if (item.kind === 'value') {
      const { at, isBoolean } = item;
      setters.push((row, values) => {
        const value = row[at] ?? null;
        values[key] = isBoolean && value !== null ? value !== 0 : value;
      });
    } else if (item.kind === 'record') {
      const build = builderOf(scope, item.plan);
      const { idAt } = item.plan;
      setters.push((row, values) => {
        values[key] = idAt >= 0 && row[idAt] === null ? null : build(row);
      });
    } else if (item.kind === 'typeof') {
      setters.push(typeOfSetter(scope, key, item));
    } else {
      const { name, children } = childrenOf(scope, item.subquery);
      setters.push((row, values) => {
        values[name] = children(String(row[plan.idAt]));
      });
    }
  }
  return (row) => {
    const values: Record<string, ResultRecord['values'][string]> = {};
    for (const set of setters) set(row, values);
    const id = plan.idAt < 0 ? null : row[plan.idAt];
    return { type: plan.type, id: typeof id === 'string' ? id : null, values };
  };
}

type Setter = (row: Row, values: Record<string, ResultRecord['values'][string]>) => void;

/** Without a branch for the object, the record bears its type and id alone. */
function typeOfSetter(
  scope: Scope,
  key: string,
  item: Extract<PlanItem, { kind: 'typeof' }>
): Setter {
  const builders = new Map(
    [...item.plans].map(([prefix, plan]) => [prefix, { build: builderOf(scope, plan), plan }])
  );
  const rest = item.rest === null ? null : builderOf(scope, item.rest);
  return (row, values) => {
    const id = row[item.idAt];
    if (typeof id !== 'string') {
      values[key] = null;
      return;
    }
    const branch = builders.get(id.slice(0, 3));
    if (branch !== undefined)
      values[key] = row[branch.plan.idAt] === null ? null : branch.build(row);
    else values[key] = rest === null ? { type: 'Name', id, values: {} } : rest(row);
  };
}

function childrenOf(scope: Scope, subquery: Subquery): { name: string; children: Children } {
  const { run } = scope;
  const { child, field, name } = childRelationship(run, scope.root.object, subquery);
  const adds = (subquery.fields ?? []).some(
    (each) => each.type === 'FieldFunctionExpression' && each.isAggregateFn === true
  );
  if (adds || subquery.groupBy !== undefined)
    throw malformed(run, name, 'only root queries support aggregate expressions');
  const inner = newScope(run, child, subquery.sObjectAlias);
  const { sql, plan } = recordSql(inner, subquery, field);
  const build = builderOf(inner, plan);
  const statement = run.state.database.prepare(sql);
  statement.setReturnArrays(true);
  return {
    name,
    children: (parentId) => {
      const records = (statement.all(parentId) as unknown as Row[]).map(build);
      return { totalSize: records.length, records };
    }
  };
}

/** A custom lookup's children are asked for with `__r` behind the name in its metadata. */
function childRelationship(
  run: Run,
  parent: ObjectDefinition,
  subquery: Subquery
): { child: ObjectDefinition; field: string; name: string } {
  const wanted = subquery.relationshipName.toLowerCase();
  for (const candidate of parent.children) {
    if (candidate.relationshipName === null) continue;
    const plain = candidate.relationshipName;
    const custom = candidate.field.endsWith('__c') && !plain.endsWith('__r');
    const name = custom ? `${plain}__r` : plain;
    if (name.toLowerCase() !== wanted) continue;
    const known = run.state.schema.objects.get(candidate.childObject.toLowerCase());
    if (known === undefined) break;
    return { child: objectFor(run, known.name), field: candidate.field, name };
  }
  throw noSuchChildren(run, subquery.relationshipName);
}
