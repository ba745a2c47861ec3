/** What a quota takes, held against the hours there are. */
export interface HoursNeeded {
  /** Deals to win: quota over the size of a won deal. */
  readonly wins: number;
  /** Deals to work: wins over the win rate. */
  readonly deals: number;
  readonly hoursNeeded: number;
  readonly hoursAvailable: number;
  /** Needed over available. */
  readonly load: number;
  readonly possible: boolean;
}

/**
 * Is it possible in the hours? Deals to work × hours each against capacity.
 * @param quota of the period, less what is attained already; below 0 counts as 0
 * @param capacity selling hours a week, ramp included
 * @returns null where deal size, win rate, hours of a deal or capacity are not known
 */
export function hoursFor(
  quota: number,
  dealSize: number | null,
  winRate: number | null,
  hoursPerDeal: number | null,
  capacity: number | null,
  weeks: number
): HoursNeeded | null {
  if (dealSize === null || winRate === null || hoursPerDeal === null || capacity === null)
    return null;
  if (!(dealSize > 0) || !(winRate > 0) || !(capacity * weeks > 0)) return null;
  const wins = Math.max(0, quota) / dealSize;
  const deals = wins / winRate;
  const hoursNeeded = deals * hoursPerDeal;
  const hoursAvailable = capacity * weeks;
  return {
    wins,
    deals,
    hoursNeeded,
    hoursAvailable,
    load: hoursNeeded / hoursAvailable,
    possible: hoursNeeded <= hoursAvailable
  };
}
