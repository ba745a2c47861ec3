import type { Candidates } from './candidates.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';

/**
 * A plan under change, seen from its prices. With regret = priced cost − least priced cost of the
 * row, cost − bound = Σ regret + Σ slack, where the slack of a band is p (U − load) for p > 0 and
 * p (L − load) for p < 0: so both are 0 or more, and local search lowers the gap itself. Beyond a
 * hard band the slack grows as steeply as its wall.
 */
export interface SearchState {
  readonly instance: Instance;
  readonly candidates: Candidates;
  readonly prices: BandPrices;
  /** Of each entry. */
  readonly regret: Float64Array;
  /** Chosen entry, and entry of least priced cost, of each row. */
  readonly at: Int32Array;
  readonly first: Int32Array;
  /** Entry of each row that was placed before the search and does not move, −1 for the others. */
  readonly placed: Int32Array;
  /** Row of each block, −1 for a fixed one. */
  readonly rowOf: Int32Array;
  /** By territory: the rows it holds that are not at their first choice, in no order. */
  readonly visitors: number[][];
  /** Place of a row among the visitors of its territory, while it is one. */
  readonly visitorAt: Int32Array;
  /** K × M, kept by increments. */
  readonly load: Float64Array;
  readonly moved: Float64Array;
  /** Slack of each territory (K), kept by increments; `mostSlack[0]` was never passed. */
  readonly slack: Float64Array;
  readonly mostSlack: Float64Array;
  /** K × M, drawn in a little (`drawIn`). */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** By band: cost of a unit beyond a soft one; 0 for a hard one. */
  readonly beyond: Float64Array;
  /** By hard band: what a unit beyond it costs on top of its price. */
  readonly wall: Float64Array;
  /** By slot k × M + m: the three lines whose highest is the slack there, as slope and value at 0. */
  readonly lines: Float64Array;
  /** By budget, likewise. */
  readonly budgetWall: Float64Array;
  /** Cost of a must-apart pair in one territory. */
  pairCost: number;
}
