/** Where a quota stands, as it is drawn. Amounts are in one currency; null is not known. */
export interface Standing {
  readonly amount: number | null;
  readonly attained: number | null;
  /** What is due by now. */
  readonly due: number | null;
  readonly low: number | null;
  readonly likely: number | null;
  readonly high: number | null;
  /** Share of the period that is gone. */
  readonly gone: number;
}

/** Half a circle of radius 40 around (50, 50), from the left to the right. */
const centre = 50;
const radius = 40;
const round = (value: number): string => String(Math.round(value * 10) / 10);

function pointAt(share: number, distance: number): string {
  const angle = Math.PI * (1 - Math.min(1, Math.max(0, share)));
  return `${round(centre + distance * Math.cos(angle))} ${round(centre - distance * Math.sin(angle))}`;
}

/** The path of the arc up to a share of the whole; more than all of it is all of it. */
export function arcPath(share: number): string {
  return `M ${pointAt(0, radius)} A ${radius} ${radius} 0 0 1 ${pointAt(share, radius)}`;
}

/** A short stroke across the arc at a share. */
export function markPath(share: number): string {
  return `M ${pointAt(share, radius - 8)} L ${pointAt(share, radius + 8)}`;
}

/** Paths of a fan in a field of 100 by 50: time to the right, amounts upwards. */
export interface Fan {
  readonly past: string;
  readonly band: string;
  readonly middle: string;
  /** Height of the quota; null without one. */
  readonly quota: string | null;
}

/** From what is attained today to the low and the high end of the forecast. @returns null without one */
export function fanOf({ amount, attained, low, likely, high, gone }: Standing): Fan | null {
  if (attained === null || low === null || likely === null || high === null) return null;
  const most = Math.max(amount ?? 0, high, attained, 1);
  const at = (time: number, value: number): string =>
    `${round(100 * time)} ${round(48 - 46 * (value / most))}`;
  const now = at(gone, attained);
  return {
    past: `M ${at(0, 0)} L ${now}`,
    band: `M ${now} L ${at(1, high)} L ${at(1, low)} Z`,
    middle: `M ${now} L ${at(1, likely)}`,
    quota: amount === null ? null : `M ${at(0, amount)} L ${at(1, amount)}`
  };
}
