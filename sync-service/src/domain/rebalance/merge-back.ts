import type { TouchedRecord, Values } from './touched-record.ts';
import { sameValues } from './touched-record.ts';

/** What a roll back wants of a record. */
export interface MergedRecord {
  readonly record: TouchedRecord;
  /** Values that are to stand; null where there is to be no row. */
  readonly target: Values | null;
  /** Whether all is as it was before the rebalance; else somebody's change is kept. */
  readonly isRestored: boolean;
  /** What is kept, in words; empty where nothing is. */
  readonly kept: string;
}

/**
 * Three-way merge of a record: a field that bears what was written takes its value from before; a
 * field that somebody changed since stays hers, and is named.
 * @param current null where the row is gone
 */
export function mergeBack(record: TouchedRecord, current: Values | null): MergedRecord {
  const { before, written } = record;
  if (sameValues(current, before)) return { record, target: before, isRestored: true, kept: '' };
  if (sameValues(current, written)) return { record, target: before, isRestored: true, kept: '' };
  if (current === null)
    return { record, target: null, isRestored: false, kept: 'somebody deleted it since' };
  if (written === null)
    return { record, target: current, isRestored: false, kept: 'somebody made it anew since' };
  const target: Record<string, string | number | boolean | null> = {};
  const kept: string[] = [];
  for (const name of Object.keys(written)) {
    const now = current[name] ?? null;
    const isOurs = now === (written[name] ?? null);
    target[name] = isOurs && before !== null ? (before[name] ?? null) : now;
    if (!isOurs && now !== (before?.[name] ?? null)) kept.push(`${name} is ${String(now)} now`);
  }
  return { record, target, isRestored: kept.length === 0, kept: kept.join('; ') };
}

/** Said of a row that a rebalance ended, once a night has found that somebody made it anew. */
export const remadeText = 'Somebody made it anew.';
/** Said of it once it is gone again, and kept so. */
const endedAgain = 'somebody made it anew since, and took it away again';

/**
 * As `mergeBack`, for a row that a rebalance ended and of which a night has told that somebody made
 * it anew: where it is gone again that was somebody's will, though it looks as the rebalance left it.
 * @param said what was said of the row last
 */
export function mergeBackRemade(
  record: TouchedRecord,
  current: Values | null,
  said: string | null
): MergedRecord | null {
  const isRemade = record.written === null && (said === remadeText || said === endedAgain);
  return isRemade && current === null
    ? { record, target: null, isRestored: false, kept: endedAgain }
    : null;
}

/** As `mergeBack`, for fields that follow the first: where that is somebody else's, all are. */
export function mergeBackTogether(record: TouchedRecord, current: Values | null): MergedRecord {
  const [leading = ''] = Object.keys(record.written ?? {});
  const isOurs =
    current !== null && (current[leading] ?? null) === (record.written?.[leading] ?? null);
  if (isOurs) return { record, target: record.before, isRestored: true, kept: '' };
  return mergeBack(record, current);
}
