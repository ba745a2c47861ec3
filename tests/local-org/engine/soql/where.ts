import type { ObjectDefinition } from '../types.ts';
import type { ConditionTree, Literal, Test } from './conditions.ts';
import type { Found, Scope } from './scope.ts';
import { findField } from './scope.ts';
import { badFilter, invalidField, malformed } from './errors.ts';
import { dateFunctionSql, isDateFunction } from './functions.ts';
import type { CallExpression } from './functions.ts';
import type { Operand } from './literals.ts';
import { isLongText, isNumber, likePattern, operandOf, rangeOf, unescaped } from './literals.ts';
import { distanceTest } from './distance.ts';
import { folded, foldedSql, needsFolding } from './folding.ts';
import type { Run } from './run.ts';
import { labelSql } from './select.ts';
import { semiJoin } from './semi-join.ts';
import { listTable, textLiteral, valueLiteral } from './sql-text.ts';
import { localTimeSql } from './local-time.ts';

/** Compiles one condition; HAVING and WHERE differ in it. */
export type TestCompiler = (test: Test, underOr: boolean) => string;

/**
 * Conditions are two-valued, as in SOQL: a comparison with null is false, and NOT turns it to
 * true. SQLite's own NOT would keep it unknown.
 */
export function conditionSql(
  tree: ConditionTree,
  compile: TestCompiler,
  underOr: boolean = false
): string {
  switch (tree.kind) {
    case 'test':
      return compile(tree, underOr);
    case 'not':
      return `((${conditionSql(tree.item, compile, underOr)}) IS NOT TRUE)`;
    case 'and':
      return joinAll(
        tree.items.map((item) => conditionSql(item, compile, underOr)),
        ' AND '
      );
    case 'or':
      return joinAll(
        tree.items.map((item) => conditionSql(item, compile, true)),
        ' OR '
      );
  }
}

function joinAll(parts: readonly string[], joiner: string): string {
  return `(${parts.join(joiner)})`;
}

/** The SQL of a WHERE's tree. @throws SalesforceError */
export function whereSql(scope: Scope, tree: ConditionTree): string {
  return conditionSql(tree, (test, underOr) => whereTest(scope, test, underOr));
}

/** A test of WHERE. @throws SalesforceError */
function whereTest(scope: Scope, test: Test, underOr: boolean): string {
  if (typeof test.left !== 'string') return callTest(scope, test.left, test);
  const found = findField(scope, test.left);
  refuseUnfilterable(scope, test.left, found);
  if (test.query !== null)
    return semiJoin(
      scope,
      test.left,
      found,
      test.query,
      test.operator === 'NOT IN',
      underOr,
      whereSql
    );
  return fieldTest(scope, test.left, found, test);
}

function refuseUnfilterable(scope: Scope, path: string, found: Found): void {
  const { field } = found;
  if (field.type === 'address' || field.type === 'location')
    throw invalidField(
      scope.run,
      path,
      'Address fields can only be filtered using Distance expressions'
    );
  if (isLongText(field))
    throw invalidField(
      scope.run,
      path,
      `field '${field.name}' can not be filtered in a query call`
    );
}

/** A test of a field against values. @throws SalesforceError */
export function fieldTest(scope: Scope, path: string, found: Found, test: Test): string {
  const { sql, field } = found;
  const { run } = scope;
  const first = test.values[0];
  switch (test.operator) {
    case 'LIKE':
      return likeTest(scope, path, found, first);
    case 'IN':
    case 'NOT IN': {
      const operands = test.values.map((value) => operandOf(run, path, field, value));
      return inTest(...foldAll(run, found, operands), test.operator === 'NOT IN');
    }
    case 'INCLUDES':
    case 'EXCLUDES':
      if (field.type !== 'multipicklist')
        throw badFilter(run, path, `invalid operator on non-multipicklist field '${field.name}'`);
      return multiTest(sql, test.values, test.operator === 'EXCLUDES');
    default: {
      if (first === undefined || test.values.length > 1)
        throw malformed(run, path, `unexpected token: '${test.operator}'`);
      refuseOrder(scope, path, found, test);
      const [side, operands] = foldAll(run, found, [operandOf(run, path, field, first)]);
      return compareTest(side, test.operator, operands[0] as Operand);
    }
  }
}

/** Text is compared without regard to case; SQLite folds ASCII letters alone. */
function foldAll(
  run: Run,
  found: Found,
  operands: readonly Operand[]
): readonly [string, readonly Operand[]] {
  const isFolded =
    !found.field.caseSensitive &&
    operands.some(
      (operand) =>
        operand.kind === 'value' && typeof operand.value === 'string' && needsFolding(operand.value)
    );
  if (!isFolded) return [found.sql, operands];
  return [
    foldedSql(run.state.database, found.sql),
    operands.map((operand) =>
      operand.kind === 'value' && typeof operand.value === 'string'
        ? { kind: 'value', value: folded(operand.value) }
        : operand
    )
  ];
}

/** Ids and booleans know no order. */
function refuseOrder(scope: Scope, path: string, found: Found, test: Test): void {
  if (test.operator === '=' || test.operator === '!=') return;
  if (found.field.type === 'boolean' || found.field.type === 'multipicklist')
    throw badFilter(scope.run, path, `invalid operator on ${found.field.type} field`);
}

function likeTest(scope: Scope, path: string, found: Found, literal: Literal | undefined): string {
  const { field, sql } = found;
  const { type } = field;
  if (type === 'id' || type === 'reference')
    throw badFilter(scope.run, path, 'invalid operator on id field');
  if (
    type === 'boolean' ||
    type === 'date' ||
    type === 'datetime' ||
    type === 'multipicklist' ||
    isNumber(field)
  )
    throw badFilter(scope.run, path, `invalid operator on ${type} field`);
  if (literal?.kind === 'NULL') throw badFilter(scope.run, path, 'invalid operator');
  if (literal?.kind !== 'STRING')
    throw invalidField(
      scope.run,
      path,
      `value of filter criterion for field '${field.name}' must be of type string and should be enclosed in quotes`
    );
  const pattern = likePattern(literal.text);
  if (needsFolding(pattern))
    return `${foldedSql(scope.run.state.database, sql)} LIKE ${textLiteral(folded(pattern))} ESCAPE '\\'`;
  return `${sql} LIKE ${textLiteral(pattern)} ESCAPE '\\'`;
}

/** A range stands for all its days: `=` is within, `<` before its start, `>` from its end on. */
export function compareTest(sql: string, operator: string, operand: Operand): string {
  if (operand.kind === 'range') {
    const start = textLiteral(operand.start);
    const end = textLiteral(operand.end);
    switch (operator) {
      case '=':
        return `(${sql} >= ${start} AND ${sql} < ${end})`;
      case '!=':
        return `(${sql} IS NULL OR ${sql} < ${start} OR ${sql} >= ${end})`;
      case '<':
        return `${sql} < ${start}`;
      case '<=':
        return `${sql} < ${end}`;
      case '>':
        return `${sql} >= ${end}`;
      default:
        return `${sql} >= ${start}`;
    }
  }
  const value = valueLiteral(operand.value);
  if (operator === '=') return operand.value === null ? `${sql} IS NULL` : `${sql} = ${value}`;
  if (operator === '!=') return `${sql} IS NOT ${value}`;
  return `${sql} ${operator} ${value}`;
}

/** NOT IN keeps rows without a value, as `!=` does. */
function inTest(sql: string, operands: readonly Operand[], negated: boolean): string {
  const values: (string | number)[] = [];
  const others: string[] = [];
  for (const operand of operands) {
    if (operand.kind === 'value' && operand.value !== null) values.push(operand.value);
    else others.push(compareTest(sql, '=', operand));
  }
  if (values.length > 0) others.push(`${sql} IN ${listTable(values)}`);
  const any = `(${others.join(' OR ')})`;
  return negated ? `(${any} IS NOT TRUE)` : any;
}

/** Each value may be several joined by `;`, all of which must be chosen. */
function multiTest(sql: string, values: readonly Literal[], negated: boolean): string {
  const list = `(';' || ${sql} || ';')`;
  const any = values.map((value) => {
    const text = value.kind === 'STRING' ? unescaped(value.text) : '';
    if (text === '') return `${sql} IS NULL`;
    const all = text
      .split(';')
      .map((part) => `instr(lower(${list}), lower(${textLiteral(`;${part.trim()};`)})) > 0`);
    return `(${all.join(' AND ')})`;
  });
  const sqlAny = `(${any.join(' OR ')})`;
  return negated ? `(${sqlAny} IS NOT TRUE)` : sqlAny;
}

/** SQL of a date function call and what type it yields. @throws SalesforceError */
export function dateCall(
  scope: Scope,
  call: CallExpression
): { sql: string; type: 'int' | 'date'; object: ObjectDefinition } {
  const { clock, state } = scope.run;
  const inner = call.parameters[0];
  if (!isDateFunction(call.name) || inner === undefined || call.parameters.length !== 1)
    throw malformed(scope.run, null, `unexpected token: '${call.name}'`);
  const converted = typeof inner !== 'string';
  const path = converted ? inner.parameters[0] : inner;
  if (typeof path !== 'string' || (converted && inner.name !== 'CONVERTTIMEZONE'))
    throw malformed(scope.run, null, `unexpected token: '${call.name}'`);
  const found = findField(scope, path);
  const { type } = found.field;
  const timeOnly = call.name === 'HOUR_IN_DAY' || call.name === 'DAY_ONLY' || converted;
  if (type !== 'datetime' && (timeOnly || type !== 'date'))
    throw malformed(
      scope.run,
      path,
      `function ${call.name} is not supported on field '${found.field.name}'`
    );
  const value = converted ? localTimeSql(state.database, found.sql, clock.zone) : found.sql;
  return {
    sql: dateFunctionSql(call.name, value, clock.fiscalStart),
    type: call.name === 'DAY_ONLY' ? 'date' : 'int',
    object: found.object
  };
}

/** A picklist is compared by its labels, which the user reads. */
function labelTest(scope: Scope, call: CallExpression, test: Test): string {
  const path = call.parameters[0];
  if (typeof path !== 'string')
    throw malformed(scope.run, null, `unexpected token: '${call.written}'`);
  const found = findField(scope, path);
  return fieldTest(scope, path, { ...found, sql: labelSql(found) }, test);
}

function callTest(scope: Scope, call: CallExpression, test: Test): string {
  const { run } = scope;
  if (call.name === 'DISTANCE') return distanceTest(scope, call, test.operator, test.values[0]);
  if (call.name === 'TOLABEL') return labelTest(scope, call, test);
  const { sql, type } = dateCall(scope, call);
  const operands = test.values.map((literal): Operand => {
    if (literal.kind === 'NULL') return { kind: 'value', value: null };
    if (type === 'date') {
      const range = rangeOf(run, literal);
      if (range !== null) return { kind: 'range', start: range.start, end: range.end };
      if (literal.kind === 'DATE') return { kind: 'value', value: literal.text };
    } else if (literal.kind === 'INTEGER') {
      return { kind: 'value', value: Number(literal.text) };
    }
    throw malformed(run, null, `unexpected token: '${literal.text}'`);
  });
  if (test.operator === 'IN' || test.operator === 'NOT IN')
    return inTest(sql, operands, test.operator === 'NOT IN');
  const first = operands[0];
  if (first === undefined || !/^(=|!=|[<>]=?)$/.test(test.operator))
    throw malformed(run, null, `unexpected token: '${test.operator}'`);
  return compareTest(sql, test.operator, first);
}
