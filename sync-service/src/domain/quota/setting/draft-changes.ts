import type { PlannedQuota } from './plan-answer.ts';
import type { StatedIn } from './rationale.ts';
import { grouped } from './rationale.ts';

/** A row of a draft as somebody has read it; without a rationale where that was left off. */
export type ReadRow = Pick<
  PlannedQuota,
  'key' | 'name' | 'amount' | 'original' | 'overrideReason'
> & { readonly rationale?: string | undefined };

/**
 * Where a plan made anew is not the draft that was read, a sentence for each territory, in the order
 * of the plan and then those that are gone. Rows that nobody was shown are not compared.
 * @param isWhole whether all rows of the draft were shown
 */
export function draftChanges(
  read: readonly ReadRow[],
  now: readonly PlannedQuota[],
  currency: StatedIn,
  isWhole: boolean
): string[] {
  const money = (amount: number): string =>
    `${grouped(amount, currency.decimals)} ${currency.isoCode}`;
  const before = new Map(read.map((row) => [row.key, row]));
  const known = new Set(now.map(({ key }) => key));
  const changed = now.flatMap((row) => {
    const old = before.get(row.key);
    if (old === undefined)
      return isWhole ? [`${row.name} is new and would carry ${money(row.amount)}.`] : [];
    if (old.amount !== row.amount)
      return [`${row.name} had ${money(old.amount)} and would now have ${money(row.amount)}.`];
    if (old.original !== row.original || old.overrideReason !== row.overrideReason)
      return [`${row.name} keeps ${money(row.amount)}, but not what that stands instead of.`];
    if (old.rationale !== undefined && old.rationale !== row.rationale)
      return [`${row.name} keeps ${money(row.amount)} for other reasons: ${row.rationale}`];
    return [];
  });
  const gone = read.flatMap(({ key, name, amount }) =>
    known.has(key) ? [] : [`${name} had ${money(amount)} and no longer counts.`]
  );
  return [...changed, ...gone];
}
