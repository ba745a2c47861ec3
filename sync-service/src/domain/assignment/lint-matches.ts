import type { PlacingRule } from './match-rules.ts';

/** How often each rule matches, decides, or comes too late; indexes are positions in the list of rules. */
export interface MatchCounts {
  /** Accounts that each rule matches. */
  readonly matched: Float64Array;
  /** Accounts for which each rule is the first. */
  readonly first: Float64Array;
  /** For each rule: accounts that it matches too late, by the rule that came first. */
  readonly takenBy: readonly ReadonlyMap<number, number>[];
  /** Accounts that the first rule of an order shares with a rule of the same order and another territory, by order. */
  readonly tied: ReadonlyMap<number, number>;
}

/** Matches every account against every rule once. @param rules in order */
export function countMatches(rules: readonly PlacingRule[], accounts: number): MatchCounts {
  const matched = new Float64Array(rules.length);
  const first = new Float64Array(rules.length);
  const takenBy = rules.map(() => new Map<number, number>());
  const tied = new Map<number, number>();
  for (let account = 0; account < accounts; account += 1) {
    let winner = -1;
    let isTied = false;
    for (let index = 0; index < rules.length; index += 1) {
      const rule = rules[index];
      if (rule === undefined || !rule.matches(account)) continue;
      matched[index] = (matched[index] ?? 0) + 1;
      if (winner < 0) {
        winner = index;
        first[index] = (first[index] ?? 0) + 1;
        continue;
      }
      const late = takenBy[index];
      late?.set(winner, (late.get(winner) ?? 0) + 1);
      isTied ||=
        rules[winner]?.rule.order === rule.rule.order &&
        rules[winner]?.territoryIndex !== rule.territoryIndex;
    }
    const order = rules[winner]?.rule.order;
    if (isTied && order !== undefined) tied.set(order, (tied.get(order) ?? 0) + 1);
  }
  return { matched, first, takenBy, tied };
}
