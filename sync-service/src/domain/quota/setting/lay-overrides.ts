import { sharedOut } from '../units.ts';
import type { QuotaNode } from './quota-node.ts';

/**
 * Overrides of a whole plan on its parts, in whole units. What is set by hand is laid on what the
 * parts of the nearest amount above it (an override, or the target) still have, one override after
 * another: so no part is given more than it has, which the largest remainders of two sums by one
 * season do not promise (the Alabama paradox: of 100 units a month can get one less than of 99).
 * @param targets whole units of each part
 * @param bySeason lays units on the parts by the season: for what is more than there is above it
 * @returns units by part of each overridden node's key
 */
export function layOverrides(
  nodes: readonly QuotaNode[],
  targets: readonly number[],
  bySeason: (units: number) => number[]
): Map<string, readonly number[]> {
  const laid = new Map<string, readonly number[]>();
  const names = targets.map((_, at) => String(at).padStart(2, '0'));
  // What each node's nearest amount above has left, shared by all below it.
  const leftBelow: number[][] = [];
  nodes.forEach((node, at) => {
    const left = leftBelow[node.parent] ?? [...targets];
    if (node.override === null) {
      leftBelow[at] = left;
      return;
    }
    const { amount } = node.override;
    const have = left.reduce((sum, units) => sum + units, 0);
    const fits = amount >= 0 && amount <= have;
    const parts = fits ? sharedOut(amount, left, names) : bySeason(amount);
    if (fits) parts.forEach((units, part) => (left[part] = (left[part] ?? 0) - units));
    laid.set(node.key, parts);
    leftBelow[at] = [...parts];
  });
  return laid;
}
