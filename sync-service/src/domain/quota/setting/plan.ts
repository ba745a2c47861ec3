import { boundsOf, carriedWithin, childrenOf } from './bounds.ts';
import type { Mix } from './mix.ts';
import { mixesOf } from './mix.ts';
import type { Bounds, QuotaNode, SettingRules } from './quota-node.ts';
import { splitWithin } from './split-within.ts';

export interface QuotaRow {
  readonly key: string;
  /** Whole smallest units. */
  readonly amount: number;
  /** What the plan would give without any override; null where it could not be made. */
  readonly original: number | null;
  readonly overrideReason: string | null;
  readonly bounds: Bounds;
  /** Null for territories that have others below them. */
  readonly mix: Mix | null;
  /** Which limit decided, if one did. */
  readonly limit: 'Least' | 'Most' | 'Override' | null;
  /** Sum of account targets below; null where not one is known. */
  readonly bottomUp: number | null;
  /** Amount less bottom-up; null where that is not known. */
  readonly gap: number | null;
  /** Those below carry this beyond the row's own amount; null for leaves. */
  readonly overAssigned: number | null;
  /** Of what those below carry, the vacant part that the pool covers; null for leaves. */
  readonly pooled: number | null;
}

/** Why no plan can be made. Units. */
export interface Refusal {
  readonly reason:
    | 'TARGET_TOO_LOW'
    | 'TARGET_TOO_HIGH'
    | 'OVERRIDE_IMPOSSIBLE'
    | 'FLOOR_IMPOSSIBLE'
    | 'NO_REASON'
    | 'INVALID';
  /** Territory that is to blame. */
  readonly key: string;
  /** What the amount must be raised (above 0) or lowered (below 0) by, exactly; null where that would not help. */
  readonly shortfall: number | null;
}

export type Plan = { readonly rows: readonly QuotaRow[] } | { readonly refusal: Refusal };

/**
 * Splits the company's target down the tree. Each territory's children carry together its own
 * amount and the over-assignment, to the unit; limits and overrides are kept, or the plan is refused.
 * @param nodes the company first, every territory after the one above it
 * @param target whole smallest units, 0 or more
 */
export function planQuotas(nodes: readonly QuotaNode[], target: number, rules: SettingRules): Plan {
  const invalid = firstInvalid(nodes, target);
  if (invalid !== null) return { refusal: invalid };
  const mixes = mixesOf(nodes, rules);
  const amounts = splitDown(nodes, target, rules, mixes, true);
  if ('refusal' in amounts) return amounts;
  const overridden = nodes.some(({ override }) => override !== null);
  const original = overridden ? splitDown(nodes, target, rules, mixes, false) : amounts;
  const below = childrenOf(nodes);
  const bottomUp = bottomUpOf(nodes, below);
  return {
    rows: nodes.map((node, at) => {
      const amount = amounts.units[at] ?? 0;
      const bounds = amounts.bounds[at] ?? { least: 0, most: Infinity };
      const children = below[at] ?? [];
      const isLeaf = children.length === 0;
      const fromBelow = bottomUp[at] ?? null;
      const carried = (of: readonly number[]): number =>
        of.reduce((sum, child) => sum + (amounts.units[child] ?? 0), 0);
      return {
        key: node.key,
        amount,
        original: 'refusal' in original ? null : (original.units[at] ?? null),
        overrideReason: node.override?.reason ?? null,
        bounds,
        mix: mixes[at] ?? null,
        limit:
          node.override !== null
            ? 'Override'
            : isLeaf && amount === bounds.most
              ? 'Most'
              : isLeaf && amount === bounds.least && amount > 0
                ? 'Least'
                : null,
        bottomUp: fromBelow,
        gap: fromBelow === null ? null : amount - fromBelow,
        overAssigned: isLeaf ? null : carried(children) - amount,
        pooled: isLeaf ? null : carried(children.filter((child) => nodes[child]?.vacant === true))
      };
    })
  };
}

function firstInvalid(nodes: readonly QuotaNode[], target: number): Refusal | null {
  const company = nodes[0]?.key ?? '';
  if (!Number.isSafeInteger(target) || target < 0 || nodes.length === 0)
    return { reason: 'INVALID', key: company, shortfall: null };
  for (const [at, { key, parent, override }] of nodes.entries()) {
    if (at === 0 ? parent !== -1 : parent < 0 || parent >= at)
      return { reason: 'INVALID', key, shortfall: null };
    if (override === null) continue;
    if (override.reason.trim() === '') return { reason: 'NO_REASON', key, shortfall: null };
    if (!Number.isSafeInteger(override.amount) || override.amount < 0)
      return { reason: 'INVALID', key, shortfall: null };
  }
  return null;
}

function splitDown(
  nodes: readonly QuotaNode[],
  target: number,
  rules: SettingRules,
  mixes: readonly (Mix | null)[],
  withOverrides: boolean
): { units: number[]; bounds: Bounds[] } | { refusal: Refusal } {
  const bounds = boundsOf(nodes, rules, withOverrides);
  // The lowest in the tree is the one to blame: those above it only cannot add up.
  for (const [at, { least, most }] of [...bounds.entries()].reverse())
    if (least > most)
      return {
        refusal: {
          reason:
            (nodes[at]?.override ?? null) === null ? 'FLOOR_IMPOSSIBLE' : 'OVERRIDE_IMPOSSIBLE',
          key: nodes[at]?.key ?? '',
          shortfall: shortfallAt(nodes, rules, at, { least, most })
        }
      };
  const [whole] = bounds;
  const key = nodes[0]?.key ?? '';
  if (whole !== undefined && target < whole.least)
    return { refusal: { reason: 'TARGET_TOO_LOW', key, shortfall: whole.least - target } };
  if (whole !== undefined && target > whole.most)
    return { refusal: { reason: 'TARGET_TOO_HIGH', key, shortfall: whole.most - target } };
  const weights = weightsAbove(nodes, mixes);
  const units = nodes.map(() => 0);
  units[0] = target;
  for (const [at, children] of childrenOf(nodes).entries()) {
    if (children.length === 0) continue;
    const within = children.map((child) => bounds[child] ?? { least: 0, most: Infinity });
    const parts = splitWithin(
      carriedWithin(units[at] ?? 0, within, rules),
      children.map((child) => weights[child] ?? 0),
      within,
      children.map((child) => nodes[child]?.key ?? '')
    );
    if (parts === null)
      return {
        refusal: { reason: 'OVERRIDE_IMPOSSIBLE', key: nodes[at]?.key ?? '', shortfall: null }
      };
    children.forEach((child, place) => (units[child] = parts[place] ?? 0));
  }
  return { units, bounds };
}

/** What an override, or a floor above, must change by to lie within what those below can carry. */
function shortfallAt(
  nodes: readonly QuotaNode[],
  rules: SettingRules,
  at: number,
  { least, most }: Bounds
): number {
  const fixed = nodes[at]?.override?.amount;
  if (fixed === undefined) return most - least;
  const open = nodes.map((node, place) =>
    place === at ? { ...node, override: null, floor: null } : node
  );
  const own = boundsOf(open, rules, true)[at] ?? { least, most };
  return fixed < own.least ? own.least - fixed : own.most - fixed;
}

/** Weight of a territory above: the sum of the leaves below it. */
function weightsAbove(nodes: readonly QuotaNode[], mixes: readonly (Mix | null)[]): number[] {
  const weights = mixes.map((mix) => mix?.weight ?? 0);
  for (let at = nodes.length - 1; at > 0; at -= 1) {
    const parent = nodes[at]?.parent ?? 0;
    weights[parent] = (weights[parent] ?? 0) + (weights[at] ?? 0);
  }
  return weights;
}

function bottomUpOf(
  nodes: readonly QuotaNode[],
  below: readonly (readonly number[])[]
): (number | null)[] {
  const sums: (number | null)[] = nodes.map(({ bottomUp }) => bottomUp);
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const known = (below[at] ?? []).flatMap((child) => sums[child] ?? []);
    if ((below[at] ?? []).length > 0)
      sums[at] = known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0);
  }
  return sums;
}
