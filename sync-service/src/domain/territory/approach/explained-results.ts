import type { SeededRandom } from '../../assignment/solve/seeded-random.ts';
import { seededRandom } from '../../assignment/solve/seeded-random.ts';
import type { AccountGroups } from './account-groups.ts';
import type { ClosedDeals, Interval } from './approach-shape.ts';
import type { Observed, OutOfFold } from './out-of-fold.ts';
import { foldsOf, foretellOutOfFold, totalsOutOfFold } from './out-of-fold.ts';

/** Fewer observations tell nothing. */
export const fewestDeals = 40;
const resamples = 400;
const shuffles = 99;
/** Ends of the interval: the middle nine tenths. */
const lowEnd = 0.05;

/** What deals say of win rate and deal size; null where they are too few. */
export interface Outcomes {
  readonly winRate: Observed | null;
  readonly dealSize: Observed | null;
}

/** How well an approach foretells accounts that it was not learned from. */
export interface Explained {
  readonly winRate: Interval | null;
  readonly dealSize: Interval | null;
  /** Log-likelihood gained over one rate and one size for all, in nats. */
  readonly gain: number;
  /** The same for each resample of the accounts. */
  readonly gains: Float64Array;
}

/** Win rate counts closed deals, deal size the logarithm of won amounts above 0. */
export function outcomesOf(accounts: number, deals: ClosedDeals): Outcomes {
  const empty = (kind: Observed['kind']): Observed => ({
    kind,
    count: new Float64Array(accounts),
    sum: new Float64Array(accounts),
    squares: new Float64Array(accounts)
  });
  const rate = empty('share');
  const size = empty('mean');
  const add = ({ count, sum, squares }: Observed, at: number, value: number): void => {
    count[at] = (count[at] ?? 0) + 1;
    sum[at] = (sum[at] ?? 0) + value;
    squares[at] = (squares[at] ?? 0) + value * value;
  };
  let sized = 0;
  for (let deal = 0; deal < deals.account.length; deal += 1) {
    const at = deals.account[deal] ?? 0;
    const won = deals.won[deal] === 1;
    add(rate, at, won ? 1 : 0);
    const amount = deals.amount[deal] ?? NaN;
    if (!won || !(amount > 0)) continue;
    sized += 1;
    add(size, at, Math.log(amount));
  }
  const wins = rate.sum.reduce((sum, value) => sum + value, 0);
  const losses = deals.account.length - wins;
  return {
    winRate:
      Math.min(wins, losses) >= fewestDeals / 4 && wins + losses >= fewestDeals ? rate : null,
    dealSize: sized >= fewestDeals ? size : null
  };
}

/** Explains the outcomes by each grouping, over the same folds and the same resamples. */
export function explainBy(
  groupings: readonly AccountGroups[],
  outcomes: Outcomes,
  seed: number
): Explained[] {
  const accounts = groupings[0]?.group.length ?? 0;
  const fold = foldsOf(accounts, seed);
  const told = groupings.map(({ group, count }) => ({
    winRate: outcomes.winRate && foretellOutOfFold(outcomes.winRate, group, count, fold),
    dealSize: outcomes.dealSize && foretellOutOfFold(outcomes.dealSize, group, count, fold)
  }));
  const sized = outcomes.dealSize?.count.reduce((sum, n) => sum + n, 0) ?? 0;
  const random = seededRandom(seed + 1);
  const once = new Float64Array(accounts).fill(1);
  const weights = Array.from({ length: resamples }, () => poissonWeights(accounts, random));
  return told.map((one) => {
    const shares = (part: OutOfFold | null, weight: Float64Array): number =>
      part === null ? 0 : explainedShare(part, weight);
    const gainOf = (weight: Float64Array): number =>
      (one.winRate === null ? 0 : shareGain(one.winRate, weight)) +
      (one.dealSize === null ? 0 : meanGain(one.dealSize, weight, sized));
    const interval = (part: OutOfFold | null): Interval | null => {
      if (part === null) return null;
      const seen = Float64Array.from(weights, (weight) => shares(part, weight)).sort();
      return {
        value: shares(part, once),
        low: seen[Math.floor(lowEnd * resamples)] ?? NaN,
        high: seen[Math.ceil((1 - lowEnd) * resamples) - 1] ?? NaN
      };
    };
    return {
      winRate: interval(one.winRate),
      dealSize: interval(one.dealSize),
      gain: gainOf(once),
      gains: Float64Array.from(weights, gainOf)
    };
  });
}

/**
 * Chance that outcomes shuffled among accounts give the best of these groupings as much gain as
 * they have: one permutation test for all of them at once (Westfall and Young 1993).
 */
export function chanceOfGain(
  groupings: readonly AccountGroups[],
  outcomes: Outcomes,
  best: number,
  seed: number
): number {
  const accounts = groupings[0]?.group.length ?? 0;
  const fold = foldsOf(accounts, seed);
  const random = seededRandom(seed + 2);
  const sized = outcomes.dealSize?.count.reduce((sum, n) => sum + n, 0) ?? 0;
  // Accounts without a deal say nothing, and shuffled among the others they would only thin them.
  const speaking = Int32Array.from(
    Array.from({ length: accounts }, (_, index) => index).filter(
      (index) =>
        (outcomes.winRate?.count[index] ?? 0) > 0 || (outcomes.dealSize?.count[index] ?? 0) > 0
    )
  );
  let asMuch = 0;
  for (let turn = 0; turn < shuffles; turn += 1) {
    const from = shuffled(speaking, random);
    const shuffle = (observed: Observed | null): Observed | null =>
      observed && shuffledOutcome(observed, speaking, from);
    const winRate = shuffle(outcomes.winRate);
    const dealSize = shuffle(outcomes.dealSize);
    const most = groupings.reduce((top, { group, count }) => {
      const rate = winRate && totalsOutOfFold(winRate, group, count, fold);
      const size = dealSize && totalsOutOfFold(dealSize, group, count, fold);
      const gain =
        (rate === null ? 0 : (rate.plain - rate.loss) / 2) +
        (size === null ? 0 : (sized / 2) * Math.log(size.plain / size.loss));
      return Math.max(top, gain);
    }, -Infinity);
    if (most >= best) asMuch += 1;
  }
  return (asMuch + 1) / (shuffles + 1);
}

function explainedShare({ loss, plain }: OutOfFold, weight: Float64Array): number {
  const all = weighted(plain, weight);
  return all === 0 ? 0 : 1 - weighted(loss, weight) / all;
}

function shareGain({ loss, plain }: OutOfFold, weight: Float64Array): number {
  return (weighted(plain, weight) - weighted(loss, weight)) / 2;
}

/** Of a normal outcome whose variance is estimated. */
function meanGain({ loss, plain }: OutOfFold, weight: Float64Array, observations: number): number {
  const told = weighted(loss, weight);
  const all = weighted(plain, weight);
  return told > 0 && all > 0 ? (observations / 2) * Math.log(all / told) : 0;
}

function weighted(values: Float64Array, weight: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1)
    sum += (values[index] ?? 0) * (weight[index] ?? 0);
  return sum;
}

/** How often each account stands in a resample: Poisson of mean 1, the bootstrap's limit. */
function poissonWeights(accounts: number, random: SeededRandom): Float64Array {
  return Float64Array.from({ length: accounts }, () => {
    const end = Math.exp(-1);
    let drawn = 0;
    for (let product = uniform(random); product > end; product *= uniform(random)) drawn += 1;
    return drawn;
  });
}

const uniform = (random: SeededRandom): number => (random.next() + 0.5) / 2 ** 32;

function shuffled(values: Int32Array, random: SeededRandom): Int32Array {
  const mixed = Int32Array.from(values);
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = random.next() % (at + 1);
    const held = mixed[at] ?? 0;
    mixed[at] = mixed[other] ?? 0;
    mixed[other] = held;
  }
  return mixed;
}

function shuffledOutcome(observed: Observed, to: Int32Array, from: Int32Array): Observed {
  const moved = (values: Float64Array): Float64Array => {
    const result = new Float64Array(values.length);
    to.forEach((index, place) => {
      result[index] = values[from[place] ?? 0] ?? 0;
    });
    return result;
  };
  return {
    kind: observed.kind,
    count: moved(observed.count),
    sum: moved(observed.sum),
    squares: moved(observed.squares)
  };
}
