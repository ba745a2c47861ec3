import { relationshipOf } from '../relationship.ts';
import { fieldAccess, objectAccess } from '../rights.ts';
import type { FieldDefinition, ObjectDefinition } from '../types.ts';
import { visibilityCondition } from '../visibility.ts';
import { invalidField, noSuchColumn, noSuchRelationship } from './errors.ts';
import { formulaSql } from './formula-sql.ts';
import { polymorphicField } from './polymorphic.ts';
import type { Run } from './run.ts';
import { readableField } from './run.ts';
import { findKeyword } from './source.ts';
import { quoted } from './sql-text.ts';

/** A table in the FROM: the query's object or a parent reached from it. */
export interface Table {
  readonly object: ObjectDefinition;
  readonly alias: string;
  readonly parents: Map<string, Table>;
}

/** One SELECT's tables. `prefixes` are the lower-case names that may stand before a path: object and alias. */
export interface Scope {
  readonly run: Run;
  readonly root: Table;
  readonly prefixes: ReadonlySet<string>;
  /** Relationship paths by the lower-case alias that the FROM gives them. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly joins: string[];
  /** False for the select of a sub-query. */
  readonly isMain: boolean;
}

/** A field found by its path: the SQL that yields it and what leads there. */
export interface Found {
  readonly sql: string;
  readonly field: FieldDefinition;
  /** Object that holds the field; over a polymorphic lookup one of its targets. */
  readonly object: ObjectDefinition;
  readonly steps: readonly Step[];
}

/** A relationship walked: its name as the schema spells it, the type and id of what it leads to. */
export interface Step {
  readonly name: string;
  readonly type: string;
  readonly idSql: string;
}

/** What Salesforce's `Name` object, behind a lookup to several objects, leads on to. */
const NAME_RELATIONSHIPS: ReadonlySet<string> = new Set(['profile', 'userrole']);

/** Salesforce follows a path over at most five parents. */
const MOST_PARENTS = 5;

export function newScope(
  run: Run,
  object: ObjectDefinition,
  alias?: string,
  isMain: boolean = false
): Scope {
  const prefixes = new Set([object.name.toLowerCase()]);
  if (alias !== undefined) prefixes.add(alias.toLowerCase());
  const aliases = isMain ? run.fromAliases : new Map<string, readonly string[]>();
  return { run, root: newTable(run, object), prefixes, aliases, joins: [], isMain };
}

function newTable(run: Run, object: ObjectDefinition): Table {
  run.aliases += 1;
  return { object, alias: `t${String(run.aliases)}`, parents: new Map() };
}

/** Rows of the scope's object that the user may see, joined with the parents asked so far. */
export function fromSql(scope: Scope): string {
  return `${quoted(scope.root.object.name)} AS ${scope.root.alias}${scope.joins.join('')}`;
}

/** The condition on the scope's own object: not deleted, and shared with the user. */
export function baseCondition(scope: Scope): string {
  return rowCondition(scope.run, scope.root) ?? '1';
}

function rowCondition(run: Run, table: Table): string | null {
  const parts: string[] = [];
  if (!run.all) parts.push(`${table.alias}.IsDeleted = 0`);
  const visible = visibilityCondition(run.state, run.user, table.object.name, table.alias, 'read');
  if (visible !== null) parts.push(visible);
  return parts.length === 0 ? null : parts.join(' AND ');
}

/**
 * Finds a field by its path, joining parents on the way.
 * @throws SalesforceError INVALID_FIELD as for a field that does not exist, also where the user may not read it
 */
export function findField(scope: Scope, path: string): Found {
  const names = path.split('.').map((name) => name.trim());
  if (names.length > 1) {
    const first = (names[0] ?? '').toLowerCase();
    const aliased = scope.aliases.get(first);
    if (aliased !== undefined) names.splice(0, 1, ...aliased);
    else if (scope.prefixes.has(first)) names.shift();
  }
  return walk(scope, path, scope.root, names, []);
}

/** A lookup to several objects, found by its relationship's path, and the steps before it. */
export interface PolymorphicLookup {
  readonly lookup: FieldDefinition;
  readonly table: Table;
  readonly relationship: string;
  readonly foreignKey: string;
}

/**
 * The lookup that a TYPEOF asks about.
 * @throws SalesforceError INVALID_FIELD where there is none, or where it leads to one object only
 */
export function polymorphicLookup(scope: Scope, path: string): PolymorphicLookup {
  const { run, root } = scope;
  const lookup = lookupFor(run, root.object, path);
  if (lookup === null) throw noSuchRelationship(run, path, path);
  if (lookup.referenceTo.length < 2)
    throw invalidField(run, path, `TYPEOF is only supported on polymorphic relationships: ${path}`);
  const foreignKey = `${root.alias}.${quoted(lookup.name)}`;
  return { lookup, table: root, relationship: relationshipOf(lookup) ?? path, foreignKey };
}

/** Finds fields of one of the objects that a polymorphic lookup leads to. @throws SalesforceError */
export function finderBehind(
  scope: Scope,
  found: PolymorphicLookup,
  target: ObjectDefinition
): { idSql: string; find: (path: string) => Found } {
  const key = `${found.relationship}:${target.name}`;
  const parent = joinParent(scope, found.table, found.foreignKey, key, target);
  return {
    idSql: `${parent.alias}.Id`,
    find: (path) => walk(scope, path, parent, path.split('.'), [])
  };
}

function walk(
  scope: Scope,
  path: string,
  table: Table,
  names: readonly string[],
  steps: readonly Step[]
): Found {
  const name = names[0] ?? '';
  const { run } = scope;
  if (names.length === 1) {
    const field = readableField(run, table.object, name);
    if (field === null) throw noSuchColumn(run, path, name, table.object.name);
    return { sql: fieldSql(run, table, field), field, object: table.object, steps };
  }
  const lookup = lookupFor(run, table.object, name);
  if (lookup === null || steps.length >= MOST_PARENTS) throw noSuchRelationship(run, path, name);
  const foreignKey = `${table.alias}.${quoted(lookup.name)}`;
  const relationship = relationshipOf(lookup) ?? name;
  if (lookup.referenceTo.length > 1) {
    const step = { name: relationship, type: 'Name', idSql: foreignKey };
    if (names.length === 2) {
      const found = polymorphicField(run, lookup, foreignKey, names[1] ?? '');
      if (found === null) throw noSuchColumn(run, path, names[1] ?? '', 'Name');
      return { ...found, steps: [...steps, step] };
    }
    if (!NAME_RELATIONSHIPS.has((names[1] ?? '').toLowerCase()))
      throw noSuchRelationship(run, path, names[1] ?? '');
    const target = lookup.referenceTo
      .map((type) => run.state.schema.objects.get(type.toLowerCase()))
      .find((object) => object !== undefined && lookupFor(run, object, names[1] ?? '') !== null);
    if (target === undefined) throw noSuchRelationship(run, path, names[1] ?? '');
    const parent = joinParent(scope, table, foreignKey, relationship, target);
    return walk(scope, path, parent, names.slice(1), [...steps, step]);
  }
  const target = run.state.schema.objects.get((lookup.referenceTo[0] ?? '').toLowerCase());
  if (target === undefined || !objectAccess(run.state, run.user, target.name).read)
    throw noSuchRelationship(run, path, name);
  const parent = joinParent(scope, table, foreignKey, relationship, target);
  const step = { name: relationship, type: target.name, idSql: `${parent.alias}.Id` };
  return walk(scope, path, parent, names.slice(1), [...steps, step]);
}

function lookupFor(
  run: Run,
  object: ObjectDefinition,
  relationship: string
): FieldDefinition | null {
  const wanted = relationship.toLowerCase();
  for (const field of object.fields.values()) {
    if (relationshipOf(field)?.toLowerCase() === wanted)
      return fieldAccess(run.state, run.user, object.name, field.name).read ? field : null;
  }
  return null;
}

function joinParent(
  scope: Scope,
  table: Table,
  foreignKey: string,
  relationship: string,
  target: ObjectDefinition
): Table {
  const known = table.parents.get(relationship.toLowerCase());
  if (known !== undefined) return known;
  const parent = newTable(scope.run, target);
  const condition = rowCondition(scope.run, parent);
  const rest = condition === null ? '' : ` AND ${condition}`;
  scope.joins.push(
    ` LEFT JOIN ${quoted(target.name)} AS ${parent.alias} ON ${parent.alias}.Id = ${foreignKey}${rest}`
  );
  table.parents.set(relationship.toLowerCase(), parent);
  return parent;
}

/** SQL of a field of a table; a formula is written out, without regard to the user's rights, as it runs. */
export function fieldSql(run: Run, table: Table, field: FieldDefinition): string {
  if (field.formula === null || !field.calculated) return `${table.alias}.${quoted(field.name)}`;
  return formulaSql(field.formula, {
    clock: run.clock,
    field: (path) => formulaField(run, table, path),
    userId: run.user.userId
  });
}

/** Field that a formula names: parents by sub-selects, so that formulas never add joins. */
function formulaField(run: Run, table: Table, path: string): { sql: string; type: string } | null {
  const names = path.split('.');
  const field = table.object.fields.get((names[0] ?? '').toLowerCase());
  if (names.length === 1)
    return field === undefined ? null : { sql: fieldSql(run, table, field), type: field.type };
  const lookup = [...table.object.fields.values()].find(
    (candidate) => relationshipOf(candidate)?.toLowerCase() === (names[0] ?? '').toLowerCase()
  );
  const target = run.state.schema.objects.get((lookup?.referenceTo[0] ?? '').toLowerCase());
  if (lookup === undefined || target === undefined) return null;
  const parent = newTable(run, target);
  const inner = formulaField(run, parent, names.slice(1).join('.'));
  if (inner === null) return null;
  const from = `FROM ${quoted(target.name)} AS ${parent.alias} WHERE ${parent.alias}.Id = ${table.alias}.${quoted(lookup.name)}`;
  return { sql: `(SELECT ${inner.sql} ${from})`, type: inner.type };
}

/** Does a part's work with errors placed from its keyword on, so that a name met before is not meant. */
export function inPart<T>(scope: Scope, keyword: string, work: () => T): T {
  const { run } = scope;
  if (!scope.isMain) return work();
  run.searchFrom = Math.max(0, findKeyword(run.soql, keyword));
  const result = work();
  run.searchFrom = 0;
  return result;
}
