import type { Problem, TerritoryLimits } from '../solve/problem.ts';

/** Where somebody starts from, and what part of a full share they take: 0.7 while ramping. */
export interface NewBase {
  readonly latitude: number;
  readonly longitude: number;
  readonly share?: number;
}

/**
 * The problem with territories added at the end, each with the skills and limits of territory
 * `like` and its shares times the base's own.
 */
export function addTerritories(problem: Problem, like: number, bases: readonly NewBase[]): Problem {
  const { skills, limits } = problem;
  const longer = (list: Float64Array, added: (base: NewBase) => number): Float64Array =>
    Float64Array.from([...list, ...bases.map(added)]);
  const copied = (list: Int32Array): Int32Array =>
    Int32Array.from([...list, ...bases.map(() => list[like] ?? 0)]);
  return {
    ...problem,
    territories: problem.territories + bases.length,
    baseLatitude: longer(problem.baseLatitude, ({ latitude }) => latitude),
    baseLongitude: longer(problem.baseLongitude, ({ longitude }) => longitude),
    measures: problem.measures.map((measure) => ({
      ...measure,
      share: longer(measure.share, ({ share }) => (measure.share[like] ?? 0) * (share ?? 1))
    })),
    ...(skills === undefined
      ? {}
      : {
          skills: {
            ...skills,
            offered: Int32Array.from([
              ...skills.offered,
              ...bases.flatMap(() => [
                ...skills.offered.subarray(like * skills.words, (like + 1) * skills.words)
              ])
            ])
          }
        }),
    ...(limits === undefined
      ? {}
      : { limits: longerLimits(limits, copied, (list) => longer(list, () => list[like] ?? NaN)) })
  };
}

function longerLimits(
  { minAccounts, maxAccounts, maxLoad, radiusMiles }: TerritoryLimits,
  whole: (list: Int32Array) => Int32Array,
  real: (list: Float64Array) => Float64Array
): TerritoryLimits {
  return {
    ...(minAccounts && { minAccounts: whole(minAccounts) }),
    ...(maxAccounts && { maxAccounts: whole(maxAccounts) }),
    ...(radiusMiles && { radiusMiles: real(radiusMiles) }),
    ...(maxLoad && { maxLoad: { measure: maxLoad.measure, most: real(maxLoad.most) } })
  };
}

/** The problem with one territory's base and shares changed; the number of territories stays. */
export function changeTerritory(
  problem: Problem,
  k: number,
  base: NewBase | null,
  shareOf: (share: Float64Array) => number
): Problem {
  const put = (list: Float64Array, value: number | undefined): Float64Array =>
    value === undefined ? list : list.map((own, at) => (at === k ? value : own));
  return {
    ...problem,
    baseLatitude: put(problem.baseLatitude, base?.latitude),
    baseLongitude: put(problem.baseLongitude, base?.longitude),
    measures: problem.measures.map((measure) => ({
      ...measure,
      share: put(measure.share, shareOf(measure.share))
    }))
  };
}

/** The problem where a territory wants nothing more and need hold nothing. */
export function closeTerritory(problem: Problem, k: number): Problem {
  const closed = changeTerritory(problem, k, null, () => 0);
  const { limits } = problem;
  return limits?.minAccounts === undefined
    ? closed
    : {
        ...closed,
        limits: {
          ...limits,
          minAccounts: limits.minAccounts.map((own, at) => (at === k ? 0 : own))
        }
      };
}
