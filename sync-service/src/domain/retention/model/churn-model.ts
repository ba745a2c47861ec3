import type { AdditiveModel } from './additive-model.ts';
import type { LabelledTable } from './feature-table.ts';
import type { AdditiveOptions } from './fit-additive.ts';
import { additiveDefaults, fitAdditive } from './fit-additive.ts';
import type { Scorecard } from './fit-ridge.ts';
import { fitRidge } from './fit-ridge.ts';

/** What the org's past allows: the published scorecard, a ridge logistic that leans on it, or the additive model. */
export type ModelKind = 'scorecard' | 'ridge' | 'additive';

export interface ChurnModel {
  readonly kind: ModelKind;
  /** Customers who left, in the rows that it learned from. */
  readonly churners: number;
  /** Null with the scorecard, which gives a band and no chance. */
  readonly sums: AdditiveModel | null;
  /** Log-odds of each training row by fits that had not seen it; null with the scorecard. */
  readonly heldOut: Float64Array | null;
}

/** From how many churners on each kind is used. */
export const leastChurners = { ridge: 30, additive: 100 } as const;

/** The kind that this many churners allow. */
export function kindFor(churners: number): ModelKind {
  if (churners < leastChurners.ridge) return 'scorecard';
  return churners < leastChurners.additive ? 'ridge' : 'additive';
}

/** Customers who left: each account once, however many of its snapshots say so. */
export function churnersOf(table: LabelledTable): number {
  const { groups } = table;
  if (groups === undefined) return table.churned.reduce((sum, own) => sum + own, 0);
  return new Set(groups.filter((_, row) => table.churned[row] === 1)).size;
}

/** Fits the kind that the number of churners allows. @param scorecard published log-odds by feature and value, which the ridge leans on */
export function fitChurnModel(
  table: LabelledTable,
  seed: number,
  scorecard: Scorecard | null,
  options: AdditiveOptions = optionsFor(table.count)
): ChurnModel {
  const churners = churnersOf(table);
  const kind = churners === table.count ? 'scorecard' : kindFor(churners);
  if (kind === 'scorecard') return { kind, churners, sums: null, heldOut: null };
  const { model, heldOut } =
    kind === 'ridge' ? fitRidge(table, seed, scorecard) : fitAdditive(table, { ...options, seed });
  return { kind, churners, sums: model, heldOut };
}

/** From so many rows on one round of parts says as much as two, and larger steps are steady. */
const manyRows = 20_000;

function optionsFor(rows: number): AdditiveOptions {
  if (rows < manyRows) return additiveDefaults;
  return {
    ...additiveDefaults,
    repeats: 1,
    shapes: { ...additiveDefaults.shapes, learningRate: 0.15, patience: 10 },
    pairShapes: { ...additiveDefaults.pairShapes, learningRate: 0.2, patience: 10 }
  };
}
