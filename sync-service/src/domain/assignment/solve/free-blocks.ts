import type { Instance } from './instance.ts';

/** Blocks that no lock and no required pair fixes, by rising number. */
export function freeBlocks(instance: Instance): Int32Array {
  const free = new Int32Array(instance.blocks.count);
  let count = 0;
  for (let block = 0; block < instance.blocks.count; block += 1)
    if ((instance.fixed[block] ?? -1) < 0) {
      free[count] = block;
      count += 1;
    }
  return free.slice(0, count);
}
