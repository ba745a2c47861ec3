import type { SpherePoints } from './great-circle.ts';

const leafSize = 4;

/**
 * Bases in a binary tree of balls on the unit sphere: node n covers `order[first[n]]` up to
 * `order[last[n] − 1]`; an inner node's halves are n's `left` and `left + 1`.
 */
export interface TerritoryTree {
  readonly nodes: number;
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** −1 for a leaf. */
  readonly left: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Radius of the ball as a chord. */
  readonly radius: Float64Array;
  readonly order: Int32Array;
  /** Territories without a base: no miles from anywhere, so in no ball. */
  readonly placeless: Int32Array;
}

/** Splits at the median of the widest side until a few bases are left. */
export function territoryTree(bases: SpherePoints): TerritoryTree {
  const placed: number[] = [];
  const placeless: number[] = [];
  for (let k = 0; k < bases.x.length; k += 1)
    (Number.isNaN(bases.z[k]) ? placeless : placed).push(k);
  const order = Int32Array.from(placed);
  const most = Math.max(1, 2 * order.length);
  const tree = {
    nodes: 0,
    first: new Int32Array(most),
    last: new Int32Array(most),
    left: new Int32Array(most).fill(-1),
    x: new Float64Array(most),
    y: new Float64Array(most),
    z: new Float64Array(most),
    radius: new Float64Array(most),
    order,
    placeless: Int32Array.from(placeless)
  };
  if (order.length === 0) return tree;
  tree.last[0] = order.length;
  tree.nodes = 1;
  for (let node = 0; node < tree.nodes; node += 1) {
    const first = tree.first[node] ?? 0;
    const last = tree.last[node] ?? 0;
    const axis = encloseBases(tree, node, bases);
    if (last - first <= leafSize) continue;
    const along = bases[axis];
    order.subarray(first, last).sort((a, b) => (along[a] ?? 0) - (along[b] ?? 0) || a - b);
    const middle = (first + last) >> 1;
    const left = tree.nodes;
    tree.left[node] = left;
    tree.first[left] = first;
    tree.last[left] = middle;
    tree.first[left + 1] = middle;
    tree.last[left + 1] = last;
    tree.nodes += 2;
  }
  return tree;
}

type Growing = { -readonly [Key in keyof TerritoryTree]: TerritoryTree[Key] };

/** Sets the ball of a node and says along which axis its bases spread most. */
function encloseBases(tree: Growing, node: number, bases: SpherePoints): 'x' | 'y' | 'z' {
  const first = tree.first[node] ?? 0;
  const last = tree.last[node] ?? 0;
  let widest: 'x' | 'y' | 'z' = 'x';
  let width = -1;
  for (const axis of ['x', 'y', 'z'] as const) {
    let low = Infinity;
    let high = -Infinity;
    for (let slot = first; slot < last; slot += 1) {
      const at = bases[axis][tree.order[slot] ?? 0] ?? 0;
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    tree[axis][node] = (low + high) / 2;
    if (high - low > width) {
      width = high - low;
      widest = axis;
    }
  }
  let square = 0;
  for (let slot = first; slot < last; slot += 1) {
    const k = tree.order[slot] ?? 0;
    const dx = (bases.x[k] ?? 0) - (tree.x[node] ?? 0);
    const dy = (bases.y[k] ?? 0) - (tree.y[node] ?? 0);
    const dz = (bases.z[k] ?? 0) - (tree.z[node] ?? 0);
    square = Math.max(square, dx * dx + dy * dy + dz * dz);
  }
  // A little wide, so that rounding never cuts off a base on the ball's edge.
  tree.radius[node] = Math.sqrt(square) * (1 + 1e-12) + 1e-15;
  return widest;
}
