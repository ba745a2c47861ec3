/** Seeded chance: the same seed gives the same company on every machine. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True with the given probability. */
  hit(probability: number): boolean;
  /** Right-skewed factor with median 1: exp of a normal with the given sigma. */
  skewed(sigma: number): number;
}

/** Mulberry32, a 32-bit generator by Tommy Ettinger (public domain), good enough for made-up data. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (choices) => {
      const choice = choices[Math.floor(next() * choices.length)];
      if (choice === undefined) throw new Error('pick: there is nothing to choose from');
      return choice;
    },
    hit: (probability) => next() < probability,
    skewed: (sigma) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return Math.exp(sigma * normal);
    }
  };
}
