import { seededRandom } from '../../assignment/dense/seeded-random.ts';
import type { LabelledTable } from './feature-table.ts';

/**
 * A fold for each row, stratified by outcome. Rows of one group share a fold, or, without groups,
 * rows with equal features, so that no copy of a training row is ever tested. The groups are dealt in the order of the seed, larger
 * ones first, each to the fold that lacks most of its outcomes.
 */
export function stratifiedFolds(table: LabelledTable, folds: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.count; row += 1) {
    const key =
      table.groups === undefined
        ? table.values.map((column) => String(column[row])).join('|')
        : String(table.groups[row]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const dealt = [...groups.values()].map((rows) => ({ rows, order: random() }));
  dealt.sort((a, b) => b.rows.length - a.rows.length || a.order - b.order);
  const held = Array.from({ length: folds }, () => [0, 0] as [number, number]);
  const result = new Uint8Array(table.count);
  for (const { rows } of dealt) {
    const left = rows.filter((row) => table.churned[row] === 1).length;
    const mostly = left * 2 > rows.length ? 1 : 0;
    let choice = 0;
    for (let fold = 1; fold < folds; fold += 1) {
      const own = held[fold] ?? [0, 0];
      const least = held[choice] ?? [0, 0];
      const difference =
        own[mostly] - least[mostly] || own[mostly === 1 ? 0 : 1] - least[mostly === 1 ? 0 : 1];
      if (difference < 0) choice = fold;
    }
    const chosen = held[choice] ?? [0, 0];
    chosen[0] += rows.length - left;
    chosen[1] += left;
    for (const row of rows) result[row] = choice;
  }
  return result;
}
