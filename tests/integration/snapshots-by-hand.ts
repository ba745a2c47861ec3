/** A territory before the run; null is not known. */
export interface TerritoryBefore {
  readonly key: string;
  readonly capacityHours: number;
  readonly pace: number | null;
  readonly coverageShare: number | null;
  readonly grossRetention: number | null;
  /** Infinity where nothing of the quota is left. */
  readonly pipelineCoverage: number | null;
  readonly accounts: readonly AccountBefore[];
}

export interface AccountBefore {
  /** Hours a week, the road included; null where the distance is not known. */
  readonly hours: number;
  readonly roadHours: number | null;
  readonly potential: number;
}

/*
 * The maps and weights that docs/formulas.md publishes, written out again: this is the hand
 * that checks the product, so it takes nothing from it.
 */
const maps: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  Attainment: [[0, 0], [0.5, 25], [0.8, 60], [1, 90], [1.2, 100]], // prettier-ignore
  Coverage: [[0, 0], [0.5, 40], [0.8, 80], [1, 100]], // prettier-ignore
  Workload: [[0, 100], [0.1, 80], [0.25, 50], [0.5, 20], [1, 0]], // prettier-ignore
  Potential: [[0, 100], [0.1, 80], [0.25, 50], [0.5, 20], [1, 0]], // prettier-ignore
  Retention: [[0.5, 0], [0.8, 40], [0.95, 80], [1, 100]], // prettier-ignore
  Pipeline: [[0, 0], [0.5, 40], [1, 90], [1.5, 100]], // prettier-ignore
  Travel: [[0, 100], [0.15, 90], [0.3, 60], [0.5, 20], [0.7, 0]] // prettier-ignore
};
const weights: Readonly<Record<string, number>> = {
  Attainment: 0.25,
  Coverage: 0.15,
  Workload: 0.15,
  Potential: 0.1,
  Retention: 0.15,
  Pipeline: 0.1,
  Travel: 0.1
};
function onMap(name: string, figure: number | null): number | null {
  if (figure === null) return null;
  const corners = maps[name] ?? [];
  for (const [place, [x, y]] of corners.entries()) {
    const left = corners[place - 1];
    if (figure > x) continue;
    return left === undefined ? y : left[1] + ((figure - left[0]) * (y - left[1])) / (x - left[0]);
  }
  return corners.at(-1)?.[1] ?? null;
}

const sum = (
  accounts: readonly AccountBefore[],
  read: (account: AccountBefore) => number | null
): number => accounts.reduce((total, account) => total + (read(account) ?? 0), 0);

/** Unrounded scores by name of every territory, as the published formulas give them. */
export function scoresByHand(
  territories: readonly TerritoryBefore[],
  unassigned: readonly AccountBefore[],
  gone: readonly AccountBefore[] = []
): Map<string, Record<string, number | null>> {
  const stay = (accounts: readonly AccountBefore[]): AccountBefore[] =>
    accounts.filter((account) => !gone.includes(account));
  const everybody = stay([...territories.flatMap(({ accounts }) => accounts), ...unassigned]);
  const capacity = territories.reduce((total, { capacityHours }) => total + capacityHours, 0);
  return new Map(
    territories.map((territory) => {
      const accounts = stay(territory.accounts);
      const share = territory.capacityHours / capacity;
      const size = (read: (account: AccountBefore) => number): number | null =>
        share === 0 ? null : Math.abs(sum(accounts, read) / (share * sum(everybody, read)) - 1);
      // Quiet accounts were not touched in time, so only the number of accounts is another.
      const touched = (territory.coverageShare ?? NaN) * territory.accounts.length;
      const isPlaced = accounts.some(({ roadHours }) => roadHours !== null);
      const figures: Record<string, number | null> = {
        Attainment: territory.pace,
        Coverage: territory.coverageShare === null ? null : touched / accounts.length,
        Workload: size(({ hours }) => hours),
        Potential: size(({ potential }) => potential),
        Retention: territory.grossRetention === null ? null : territory.grossRetention / 0.9,
        Pipeline: territory.pipelineCoverage === null ? null : territory.pipelineCoverage / 3,
        Travel: isPlaced
          ? sum(accounts, ({ roadHours }) => roadHours) / sum(accounts, ({ hours }) => hours)
          : null
      };
      const scores = Object.entries(figures).map(
        ([name, figure]) => [name, onMap(name, figure)] as const
      );
      let total = 0;
      let weight = 0;
      for (const [name, score] of scores) {
        if (score === null) continue;
        total += score * (weights[name] ?? 0);
        weight += weights[name] ?? 0;
      }
      const all = { ...Object.fromEntries(scores), Score: weight < 0.5 ? null : total / weight };
      return [territory.key, all] as const;
    })
  );
}

/** A score that is not what it was. */
export interface ChangedScore {
  readonly territory: string;
  readonly name: string;
  /** To the tenth, as a snapshot holds it. */
  readonly tenth: number | null;
  /** Points from the edge where the tenth turns. The org shows figures rounded, so a score nearer than that could be either. */
  readonly toEdge: number;
}

/** The scores that change when these quiet accounts are gone. */
export function changedScores(
  territories: readonly TerritoryBefore[],
  unassigned: readonly AccountBefore[],
  gone: readonly AccountBefore[]
): ChangedScore[] {
  const now = scoresByHand(territories, unassigned);
  return [...scoresByHand(territories, unassigned, gone)].flatMap(([territory, scores]) =>
    Object.entries(scores)
      .filter(([name, score]) => score !== now.get(territory)?.[name])
      .map(([name, score]) => ({
        territory,
        name,
        tenth: score === null ? null : Math.round(score * 10) / 10,
        toEdge: score === null ? Infinity : toEdge(score)
      }))
  );
}

function toEdge(score: number): number {
  const place = score * 10 - 0.5;
  return Math.abs(place - Math.round(place)) / 10;
}
