import type { FieldType, FieldTypeOf, Subquery } from '@jetstreamapp/soql-parser-js';
import { SalesforceError } from '../types.ts';
import type { FieldDefinition } from '../types.ts';
import type { QueryText } from './errors.ts';
import { malformed } from './errors.ts';
import { distanceSql } from './distance.ts';
import { formatSql } from './format.ts';
import { callOf } from './functions.ts';
import { readableField } from './run.ts';
import type { Found, Scope } from './scope.ts';
import { findField, polymorphicLookup } from './scope.ts';
import { localTimeSql } from './local-time.ts';
import { textLiteral } from './sql-text.ts';
import { typeOfSelection } from './typeof.ts';

/** How a record is put together from a row: each item's value stands at an index of the row. */
export interface RecordPlan {
  readonly type: string;
  /** Index of the id in the row; -1 for a record without one. */
  readonly idAt: number;
  readonly items: Map<string, PlanItem>;
}

export type PlanItem =
  | { readonly kind: 'value'; readonly at: number; readonly isBoolean: boolean }
  | { readonly kind: 'record'; readonly plan: RecordPlan }
  | { readonly kind: 'children'; readonly subquery: Subquery }
  | {
      readonly kind: 'typeof';
      /** Index of the lookup's id in the row. */
      readonly idAt: number;
      readonly plans: ReadonlyMap<string, RecordPlan>;
      readonly rest: RecordPlan | null;
    };

/** The columns of a SELECT, and the plan of its records. */
export interface Selection {
  readonly columns: string[];
  readonly plan: RecordPlan;
}

/** Parts of a path that the record nests, and the field itself. */
interface Pick {
  readonly found: Found;
  readonly sql: string;
  readonly name: string;
  readonly isBoolean: boolean;
}

/**
 * Reads the field list. FIELDS() yields the readable fields of its kind.
 * @throws SalesforceError for unknown or doubled fields, and aliases, which only aggregates may bear
 */
export function selectionOf(
  scope: Scope,
  fields: readonly FieldType[],
  limit: number | undefined
): Selection {
  const columns: string[] = [`${scope.root.alias}.Id`];
  const plan: RecordPlan = { type: scope.root.object.name, idAt: 0, items: new Map() };
  const selection: Selection = { columns, plan };
  const seen = new Set<string>();
  for (const field of fields) {
    switch (field.type) {
      case 'Field':
      case 'FieldRelationship': {
        refuseAlias(scope.run, field);
        addPath(scope, selection, pathOf(field), seen);
        break;
      }
      case 'FieldFunctionExpression':
        addCall(scope, selection, field, limit, seen);
        break;
      case 'FieldSubquery':
        addChildren(scope, plan, field.subquery);
        break;
      case 'FieldTypeof':
        addTypeOf(scope, selection, field);
        break;
    }
  }
  return selection;
}

type Plain = Extract<FieldType, { type: 'Field' | 'FieldRelationship' }>;

export function aliasOf(field: Plain): string | undefined {
  return 'alias' in field ? field.alias : undefined;
}

/** @throws SalesforceError where a plain field bears an alias outside an aggregate query */
export function refuseAlias(query: QueryText, field: Plain): void {
  const alias = aliasOf(field);
  if (alias !== undefined)
    throw malformed(query, alias, 'only aggregate expressions use field aliasing');
}

export function pathOf(field: Plain): string {
  const written = 'rawValue' in field ? field.rawValue : undefined;
  if (field.type === 'Field') return written ?? field.field;
  return written ?? [...field.relationships, field.field].join('.');
}

function refuseDouble(seen: Set<string>, key: string, name: string): void {
  if (seen.has(key))
    throw new SalesforceError(400, 'INVALID_FIELD', `duplicate field selected: ${name}`);
  seen.add(key);
}

function addPath(scope: Scope, selection: Selection, path: string, seen: Set<string>): void {
  const found = findField(scope, path);
  const names = [...found.steps.map((step) => step.name), found.field.name];
  refuseDouble(seen, names.join('.').toLowerCase(), found.field.name);
  if (found.field.type === 'address' || found.field.type === 'location') {
    addCompound(scope, selection, found);
    return;
  }
  const isBoolean = found.field.type === 'boolean';
  addPick(selection, { found, sql: found.sql, name: found.field.name, isBoolean });
}

/** The record behind a polymorphic lookup, by the object that its id names. */
function addTypeOf(scope: Scope, selection: Selection, field: FieldTypeOf): void {
  const { relationship, branches } = typeOfSelection(scope, field);
  if (selection.plan.items.has(relationship))
    throw malformed(scope.run, field.field, `duplicate field selected: ${relationship}`);
  const plans = new Map<string, RecordPlan>();
  let rest: RecordPlan | null = null;
  for (const branch of branches) {
    selection.columns.push(branch.idSql);
    const idAt = selection.columns.length - 1;
    const plan: RecordPlan = { type: branch.type, idAt, items: new Map() };
    for (const found of branch.found) {
      const isBoolean = found.field.type === 'boolean';
      addPick(selection, { found, sql: found.sql, name: found.field.name, isBoolean }, plan);
    }
    if (branch.prefix === null) rest = plan;
    else plans.set(branch.prefix, plan);
  }
  const lookup = polymorphicLookup(scope, field.field);
  selection.columns.push(lookup.foreignKey);
  const idAt = selection.columns.length - 1;
  selection.plan.items.set(relationship, { kind: 'typeof', idAt, plans, rest });
}

function addPick(selection: Selection, pick: Pick, base: RecordPlan = selection.plan): void {
  const plan = planAt(selection, pick.found, base);
  selection.columns.push(pick.sql);
  plan.items.set(pick.name, {
    kind: 'value',
    at: selection.columns.length - 1,
    isBoolean: pick.isBoolean
  });
}

/** The plan of the record that holds a field, made on the way. */
function planAt(selection: Selection, found: Found, base: RecordPlan = selection.plan): RecordPlan {
  let plan = base;
  for (const step of found.steps) {
    const known = plan.items.get(step.name);
    if (known?.kind === 'record') {
      plan = known.plan;
      continue;
    }
    selection.columns.push(step.idSql);
    const next: RecordPlan = {
      type: step.type,
      idAt: selection.columns.length - 1,
      items: new Map()
    };
    plan.items.set(step.name, { kind: 'record', plan: next });
    plan = next;
  }
  return plan;
}

/** An address or location: its parts under their short names, as `{city, state, …}`. */
function addCompound(scope: Scope, selection: Selection, found: Found): void {
  const plan = planAt(selection, found);
  const items = new Map<string, PlanItem>();
  const parts = [...found.object.fields.values()].toSorted((one, other) =>
    one.name < other.name ? -1 : 1
  );
  for (const part of parts) {
    if (part.compoundName !== found.field.name) continue;
    if (readableField(scope.run, found.object, part.name) === null) continue;
    const path = [...found.steps.map((step) => step.name), part.name].join('.');
    selection.columns.push(findField(scope, path).sql);
    items.set(partName(found.field, part), {
      kind: 'value',
      at: selection.columns.length - 1,
      isBoolean: false
    });
  }
  plan.items.set(found.field.name, {
    kind: 'record',
    plan: { type: found.field.type, idAt: -1, items }
  });
}

function partName(compound: FieldDefinition, part: FieldDefinition): string {
  const stem = compound.name.replace(/Address$|__c$/, '');
  const rest = part.name.slice(stem.length).replaceAll(/^__|__s$/g, '');
  return rest.charAt(0).toLowerCase() + rest.slice(1);
}

function addCall(
  scope: Scope,
  selection: Selection,
  field: Extract<FieldType, { type: 'FieldFunctionExpression' }>,
  limit: number | undefined,
  seen: Set<string>
): void {
  const call = callOf(field);
  const parameter = call.parameters[0];
  if (call.name === 'FIELDS' && typeof parameter === 'string') {
    addFields(scope, selection, parameter.toUpperCase(), limit, seen);
    return;
  }
  if (call.name === 'DISTANCE') {
    selection.columns.push(distanceSql(scope, call));
    const at = selection.columns.length - 1;
    const unnamed = [...selection.plan.items.keys()].filter((key) => /^expr\d+$/.test(key));
    const key = field.alias ?? `expr${String(unnamed.length)}`;
    selection.plan.items.set(key, { kind: 'value', at, isBoolean: false });
    return;
  }
  if (typeof parameter !== 'string' || call.parameters.length !== 1)
    throw malformed(scope.run, null, `unexpected token: '${call.written}'`);
  const found = findField(scope, parameter);
  const name = field.alias ?? found.field.name;
  const same = selection.plan.items.has(name) && field.alias === undefined;
  refuseDouble(seen, same ? name.toLowerCase() : `${call.name}(${parameter.toLowerCase()})`, name);
  if (call.name === 'FORMAT') {
    const sql = formatSql(scope.run, parameter, found.field, found.sql);
    addPick(selection, { found, sql, name, isBoolean: false });
    return;
  }
  if (call.name === 'TOLABEL') {
    addPick(selection, { found, sql: labelSql(found), name, isBoolean: false });
    return;
  }
  if (call.name === 'CONVERTTIMEZONE' && found.field.type === 'datetime') {
    const { state, clock } = scope.run;
    const sql = localTimeSql(state.database, found.sql, clock.zone);
    addPick(selection, { found, sql, name, isBoolean: false });
    return;
  }
  throw malformed(scope.run, null, `unexpected token: '${call.written}'`);
}

/** The picklist's label in place of its value. */
export function labelSql(found: Found): string {
  const arms = found.field.picklist.map(
    (entry) => `WHEN ${textLiteral(entry.value)} THEN ${textLiteral(entry.label)}`
  );
  return arms.length === 0
    ? found.sql
    : `(CASE ${found.sql} ${arms.join(' ')} ELSE ${found.sql} END)`;
}

/** Rows that FIELDS(ALL) and FIELDS(CUSTOM) may be asked for at once. */
const MOST_WITH_FIELDS = 200;

function addFields(
  scope: Scope,
  selection: Selection,
  kind: string,
  limit: number | undefined,
  seen: Set<string>
): void {
  if (kind !== 'ALL' && kind !== 'STANDARD' && kind !== 'CUSTOM')
    throw malformed(scope.run, kind, `unexpected token: '${kind}'`);
  if (kind !== 'STANDARD' && (limit === undefined || limit > MOST_WITH_FIELDS))
    throw malformed(
      scope.run,
      null,
      `The SOQL FIELDS function must have a LIMIT of at most ${String(MOST_WITH_FIELDS)}`
    );
  for (const field of scope.root.object.fields.values()) {
    if (kind !== 'ALL' && field.custom !== (kind === 'CUSTOM')) continue;
    if (readableField(scope.run, scope.root.object, field.name) === null) continue;
    addPath(scope, selection, field.name, seen);
  }
}

function addChildren(scope: Scope, plan: RecordPlan, subquery: Subquery): void {
  const name = subquery.relationshipName;
  const same = [...plan.items.keys()].some((key) => key.toLowerCase() === name.toLowerCase());
  if (same) throw malformed(scope.run, name, `duplicate field selected: ${name}`);
  plan.items.set(name, { kind: 'children', subquery });
}
