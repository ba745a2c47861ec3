import type { Problem } from './problem.ts';

/** Accounts that must share a territory, contracted; everything after this moves whole blocks. */
export interface Blocks {
  readonly count: number;
  /** Members of block b: `member[start[b]]` up to `member[start[b + 1] − 1]`, by rising index. */
  readonly start: Int32Array;
  readonly member: Int32Array;
  /** Block of each account (N). */
  readonly of: Int32Array;
}

/** Union of families and together-pairs. Blocks are numbered by their first account. */
export function contractBlocks(problem: Problem): Blocks {
  const { accounts } = problem;
  const parent = Int32Array.from({ length: accounts }, (_, index) => index);
  const rootOf = (account: number): number => {
    let at = account;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      parent[at] = parent[up] ?? up;
      at = up;
    }
    return at;
  };
  const join = (a: number, b: number): void => {
    const one = rootOf(a);
    const other = rootOf(b);
    parent[Math.max(one, other)] = Math.min(one, other);
  };
  const firstOfFamily = new Map<number, number>();
  for (let account = 0; account < accounts; account += 1) {
    const family = problem.family[account] ?? -1;
    if (family < 0) continue;
    const first = firstOfFamily.get(family);
    if (first === undefined) firstOfFamily.set(family, account);
    else join(first, account);
  }
  const together = problem.together ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < together.length; pair += 2)
    join(together[pair] ?? 0, together[pair + 1] ?? 0);
  return numberBlocks(accounts, rootOf);
}

function numberBlocks(accounts: number, rootOf: (account: number) => number): Blocks {
  const of = new Int32Array(accounts).fill(-1);
  let count = 0;
  for (let account = 0; account < accounts; account += 1) {
    const root = rootOf(account);
    if (root === account) {
      of[account] = count;
      count += 1;
    } else of[account] = of[root] ?? 0;
  }
  const start = new Int32Array(count + 1);
  for (const block of of) start[block + 1] = (start[block + 1] ?? 0) + 1;
  for (let block = 0; block < count; block += 1)
    start[block + 1] = (start[block + 1] ?? 0) + (start[block] ?? 0);
  const next = start.slice();
  const member = new Int32Array(accounts);
  for (let account = 0; account < accounts; account += 1) {
    const block = of[account] ?? 0;
    const slot = next[block] ?? 0;
    member[slot] = account;
    next[block] = slot + 1;
  }
  return { count, start, member, of };
}
