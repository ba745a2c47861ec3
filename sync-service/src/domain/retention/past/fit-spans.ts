import { dayText } from '../../core/days.ts';
import type { SnapshotDays } from './snapshot-days.ts';

/** Which snapshots taught, calibrated and tested a fit, in words. */
export function spansOf({ train, calibrate, test }: SnapshotDays): string {
  const span = (days: readonly number[]): string =>
    days.length === 0
      ? 'none'
      : `${String(days.length)} from ${dayText(days[0] ?? 0)} to ${dayText(days.at(-1) ?? 0)}`;
  return `Snapshots learned from: ${span(train)}; calibrated on: ${span(calibrate)}; tested on: ${span(test)}.`;
}
