import type { Territory, TerritoryRule } from '../core/snapshot.ts';
import { parseCriteria } from './criteria.ts';
import { describeCriteria } from './describe-criteria.ts';
import { inOrder } from './match-rules.ts';

/** What a list of rules says otherwise than another about the rule of one key. */
export interface RuleDifference {
  readonly rule: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What differs, in words: "order 30 to 40". One for the whole rule where it is added or removed. */
  readonly words: readonly string[];
}

/** Differences by key, in the order of the rules, those that are gone last. Spaces and the order of members in criteria make none. */
export function ruleDifferences(
  before: readonly TerritoryRule[],
  after: readonly TerritoryRule[],
  territories: readonly Territory[]
): RuleDifference[] {
  const old = new Map(before.map((rule) => [rule.key, rule]));
  const kept = new Set(after.map(({ key }) => key));
  const names = new Map(territories.map(({ id, name }) => [id, name]));
  const nameOf = (rule: TerritoryRule): string => names.get(rule.territoryId) ?? rule.territoryId;
  const whole = (rule: TerritoryRule): string =>
    `order ${String(rule.order)} of ${nameOf(rule)}${rule.active ? '' : ', not active'}: ${criteriaWords(rule.criteria)}`;
  const found = [...after].sort(inOrder).flatMap((rule): RuleDifference[] => {
    const was = old.get(rule.key);
    if (was === undefined) return [{ rule: rule.key, kind: 'added', words: [whole(rule)] }];
    const words = [
      ...(was.order === rule.order ? [] : [`order ${String(was.order)} to ${String(rule.order)}`]),
      ...(was.territoryId === rule.territoryId
        ? []
        : [`territory ${nameOf(was)} to ${nameOf(rule)}`]),
      ...(was.active === rule.active ? [] : [rule.active ? 'now active' : 'no longer active']),
      ...(sameJson(was.criteria, rule.criteria)
        ? []
        : [`criteria ${criteriaWords(was.criteria)} to ${criteriaWords(rule.criteria)}`])
    ];
    return words.length === 0 ? [] : [{ rule: rule.key, kind: 'changed', words }];
  });
  const gone = before
    .filter(({ key }) => !kept.has(key))
    .sort(inOrder)
    .map((rule): RuleDifference => ({ rule: rule.key, kind: 'removed', words: [whole(rule)] }));
  return [...found, ...gone];
}

function criteriaWords(text: string): string {
  const parsed = parseCriteria(text);
  return 'fault' in parsed ? text.slice(0, 200) : describeCriteria(parsed.criteria);
}

function sameJson(a: string, b: string): boolean {
  return a === b || sorted(a) === sorted(b);
}

/** The text with members in alphabetical order; as it is where it is no JSON. */
function sorted(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value
    );
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
