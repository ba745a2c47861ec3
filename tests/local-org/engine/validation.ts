import type { FormulaLiteral } from 'formulon';
import { extract, parse } from 'formulon';
import { hasCustomPermission, userRow } from './rights.ts';
import type { EngineState } from './state.ts';
import type { StoredRow } from './store.ts';
import type { FieldDefinition, ObjectDefinition, UserContext } from './types.ts';
import { SalesforceError } from './types.ts';
import type { ValidationRule } from './validation-rules.ts';

/** Outcomes of formulas by their text and the values they read; most rows read the same few. */
const outcomes = new Map<string, boolean>();
const identifiers = new Map<string, string[]>();
const MOST_OUTCOMES = 50_000;

/**
 * Errors of the object's validation rules on a row about to be saved.
 * @param before the row as it was; null on create
 * @throws Error when a formula cannot be evaluated, which a real org would have refused to deploy
 */
export function validate(
  state: EngineState,
  user: UserContext,
  object: ObjectDefinition,
  before: StoredRow | null,
  after: StoredRow
): SalesforceError[] {
  const rules = state.validationRules.get(object.name.toLowerCase()) ?? [];
  return rules
    .filter((rule) => isDeployed(object, rule))
    .filter((rule) => fails(state, user, object, rule, before, after))
    .map(
      (rule) =>
        new SalesforceError(
          400,
          'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          rule.message,
          rule.field === null ? [] : [rule.field]
        )
    );
}

/** A rule cannot be in an org without the fields it reads: it goes with a hidden one. */
function isDeployed(object: ObjectDefinition, rule: ValidationRule): boolean {
  const names = rule.formula.replaceAll(/"[^"]*"|'[^']*'/g, '').match(/(?<![.\w])\w+__c\b/g) ?? [];
  return names.every((name) => object.fields.has(name.toLowerCase()));
}

function fails(
  state: EngineState,
  user: UserContext,
  object: ObjectDefinition,
  rule: ValidationRule,
  before: StoredRow | null,
  after: StoredRow
): boolean {
  const formula = withContext(state, user, object, rule, before, after);
  const names = identifiersOf(formula);
  const values: Record<string, FormulaLiteral> = {};
  for (const name of names) values[name] = literalFor(object, rule, name, before, after);
  const key = `${formula}\u0000${JSON.stringify(values)}`;
  const known = outcomes.get(key);
  if (known !== undefined) return known;
  const result = parse(formula, values);
  if (result.type === 'error' || typeof result.value !== 'boolean')
    throw new Error(
      `${object.name}.${rule.name}: ${result.message ?? 'the formula is no condition'}`
    );
  if (outcomes.size >= MOST_OUTCOMES) outcomes.clear();
  outcomes.set(key, result.value);
  return result.value;
}

function identifiersOf(formula: string): string[] {
  const known = identifiers.get(formula);
  if (known !== undefined) return known;
  const names = [...new Set(extract(formula))];
  if (identifiers.size >= MOST_OUTCOMES) identifiers.clear();
  identifiers.set(formula, names);
  return names;
}

/** Puts in what formulon does not know: who asks, and what the row was before. */
function withContext(
  state: EngineState,
  user: UserContext,
  object: ObjectDefinition,
  rule: ValidationRule,
  before: StoredRow | null,
  after: StoredRow
): string {
  return rule.formula
    .replaceAll(/\$Permission\.(\w+)/g, (_, name: string) =>
      flag(hasCustomPermission(state, user, name))
    )
    .replaceAll(/\$User\.(\w+)/g, (_, name: string) => JSON.stringify(userValue(state, user, name)))
    .replaceAll(/\$Profile\.Name/g, () => JSON.stringify(userRow(state, user.userId).profileName))
    .replaceAll(/\bISNEW\s*\(\s*\)/gi, flag(before === null))
    .replaceAll(/\bISCHANGED\s*\(\s*(\w+)\s*\)/gi, (_, name: string) => {
      const field = fieldFor(object, rule, name);
      return flag(before !== null && (before[field.name] ?? null) !== (after[field.name] ?? null));
    })
    .replaceAll(/\bPRIORVALUE\s*\(\s*(\w+)\s*\)/gi, (_, name: string) => `PRIOR_${name}`);
}

const flag = (value: boolean): string => (value ? 'TRUE' : 'FALSE');

function userValue(state: EngineState, user: UserContext, name: string): string {
  const row = userRow(state, user.userId);
  if (name === 'Id') return row.id;
  if (name === 'Username') return row.username;
  if (name === 'ProfileId') return row.profileId ?? '';
  if (name === 'UserRoleId') return row.roleId ?? '';
  throw new Error(`The local org does not know $User.${name} in formulas.`);
}

function fieldFor(object: ObjectDefinition, rule: ValidationRule, name: string): FieldDefinition {
  const field = object.fields.get(name.toLowerCase());
  if (field === undefined)
    throw new Error(`${object.name}.${rule.name}: Field ${name} does not exist.`);
  return field;
}

function literalFor(
  object: ObjectDefinition,
  rule: ValidationRule,
  name: string,
  before: StoredRow | null,
  after: StoredRow
): FormulaLiteral {
  const prior = name.startsWith('PRIOR_');
  const field = fieldFor(object, rule, prior ? name.slice('PRIOR_'.length) : name);
  const value = (prior ? (before ?? after) : after)[field.name] ?? null;
  return toLiteral(field, value);
}

function toLiteral(field: FieldDefinition, value: string | number | null): FormulaLiteral {
  if (field.type === 'boolean')
    return { type: 'literal', dataType: 'checkbox', value: value === 1, options: {} };
  if (field.type === 'picklist')
    return {
      type: 'literal',
      dataType: 'picklist',
      value: value ?? '',
      options: { values: field.picklist.map((item) => item.value) }
    };
  if (value === null) return { type: 'literal', dataType: 'null', value: null, options: {} };
  switch (field.type) {
    case 'date':
    case 'datetime':
      return { type: 'literal', dataType: field.type, value: new Date(value), options: {} };
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return {
        type: 'literal',
        dataType: 'number',
        value: Number(value),
        options: { length: field.precision - field.scale, scale: field.scale }
      };
    default:
      return {
        type: 'literal',
        dataType: 'text',
        value: String(value),
        options: { length: String(value).length }
      };
  }
}
