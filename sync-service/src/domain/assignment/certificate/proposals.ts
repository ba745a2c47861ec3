import type { Random } from '../dense/seeded-random.ts';
import { blockCost, isPermitted } from '../solve/block-cost.ts';
import type { Instance } from '../solve/instance.ts';

/**
 * Which shifts a walk proposes and how often, whatever the plan: pairs of a block and one of its near
 * territories. A pair that costs much more than the block's cheapest is drawn seldom, and so is a
 * block that has one cheap territory only.
 */
export interface Proposals {
  readonly block: Int32Array;
  readonly territory: Int32Array;
  /** Chance of each pair; they sum to 1. */
  readonly chance: Float64Array;
  /** Cost of the block in the territory. */
  readonly cost: Float64Array;
  /** Pairs of a block: `pairFrom[block]` to `pairFrom[block + 1] − 1`. */
  readonly pairFrom: Int32Array;
  /** Pair of a block and a territory, [block × territories + k]; −1 where it is not near. */
  readonly pairOf: Int32Array;
  readonly territories: number;
  /** Alias table (Walker 1977). */
  readonly keep: Float64Array;
  readonly alias: Int32Array;
}

const mostNear = 12;
/** Part of the draws that go by no cost, so that each pair comes up. */
const even = 0.1;

/** Proposals for the blocks that nothing fixes. */
export function proposalsOf(instance: Instance, free: Int32Array): Proposals {
  const { blocks, territories: K } = instance;
  const each = Math.min(K, mostNear);
  const near = Array.from(free, (block) =>
    Array.from({ length: K }, (_, k) => k)
      .filter((k) => isPermitted(instance, block, k))
      .map((k) => ({ block, k, cost: blockCost(instance, block, k) }))
      .sort((a, b) => a.cost - b.cost || a.k - b.k)
      .slice(0, each)
  );
  const steps = near
    .flatMap((list) => (list.length > 1 ? [(list[1]?.cost ?? 0) - (list[0]?.cost ?? 0)] : []))
    .sort((a, b) => a - b);
  // Blocks whose second choice is this near are those that most plans of like cost differ in.
  const unit = steps[Math.floor(steps.length / 4)] ?? 0;
  const pairs = near.flat();
  const weight = new Float64Array(pairs.length);
  let at = 0;
  for (const list of near) {
    const fade = list.map(({ cost }) => {
      const beyond = cost - (list[0]?.cost ?? 0);
      return beyond <= 0 ? 1 : unit > 0 ? Math.exp(-beyond / unit) : 0;
    });
    // Beside the block's cheapest: where all others are dear it seldom moves.
    const others = fade.reduce((sum, part) => sum + part, 0) - 1;
    for (const [rank, part] of fade.entries()) weight[at + rank] = rank === 0 ? others : part;
    at += list.length;
  }
  const whole = weight.reduce((sum, own) => sum + own, 0);
  const chance = weight.map(
    (own) => (whole > 0 ? ((1 - even) * own) / whole : 0) + (whole > 0 ? even : 1) / pairs.length
  );
  const pairOf = new Int32Array(blocks.count * K).fill(-1);
  const pairFrom = new Int32Array(blocks.count + 1);
  pairs.forEach(({ block, k }, pair) => {
    pairOf[block * K + k] = pair;
    pairFrom[block + 1] = pair + 1;
  });
  // A fixed block has none: its end is where the one before it ended.
  for (let block = 0; block < blocks.count; block += 1)
    pairFrom[block + 1] = Math.max(pairFrom[block + 1] ?? 0, pairFrom[block] ?? 0);
  return {
    block: Int32Array.from(pairs, ({ block }) => block),
    territory: Int32Array.from(pairs, ({ k }) => k),
    chance,
    cost: Float64Array.from(pairs, ({ cost }) => cost),
    pairFrom,
    pairOf,
    territories: K,
    ...aliasTable(chance)
  };
}

/** Chance that a shift of this block to this territory is drawn; 0 where it is not near. */
export function chanceOf(proposals: Proposals, block: number, k: number): number {
  const pair = proposals.pairOf[block * proposals.territories + k] as number;
  return pair < 0 ? 0 : (proposals.chance[pair] as number);
}

/** Cost of a block in a territory, near or not. */
export function pairCost(
  proposals: Proposals,
  instance: Instance,
  block: number,
  k: number
): number {
  const pair = proposals.pairOf[block * proposals.territories + k] as number;
  return pair < 0 ? blockCost(instance, block, k) : (proposals.cost[pair] as number);
}

/** A pair, each as often as its chance says. */
export function drawPair({ keep, alias }: Proposals, random: Random): number {
  const pair = (random() * keep.length) | 0;
  return random() < (keep[pair] as number) ? pair : (alias[pair] as number);
}

function aliasTable(chance: Float64Array): { keep: Float64Array; alias: Int32Array } {
  const count = chance.length;
  const keep = chance.map((own) => own * count);
  const alias = Int32Array.from({ length: count }, (_, pair) => pair);
  const small: number[] = [];
  const large: number[] = [];
  keep.forEach((own, pair) => (own < 1 ? small : large).push(pair));
  while (small.length > 0 && large.length > 0) {
    const less = small.pop() as number;
    const more = large.at(-1) as number;
    alias[less] = more;
    keep[more] = (keep[more] as number) - (1 - (keep[less] as number));
    if ((keep[more] as number) < 1) {
      large.pop();
      small.push(more);
    }
  }
  for (const pair of [...small, ...large]) keep[pair] = 1;
  return { keep, alias };
}
