import { blockLoad, blockMoved } from './block-cost.ts';
import type { Instance } from './instance.ts';

/** What fixed blocks put on bands and budgets. */
export function fixedTotals(instance: Instance): {
  fixedLoad: Float64Array;
  fixedMoved: Float64Array;
} {
  const { territories, bands, budgets, fixed } = instance;
  const fixedLoad = new Float64Array(territories * bands.count);
  const fixedMoved = new Float64Array(budgets.length);
  for (let block = 0; block < fixed.length; block += 1) {
    const k = fixed[block] ?? -1;
    if (k < 0) continue;
    for (let m = 0; m < bands.count; m += 1) {
      const at = k * bands.count + m;
      fixedLoad[at] = (fixedLoad[at] ?? 0) + blockLoad(instance, block, k, m);
    }
    for (let g = 0; g < budgets.length; g += 1)
      fixedMoved[g] = (fixedMoved[g] ?? 0) + blockMoved(instance, block, k, g);
  }
  return { fixedLoad, fixedMoved };
}
