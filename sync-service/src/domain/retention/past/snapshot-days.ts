/** Snapshots by use: each later use begins where the labels of the one before are certain. */
export interface SnapshotDays {
  readonly train: readonly number[];
  readonly calibrate: readonly number[];
  readonly test: readonly number[];
}

export interface SnapshotPlan {
  /** First day with history. */
  readonly first: number;
  /** The cut: nothing from it on is looked at. */
  readonly cut: number;
  readonly horizon: number;
  /** Days after the horizon before a label is certain. */
  readonly lag: number;
  /** Days between snapshots. */
  readonly step: number;
  /** Days of snapshots kept for calibration, and for the test. */
  readonly held: number;
  /** Days of history that a snapshot needs before it. */
  readonly least: number;
}

/**
 * A snapshot s counts for a use only if s + horizon + lag is before the use's own cut: the test's
 * is the cut, the calibration's is the first test snapshot, the training's the first of the
 * calibration. So no outcome is known earlier in the test than it would have been.
 */
export function snapshotDays(plan: SnapshotPlan): SnapshotDays {
  const { first, cut, horizon, lag, step, held, least } = plan;
  const before = (end: number, most: number): number[] => {
    const days: number[] = [];
    for (let day = end - horizon - lag - 1; day >= first + least && days.length < most; day -= step)
      days.unshift(day);
    return days;
  };
  const parts = Math.max(1, Math.floor(held / step));
  const test = before(cut, parts);
  const calibrate = test[0] === undefined ? [] : before(test[0], parts);
  const train = calibrate[0] === undefined ? [] : before(calibrate[0], Infinity);
  return { train, calibrate, test };
}
