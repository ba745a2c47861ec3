/** Which moves one verdict is meant for; all that are given must fit, none given means all moves. */
export interface VerdictScope {
  readonly wave?: number | undefined;
  /** Moves from it or to it; `from` and `to` mean one side alone. Ids. */
  readonly territory?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Part of the account's or a territory's name, in whatever case. */
  readonly search?: string | undefined;
  /** What people have said of the move so far. */
  readonly state?: 'Open' | 'Accepted' | 'Rejected' | 'challenged' | undefined;
}

/** What of a move tells whether it is meant. */
export interface DecidedMove {
  readonly wave: number;
  readonly from: string | null;
  readonly to: string | null;
  /** Names as the move was written with, which are those that people search. */
  readonly labels: readonly string[];
  readonly verdict: string;
  readonly challenge: string | null;
}

/** Whether a verdict is meant for the move; the page's list of moves searches by the same rule. */
export function isInScope(move: DecidedMove, scope: VerdictScope): boolean {
  const { wave, territory, from, to, search, state } = scope;
  const word = (search ?? '').trim().toLowerCase();
  return (
    (wave === undefined || move.wave === wave) &&
    (territory === undefined || move.from === territory || move.to === territory) &&
    (from === undefined || move.from === from) &&
    (to === undefined || move.to === to) &&
    move.labels.join(' ').toLowerCase().includes(word) &&
    (state === undefined ||
      (state === 'challenged' ? move.challenge === 'Challenged' : move.verdict === state))
  );
}
