/** A competitor named on a deal that is open, or was closed within the last twelve months. */
export interface CompetitorMet {
  /** 18-character id of the deal's account. */
  readonly accountId: string;
  readonly name: string;
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

interface Tally {
  readonly name: string;
  met: number;
  lost: number;
  won: number;
}

const mostNamed = 10;

/**
 * Who is met in each territory, those met most often first, one a line:
 * "Acme: met in 5 deals, 2 lost, 1 won, 2 open". Names that differ in case and space alone are one.
 * @param territoryOf territory index by account index, below 0 for none
 * @returns by territory index; null where nobody was met, and everywhere where the org does not tell
 */
export function competitorsByTerritory(
  met: readonly CompetitorMet[] | null,
  accountIds: readonly string[],
  territoryOf: Int32Array,
  territories: number
): (string | null)[] {
  const tallies = Array.from({ length: territories }, () => new Map<string, Tally>());
  const wanted = new Set((met ?? []).map(({ accountId }) => accountId));
  const indexOf = new Map<string, number>();
  accountIds.forEach((id, index) => {
    if (wanted.has(id)) indexOf.set(id, index);
  });
  for (const { accountId, name, isClosed, isWon } of met ?? []) {
    const own = tallies[territoryOf[indexOf.get(accountId) ?? -1] ?? -1];
    const words = name.trim().replaceAll(/\s+/g, ' ');
    if (own === undefined || words === '') continue;
    const key = words.toLowerCase();
    const tally = own.get(key) ?? { name: words, met: 0, lost: 0, won: 0 };
    tally.met += 1;
    if (isClosed && isWon) tally.won += 1;
    if (isClosed && !isWon) tally.lost += 1;
    own.set(key, tally);
  }
  return tallies.map((own) => {
    if (own.size === 0) return null;
    return [...own.entries()]
      .sort(([a, first], [b, second]) => second.met - first.met || (a < b ? -1 : 1))
      .slice(0, mostNamed)
      .map(([, tally]) => lineOf(tally))
      .join('\n');
  });
}

function lineOf({ name, met, lost, won }: Tally): string {
  const deals = met === 1 ? '1 deal' : `${String(met)} deals`;
  return `${name}: met in ${deals}, ${String(lost)} lost, ${String(won)} won, ${String(met - lost - won)} open`;
}
