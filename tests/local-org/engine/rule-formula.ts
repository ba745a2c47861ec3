import type { FormulaLiteral, FormulaNode } from 'formulon';
import { ast, parse } from 'formulon';
import { formulaText } from './formula-text.ts';
import { ruleValue } from './rule-values.ts';
import type { Pin, RuleContext, RuleRow, RuleValue } from './rule-values.ts';
import type { EngineState } from './state.ts';
import type { ObjectDefinition } from './types.ts';
import type { ValidationRule } from './validation-rules.ts';

/** A rule's formula read once: what it asks of a row, and what came of the answers so far. */
export interface RuleFormula {
  /** False where the org lacks a custom field or object that the formula reads: no org holds such a rule. */
  readonly isDeployed: boolean;
  /** True when the row breaks the rule. @throws Error when the formula cannot be evaluated */
  fails(context: RuleContext, row: RuleRow): boolean;
  /** True while the schema is the one that the formula was read against. */
  isCurrent(): boolean;
}

/** Outcomes kept for a rule; most rows read the same few values. */
const MOST_OUTCOMES = 50_000;

/** A comment, a text, a number, a name with its path, or any other sign. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\d+(?:\.\d+)?|\$?[A-Za-z_]\w*(?::\w+)?(?:\.\w+(?::\w+)?)*|[\s\S]/g;
const CALL = /\s*\(/y;
/** A call without parameters, or with one name as its parameter. */
const NAMED_CALL = /\s*\(\s*([\w$.:]*)\s*\)/y;
const READ_FROM_THE_ROW = new Set(['ISNEW', 'ISCHANGED', 'PRIORVALUE', 'TODAY', 'NOW']);
const CONSTANTS = new Set(['TRUE', 'FALSE', 'NULL']);

/**
 * Reads a rule's formula against the schema: names, and calls that formulon does not know, become
 * variables whose values each row gives.
 * @throws Error for a standard name that does not exist, which no org would have deployed
 */
export function readRuleFormula(
  state: EngineState,
  object: ObjectDefinition,
  rule: ValidationRule
): RuleFormula {
  const values: RuleValue[] = [];
  const places = new Map<string, string>();
  const pins: Pin[] = [];
  let isDeployed = true;
  const variable = (name: string, call: string | null): string => {
    const key = `${call ?? ''}(${name.toLowerCase()}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const value = ruleValue(state, object, rule, name, call, pins);
    if (value === null) {
      isDeployed = false;
      return 'NULL';
    }
    const place = `VALUE_${String(values.length)}`;
    values.push(value);
    places.set(key, place);
    return place;
  };
  const tree = treeOf(object, rule, substituted(rule.formula, variable));
  const outcomes = new Map<string, boolean>();
  return {
    isDeployed,
    isCurrent: () => pins.every((pin) => pin.map.get(pin.key) === pin.definition),
    fails(context, row) {
      const read: (string | number | null)[] = [];
      let key = '';
      for (const value of values) {
        const found = value.read(context, row);
        read.push(found);
        key += found === null ? '\u0001\u0000' : `${String(found)}\u0000`;
      }
      const known = outcomes.get(key);
      if (known !== undefined) return known;
      const outcome = evaluated(object, rule, tree, values, read);
      if (outcomes.size >= MOST_OUTCOMES) outcomes.clear();
      outcomes.set(key, outcome);
      return outcome;
    }
  };
}

function substituted(
  formula: string,
  variable: (name: string, call: string | null) => string
): string {
  let text = '';
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(formula); match !== null; match = TOKEN.exec(formula)) {
    const [token] = match;
    if (token.startsWith('/*')) continue;
    if (!/^[$A-Za-z_]/.test(token)) {
      text += token;
      continue;
    }
    const upper = token.toUpperCase();
    CALL.lastIndex = TOKEN.lastIndex;
    if (CALL.test(formula)) {
      const read = READ_FROM_THE_ROW.has(upper) ? calledAt(formula, TOKEN.lastIndex) : null;
      if (read !== null) TOKEN.lastIndex = read.end;
      text += read === null ? upper : variable(read.name, upper);
      continue;
    }
    text += CONSTANTS.has(upper) ? upper : variable(token, null);
  }
  return text;
}

function calledAt(formula: string, from: number): { name: string; end: number } | null {
  NAMED_CALL.lastIndex = from;
  const match = NAMED_CALL.exec(formula);
  return match === null ? null : { name: match[1] ?? '', end: NAMED_CALL.lastIndex };
}

function treeOf(object: ObjectDefinition, rule: ValidationRule, text: string): FormulaNode {
  const tree = ast(text);
  if (tree.type === 'error')
    throw new Error(`${object.name}.${rule.name}: ${tree.message ?? 'the formula cannot be read'}`);
  return tree;
}

function evaluated(
  object: ObjectDefinition,
  rule: ValidationRule,
  tree: FormulaNode,
  values: readonly RuleValue[],
  read: readonly (string | number | null)[]
): boolean {
  const literals: Record<string, FormulaLiteral> = {};
  const blank = new Set<string>();
  values.forEach((value, index) => {
    const name = `VALUE_${String(index)}`;
    literals[name] = value.literal(read[index] ?? null);
    if ((read[index] ?? null) === null) blank.add(name);
  });
  const text = formulaText(tree, (name) => blank.has(name));
  const result = parse(text, literals);
  if (result.type === 'error' || typeof result.value !== 'boolean')
    throw new Error(
      `${object.name}.${rule.name}: ${result.message ?? 'the formula is no condition'}`
    );
  return result.value;
}
