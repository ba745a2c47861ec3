import type { RuleFormula } from './rule-formula.ts';
import { readRuleFormula } from './rule-formula.ts';
import type { EngineState } from './state.ts';
import type { StoredRow } from './store.ts';
import type { ObjectDefinition, UserContext } from './types.ts';
import { SalesforceError } from './types.ts';
import type { ValidationRule } from './validation-rules.ts';

const formulas = new WeakMap<ValidationRule, RuleFormula>();

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
  const errors: SalesforceError[] = [];
  for (const rule of state.validationRules.get(object.name.toLowerCase()) ?? []) {
    const formula = formulaOf(state, object, rule);
    if (!formula.isDeployed || !formula.fails({ state, user }, { before, after })) continue;
    errors.push(
      new SalesforceError(
        400,
        'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        rule.message,
        rule.field === null ? [] : [rule.field]
      )
    );
  }
  return errors;
}

function formulaOf(
  state: EngineState,
  object: ObjectDefinition,
  rule: ValidationRule
): RuleFormula {
  const known = formulas.get(rule);
  if (known?.isCurrent() === true) return known;
  const read = readRuleFormula(state, object, rule);
  formulas.set(rule, read);
  return read;
}
