/** Deals that closed at accounts with which an activity was done, and those of them that were won. */
export interface ActivityDeals {
  readonly won: number;
  readonly closed: number;
}

/** Closed deals of the team that weigh as much in a rate as a territory's own. */
const teamDeals = 10;

/**
 * How much each activity counts in a territory's goals: its win rate where the activity was done, shrunk
 * to the team's by ten closed deals, over the mean of those rates. They average 1, so that as many
 * activities' worth of wins is asked for as without them; where all rates are the same each is 1. It is
 * what went together, not what caused what.
 * @param own by activity @param team by activity, the same places
 */
export function strengths(own: readonly ActivityDeals[], team: readonly ActivityDeals[]): number[] {
  const rates = own.map((deals, at) => {
    const all = team[at] ?? { won: 0, closed: 0 };
    if (all.closed === 0) return null;
    return (deals.won + (teamDeals * all.won) / all.closed) / (deals.closed + teamDeals);
  });
  const known = rates.filter((rate) => rate !== null);
  const mean = known.reduce((sum, rate) => sum + rate, 0) / known.length;
  return rates.map((rate) => (rate === null || !(mean > 0) ? 1 : rate / mean));
}
