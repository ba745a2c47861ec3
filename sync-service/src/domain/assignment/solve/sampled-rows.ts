import type { Instance } from './instance.ts';

/**
 * Big blocks always, small ones by chance, so that the sample's loads stand for all: a block of
 * size s is taken with probability min(1, s × factor) and counts for the inverse.
 * @returns places in `free` of those taken, the blocks, and what each counts for
 */
export function sampleRows(
  instance: Instance,
  free: Int32Array,
  wanted: number,
  next: () => number
): { row: Int32Array; block: Int32Array; times: Float64Array } {
  const { bands, blockWeight } = instance;
  const mean = new Float64Array(bands.count);
  for (const block of free)
    for (let m = 0; m < bands.count; m += 1)
      mean[m] = (mean[m] ?? 0) + (blockWeight[block * bands.count + m] ?? 0) / free.length;
  const sizeOf = (block: number): number => {
    let size = 0;
    for (let m = 0; m < bands.count; m += 1)
      if ((mean[m] ?? 0) > 0) size += (blockWeight[block * bands.count + m] ?? 0) / (mean[m] ?? 1);
    return 0.3 + size / bands.count;
  };
  const factor = wanted / free.length;
  const row: number[] = [];
  const block: number[] = [];
  const times: number[] = [];
  for (const [index, candidate] of free.entries()) {
    const chance = Math.min(1, sizeOf(candidate) * factor);
    if (next() < chance * 4294967296) {
      row.push(index);
      block.push(candidate);
      times.push(1 / chance);
    }
  }
  return {
    row: Int32Array.from(row),
    block: Int32Array.from(block),
    times: Float64Array.from(times)
  };
}
