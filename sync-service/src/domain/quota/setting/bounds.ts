import type { Bounds, QuotaNode, SettingRules } from './quota-node.ts';

/** What those below a manager carry together when she carries `units`. */
export function assignedBelow(units: number, rules: Pick<SettingRules, 'overAssignment'>): number {
  return units + Math.round(units * rules.overAssignment);
}

/** As `assignedBelow`, within what those below can carry. */
export function carriedWithin(
  units: number,
  children: readonly Bounds[],
  rules: Pick<SettingRules, 'overAssignment'>
): number {
  const least = children.reduce((sum, bound) => sum + bound.least, 0);
  const most = children.reduce((sum, bound) => sum + bound.most, 0);
  return Math.min(most, Math.max(least, assignedBelow(units, rules)));
}

/** Children of each territory, in the order of the list. */
export function childrenOf(nodes: readonly QuotaNode[]): number[][] {
  const below: number[][] = nodes.map(() => []);
  nodes.forEach(({ parent }, at) => below[parent]?.push(at));
  return below;
}

/**
 * Least and most of each territory: a leaf's by its floor and the limits of rise and fall over its
 * last result, of a territory above by what those below can carry. A fixed amount stands instead of
 * floor and limits; above, it must lie within what those below can carry.
 */
export function boundsOf(
  nodes: readonly QuotaNode[],
  rules: SettingRules,
  withOverrides: boolean
): Bounds[] {
  const below = childrenOf(nodes);
  const bounds: Bounds[] = nodes.map(() => ({ least: 0, most: Infinity }));
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const node = nodes[at];
    if (node === undefined) continue;
    const children = below[at] ?? [];
    const fixed = withOverrides ? node.override : null;
    const own =
      children.length === 0
        ? leafBounds(node, rules)
        : carriedBelow(
            children.map((child) => bounds[child] ?? { least: 0, most: Infinity }),
            fixed === null ? node.floor : null,
            rules
          );
    bounds[at] =
      fixed === null
        ? own
        : children.length === 0
          ? { least: fixed.amount, most: fixed.amount }
          : { least: Math.max(own.least, fixed.amount), most: Math.min(own.most, fixed.amount) };
  }
  return bounds;
}

function leafBounds(node: QuotaNode, rules: SettingRules): Bounds {
  const last = node.lastResult;
  const limited = last !== null && last > 0;
  const fall = limited && rules.mostFall !== null ? Math.ceil(last * (1 - rules.mostFall)) : 0;
  const most =
    limited && rules.mostRise !== null ? Math.floor(last * (1 + rules.mostRise)) : Infinity;
  // A floor is a promise: it wins over the limit of rise.
  const least = Math.max(0, Math.min(fall, most), node.floor ?? 0);
  return { least, most: Math.max(least, most) };
}

function carriedBelow(
  children: readonly Bounds[],
  floor: number | null,
  rules: SettingRules
): Bounds {
  const least = children.reduce((sum, bound) => sum + bound.least, 0);
  const most = children.reduce((sum, bound) => sum + bound.most, 0);
  let low = Math.floor(least / (1 + rules.overAssignment));
  while (assignedBelow(low, rules) < least) low += 1;
  while (low > 0 && assignedBelow(low - 1, rules) >= least) low -= 1;
  let high = most;
  if (Number.isFinite(most)) {
    high = Math.ceil(most / (1 + rules.overAssignment));
    while (assignedBelow(high, rules) > most) high -= 1;
    while (assignedBelow(high + 1, rules) <= most) high += 1;
  }
  // Rounding the over-assignment skips some sums; then its line takes the odd unit.
  return { least: Math.max(low, floor ?? 0), most: Math.max(low, high) };
}
