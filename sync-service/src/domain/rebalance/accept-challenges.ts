/** What of a move tells whether its challenge is accepted without a person. */
export interface ChallengedMove {
  readonly id: string;
  readonly accountId: string;
  /** Territory that it leaves, by id; null where the account is in none. */
  readonly from: string | null;
  readonly verdict: string;
  readonly challenge: string | null;
  readonly challengeStatus: string | null;
  readonly challengeProposal: string | null;
  /** By how many hours staying would have to be cheaper; null where not known. */
  readonly keepsAt: number | null;
}

/** A challenge that the policy accepts, and what is told of it. */
export interface AcceptedChallenge {
  readonly id: string;
  readonly answer: string;
}

/**
 * Challenges that the policy accepts: of the moves that leave a territory up to a share, those
 * accepted before among them; of those waiting the ones whose account is cheapest to keep, equal
 * ones by account. One with a counter-proposal concerns a third territory, so that a person answers it.
 * @param share from 0 to 1
 */
export function challengesToAccept(
  moves: readonly ChallengedMove[],
  share: number
): AcceptedChallenge[] {
  const leaving = new Map<string, ChallengedMove[]>();
  for (const move of moves)
    if (move.from !== null) leaving.set(move.from, [...(leaving.get(move.from) ?? []), move]);
  return [...leaving.values()].flatMap((own) => {
    const most = Math.floor(share * own.length + 1e-9);
    const before = own.filter((move) => isUpheld(move)).length;
    const percent = `${String(Math.round(share * 1000) / 10)} %`;
    return own
      .filter((move) => waits(move))
      .sort(
        (a, b) =>
          (a.keepsAt ?? Infinity) - (b.keepsAt ?? Infinity) || (a.accountId < b.accountId ? -1 : 1)
      )
      .slice(0, Math.max(0, most - before))
      .map(({ id }, place) => ({
        id,
        answer: `Accepted by the policy, which gives up to ${percent} of a territory’s moves: ${String(before + place + 1)} of ${String(own.length)}.`
      }));
  });
}

const isUpheld = (move: ChallengedMove): boolean =>
  move.challenge === 'Challenged' && move.challengeStatus === 'Accepted';

function waits(move: ChallengedMove): boolean {
  return (
    move.challenge === 'Challenged' &&
    (move.challengeStatus === null || move.challengeStatus === 'Open') &&
    move.challengeProposal === null &&
    move.verdict !== 'Rejected'
  );
}
