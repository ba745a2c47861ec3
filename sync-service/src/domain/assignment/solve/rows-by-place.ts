import type { Instance } from './instance.ts';

/** Below this many rows everything fits the processor's caches in any order. */
const manyRows = 20_000;
const cells = 1024;

/**
 * Free blocks along a curve through their places (Morton 1966), those without a place last: rows
 * that follow each other then choose among the same territories, so that prices, loads and the
 * search for candidates stay in the processor's caches. A few blocks stay in their order.
 */
export function rowsByPlace(instance: Instance, free: Int32Array): Int32Array {
  if (free.length <= manyRows) return free;
  const { blocks, problem } = instance;
  const key = new Float64Array(free.length);
  const across = cellsOf(problem.accountLongitude);
  const up = cellsOf(problem.accountLatitude);
  for (const [index, block] of free.entries()) {
    const account = blocks.member[blocks.start[block] ?? 0] ?? 0;
    const x = across(account);
    const y = up(account);
    const at = x < 0 || y < 0 ? cells * cells : spread(x) + 2 * spread(y);
    key[index] = at * 2 ** 31 + index;
  }
  key.sort();
  return Int32Array.from(key, (value) => free[value % 2 ** 31] ?? 0);
}

/** Which of the cells between the least and the greatest of a column each account is in; −1 for none. */
function cellsOf(degrees: Float64Array): (account: number) => number {
  let least = Infinity;
  let most = -Infinity;
  for (const value of degrees) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const perDegree = most > least ? cells / (most - least) : 0;
  return (account) => {
    const place = Math.floor(((degrees[account] ?? NaN) - least) * perDegree);
    return place >= 0 ? Math.min(cells - 1, place) : -1;
  };
}

/** The ten bits of a number with a gap after each. */
function spread(value: number): number {
  let bits = value & 0x3ff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  bits = (bits | (bits << 1)) & 0x55555555;
  return bits;
}
