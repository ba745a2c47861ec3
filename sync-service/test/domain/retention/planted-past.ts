import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import type { PastRow } from '../../../src/domain/retention/past/account-past.ts';

export type PastRows = Record<'purchases' | 'touches' | 'cases' | 'contracts', PastRow[]>;

/**
 * Accounts with yearly contracts over `days` days. A third is neglected: few touches, and a case
 * that stays open; those renew with a chance of 0.45, the others with 0.93.
 */
export function plantedPast(accounts: number, days: number, seed: number): PastRows {
  const random = seededRandom(seed);
  const rows: PastRows = { purchases: [], touches: [], cases: [], contracts: [] };
  for (let account = 0; account < accounts; account += 1) {
    const neglected = random() < 1 / 3;
    const row = (day: number, second: number): PastRow => ({
      account,
      day: Math.floor(day),
      second
    });
    let start = Math.floor(random() * 400);
    for (;;) {
      const end = start + 365;
      rows.contracts.push(row(start, end));
      rows.purchases.push(row(start, 100 + Math.floor(random() * 900)));
      for (let day = start; day < Math.min(days, end); day += neglected ? 140 : 35)
        rows.touches.push(row(day + random() * 20, 0));
      if (neglected) rows.cases.push(row(end - 100 - random() * 60, end + 20));
      if (end > days || random() > (neglected ? 0.45 : 0.93)) break;
      start = end;
    }
  }
  return rows;
}
