import type { OrgSnapshot, TerritoryRule } from '../core/snapshot.ts';
import { buildTree } from '../territory/tree.ts';
import { valuesInWords } from './describe-criteria.ts';
import { ultimateParents } from './families.ts';
import { placingRules } from './match-rules.ts';
import type { RuleExpectation } from './rules-text.ts';

/** An expectation held against the rules; one an account. */
export interface CheckedExpectation {
  readonly expected: RuleExpectation;
  readonly passed: boolean;
  /** Key of the territory that the rules give; null for none, or where there is no such account. */
  readonly territory: string | null;
  /** Why, in words. */
  readonly words: string;
}

/**
 * Holds expectations against what the rules alone say: the first rule that matches the account, or
 * the head of its family where families stay together. Locks, people's choices and where the
 * account is today are left out. A name holds for all accounts that bear it; one that no account
 * bears fails.
 */
export function checkExpectations(
  snapshot: OrgSnapshot,
  rules: readonly TerritoryRule[],
  expectations: readonly RuleExpectation[]
): CheckedExpectation[] {
  const { accounts, policy } = snapshot;
  const { tree } = buildTree(snapshot.territories);
  const { ultimateParent } = ultimateParents(accounts);
  const { rules: placing } = placingRules(rules, tree, {
    accounts,
    ultimateParent,
    ...(accounts.choices === undefined ? {} : { picklists: accounts.choices })
  });
  const wanted = new Set(expectations.map(({ account }) => formOf(account)));
  const indexes = new Map<string, number[]>();
  for (let index = 0; index < accounts.count; index += 1)
    for (const form of new Set([
      formOf(accounts.ids[index] ?? ''),
      formOf(accounts.names[index] ?? '')
    ]))
      if (wanted.has(form)) indexes.set(form, [...(indexes.get(form) ?? []), index]);
  return expectations.flatMap((expected): CheckedExpectation[] => {
    const found = indexes.get(formOf(expected.account)) ?? [];
    if (found.length === 0)
      return [{ expected, passed: false, territory: null, words: 'there is no such account' }];
    return found.map((index) => {
      const head = policy.familyFollowsParent ? (ultimateParent[index] ?? index) : index;
      const rule = placing.find(({ matches }) => matches(head));
      const territory = rule?.territory.key ?? null;
      const family =
        head === index ? '' : ` (by its ultimate parent ${accounts.names[head] ?? ''})`;
      const fields = rule?.fields ?? [...new Set(placing.flatMap((one) => one.fields))].slice(0, 6);
      const values = fields.length === 0 ? '' : `; here ${valuesInWords(fields, accounts, head)}`;
      return {
        expected,
        passed: territory === expected.territory,
        territory,
        words: `${rule === undefined ? 'no rule matches' : rule.words}${values}${family}`
      };
    });
  });
}

/** Ids by their first 15 characters, in their own letter case; names in small letters. */
function formOf(account: string): string {
  return /^001[0-9A-Za-z]{12}([0-9A-Za-z]{3})?$/.test(account)
    ? account.slice(0, 15)
    : account.trim().toLowerCase();
}
