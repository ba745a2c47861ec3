/** A figure with the 95 % interval that its data allow. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Deals, leads or whatever it was counted from. */
  readonly count: number;
}

/** 97.5 % quantile of the normal distribution. */
export const z = 1.959963984540054;

/** A share of cases with Wilson's interval. @returns null without cases */
export function shareInterval(hits: number, cases: number): Interval | null {
  if (cases <= 0) return null;
  const share = hits / cases;
  const middle = (share + (z * z) / (2 * cases)) / (1 + (z * z) / cases);
  const half =
    (z / (1 + (z * z) / cases)) *
    Math.sqrt((share * (1 - share)) / cases + (z * z) / (4 * cases * cases));
  return {
    value: share,
    low: Math.max(0, middle - half),
    high: Math.min(1, middle + half),
    count: cases
  };
}

/** Sums of values, from which their mean and spread are told without holding them. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

export function momentsOf(values: readonly number[]): Moments {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    squares: values.reduce((sum, value) => sum + value ** 2, 0)
  };
}

/** A mean with Student's interval. @returns null for fewer than two values: one proves nothing */
export function meanInterval(values: readonly number[]): Interval | null {
  return intervalOfMean(momentsOf(values));
}

/** As `meanInterval`, of values that were summed up. */
export function intervalOfMean(moments: Moments): Interval | null {
  const { count } = moments;
  if (count < 2) return null;
  const value = moments.sum / count;
  const half = studentQuantile(count - 1) * Math.sqrt(varianceOfMean(moments));
  return { value, low: value - half, high: value + half, count };
}

/**
 * Difference of two means, second less first, with Welch's interval (degrees of freedom by
 * Satterthwaite, whole). @returns null where either has fewer than two values
 */
export function differenceInterval(first: Moments, second: Moments): Interval | null {
  if (first.count < 2 || second.count < 2) return null;
  const [a, b] = [varianceOfMean(first), varianceOfMean(second)];
  const value = second.sum / second.count - first.sum / first.count;
  const freedom =
    a + b === 0
      ? first.count + second.count - 2
      : (a + b) ** 2 / (a ** 2 / (first.count - 1) + b ** 2 / (second.count - 1));
  const half = studentQuantile(Math.max(1, Math.floor(freedom))) * Math.sqrt(a + b);
  return { value, low: value - half, high: value + half, count: first.count + second.count };
}

/**
 * A product of independent figures and their inverses, with the interval that their relative errors
 * give on the log scale (delta method). @param of null where one is not known or not above 0
 */
export function productInterval(
  factor: number,
  of: readonly { readonly figure: Interval | null; readonly power: 1 | -1 }[]
): Interval | null {
  let value = factor;
  let variance = 0;
  let count = Infinity;
  for (const { figure, power } of of) {
    if (figure === null || figure.value <= 0) return null;
    value *= figure.value ** power;
    variance += ((figure.high - figure.low) / (2 * z * figure.value)) ** 2;
    count = Math.min(count, figure.count);
  }
  const times = Math.exp(z * Math.sqrt(variance));
  return { value, low: value / times, high: value * times, count };
}

function varianceOfMean({ count, sum, squares }: Moments): number {
  const mean = sum / count;
  return Math.max(0, squares - count * mean ** 2) / (count - 1) / count;
}

/**
 * 97.5 % quantile of Student's distribution: exact for 1 and 2 degrees of freedom, else the series of
 * Cornish and Fisher around the normal quantile, which errs by less than 0.01 from 3 on.
 */
export function studentQuantile(freedom: number): number {
  if (freedom <= 1) return Math.tan(Math.PI * 0.475);
  if (freedom === 2) return 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
  const n = freedom;
  return (
    z +
    (z ** 3 + z) / (4 * n) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * n ** 4)
  );
}

/** What an interval says of a team's figure: a difference is claimed only where the team lies outside. */
export function against(
  own: Interval | null,
  team: number | null
): 'Above' | 'Below' | 'Not proven' | null {
  if (own === null || team === null) return null;
  if (own.low > team) return 'Above';
  return own.high < team ? 'Below' : 'Not proven';
}
