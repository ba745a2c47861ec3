import type { Org } from '../local-org/engine/types.ts';

/** Territories, and account numbers, of deals whose history of stages is known. */
export const stagedKeys = ['Staged', 'Early', 'Late'] as const;
export const stagedAmount = 5_000;
const late = 'Negotiation/Review';

/**
 * A past in which the stage decides: of a hundred and twenty deals of `Staged` half came to a late
 * stage after twelve days and were won twelve days later, the others stayed, had their plan put off,
 * and were lost. `Early` and `Late` have sixty open deals each, of the same amounts and days, all in
 * the first stage.
 * @param accountOf id of the account of a number
 * @returns ids of the open deals of `Late`
 */
export function loadStaged(org: Org, today: string, accountOf: (key: string) => string): string[] {
  const day = (ahead: number): string =>
    new Date(Date.parse(`${today}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10);
  const deal = (
    key: string,
    created: number,
    closes: number,
    stage: string,
    changes: readonly (readonly [at: number, stage: string, closes: number])[]
  ): string => {
    const [id = ''] = org.load('Opportunity', [
      {
        Name: `${key} ${String(created)}`,
        AccountId: accountOf(key),
        StageName: stage,
        IsClosed: stage.startsWith('Closed'),
        IsWon: stage === 'Closed Won',
        Type: 'New Business',
        Amount: stagedAmount,
        CloseDate: day(closes),
        CreatedDate: `${day(created)}T09:00:00.000Z`
      }
    ]);
    org.load(
      'OpportunityHistory',
      changes.map(([at, name, planned]) => ({
        OpportunityId: id,
        StageName: name,
        Amount: stagedAmount,
        CloseDate: day(planned),
        CreatedDate: `${day(at)}T09:00:00.000Z`
      }))
    );
    return id;
  };
  for (let at = 0; at < 120; at += 1) {
    const born = -300 + 2 * at;
    if (at % 2 === 0)
      deal('Staged', born, born + 24, 'Closed Won', [
        [born, 'Prospecting', born + 30],
        [born + 12, late, born + 30],
        [born + 24, 'Closed Won', born + 24]
      ]);
    else
      deal('Staged', born, born + 40, 'Closed Lost', [
        [born, 'Prospecting', born + 30],
        [born + 25, 'Prospecting', born + 90],
        [born + 40, 'Closed Lost', born + 40]
      ]);
  }
  return (
    ['Early', 'Late'].map((key) =>
      Array.from({ length: 60 }, (_, at) => {
        const born = -20 - (at % 10);
        return deal(key, born, 30, 'Prospecting', [[born, 'Prospecting', 30]]);
      })
    )[1] ?? []
  );
}
