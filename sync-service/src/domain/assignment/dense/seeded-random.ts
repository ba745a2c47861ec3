/** A source of numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/**
 * xoshiro128** of Blackman and Vigna (2018), 53 of its bits a number, its state filled from the
 * seed by the mixer of SplitMix32.
 * @param seed any number; its lowest 32 bits count
 */
export function seededRandom(seed: number): Random {
  let mixer = seed | 0;
  const mixed = (): number => {
    mixer = (mixer + 0x9e3779b9) | 0;
    let bits = mixer;
    bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return bits ^ (bits >>> 15);
  };
  let a = mixed();
  let b = mixed();
  let c = mixed();
  let d = mixed();
  const next = (): number => {
    const turned = Math.imul(b, 5);
    const result = Math.imul((turned << 7) | (turned >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  return () => (next() >>> 5) * 2 ** -27 + (next() >>> 6) * 2 ** -53;
}
