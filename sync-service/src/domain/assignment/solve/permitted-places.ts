import { isPermitted } from './block-cost.ts';
import type { Instance } from './instance.ts';

/** First accounts of the blocks that no territory may hold, up to `most`. */
export function accountsWithoutPlace(instance: Instance, most: number): number[] {
  const lost: number[] = [];
  const { blocks, territories } = instance;
  for (let block = 0; block < blocks.count && lost.length < most; block += 1) {
    let k = 0;
    while (k < territories && !isPermitted(instance, block, k)) k += 1;
    if (k === territories) lost.push(blocks.member[blocks.start[block] ?? 0] ?? 0);
  }
  return lost;
}
