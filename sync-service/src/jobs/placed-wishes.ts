import type { PlacedRecord } from '../domain/rebalance/plan-places.ts';
import { placedKey } from '../domain/rebalance/plan-places.ts';
import type { TouchedRecord, Values } from '../domain/rebalance/touched-record.ts';
import { isPlaced } from '../domain/rebalance/touched-record.ts';
import type { PlacedWish } from './write-placed.ts';

/** Rows of Sales Territories among records, as they are and as they should be. */
export function placedWishes<T extends TouchedRecord>(
  records: readonly T[],
  placed: readonly PlacedRecord[],
  targetOf: (record: T) => Values | null
): PlacedWish[] {
  const byKey = new Map(placed.map((one) => [placedKey(one), one]));
  return records.flatMap((record): PlacedWish[] => {
    const { key, object, accountId } = record;
    if (!isPlaced(object)) return [];
    const now = byKey.get(key);
    return [
      {
        key,
        object,
        accountId,
        id: now?.id ?? null,
        now: now?.values ?? null,
        target: targetOf(record)
      }
    ];
  });
}
