import type { ASTNode } from 'graphql';
import type { FieldDefinition, ObjectDefinition } from '../../engine/types.ts';
import { isObject } from '../exchange.ts';
import { wrongArgument } from './problem.ts';
import { soqlLiteral } from './literal.ts';
import type { Reader } from './reader.ts';
import { parentOf, visibleField } from './reader.ts';

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: 'LIKE'
};
const LISTS: Readonly<Record<string, string>> = {
  in: 'IN',
  nin: 'NOT IN',
  includes: 'INCLUDES',
  excludes: 'EXCLUDES'
};
const SEMI_JOINS: Readonly<Record<string, string>> = { inq: 'IN', ninq: 'NOT IN' };

/** Where a condition stands, for error messages. */
export interface Place {
  readonly node: ASTNode;
  readonly path: readonly string[];
}

/**
 * Turns a connection's `where` into a SOQL condition.
 * @returns the empty string for an empty condition.
 * @throws ValidationProblem for fields, operators and values that the type does not have.
 */
export function whereSoql(
  reader: Reader,
  object: ObjectDefinition,
  where: unknown,
  place: Place,
  prefix = ''
): string {
  if (!isObject(where))
    throw wrongArgument('a where has to be an input object', place.node, place.path);
  const parts: string[] = [];
  for (const [name, value] of Object.entries(where)) {
    const part =
      name === 'and' || name === 'or' || name === 'not'
        ? groupSoql(reader, object, name, value, place, prefix)
        : memberSoql(reader, object, name, value, place, prefix);
    if (part !== '') parts.push(part);
  }
  return parts.length > 1 ? `(${parts.join(' AND ')})` : (parts[0] ?? '');
}

function groupSoql(
  reader: Reader,
  object: ObjectDefinition,
  kind: 'and' | 'or' | 'not',
  value: unknown,
  place: Place,
  prefix: string
): string {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  const parts = entries
    .map((entry) => whereSoql(reader, object, entry, place, prefix))
    .filter((part) => part !== '');
  if (parts.length === 0) return '';
  if (kind === 'not')
    return `(NOT ${parts.length > 1 ? `(${parts.join(' AND ')})` : (parts[0] ?? '')})`;
  return parts.length > 1 ? `(${parts.join(kind === 'and' ? ' AND ' : ' OR ')})` : (parts[0] ?? '');
}

function memberSoql(
  reader: Reader,
  object: ObjectDefinition,
  name: string,
  value: unknown,
  place: Place,
  prefix: string
): string {
  const field = visibleField(reader, object, name);
  if (field !== null) return fieldSoql(reader, field, `${prefix}${field.name}`, value, place);
  const parents = parentOf(reader, object, name);
  if (parents === null) {
    throw wrongArgument(
      `argument 'where' contains a field not in '${object.name}_Filter': '${name}'`,
      place.node,
      place.path
    );
  }
  const [only] = parents;
  if (parents.length === 1 && only !== undefined)
    return whereSoql(reader, only, value, place, `${prefix}${name}.`);
  const [typeName, inner] = isObject(value) ? (Object.entries(value)[0] ?? []) : [];
  const parent = parents.find((candidate) => candidate.name === typeName);
  if (parent === undefined)
    throw wrongArgument(`'${name}' needs the type of the parent`, place.node, place.path);
  return whereSoql(reader, parent, inner, place, `${prefix}${name}.`);
}

function fieldSoql(
  reader: Reader,
  field: FieldDefinition,
  path: string,
  value: unknown,
  place: Place
): string {
  if (!isObject(value))
    throw wrongArgument(`'${field.name}' needs an operator`, place.node, place.path);
  const parts = Object.entries(value).map(([operator, operand]) =>
    operatorSoql(reader, field, path, operator, operand, place)
  );
  return parts.length > 1 ? `(${parts.join(' AND ')})` : (parts[0] ?? '');
}

function operatorSoql(
  reader: Reader,
  field: FieldDefinition,
  path: string,
  operator: string,
  operand: unknown,
  place: Place
): string {
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return `${path} ${comparison} ${literalOf(field, operand, place)}`;
  const list = LISTS[operator];
  if (list !== undefined) {
    const values: unknown[] = Array.isArray(operand) ? operand : [operand];
    if (values.length === 0)
      return list.startsWith('NOT') || list === 'EXCLUDES' ? 'Id != null' : 'Id = null';
    return `${path} ${list} (${values.map((entry) => literalOf(field, entry, place)).join(', ')})`;
  }
  const join = SEMI_JOINS[operator];
  if (join !== undefined) return `${path} ${join} (${semiJoinSoql(reader, operand, place)})`;
  throw wrongArgument(`'${operator}' is no operator of '${field.name}'`, place.node, place.path);
}

/** `{inq: {Opportunity: {…}, ApiName: "AccountId"}}`. */
function semiJoinSoql(reader: Reader, operand: unknown, place: Place): string {
  const entries = isObject(operand) ? Object.entries(operand) : [];
  const apiName = entries.find(([key]) => key === 'ApiName')?.[1];
  const inner = entries.find(([key]) => key !== 'ApiName');
  const object =
    inner === undefined ? undefined : reader.site.org.schema.objects.get(inner[0].toLowerCase());
  if (object === undefined || inner === undefined || typeof apiName !== 'string') {
    throw wrongArgument('a semi-join needs an object and an ApiName', place.node, place.path);
  }
  const condition = whereSoql(reader, object, inner[1], place);
  return `SELECT ${apiName} FROM ${object.name}${condition === '' ? '' : ` WHERE ${condition}`}`;
}

function literalOf(field: FieldDefinition, value: unknown, place: Place): string {
  const literal = soqlLiteral(field, value);
  if (literal === null) {
    throw wrongArgument(
      `argument value is no ${field.type} for '${field.name}'`,
      place.node,
      place.path
    );
  }
  return literal;
}

/** A connection's `orderBy` as SOQL's, without the keyword; empty when nothing is asked. */
export function orderSoql(
  reader: Reader,
  object: ObjectDefinition,
  orderBy: unknown,
  place: Place,
  prefix = ''
): string {
  const entries: unknown[] = Array.isArray(orderBy) ? orderBy : [orderBy];
  const parts: string[] = [];
  for (const entry of entries) {
    if (!isObject(entry))
      throw wrongArgument('an orderBy has to be an input object', place.node, place.path);
    for (const [name, value] of Object.entries(entry))
      parts.push(orderMember(reader, object, name, value, place, prefix));
  }
  return parts.filter((part) => part !== '').join(', ');
}

function orderMember(
  reader: Reader,
  object: ObjectDefinition,
  name: string,
  value: unknown,
  place: Place,
  prefix: string
): string {
  const field = visibleField(reader, object, name);
  if (field === null) {
    const parent = parentOf(reader, object, name)?.[0];
    if (parent !== undefined) return orderSoql(reader, parent, value, place, `${prefix}${name}.`);
    throw wrongArgument(
      `argument 'orderBy' contains a field not in '${object.name}_OrderBy': '${name}'`,
      place.node,
      place.path
    );
  }
  const order = isObject(value) && value['order'] === 'DESC' ? 'DESC' : 'ASC';
  const nulls = isObject(value) && value['nulls'] === 'LAST' ? 'LAST' : 'FIRST';
  return `${prefix}${field.name} ${order} NULLS ${nulls}`;
}
