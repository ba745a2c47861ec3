import type { Bounds } from './quota-node.ts';

/**
 * Whole units shared out by weight, each part within its bounds, adding up to the total: the level λ
 * with Σ clamp(λ × weight, least, most) = total, then the largest remainders, ties by key. Where all
 * that have a weight are at their most, the others share the rest evenly.
 * @returns null where the bounds do not allow the total
 */
export function splitWithin(
  total: number,
  weights: readonly number[],
  bounds: readonly Bounds[],
  keys: readonly string[]
): number[] | null {
  const least = bounds.reduce((sum, bound) => sum + bound.least, 0);
  const most = bounds.reduce((sum, bound) => sum + bound.most, 0);
  if (total < least || total > most) return null;
  const reach = bounds.reduce(
    (sum, bound, at) => sum + ((weights[at] ?? 0) > 0 ? bound.most : bound.least),
    0
  );
  if (total > reach) {
    const rest = bounds.map(({ least: low, most: high }, at) =>
      (weights[at] ?? 0) > 0 ? { least: high, most: high } : { least: low, most: high }
    );
    return splitWithin(
      total,
      weights.map((weight) => (weight > 0 ? 0 : 1)),
      rest,
      keys
    );
  }
  const level = levelFor(total, weights, bounds);
  const exact = bounds.map((bound, at) => clamped(level * (weights[at] ?? 0), bound));
  const parts = exact.map((part) => Math.floor(part));
  settle(total - parts.reduce((sum, part) => sum + part, 0), parts, exact, bounds, keys);
  return parts;
}

function clamped(value: number, { least, most }: Bounds): number {
  return Math.min(most, Math.max(least, value));
}

/** Where Σ clamp(λ × weight) reaches the total: it rises with λ in straight pieces between corners. */
function levelFor(total: number, weights: readonly number[], bounds: readonly Bounds[]): number {
  const corners = weights
    .flatMap((weight, at) => {
      if (!(weight > 0)) return [];
      const bound = bounds[at];
      return bound === undefined ? [] : [bound.least / weight, bound.most / weight];
    })
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const sumAt = (level: number): number =>
    bounds.reduce((sum, bound, at) => sum + clamped(level * (weights[at] ?? 0), bound), 0);
  let low = 0;
  let high = corners.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sumAt(corners[middle] ?? 0) < total) low = middle + 1;
    else high = middle;
  }
  const from = low === 0 ? 0 : (corners[low - 1] ?? 0);
  const to = corners[low];
  const start = sumAt(from);
  const probe = to === undefined ? 2 * from + 1 : to;
  const slope = (sumAt(probe) - start) / (probe - from);
  return slope > 0 ? from + (total - start) / slope : (to ?? from);
}

/** Gives out, or takes back, what rounding left, one unit after another. */
function settle(
  left: number,
  parts: number[],
  exact: readonly number[],
  bounds: readonly Bounds[],
  keys: readonly string[]
): void {
  const sign = left < 0 ? -1 : 1;
  const remainder = (at: number): number => (exact[at] ?? 0) - (parts[at] ?? 0);
  let still = Math.abs(left);
  while (still > 0) {
    const order = [...parts.keys()]
      .filter((at) => {
        const next = (parts[at] ?? 0) + sign;
        const bound = bounds[at];
        return bound !== undefined && next >= bound.least && next <= bound.most;
      })
      .sort((a, b) => {
        const difference = sign * (remainder(b) - remainder(a));
        return Math.abs(difference) > 1e-9
          ? difference
          : (keys[a] ?? '') < (keys[b] ?? '')
            ? -1
            : 1;
      });
    if (order.length === 0) return;
    // Far more units than parts are only left where amounts pass what a float can tell apart.
    const each = Math.max(1, Math.floor(still / order.length / 2));
    for (const at of order) {
      if (still === 0) return;
      const bound = bounds[at];
      const part = parts[at] ?? 0;
      const room = sign > 0 ? (bound?.most ?? part) - part : part - (bound?.least ?? part);
      const given = Math.min(each, room, still);
      parts[at] = part + sign * given;
      still -= given;
    }
  }
}
