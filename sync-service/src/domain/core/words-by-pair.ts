/** Second numbers that a pair is remembered for. */
const secondBelow = 1024;
const firstBelow = 2 ** 20;
/** Pairs beyond this many are put into words each time. */
const mostPairs = 20_000;

/**
 * Words of two numbers, made once for each pair: equal texts share their memory and are not made,
 * joined and hashed again. Only pairs of whole numbers, the second below 1,024, are remembered.
 */
export function wordsByPair(
  make: (first: number, second: number) => string
): (first: number, second: number) => string {
  const known = new Map<number, string>();
  return (first, second) => {
    const isSmall = first >= 0 && first < firstBelow && second >= 0 && second < secondBelow;
    if (!isSmall || !Number.isInteger(first) || !Number.isInteger(second))
      return make(first, second);
    const pair = first * secondBelow + second;
    const held = known.get(pair);
    if (held !== undefined) return held;
    const words = make(first, second);
    if (known.size < mostPairs) known.set(pair, words);
    return words;
  };
}
