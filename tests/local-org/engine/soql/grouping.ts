import type { GroupByClause, Query } from '@jetstreamapp/soql-parser-js';
import { listOf } from './clauses.ts';
import { malformed, unexpectedToken } from './errors.ts';
import { findKeyword, wordsOf } from './source.ts';
import type { CallExpression } from './functions.ts';
import { callOf, isDateFunction, keyOfCall } from './functions.ts';
import { isLongText } from './literals.ts';
import type { Found, Scope } from './scope.ts';
import { findField } from './scope.ts';
import { dateCall } from './where.ts';

/** One set of what is grouped by. */
export interface Groups {
  /** SQL by the path or call in lower case. */
  readonly sql: ReadonlyMap<string, string>;
  /** Keys that this set leaves out: a subtotal over all their values. */
  readonly rolled: ReadonlySet<string>;
  /** True where GROUPING() may ask. */
  readonly hasSubtotals: boolean;
}

export interface Grouping {
  readonly sets: readonly Groups[];
}

/** Fields that ROLLUP and CUBE take. */
const MOST_ROLLED = 3;

/** What a query groups by: one set of groups, or those of ROLLUP or CUBE. @throws SalesforceError */
export function groupingOf(scope: Scope, query: Query): Grouping {
  const clauses = listOf<GroupByClause>(query.groupBy);
  const special = clauses.map((clause) => ('fn' in clause ? callOf(clause.fn) : null));
  const rolling = special.find((call) => call?.name === 'ROLLUP' || call?.name === 'CUBE');
  if (rolling === undefined || rolling === null) {
    const sql = new Map<string, string>();
    for (const clause of clauses)
      sql.set(...groupOf(scope, 'field' in clause ? clause.field : callOf(clause.fn)));
    return { sets: [{ sql, rolled: new Set(), hasSubtotals: false }] };
  }
  if (clauses.length > 1) {
    const words = wordsOf(scope.run.soql);
    const group = findKeyword(scope.run.soql, 'GROUP');
    const comma = words.find((word) => word.offset > group && word.text === ',');
    throw unexpectedToken(scope.run, ',', comma?.offset ?? -1);
  }
  if (rolling.parameters.length > MOST_ROLLED)
    throw malformed(
      scope.run,
      null,
      `Group By ${rolling.name} is limited to ${String(MOST_ROLLED)} fields`
    );
  const sql = new Map(rolling.parameters.map((parameter) => groupOf(scope, parameter)));
  const keys = [...sql.keys()];
  const rolled =
    rolling.name === 'ROLLUP'
      ? [...keys, null].map((_, index) => keys.slice(keys.length - index))
      : keys.reduce<string[][]>(
          (sets, key) => [...sets, ...sets.map((set) => [...set, key])],
          [[]]
        );
  return {
    sets: rolled.map((out) => ({ sql, rolled: new Set(out), hasSubtotals: true }))
  };
}

function groupOf(scope: Scope, by: string | CallExpression): [string, string] {
  if (typeof by === 'string') {
    const found = findField(scope, by);
    refuseUngroupable(scope, by, found);
    return [keyOf(found), found.sql];
  }
  if (!isDateFunction(by.name)) throw malformed(scope.run, null, `unexpected token: '${by.name}'`);
  return [keyOfCall(by), dateCall(scope, by).sql];
}

/** SQL of a group's value; null where the set has rolled it up; undefined where it is no group. */
export function valueOf(groups: Groups, key: string): string | undefined {
  return groups.rolled.has(key) ? 'NULL' : groups.sql.get(key);
}

/** 1 where the row is a subtotal over all values of the field, else 0. @throws SalesforceError */
export function groupingSql(scope: Scope, call: CallExpression, groups: Groups): string {
  const [of] = call.parameters;
  if (of === undefined || !groups.hasSubtotals)
    throw malformed(scope.run, 'GROUPING', 'GROUPING is only allowed with ROLLUP or CUBE');
  const key = typeof of === 'string' ? keyOf(findField(scope, of)) : keyOfCall(of);
  if (!groups.sql.has(key))
    throw malformed(
      scope.run,
      typeof of === 'string' ? of : null,
      `Field must be grouped or aggregated: ${typeof of === 'string' ? of : of.written}`
    );
  return groups.rolled.has(key) ? '1' : '0';
}

/** A field's path in lower case, as groups are known by it. */
export function keyOf(found: Found): string {
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
