import type { Problem } from '../core/result.ts';
import type { Territory, TerritoryRule } from '../core/snapshot.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import type { CriteriaContext, Predicate } from './compile-criteria.ts';
import { compileCriteria, UnknownFieldError } from './compile-criteria.ts';
import type { Criteria } from './criteria.ts';
import { fieldsOf, parseCriteria } from './criteria.ts';
import { UnfitValueError, unknownChoices } from './criteria-values.ts';
import { describeCriteria } from './describe-criteria.ts';

/** A rule that places accounts: its own condition and those of the territories above. */
export interface PlacingRule {
  readonly rule: TerritoryRule;
  readonly territory: Territory;
  /** Index of the territory in the tree. */
  readonly territoryIndex: number;
  readonly matches: Predicate;
  readonly fields: readonly string[];
  /** "Rule 30 of Texas North: Billing State is TX". */
  readonly words: string;
}

export interface RuleMatches {
  /** In order; first match wins. */
  readonly rules: readonly PlacingRule[];
  /** Index into `rules` of the first match, -1 where none matches. */
  readonly first: Int32Array;
  /** How many different territories match. */
  readonly territories: Uint16Array;
}

interface ParsedRule {
  readonly rule: TerritoryRule;
  readonly criteria: Criteria;
  readonly matches: Predicate;
}

/** By order, then key. */
export function inOrder(a: TerritoryRule, b: TerritoryRule): number {
  return a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/**
 * The rules that place accounts, in order: active ones of leaves that are Active or Pilot. A rule
 * counts only where each territory above that has active rules of its own matches too.
 */
export function placingRules(
  rules: readonly TerritoryRule[],
  tree: TerritoryTree,
  context: CriteriaContext
): { rules: PlacingRule[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const parsed = rules
    .filter((rule) => rule.active)
    .sort(inOrder)
    .flatMap((rule) => parseRule(rule, context, problems));
  const byTerritory = new Map<string, Predicate[]>();
  for (const { rule, matches } of parsed) {
    const list = byTerritory.get(rule.territoryId) ?? [];
    list.push(matches);
    byTerritory.set(rule.territoryId, list);
  }
  const broken = new Set(
    problems.filter((problem) => problem.code === 'RULE_INVALID').map((problem) => problem.record)
  );
  const brokenTerritories = new Set(
    rules.filter((rule) => rule.active && broken.has(rule.key)).map((rule) => rule.territoryId)
  );
  const placing = parsed.flatMap(({ rule, criteria, matches }): PlacingRule[] => {
    const territoryIndex = tree.indexById.get(rule.territoryId);
    const territory = territoryIndex === undefined ? undefined : tree.territories[territoryIndex];
    if (territoryIndex === undefined || territory === undefined || !tree.inScope(territoryIndex))
      return [];
    const above = tree.above(territoryIndex).flatMap((index): Predicate[] => {
      const id = tree.territories[index]?.id ?? '';
      const ways = byTerritory.get(id);
      if (ways !== undefined) return [(account) => ways.some((way) => way(account))];
      return brokenTerritories.has(id) ? [() => false] : [];
    });
    const all = [matches, ...above];
    return [
      {
        rule,
        territory,
        territoryIndex,
        matches: above.length === 0 ? matches : (account) => all.every((part) => part(account)),
        fields: [...new Set(fieldsOf(criteria))],
        words: `rule ${String(rule.order)} of ${territory.name}: ${describeCriteria(criteria)}`
      }
    ];
  });
  return { rules: placing, problems };
}

function parseRule(
  rule: TerritoryRule,
  context: CriteriaContext,
  problems: Problem[]
): ParsedRule[] {
  const complain = (message: string, cure: string): ParsedRule[] => {
    problems.push({
      object: 'Evenfield_Territory_Rule__c',
      record: rule.key,
      field: 'Criteria__c',
      code: 'RULE_INVALID',
      message,
      cure
    });
    return [];
  };
  const parsed = parseCriteria(rule.criteria);
  if ('fault' in parsed)
    return complain(
      `The rule cannot be used: ${parsed.fault}.`,
      'Correct Criteria of this rule; docs/formulas.md shows the form. Until then it places nobody.'
    );
  try {
    const matches = compileCriteria(parsed.criteria, context);
    for (const { field, value } of unknownChoices(parsed.criteria, context.picklists ?? new Map()))
      problems.push({
        object: 'Evenfield_Territory_Rule__c',
        record: rule.key,
        field: 'Criteria__c',
        code: 'RULE_VALUE_UNKNOWN',
        message: `"${value}" is no value of the picklist ${field}, and no account has it; the rest of the rule holds.`,
        cure: `Write one of the values that Setup lists for ${field} of Account, or take this one away.`
      });
    return [{ rule, criteria: parsed.criteria, matches }];
  } catch (error) {
    if (error instanceof UnfitValueError)
      return complain(
        `The rule cannot be used: ${error.message}.`,
        'Correct the value in Criteria of this rule. Until then it places nobody.'
      );
    if (!(error instanceof UnknownFieldError)) throw error;
    return complain(
      `The rule reads ${error.field}, and the service cannot read that field of Account.`,
      `Correct the field's API name, or give the permission set Evenfield_Service read access to Account.${error.field}.`
    );
  }
}

/** First match and number of territories that match, for every account. */
export function matchAll(rules: readonly PlacingRule[], count: number): RuleMatches {
  const first = new Int32Array(count).fill(-1);
  const territories = new Uint16Array(count);
  const seen: number[] = [];
  for (let account = 0; account < count; account += 1) {
    seen.length = 0;
    for (let index = 0; index < rules.length; index += 1) {
      const rule = rules[index];
      if (rule === undefined || !rule.matches(account)) continue;
      if (seen.length === 0) first[account] = index;
      if (!seen.includes(rule.territoryIndex)) seen.push(rule.territoryIndex);
    }
    territories[account] = seen.length;
  }
  return { rules, first, territories };
}

/** Names of the territories whose rules match besides the first, in order. */
export function otherMatches(matches: RuleMatches, account: number): string[] {
  const first = matches.rules[matches.first[account] ?? -1];
  const names = matches.rules
    .filter((rule) => rule.territoryIndex !== first?.territoryIndex && rule.matches(account))
    .map((rule) => rule.territory.name);
  return [...new Set(names)];
}
