import type { Problem } from '../core/result.ts';
import type { Territory } from '../core/snapshot.ts';
import { isAtWork } from './at-work.ts';

/** The territories with their ways up and down; an index is a position in `territories`. */
export interface TerritoryTree {
  readonly territories: readonly Territory[];
  readonly indexById: ReadonlyMap<string, number>;
  /** Indexes of the territories above, nearest first. */
  above(index: number): readonly number[];
  children(index: number): readonly number[];
  /** Leaves below a territory that count, itself where it is one. */
  leavesBelow(index: number): readonly number[];
  /** True for a leaf whose stage is Active or Pilot: the scope of all figures. */
  inScope(index: number): boolean;
}

/** Builds the tree; a circle is cut at the territory with the smallest key and becomes a problem. */
export function buildTree(territories: readonly Territory[]): {
  tree: TerritoryTree;
  problems: Problem[];
} {
  const sorted = [...territories].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const indexById = new Map(sorted.map((territory, index) => [territory.id, index]));
  const problems: Problem[] = [];
  const parent = sorted.map((territory) =>
    territory.parentId === null ? -1 : (indexById.get(territory.parentId) ?? -1)
  );
  sorted.forEach((territory, start) => {
    const seen = new Set<number>();
    for (let at = start; at >= 0; at = parent[at] ?? -1) {
      if (!seen.has(at)) {
        seen.add(at);
        continue;
      }
      if (at !== start) break;
      parent[start] = -1;
      problems.push({
        object: 'Evenfield_Territory__c',
        record: territory.key,
        field: 'Parent__c',
        code: 'TERRITORY_CIRCLE',
        message: 'The parents of this territory run in a circle; it is treated as a root.',
        cure: 'Correct Parent on this territory or on one above it.'
      });
      break;
    }
  });
  const children = sorted.map((_, index) =>
    sorted.flatMap((__, child) => (parent[child] === index ? [child] : []))
  );
  const above = sorted.map((_, index) => {
    const list: number[] = [];
    for (let at = parent[index] ?? -1; at >= 0; at = parent[at] ?? -1) list.push(at);
    return list;
  });
  const inScope = (index: number): boolean =>
    (children[index]?.length ?? 0) === 0 && isAtWork(sorted[index]?.stage);
  const leaves = sorted.map((_, index) => leavesFrom(index, children).filter(inScope));
  return {
    tree: {
      territories: sorted,
      indexById,
      above: (index) => above[index] ?? [],
      children: (index) => children[index] ?? [],
      leavesBelow: (index) => leaves[index] ?? [],
      inScope
    },
    problems
  };
}

function leavesFrom(index: number, children: readonly (readonly number[])[]): number[] {
  const below = children[index] ?? [];
  return below.length === 0 ? [index] : below.flatMap((child) => leavesFrom(child, children));
}
