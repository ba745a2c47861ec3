import { accountColumn } from '../core/column-access.ts';
import type { AccountTable } from '../core/columns.ts';
import type { Problem } from '../core/result.ts';
import type { Territory, TerritoryRule } from '../core/snapshot.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { buildTree } from '../territory/tree.ts';
import { canonicalCriteria } from './canonical-criteria.ts';
import type { CriteriaContext } from './compile-criteria.ts';
import { compileCriteria } from './compile-criteria.ts';
import type { Criteria } from './criteria.ts';
import { parseCriteria } from './criteria.ts';
import { ultimateParents } from './families.ts';
import { impossibleParts } from './impossible-criteria.ts';
import { countMatches } from './lint-matches.ts';
import { mixedStates } from './lint-states.ts';
import { borneValues, lintValues, plainName } from './lint-values.ts';
import type { PlacingRule } from './match-rules.ts';
import { inOrder, placingRules } from './match-rules.ts';
import type { ReadableRule, RuleWarning } from './rule-warning.ts';
import { counted, fewOf } from './rule-warning.ts';

/** What the linter looks at; an `OrgSnapshot` is one. */
export interface LintedOrg {
  readonly accounts: AccountTable;
  readonly territories: readonly Territory[];
  readonly rules: readonly TerritoryRule[];
}

/** What by itself tells why a rule matches nobody. */
const explains = new Set([
  'NEVER_TRUE',
  'FIELD_BLANK',
  'PARENT_EXCLUDES',
  'RULE_VALUE_UNKNOWN',
  'STATE_OTHER_SPELLING',
  'ZIP_MALFORMED',
  'ZIP_PLUS_FOUR'
]);

/**
 * What is wrong, or looks wrong, with the active rules of an org, in the order of the rules. Each
 * mistake is told once: what merely follows from another warning on the same rule is left out.
 * Checks that count accounts say nothing where there are none.
 */
export function lintRules(org: LintedOrg): RuleWarning[] {
  const { accounts } = org;
  const { tree } = buildTree(org.territories);
  const context: CriteriaContext = {
    accounts,
    ultimateParent: ultimateParents(accounts).ultimateParent,
    ...(accounts.choices === undefined ? {} : { picklists: accounts.choices })
  };
  const territoryOf = (rule: TerritoryRule): Territory | null =>
    tree.territories[tree.indexById.get(rule.territoryId) ?? -1] ?? null;
  const active = org.rules.filter((rule) => rule.active).sort(inOrder);
  const readable = active.flatMap((rule): ReadableRule[] => {
    const parsed = parseCriteria(rule.criteria);
    return 'fault' in parsed
      ? []
      : [{ rule, territory: territoryOf(rule), criteria: parsed.criteria }];
  });
  const { rules: placing, problems } = placingRules(org.rules, tree, context);
  const byKey = new Map(active.map((rule) => [rule.key, rule]));
  const borne = borneValues(accounts);
  const warnings = [
    ...problems.flatMap((problem) => fromProblem(problem, byKey.get(problem.record), territoryOf)),
    ...active.flatMap((rule) => places(rule, tree, placing)),
    ...readable.flatMap((one) => [
      ...impossible(one, accounts),
      ...lintValues(one.criteria, accounts, borne).map((found) => ({ ...named(one), ...found }))
    ]),
    ...mixedStates(readable, borne),
    ...acrossRules(readable, placing, tree, context)
  ];
  const explained = new Set(
    warnings.filter(({ code }) => explains.has(code)).map(({ rule }) => rule)
  );
  const place = new Map(active.map((rule, index) => [rule.key, index]));
  return warnings
    .filter(({ code, rule }) => code !== 'MATCHES_NOBODY' || !explained.has(rule))
    .sort((a, b) => (place.get(a.rule) ?? 0) - (place.get(b.rule) ?? 0));
}

/** Key and territory of a rule, as warnings name them. */
function named({ rule, territory }: Pick<ReadableRule, 'rule' | 'territory'>): {
  rule: string;
  territory: string;
} {
  return { rule: rule.key, territory: territory?.name ?? rule.territoryId };
}

function fromProblem(
  problem: Problem,
  rule: TerritoryRule | undefined,
  territoryOf: (rule: TerritoryRule) => Territory | null
): RuleWarning[] {
  if (rule === undefined) return [];
  const isInvalid = problem.code === 'RULE_INVALID';
  return [
    {
      ...named({ rule, territory: territoryOf(rule) }),
      code: isInvalid ? 'RULE_INVALID' : 'RULE_VALUE_UNKNOWN',
      level: isInvalid ? 'error' : 'warning',
      field: problem.field,
      evidence: problem.message,
      cure: problem.cure
    }
  ];
}

/** Whether the rule's territory can hold accounts. */
function places(
  rule: TerritoryRule,
  tree: TerritoryTree,
  placing: readonly PlacingRule[]
): RuleWarning[] {
  const index = tree.indexById.get(rule.territoryId) ?? -1;
  const territory = tree.territories[index] ?? null;
  const names = { ...named({ rule, territory }), field: null };
  if (territory === null)
    return [
      {
        ...names,
        code: 'TERRITORY_UNKNOWN',
        level: 'error',
        evidence: `There is no territory ${rule.territoryId}.`,
        cure: 'Name a territory that is there.'
      }
    ];
  if (tree.children(index).length > 0) {
    const narrows = placing.some((one) => tree.above(one.territoryIndex).includes(index));
    if (narrows) return [];
    return [
      {
        ...names,
        code: 'TERRITORY_NOT_LEAF',
        level: 'warning',
        evidence: `${territory.name} has territories below it, so its rules only narrow theirs, and none below it has a rule that places accounts.`,
        cure: 'Give the rule to a territory below, or give those below rules of their own.'
      }
    ];
  }
  if (tree.inScope(index)) return [];
  return [
    {
      ...names,
      code: 'TERRITORY_NOT_AT_WORK',
      level: 'warning',
      evidence: `${territory.name} is ${territory.stage}, so the rule places nobody.`,
      cure: 'Set the territory to Pilot or Active when it starts, or take the rule away.'
    }
  ];
}

function impossible(one: ReadableRule, accounts: AccountTable): RuleWarning[] {
  const kindOf = (field: string): 'text' | 'number' | 'date' | 'flag' | null =>
    /^(id|name)$/i.test(plainName(field))
      ? 'text'
      : (accountColumn(accounts, plainName(field))?.kind ?? null);
  return impossibleParts(one.criteria, kindOf).map(({ field, why }) => ({
    ...named(one),
    code: 'NEVER_TRUE',
    level: 'error',
    field,
    evidence: `${plainName(field)} can never fit: ${why}.`,
    cure: 'Correct the values, or join the conditions by "any" where either may hold.'
  }));
}

/** What shows only when the rules stand side by side, in order, against the accounts. */
function acrossRules(
  readable: readonly ReadableRule[],
  placing: readonly PlacingRule[],
  tree: TerritoryTree,
  context: CriteriaContext
): RuleWarning[] {
  const { count } = context.accounts;
  const counts = countMatches(placing, count);
  const nameOf = (index: number): string => {
    const rule = placing[index];
    return rule === undefined ? '' : `${rule.rule.key} of ${rule.territory.name}`;
  };
  const criteriaOf = new Map(readable.map((one) => [one.rule.key, one.criteria]));
  const above = conditionsAbove(readable, tree);
  const firstAlike = new Map<string, number>();
  const warnings = placing.flatMap((rule, index): RuleWarning[] => {
    const names = { ...named(rule), field: null };
    const criteria = criteriaOf.get(rule.rule.key);
    if (criteria === undefined) return [];
    const text = `${canonicalCriteria(criteria)} ${above(rule.territoryIndex)}`;
    const alike = firstAlike.get(text);
    if (alike !== undefined)
      return [
        {
          ...names,
          code: 'SAME_CRITERIA',
          level: 'warning',
          evidence: `Its criteria are those of rule ${nameOf(alike)}, which comes first and takes every account that both match.`,
          cure: 'Take one of the two away, or correct the one that was copied.'
        }
      ];
    firstAlike.set(text, index);
    if (count === 0) return [];
    if (counts.matched[index] === 0) return [matchesNobody(rule, criteria, context)];
    if (counts.first[index] !== 0) return [];
    const takers = [...(counts.takenBy[index] ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return [
      {
        ...names,
        code: 'SHADOWED',
        level: 'warning',
        evidence: `It matches ${counted(counts.matched[index] ?? 0, 'account')}, and rules before it take them all: ${fewOf(takers.map(([taker, taken]) => `${nameOf(taker)} (${String(taken)})`))}.`,
        cure: 'Give it a lower order than those rules, or take it away.'
      }
    ];
  });
  return [...warnings, ...ties(placing, counts.tied)];
}

/** The conditions that the territories above a territory add to its rules, as one text. */
function conditionsAbove(
  readable: readonly ReadableRule[],
  tree: TerritoryTree
): (territoryIndex: number) => string {
  const byTerritory = new Map<string, Criteria[]>();
  for (const { rule, criteria } of readable)
    byTerritory.set(rule.territoryId, [...(byTerritory.get(rule.territoryId) ?? []), criteria]);
  return (territoryIndex) =>
    tree
      .above(territoryIndex)
      .flatMap((index) => byTerritory.get(tree.territories[index]?.id ?? '') ?? [])
      .map(canonicalCriteria)
      .sort()
      .join(' ');
}

function matchesNobody(
  rule: PlacingRule,
  criteria: Criteria,
  context: CriteriaContext
): RuleWarning {
  const own = compileCriteria(criteria, context);
  const { count } = context.accounts;
  let matched = 0;
  for (let account = 0; account < count; account += 1) if (own(account)) matched += 1;
  const names = { ...named(rule), field: null };
  if (matched === 0)
    return {
      ...names,
      code: 'MATCHES_NOBODY',
      level: 'warning',
      field: rule.fields.length === 1 ? (rule.fields[0] ?? null) : null,
      evidence: `None of ${counted(count, 'account')} matches: ${rule.words}.`,
      cure: 'Look for a slip in field or value; where it is a plan for accounts to come, let it stand.'
    };
  return {
    ...names,
    code: 'PARENT_EXCLUDES',
    level: 'error',
    evidence: `By itself it matches ${counted(matched, 'account')}, but the rules of the territories above ${rule.territory.name} match none of them, and both must.`,
    cure: 'Widen the rule of the territory above, or move the territory elsewhere in the tree.'
  };
}

/** Rules of one order and several territories, where the key decides and nobody chose it to. */
function ties(placing: readonly PlacingRule[], tied: ReadonlyMap<number, number>): RuleWarning[] {
  const byOrder = Map.groupBy(placing, ({ rule }) => rule.order);
  return [...byOrder].flatMap(([order, group]): RuleWarning[] => {
    const [first] = group;
    const territories = new Set(group.map(({ territoryIndex }) => territoryIndex));
    if (first === undefined || territories.size < 2) return [];
    const shared = tied.get(order) ?? 0;
    const list = group.map(({ rule, territory }) => `${rule.key} of ${territory.name}`);
    return [
      {
        ...named(first),
        code: 'ORDER_TIE',
        level: shared > 0 ? 'warning' : 'note',
        field: null,
        evidence: `Order ${String(order)} stands at ${String(group.length)} rules of ${String(territories.size)} territories: ${fewOf(list)}. ${shared > 0 ? `For ${counted(shared, 'account')} the key alone decides which comes first.` : 'No account matches two of them today.'}`,
        cure: 'Give each rule an order of its own.'
      }
    ];
  });
}
