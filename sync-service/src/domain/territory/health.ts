import type { HealthComponent, Policy } from '../core/policy.ts';
import { healthComponents } from '../core/policy.ts';
import { scoreAt } from '../core/piecewise.ts';

/** Figures of a territory that its health is made of; null means not known. */
export interface HealthFigures {
  /** Pace: attained over what is due. */
  readonly Attainment: number | null;
  /** Share touched within cadence. */
  readonly Coverage: number | null;
  /** Deviation of workload from the fair share. */
  readonly Workload: number | null;
  /** Deviation of potential from the fair share. */
  readonly Potential: number | null;
  /** GRR over its target. */
  readonly Retention: number | null;
  /** Pipeline coverage over its target; Infinity where nothing of the quota is left. */
  readonly Pipeline: number | null;
  /** Travel hours over workload. */
  readonly Travel: number | null;
}

export interface TerritoryHealth {
  /** 0 to 100; null while less than half the weight is known. */
  readonly score: number | null;
  readonly components: Readonly<Record<HealthComponent, number | null>>;
  /** Share of the weight that has data, 0 to 1. */
  readonly weightKnown: number;
}

/** The weighted mean of the components that are known; a component without data drops out and its weight is shared. */
export function territoryHealth(figures: HealthFigures, policy: Policy): TerritoryHealth {
  const components = Object.fromEntries(
    healthComponents.map((name) => {
      const figure = figures[name];
      const size =
        name === 'Workload' || name === 'Potential' ? Math.abs(figure ?? 0) : (figure ?? 0);
      return [name, figure === null ? null : scoreAt(policy.maps[name], size)];
    })
  ) as Record<HealthComponent, number | null>;
  const { mean, known } = weightedMean(healthComponents, components, policy.weights);
  return { score: known < 0.5 ? null : mean, components, weightKnown: known };
}

/** Mean of the parts that are known, and the share of the weight that they bear; 0 where there is no weight at all. */
export function weightedMean<Name extends string>(
  names: readonly Name[],
  scores: Readonly<Record<Name, number | null>>,
  weights: Readonly<Record<Name, number>>
): {
  mean: number | null;
  known: number;
} {
  let sum = 0;
  let known = 0;
  let total = 0;
  for (const name of names) {
    const score = scores[name];
    const weight = weights[name];
    total += weight;
    if (score === null || Number.isNaN(score)) continue;
    known += weight;
    sum += weight * score;
  }
  return { mean: known > 0 ? sum / known : null, known: total > 0 ? known / total : 0 };
}

/**
 * What moved the score most since the last snapshot, in words: "Coverage 82 → 74, Travel 60 → 63".
 * Null where there is nothing to compare or nothing moved.
 */
export function movedBy(
  now: Readonly<Record<HealthComponent, number | null>>,
  before: Readonly<Record<string, number | null>> | null,
  policy: Policy
): string | null {
  if (before === null) return null;
  const moves = healthComponents
    .map((name) => ({ name, from: before[name] ?? null, to: now[name] }))
    .map((move) => ({
      ...move,
      size: policy.weights[move.name] * Math.abs((move.to ?? 0) - (move.from ?? 0))
    }))
    .filter(({ from, to }) => shown(from) !== shown(to))
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  if (moves.length === 0) return null;
  return moves
    .slice(0, 3)
    .map(({ name, from, to }) => `${name} ${shown(from)} → ${shown(to)}`)
    .join(', ');
}

function shown(score: number | null): string {
  return score === null ? 'not known' : String(Math.round(score));
}
