import { dayNumber, dayText } from '../../core/days.ts';
import type { OrgSnapshot, Period } from '../../core/snapshot.ts';
import type { Tier } from '../../core/policy.ts';
import { retentionDetails } from '../../retention/retention-detail.ts';
import type { TerritoryFigures } from '../../territory/territory-figures.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import { quotaTiers } from '../attainment/attained.ts';
import { applyCreditMoves } from '../attainment/credit-moves.ts';
import type { Interval } from '../metrics/intervals.ts';
import { shareInterval } from '../metrics/intervals.ts';
import { newLeadsIn, proposalsIn } from './period-finds.ts';
import type { CountedActivity } from './period-activities.ts';
import { activitiesByTerritory, countedActivities } from './period-activities.ts';
import type { PeriodDeals } from './period-deals.ts';
import { dealsOfPeriod } from './period-deals.ts';
import type { CountedActivities, ReviewQuestion } from './review-question.ts';

/** Figures of one leaf for one period; null is not measured. */
export interface PeriodFigures {
  readonly attained: number | null;
  /** Open on the last evening. */
  readonly openPipeline: number | null;
  readonly closed: number | null;
  readonly won: number | null;
  readonly winRate: Interval | null;
  readonly activities: Readonly<Record<CountedActivity, number | null>>;
  readonly newLeads: number | null;
  readonly proposals: number | null;
  /** Of the night that measures. */
  readonly accounts: number | null;
  readonly workloadHours: number | null;
  readonly capacityHours: number | null;
  /** By the last night of the period. */
  readonly health: number | null;
  /** Alerts that stood on the last day. */
  readonly alerts: number | null;
  /** Over twelve months up to the last day. */
  readonly grossRetention: number | null;
  readonly netRetention: number | null;
}

/** What is known of tonight alone is told of a period that closed at most so many days ago. */
const mostDaysLate = 7;

/** What the night knows besides the org's rows. */
export interface Measuring {
  readonly snapshot: OrgSnapshot;
  readonly tree: TerritoryTree;
  readonly figures: readonly TerritoryFigures[];
  /** Territory of each account, by index; -1 for none. */
  readonly territoryOf: Int32Array;
  readonly tiers: readonly Tier[];
  readonly activities: CountedActivities | null;
}

/**
 * Figures of every territory for a period that is over, by territory. What has dates (deals,
 * activities, alerts, subscriptions, snapshots of health) is told as of the period whatever night it
 * is; accounts, workload and hours are tonight's, and are left out when the period is long over.
 */
export function figuresOfPeriod(
  { snapshot, tree, figures, territoryOf, tiers, activities }: Measuring,
  { periods, moves, alerts }: Pick<ReviewQuestion, 'periods' | 'moves' | 'alerts'>,
  at: number
): PeriodFigures[] {
  const period = periods[at] ?? { start: snapshot.today, end: snapshot.today };
  const territories = tree.territories.length;
  const sums = creditedDeals({ snapshot, tree, territoryOf }, { periods, moves }, period);
  const counts =
    activities === null
      ? null
      : activitiesByTerritory(
          activities.counts,
          at,
          activities.accountOf,
          territoryOf,
          territories
        );
  const isLogged = countedActivities.map((_, kind) =>
    tree.territories.some(
      (_, place) => (counts?.[place * countedActivities.length + kind] ?? 0) > 0
    )
  );
  const proposals = proposalsIn(snapshot.proposals, period, territoryOf, territories);
  const retention = retentionUpTo(snapshot, territoryOf, territories, tiers, period);
  const healths = lastHealths(snapshot, period);
  const standing = Map.groupBy(
    alerts.filter(
      ({ opened, closed }) => opened <= period.end && (closed === null || closed > period.end)
    ),
    ({ subject }) => subject
  );
  const isNear = dayNumber(snapshot.today) - dayNumber(period.end) <= mostDaysLate;
  return tree.territories.map(({ id }, place) => {
    const own = isNear ? figures[place] : undefined;
    const closed = sums?.closed[place] ?? null;
    const won = sums?.won[place] ?? null;
    const activity = (kind: number): number | null =>
      // What nobody logs is not measured.
      counts === null || isLogged[kind] !== true
        ? null
        : (counts[place * countedActivities.length + kind] ?? 0);
    return {
      attained: sums === null ? null : wonBy(sums, place),
      openPipeline: sums?.open[place] ?? null,
      closed,
      won,
      winRate: shareInterval(won ?? 0, closed ?? 0),
      activities: { calls: activity(0), meetings: activity(1), emails: activity(2) },
      newLeads: newLeadsIn(snapshot.newLeadDays?.get(id), period),
      proposals: proposals?.[place] ?? null,
      accounts: own?.sums.accounts ?? null,
      workloadHours: own?.sums.workloadHours ?? null,
      capacityHours: own?.capacity.effectiveHours ?? null,
      health: healths.get(id) ?? null,
      // Without a night there was nobody to open one.
      alerts: healths.has(id) ? (standing.get(id)?.length ?? 0) : null,
      ...(retention[place] ?? { grossRetention: null, netRetention: null })
    };
  });
}

/** Place of a period among those that are asked; -1 where it is not. */
export function placeOfPeriod(periods: readonly Period[], period: Period | null): number {
  return periods.findIndex(({ start, end }) => start === period?.start && end === period.end);
}

/** Deals of a period by territory, won ones where the credit rule counts them; null without deals. */
export function creditedDeals(
  { snapshot, tree, territoryOf }: Pick<Measuring, 'snapshot' | 'tree' | 'territoryOf'>,
  { periods, moves }: Pick<ReviewQuestion, 'periods' | 'moves'>,
  period: Period
): PeriodDeals | null {
  if (snapshot.deals === undefined) return null;
  const sums = dealsOfPeriod(snapshot.deals, territoryOf, tree.territories.length, period);
  const moved = moves[placeOfPeriod(periods, period)] ?? [];
  applyCreditMoves(sums.attained, moved, snapshot.accounts.ids, territoryOf, tree);
  return sums;
}

/** Won in all tiers by one territory. */
export function wonBy({ attained }: PeriodDeals, place: number): number {
  return quotaTiers.reduce(
    (sum, _, tier) => sum + (attained[place * quotaTiers.length + tier] ?? 0),
    0
  );
}

/** Scores of the last nights of a period, by territory: an entry, though it be null, where one was. */
function lastHealths(
  { pastSnapshots }: Pick<OrgSnapshot, 'pastSnapshots'>,
  { end }: Period
): Map<string, number | null> {
  const since = dayText(dayNumber(end) - mostDaysLate);
  const last = new Map<string, (typeof pastSnapshots)[number]>();
  for (const row of pastSnapshots) {
    if (row.date <= since || row.date > end) continue;
    const known = last.get(row.territoryId);
    if (known === undefined || known.date < row.date) last.set(row.territoryId, row);
  }
  return new Map([...last].map(([id, { score }]) => [id, score]));
}

/** Retention over the twelve months before the evening of a period's last day. */
function retentionUpTo(
  { assets }: OrgSnapshot,
  territoryOf: Int32Array,
  territories: number,
  tiers: readonly Tier[],
  { end }: Period
): Pick<PeriodFigures, 'grossRetention' | 'netRetention'>[] {
  if (assets === undefined) return [];
  const details = retentionDetails(assets, {
    territoryOf,
    territories,
    tiers,
    today: end,
    quarters: []
  });
  return details.map((detail) => {
    const sum = (name: 'start' | 'churned' | 'contracted' | 'expanded'): number =>
      detail.tiers.reduce((total, flow) => total + flow[name], 0);
    const start = sum('start');
    if (start === 0) return { grossRetention: null, netRetention: null };
    const kept = start - sum('churned') - sum('contracted');
    return { grossRetention: kept / start, netRetention: (kept + sum('expanded')) / start };
  });
}
