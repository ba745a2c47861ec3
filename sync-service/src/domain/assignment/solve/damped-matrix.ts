import type { TerritoryMatrix } from './territory-matrix.ts';

/**
 * What holds a whole region back, too, as a part of what holds a territory back among its neighbours:
 * little where there are many territories to a region, but more than in proportion when steps fail.
 */
const mostOwnPart = 0.02;
const ownPartOf = (territories: number, damping: number): number =>
  Math.min(mostOwnPart, 1 / territories) + mostOwnPart * damping;
/** Of a typical territory's curvature, for one that nobody is near the edge of. */
const typicalPart = 0.1;
/** Never 0, so that an idle variable stays put. */
const leastPart = 1e-9;

/**
 * The matrix with damping, of which only the pairs that have ever shared accounts are kept. Damping
 * holds back differences between neighbours, in proportion to the most that they were ever seen to
 * share: a step that moves the prices of a whole region together, which is what a region short of
 * load needs and what changes few rows, is hardly held back. A damped diagonal alone (Marquardt 1963)
 * would take such a region hundreds of steps.
 */
export function dampedMatrix(matrix: TerritoryMatrix, damping: number): TerritoryMatrix {
  const { territories, measures, slot, ordered, budgetRow } = matrix;
  const diagonal = dampedDiagonal(matrix, damping);
  const { pairs, pair, block } = dampedPairs(matrix, diagonal, damping);
  const budgetBlock = dampedBudgets(matrix, damping);
  // Written out: a copy with fields changed would let the engine forget all code made for matrices.
  return {
    territories,
    measures,
    diagonal,
    slot,
    pairs,
    pair,
    block,
    links: matrix.links,
    ordered,
    budgetRow,
    budgetBlock
  };
}

/** The pairs that are kept; what holds a pair back is added to `diagonal`, too. */
function dampedPairs(
  { territories, measures: size, pairs, pair, block, links }: TerritoryMatrix,
  diagonal: Float64Array,
  damping: number
): { pairs: number; pair: Int32Array; block: Float64Array } {
  const square = size * size;
  const ownPart = ownPartOf(territories, damping);
  const keptPair = new Int32Array(pairs * 2);
  const keptBlock = new Float64Array(pairs * square);
  let kept = 0;
  for (let slot = 0; slot < pairs; slot += 1) {
    const k = pair[slot * 2] ?? 0;
    const l = pair[slot * 2 + 1] ?? 0;
    let most = 0;
    for (let m = 0; m < size; m += 1) {
      const at = slot * size + m;
      const link = Math.max(links[at] ?? 0, Math.abs(block[at * size + m] ?? 0));
      links[at] = link;
      if (link > most) most = link;
    }
    if (most === 0) continue;
    keptPair[kept * 2] = k;
    keptPair[kept * 2 + 1] = l;
    for (let n = 0; n < square; n += 1)
      keptBlock[kept * square + n] = block[slot * square + n] ?? 0;
    for (let m = 0; m < size; m += 1) {
      const held = damping * (links[slot * size + m] ?? 0);
      add(keptBlock, kept * square + m * size + m, -held);
      const own = held * (1 + ownPart);
      add(diagonal, k * square + m * size + m, own);
      add(diagonal, l * square + m * size + m, own);
    }
    kept += 1;
  }
  return { pairs: kept, pair: keptPair, block: keptBlock };
}

function add(values: Float64Array, at: number, more: number): void {
  values[at] = (values[at] ?? 0) + more;
}

/** Damping grows faster there than between neighbours. */
function dampedDiagonal(matrix: TerritoryMatrix, damping: number): Float64Array {
  const { territories, measures: size } = matrix;
  const square = size * size;
  const diagonal = matrix.diagonal.slice();
  const held = damping * ownPartOf(territories, damping);
  for (let m = 0; m < size; m += 1) {
    const own = m * size + m;
    let typical = 0;
    for (let k = 0; k < territories; k += 1)
      typical += (diagonal[k * square + own] ?? 0) / territories;
    for (let k = 0; k < territories; k += 1) {
      const most = (diagonal[k * square + own] ?? 0) + typicalPart * typical;
      add(diagonal, k * square + own, held * most + leastPart * typical);
    }
  }
  return diagonal;
}

function dampedBudgets({ budgetRow, budgetBlock }: TerritoryMatrix, damping: number): Float64Array {
  const damped = budgetBlock.slice();
  const budgets = budgetRow.length;
  for (let g = 0; g < budgets; g += 1)
    add(damped, g * budgets + g, (damping + leastPart) * (damped[g * budgets + g] ?? 0));
  return damped;
}
