import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import type { PastKind, PastRow } from '../../../src/domain/retention/past/account-past.ts';
import { pastKinds } from '../../../src/domain/retention/past/account-past.ts';

export type PastRows = Record<PastKind, PastRow[]>;

export const noRows = (): PastRows =>
  Object.fromEntries(pastKinds.map((kind) => [kind, [] as PastRow[]])) as PastRows;

/**
 * Accounts with yearly contracts over `days` days. A third is neglected: few touches, and a case
 * that stays open and may be escalated; those renew with a chance of 0.45, the others with 0.93.
 * Apart from that, nearly half are tempted: a deal is lost to a competitor some hundred days before
 * their contract ends, and eight in ten then renew for half of what they paid; of the others one in
 * twenty-five does. A deal is made for each renewal, and notice may be given until sixty days before.
 */
export function plantedPast(accounts: number, days: number, seed: number): PastRows {
  const random = seededRandom(seed);
  const besides = seededRandom(seed + 1000);
  const rows = noRows();
  for (let account = 0; account < accounts; account += 1) {
    const neglected = random() < 1 / 3;
    const tempted = besides() < 0.45;
    const row = (day: number, second: number, amount?: number): PastRow => ({
      account,
      day: Math.floor(day),
      second,
      ...(amount === undefined ? {} : { amount })
    });
    let start = Math.floor(random() * 400);
    let paid = 1000;
    for (;;) {
      const end = start + 365;
      rows.contracts.push(row(start, end));
      rows.notices.push(row(start, end - 60));
      rows.revenue.push(row(start, end, paid));
      rows.purchases.push(row(start, 100 + Math.floor(random() * 900)));
      for (let day = start; day < Math.min(days, end); day += neglected ? 140 : 35)
        rows.touches.push(row(day + random() * 20, 0));
      if (neglected) {
        const opened = Math.floor(end - 100 - random() * 60);
        rows.cases.push(row(opened, end + 20));
        if (besides() < 0.5) rows.escalations.push(row(opened + 10, end + 20));
      }
      if (besides() < (tempted ? 0.9 : 0.05)) rows.rivals.push(row(end - 100 - besides() * 40, 0));
      if (besides() < 0.2) rows.owners.push(row(start + besides() * 300, 0));
      const leaves = end > days || random() > (neglected ? 0.45 : 0.93);
      rows.renewals.push(row(end - 50, end, leaves ? 0 : 1));
      if (leaves) break;
      if (besides() < (tempted ? 0.8 : 0.04)) paid /= 2;
      start = end;
    }
  }
  return rows;
}
