import { quantileOf } from '../quantile-of.ts';

/**
 * Quota over potential against the company's quota over its potential: 1 asks as much of what there
 * is as of everybody, 1.2 asks a fifth more.
 * @returns null without potential
 */
export function loadRatio(
  quota: number,
  potential: number | null,
  company: { readonly quota: number; readonly potential: number }
): number | null {
  if (potential === null || potential <= 0 || company.potential <= 0 || company.quota <= 0)
    return null;
  return quota / potential / (company.quota / company.potential);
}

export interface Spread {
  readonly middle: number;
  /** Distance of the quartiles over the middle: 0 where all attain alike. */
  readonly relative: number | null;
  readonly count: number;
}

/** How far attainment, or load ratios, lie apart. @returns null for fewer than two known values */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length < 2) return null;
  const middle = quantileOf(known, 0.5);
  return {
    middle,
    relative: middle > 0 ? (quantileOf(known, 0.75) - quantileOf(known, 0.25)) / middle : null,
    count: known.length
  };
}
