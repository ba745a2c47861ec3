import type { TerritoryTree } from '../../territory/tree.ts';

/**
 * Region of each of these leaves of the tree: the branch it hangs on, one below the root, or the
 * root itself where there are several. Leaves of different branches share nobody, so that each
 * region can be solved by itself. Numbered in the order of the leaves.
 * @param leaves indexes in the tree
 */
export function regionsOfTree(tree: TerritoryTree, leaves: readonly number[]): Int32Array {
  const roots = tree.territories.filter((_, index) => tree.above(index).length === 0).length;
  const branches = new Map<number, number>();
  return Int32Array.from(leaves, (leaf) => {
    const way = [leaf, ...tree.above(leaf)];
    const branch = way.at(roots > 1 || way.length < 2 ? -1 : -2) ?? leaf;
    const number = branches.get(branch) ?? branches.size;
    branches.set(branch, number);
    return number;
  });
}
