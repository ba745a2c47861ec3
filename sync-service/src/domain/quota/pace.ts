import { dayNumber } from '../core/days.ts';
import type { PiecewiseMap } from '../core/piecewise.ts';
import { scoreAt } from '../core/piecewise.ts';
import type { Day, Period } from '../core/snapshot.ts';

/** Under this share of the quota due, pace says nothing yet (docs/formulas.md, Pace). */
const leastDue = 0.05;

/** Share of the quota that is due by the end of yesterday: by the season, or evenly day by day. */
export function shareDue(period: Period, today: Day, season: PiecewiseMap | null): number {
  const start = dayNumber(period.start);
  const days = dayNumber(period.end) - start + 1;
  const gone = Math.min(1, Math.max(0, (dayNumber(today) - start) / days));
  return season === null ? gone : scoreAt(season, gone);
}

/** Attained over what is due; null while less than 5 % is due, and without a quota. Not clipped. */
export function pace(attained: number, quota: number | null, due: number): number | null {
  if (quota === null || quota === 0 || due < leastDue) return null;
  return attained / (quota * due);
}

/** Attained over quota; null without a quota. Not clipped. */
export function attainment(attained: number, quota: number | null): number | null {
  return quota === null || quota === 0 ? null : attained / quota;
}
