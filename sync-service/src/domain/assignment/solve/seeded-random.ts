/** Uniform whole numbers below 2³², from a seed; xorshift of Marsaglia (2003) after a mixing of the seed. */
export interface SeededRandom {
  next(): number;
}

/** The same seed gives the same numbers on every machine. */
export function seededRandom(seed: number): SeededRandom {
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) >>> 0 || 0x6d2b79f5;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let turn = 0; turn < 8; turn += 1) next();
  return { next };
}
