import type { DenseProblem } from './dense-problem.ts';
import type { PlanState } from './plan-state.ts';
import type { SearchTables } from './search-tables.ts';

export interface ExchangeLimits {
  /** Most accounts that one exchange moves, before a closing pair. */
  readonly moves: number;
  /** Most territories tried in the search for one exchange. */
  readonly tries: number;
}

/** The exchange found by the last call of `find`. */
export interface Exchange {
  /** Accounts moved; 0 if none was found. */
  count: number;
  /** Cost of the plan after, less before. */
  change: number;
  readonly accounts: Int32Array;
  readonly territories: Int32Array;
  /** Accounts and territories looked at, since the start. */
  nodes: number;
}

export interface ExchangeSearch {
  readonly found: Exchange;
  /** Looks for the cheapest exchange that moves `account` and changes the cost by less than `limit`. */
  find(account: number, limit: number): void;
}

const pairsLooked = 64;

/**
 * Cyclic and path exchanges (Thompson and Psaraftis 1993; Ahuja, Orlin and others): an account
 * moves to a territory, which ejects one that makes enough room, and so on, until one fits without
 * ejection, or one or two fill the hole that the first left. Every territory stays within its
 * capacity. Depth first; a branch ends when its partial sum of reduced costs and wasted capacity
 * is no better than the best exchange found: a cycle of negative sum has a start from which all
 * its partial sums are negative.
 */
export function exchangeSearch(
  problem: DenseProblem,
  tables: SearchTables,
  state: PlanState,
  limits: ExchangeLimits
): ExchangeSearch {
  const { accounts, territories, weight, capacity } = problem;
  const { reduced, prices, candidates, candidatesEach } = tables;
  const { plan, loads, members, memberCount } = state;
  const found: Exchange = {
    count: 0,
    change: 0,
    accounts: new Int32Array(limits.moves + 3),
    territories: new Int32Array(limits.moves + 3),
    nodes: 0
  };
  const pathAccounts = new Int32Array(limits.moves + 1);
  const pathTerritories = new Int32Array(limits.moves + 1);
  const used = new Uint8Array(territories);
  const pairAccount = new Int32Array(pairsLooked);
  const pairLoss = new Float64Array(pairsLooked);
  const pairLeaves = new Float64Array(pairsLooked);
  const pairEnters = new Float64Array(pairsLooked);
  let origin = 0;
  let hole = 0;
  let originSlack = 0;
  let originPrice = 0;
  let tries = 0;

  const keep = (depth: number, change: number): void => {
    found.change = change;
    found.count = depth + 1;
    for (let step = 0; step <= depth; step += 1) {
      found.accounts[step] = pathAccounts[step] as number;
      found.territories[step] = pathTerritories[step] as number;
    }
  };

  const closeWithPair = (depth: number, sum: number, into: number, needs: number): void => {
    const offset = into * accounts;
    const there = memberCount[into] as number;
    const price = prices[into] as number;
    const slack = (capacity[into] as number) - (loads[into] as number);
    const best = found.change - sum + originPrice * originSlack + price * slack;
    const least = needs - slack;
    const room = originSlack + hole;
    let listed = 0;
    found.nodes += there;
    for (let index = 0; index < there && listed < pairsLooked; index += 1) {
      const account = members[offset + index] as number;
      const row = account * territories;
      const loss = (reduced[row + origin] as number) - (reduced[row + into] as number);
      if (!(loss < best)) continue;
      pairAccount[listed] = account;
      pairLoss[listed] = loss;
      pairLeaves[listed] = weight[row + into] as number;
      pairEnters[listed] = weight[row + origin] as number;
      listed += 1;
    }
    for (let one = 1; one < listed; one += 1)
      for (let other = 0; other < one; other += 1) {
        const leaves = (pairLeaves[one] as number) + (pairLeaves[other] as number);
        if (leaves < least) continue;
        const enters = (pairEnters[one] as number) + (pairEnters[other] as number);
        if (enters > room) continue;
        const change =
          sum +
          (pairLoss[one] as number) +
          (pairLoss[other] as number) +
          price * (leaves - needs) +
          originPrice * (hole - enters);
        if (change >= found.change - 1e-12) continue;
        keep(depth, change);
        found.accounts[depth + 1] = pairAccount[one] as number;
        found.territories[depth + 1] = origin;
        found.accounts[depth + 2] = pairAccount[other] as number;
        found.territories[depth + 2] = origin;
        found.count = depth + 3;
      }
  };

  const extend = (account: number, depth: number, sum: number): void => {
    const row = account * territories;
    const base = reduced[row + (plan[account] as number)] as number;
    pathAccounts[depth] = account;
    if (depth > 0) {
      const enters = weight[row + origin] as number;
      if (enters <= originSlack + hole) {
        const change =
          sum + (reduced[row + origin] as number) - base + originPrice * (hole - enters);
        if (change < found.change - 1e-12) {
          pathTerritories[depth] = origin;
          keep(depth, change);
        }
      }
    }
    for (let rank = 0; rank < candidatesEach; rank += 1) {
      const into = candidates[account * candidatesEach + rank] as number;
      if (used[into] === 1) continue;
      tries -= 1;
      if (tries < 0) return;
      found.nodes += 1;
      const price = prices[into] as number;
      const slack = (capacity[into] as number) - (loads[into] as number);
      const enters = weight[row + into] as number;
      const after = sum + (reduced[row + into] as number) - base;
      if (after - price * slack >= found.change) continue;
      pathAccounts[depth] = account;
      pathTerritories[depth] = into;
      if (enters <= slack) {
        const change = after - price * enters + originPrice * hole;
        if (change < found.change - 1e-12) keep(depth, change);
      }
      if (depth + 1 >= limits.moves) continue;
      closeWithPair(depth, after, into, enters);
      const there = memberCount[into] as number;
      const offset = into * accounts;
      const least = enters - slack;
      used[into] = 1;
      found.nodes += there;
      for (let index = 0; index < there; index += 1) {
        const ejected = members[offset + index] as number;
        const leaves = weight[ejected * territories + into] as number;
        if (leaves < least) continue;
        const next = after + price * (leaves - enters);
        if (next >= found.change) continue;
        extend(ejected, depth + 1, next);
        pathAccounts[depth] = account;
        pathTerritories[depth] = into;
        if (tries < 0) break;
      }
      used[into] = 0;
      if (tries < 0) return;
    }
  };

  return {
    found,
    find(account, limit) {
      origin = plan[account] as number;
      hole = weight[account * territories + origin] as number;
      originSlack = (capacity[origin] as number) - (loads[origin] as number);
      originPrice = prices[origin] as number;
      tries = limits.tries;
      found.count = 0;
      found.change = limit;
      used[origin] = 1;
      extend(account, 0, 0);
      used[origin] = 0;
    }
  };
}
