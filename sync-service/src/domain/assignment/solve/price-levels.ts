/**
 * One stage of the search for prices. While the smoothing is hot, each block is shared among many
 * territories, but a few blocks stand for all; cold, few territories do, but every block counts.
 */
export interface PriceLevel {
  /** Blocks sampled: base + perTerritory × K. */
  readonly base: number;
  readonly perTerritory: number;
  /** Territories that each block may choose from, and how many of them the nearest whatever the prices. */
  readonly stride: number;
  readonly nearest: number;
  /** Further slots for territories that turn out to be missing at a temperature; 0 where none are added. */
  readonly spare: number;
  /** Smoothing as a fraction of the typical difference between a block's candidates. */
  readonly temperatures: readonly number[];
  /** At how many of the temperatures, from the first on, candidates are chosen anew. */
  readonly chosen: number;
  /** Most Newton steps at a temperature. */
  readonly steps: number;
  /** Least gain foretold for a step, as a fraction of the dual's value times the temperature. */
  readonly tolerance: number;
  /** How far a price may go before candidates are chosen anew, in units of a typical block's scale. */
  readonly reach: number;
  /** Whether budgets are priced, too. */
  readonly budgets: boolean;
}

const hot: PriceLevel = {
  base: 500,
  perTerritory: 5,
  stride: 48,
  nearest: 24,
  spare: 0,
  temperatures: [0.5, 0.12],
  chosen: 2,
  steps: 3,
  tolerance: 8e-3,
  reach: 1,
  budgets: false
};
/** Where nothing stands between it and the whole: what is chosen from then should be chosen well. */
const hotOfFew: PriceLevel = { ...hot, temperatures: [0.5, 0.12, 0.06], chosen: 3 };
const cooler: PriceLevel = {
  base: 4000,
  perTerritory: 20,
  stride: 24,
  nearest: 12,
  spare: 0,
  temperatures: [0.12, 0.06, 0.03],
  chosen: 3,
  steps: 8,
  tolerance: 8e-3,
  reach: 1,
  budgets: false
};
const whole: PriceLevel = {
  base: Infinity,
  perTerritory: 0,
  stride: 12,
  nearest: 4,
  spare: 4,
  temperatures: [0.03, 0.03, 0.015, 0.006, 0.003, 0.0015],
  chosen: 1,
  steps: 40,
  tolerance: 1e-3,
  reach: Infinity,
  budgets: true
};
/** A budget's price is found from warm to very cold: each step of it moves rows in every territory. */
const withBudgets: PriceLevel = {
  ...whole,
  temperatures: [0.04, 0.015, 0.005, 0.0015, 0.0005, 0.00015],
  tolerance: 1e-4
};
/** From the prices of nearly the same problem. */
export const warmLevel: PriceLevel = {
  ...whole,
  spare: 0,
  temperatures: [0.12, 0.04, 0.015, 0.005, 0.0015],
  chosen: 2
};

/** Among so many territories a step is dear and those that are left bring little each. */
const manyTerritories = 1000;
const stepsOfMany = 25;

/** A sample of more than this part of all blocks is no cheaper than all. */
export const mostSampled = 0.7;

/** Blocks that a stage looks at of so many. */
export function sampleSize(
  { base, perTerritory }: PriceLevel,
  territories: number,
  blocks: number
): number {
  const size = base + perTerritory * territories;
  return size < mostSampled * blocks ? size : blocks;
}

/** The stages from no prices, or from those of nearly the same problem. */
export function priceLevels(
  warm: boolean,
  budgets: boolean,
  territories: number,
  blocks: number
): readonly PriceLevel[] {
  if (warm)
    return [
      budgets ? { ...withBudgets, temperatures: [0.12, ...withBudgets.temperatures] } : warmLevel
    ];
  const usual = budgets ? withBudgets : whole;
  const last = territories > manyTerritories ? { ...usual, steps: stepsOfMany } : usual;
  // A sample that would be all of them does nothing that the last stage does not do better.
  return sampleSize(cooler, territories, blocks) < blocks ? [hot, cooler, last] : [hotOfFew, last];
}
