/** Events per exposure in cells, each cell at one level of each factor. */
export interface Cells {
  readonly exposure: Float64Array;
  readonly events: Float64Array;
  /** By factor: the level of each cell. */
  readonly levels: readonly Int32Array[];
  /** By factor: how many levels. */
  readonly sizes: readonly number[];
}

/** A rate is `base` times one effect a factor. */
export interface Rates {
  readonly base: number;
  readonly effects: readonly Float64Array[];
  /** By factor: expected events that weigh as much as what was seen; large where levels hardly differ. */
  readonly strength: readonly number[];
}

const rounds = 25;
/** Bounds of the variance of a factor's effects. */
const leastVariance = 1e-4;
const mostVariance = 4;

/**
 * Multiplicative Poisson rates, each level shrunk to the whole: effect = (O + k) / (E + k), where E
 * is what the other factors lead one to expect and k = 1 / variance of the effects between levels by
 * moments, Σ((O − E)² / E − 1) / ΣE (Bühlmann and Straub's credibility, iterated as in Bailey and
 * Simon's minimum bias): weighed by E, not by E², so that one level that nearly all are in does not
 * hide how far the others differ. A level without data has effect 1; a factor without skill loses its
 * voice.
 */
export function fitRates({ exposure, events, levels, sizes }: Cells): Rates {
  const total = sum(exposure);
  const all = sum(events);
  const effects = sizes.map((size) => new Float64Array(size).fill(1));
  const strength = sizes.map(() => 1 / leastVariance);
  if (total <= 0 || all <= 0) return { base: 0, effects, strength };
  let base = all / total;
  for (let round = 0; round < rounds; round += 1) {
    for (const [factor, own] of effects.entries()) {
      const level = levels[factor] ?? new Int32Array(exposure.length);
      const expected = new Float64Array(own.length);
      const seen = new Float64Array(own.length);
      for (let cell = 0; cell < exposure.length; cell += 1) {
        if (exposure[cell] === 0) continue;
        let rate = base * (exposure[cell] ?? 0);
        for (const [other, effect] of effects.entries())
          if (other !== factor) rate *= effect[levels[other]?.[cell] ?? 0] ?? 1;
        const at = level[cell] ?? 0;
        expected[at] = (expected[at] ?? 0) + rate;
        seen[at] = (seen[at] ?? 0) + (events[cell] ?? 0);
      }
      const k = 1 / varianceOfEffects(seen, expected);
      strength[factor] = k;
      for (let at = 0; at < own.length; at += 1)
        own[at] = ((seen[at] ?? 0) + k) / ((expected[at] ?? 0) + k);
    }
    let expectedInAll = 0;
    for (let cell = 0; cell < exposure.length; cell += 1) {
      let rate = base * (exposure[cell] ?? 0);
      for (const [other, effect] of effects.entries())
        rate *= effect[levels[other]?.[cell] ?? 0] ?? 1;
      expectedInAll += rate;
    }
    base *= all / expectedInAll;
  }
  return { base, effects, strength };
}

/** Variance of (seen over expected) beyond chance, by moments. */
function varianceOfEffects(seen: Float64Array, expected: Float64Array): number {
  let above = 0;
  let below = 0;
  for (let at = 0; at < seen.length; at += 1) {
    const e = expected[at] ?? 0;
    // A level where hardly anything is to be expected must not tell by one event.
    above += (((seen[at] ?? 0) - e) ** 2 - e) / Math.max(1, e);
    below += e;
  }
  return below === 0
    ? leastVariance
    : Math.min(mostVariance, Math.max(leastVariance, above / below));
}

function sum(values: Float64Array): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
