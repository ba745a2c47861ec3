import type { DealTable } from '../../core/columns.ts';
import type { StageRows } from '../forecast/stage-rows.ts';

/** Things that happened with accounts, each on a day since 1970. */
export interface DatedAccounts {
  /** Number of the account; -1 where it is not known. */
  readonly account: Int32Array;
  readonly day: Int32Array;
}

/**
 * Proposals: the first move of each deal into a stage whose name begins with one of the policy's. Days
 * are those of UTC, as the forecast's.
 * @param beginnings in lower case
 */
export function firstProposals(
  deals: Pick<DealTable, 'count' | 'account'>,
  rows: StageRows,
  beginnings: readonly string[]
): DatedAccounts {
  const isProposal = rows.stages.map((name) =>
    beginnings.some((beginning) => name.toLowerCase().startsWith(beginning))
  );
  const first = new Map<number, number>();
  for (let row = 0; row < rows.count; row += 1) {
    const deal = rows.deal[row] ?? -1;
    if (deal < 0 || isProposal[rows.stage[row] ?? -1] !== true) continue;
    const at = rows.at[row] ?? 0;
    if (at < (first.get(deal) ?? Infinity)) first.set(deal, at);
  }
  return {
    account: Int32Array.from(first.keys(), (deal) => deals.account[deal] ?? -1),
    day: Int32Array.from(first.values(), (at) => Math.floor(at / 86_400))
  };
}
