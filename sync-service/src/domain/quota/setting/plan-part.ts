import type { QuotaNode } from './quota-node.ts';

/**
 * A territory and those below it, it in the company's place.
 * @param nodes every territory after the one above it
 * @returns none where no territory has the key
 */
export function partBelow(nodes: readonly QuotaNode[], rootKey: string): QuotaNode[] {
  const placeOf = new Map<number, number>();
  const part: QuotaNode[] = [];
  nodes.forEach((node, at) => {
    const parent = placeOf.get(node.parent);
    if (node.key !== rootKey && parent === undefined) return;
    placeOf.set(at, part.length);
    part.push({ ...node, parent: parent ?? -1 });
  });
  return part;
}
