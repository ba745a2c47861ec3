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
  const { measures: size, pairs, block, links } = matrix;
  const square = size * size;
  const damped = withDampedDiagonal(matrix, damping);
  const ownPart = ownPartOf(matrix.territories, damping);
  let kept = 0;
  for (let slot = 0; slot < pairs; slot += 1) {
    const k = matrix.pair[slot * 2] ?? 0;
    const l = matrix.pair[slot * 2 + 1] ?? 0;
    let most = 0;
    for (let m = 0; m < size; m += 1) {
      const at = slot * size + m;
      const link = Math.max(links[at] ?? 0, Math.abs(block[at * size + m] ?? 0));
      links[at] = link;
      if (link > most) most = link;
    }
    if (most === 0) continue;
    damped.pair[kept * 2] = k;
    damped.pair[kept * 2 + 1] = l;
    for (let n = 0; n < square; n += 1)
      damped.block[kept * square + n] = block[slot * square + n] ?? 0;
    for (let m = 0; m < size; m += 1) {
      const held = damping * (links[slot * size + m] ?? 0);
      add(damped.block, kept * square + m * size + m, -held);
      const own = held * (1 + ownPart);
      add(damped.diagonal, k * square + m * size + m, own);
      add(damped.diagonal, l * square + m * size + m, own);
    }
    kept += 1;
  }
  return { ...damped, pairs: kept };
}

function add(values: Float64Array, at: number, more: number): void {
  values[at] = (values[at] ?? 0) + more;
}

/** A copy with room for as many pairs; damping grows faster there than between neighbours. */
function withDampedDiagonal(matrix: TerritoryMatrix, damping: number): TerritoryMatrix {
  const { territories, measures: size, pairs } = matrix;
  const square = size * size;
  const diagonal = matrix.diagonal.slice();
  for (let m = 0; m < size; m += 1) {
    const own = (k: number): number => k * square + m * size + m;
    let typical = 0;
    for (let k = 0; k < territories; k += 1) typical += (diagonal[own(k)] ?? 0) / territories;
    const held = damping * ownPartOf(territories, damping);
    for (let k = 0; k < territories; k += 1)
      add(
        diagonal,
        own(k),
        held * ((diagonal[own(k)] ?? 0) + typicalPart * typical) + leastPart * typical
      );
  }
  const budgetBlock = matrix.budgetBlock.slice();
  const budgets = matrix.budgetRow.length;
  for (let g = 0; g < budgets; g += 1)
    add(budgetBlock, g * budgets + g, (damping + leastPart) * (budgetBlock[g * budgets + g] ?? 0));
  return {
    ...matrix,
    diagonal,
    budgetBlock,
    pair: new Int32Array(pairs * 2),
    block: new Float64Array(pairs * square)
  };
}
