import type { DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber } from '../../core/days.ts';
import type { ResultRow } from '../../core/result.ts';
import { roundTo } from '../../core/rounding.ts';
import type { OrgSnapshot } from '../../core/snapshot.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import { quotaTiers } from '../attainment/attained.ts';
import { importDays } from '../forecast/import-days.ts';
import type { Spells } from '../forecast/stage-rows.ts';
import type { Interval } from './intervals.ts';
import { against, shareInterval } from './intervals.ts';
import type { SellingMetrics, SellingSums } from './selling.ts';
import { addDeal, addSelling, metricsOf, noSelling } from './selling.ts';
import { stagesLeft } from './stage-conversion.ts';

/** Deals that closed in so many days up to today are measured. */
const measuredDays = 365;
/** A territory above fewer than so many people tells of persons, and is not shown. */
const leastPeople = 3;
/** Fewer departures in the team than this, and the stage is left out. */
const leastLeft = 5;

/** Names in the order in which they are shown. */
export const sellingNames = [
  'Win Rate',
  'Deal Size',
  'Cycle Days',
  'Cycle Trend',
  'Velocity',
  'Pipeline Coverage',
  'Stage'
] as const;

/** A figure as `Figures__c` holds it, in JSON. */
export interface SellingFigure {
  readonly metric: (typeof sellingNames)[number];
  /** Of a conversion: the stage. */
  readonly stage: string | null;
  readonly value: number;
  /** 95 % interval; null for what is counted, not estimated. */
  readonly low: number | null;
  readonly high: number | null;
  readonly cases: number | null;
  /** The same of all territories together. */
  readonly team: number | null;
  readonly says: 'Above' | 'Below' | 'Not proven' | null;
}

export interface SellingQuestion extends Pick<OrgSnapshot, 'today' | 'quotas' | 'period'> {
  readonly deals: DealTable;
  /** Null where the history of stages is not known. */
  readonly spells: Spells | null;
  /** Territory of each account, by the deals' own numbers of accounts. */
  readonly territoryOf: Int32Array;
  /** By territory and tier, as `attainedByTerritory` gives it. */
  readonly attained: Float64Array;
  /** Ids of territories that somebody answers for. */
  readonly answered: ReadonlySet<string>;
}

/**
 * Rows of `Evenfield_Selling__c`: how each leaf that somebody answers for sells, and each territory
 * above three such leaves or more, against all leaves together. A figure that cannot be told is left
 * out, a row without figures too.
 */
export function sellingRows(question: SellingQuestion, tree: TerritoryTree): ResultRow[] {
  const { deals, spells, territoryOf, answered } = question;
  const to = dayNumber(question.today);
  const from = to - measuredDays + 1;
  const count = tree.territories.length;
  const unitOf = (deal: number): number => {
    const territory = territoryOf[deals.account[deal] ?? -1] ?? -1;
    return territory >= 0 && tree.inScope(territory) ? territory : -1;
  };
  const own = Array.from({ length: count }, noSelling);
  const imported = importDays(deals.created, to + 1);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const sums = own[unitOf(deal)];
    const state = dealStates[deals.state[deal] ?? 0];
    if (sums === undefined) continue;
    const created = deals.created[deal] ?? NaN;
    addDeal(
      sums,
      {
        // When a deal that was loaded began is not known.
        created: state === 'Won' && imported.has(created) ? NaN : created,
        closed: state === 'Open' ? NaN : (deals.closes[deal] ?? NaN),
        won: state === 'Won',
        amount: deals.amount[deal] ?? NaN
      },
      from,
      to
    );
  }
  const left = spells === null ? null : stagesLeft(deals, spells, unitOf, count, from, to);
  const stagesOf = (leaves: readonly number[]): StageFigure[] =>
    (spells?.names ?? []).flatMap((name, stage): StageFigure[] => {
      if (left === null || name === '') return [];
      const total = (of: Float64Array): number =>
        leaves.reduce((sum, leaf) => sum + (of[leaf * left.stages + stage] ?? 0), 0);
      return [{ name, left: total(left.left), onward: total(left.onward) }];
    });
  const pooled = (leaves: readonly number[]): SellingSums => {
    const sums = noSelling();
    for (const leaf of leaves) {
      const more = own[leaf];
      if (more !== undefined) addSelling(sums, more);
    }
    return sums;
  };
  const all = tree.territories.flatMap((_, index) => (tree.inScope(index) ? [index] : []));
  const team = {
    metrics: metricsOf(pooled(all), leftOf(question, tree, all)),
    stages: stagesOf(all)
  };
  return tree.territories.flatMap((territory, index): ResultRow[] => {
    const leaves = tree.leavesBelow(index);
    const people = leaves.filter((leaf) => answered.has(tree.territories[leaf]?.id ?? ''));
    const isShown = tree.inScope(index) ? answered.has(territory.id) : people.length >= leastPeople;
    if (!isShown) return [];
    const figures = figuresOf(
      {
        metrics: metricsOf(pooled(leaves), leftOf(question, tree, leaves)),
        stages: stagesOf(leaves)
      },
      team
    );
    if (figures.length === 0) return [];
    return [
      {
        key: territory.id,
        id: null,
        values: { Territory__c: territory.id, Figures__c: JSON.stringify(figures) }
      }
    ];
  });
}

interface StageFigure {
  readonly name: string;
  readonly left: number;
  readonly onward: number;
}

interface Told {
  readonly metrics: SellingMetrics;
  readonly stages: readonly StageFigure[];
}

/** Quota less attained of leaves in the running period; null where none has a quota. */
function leftOf(
  { quotas, period, attained }: SellingQuestion,
  tree: TerritoryTree,
  leaves: readonly number[]
): number | null {
  const within = new Set(leaves.map((leaf) => tree.territories[leaf]?.id));
  const running = quotas.filter(
    (quota) =>
      quota.amount !== null &&
      within.has(quota.territoryId) &&
      quota.periodStart === period.start &&
      quota.periodEnd === period.end
  );
  if (running.length === 0) return null;
  const won = leaves.reduce(
    (sum, leaf) =>
      sum +
      quotaTiers.reduce((own, _, at) => own + (attained[leaf * quotaTiers.length + at] ?? 0), 0),
    0
  );
  return running.reduce((sum, { amount }) => sum + (amount ?? 0), 0) - won;
}

function figuresOf(own: Told, team: Told): SellingFigure[] {
  const told = (
    metric: SellingFigure['metric'],
    interval: Interval | null,
    other: number | null,
    stage: string | null = null
  ): SellingFigure[] =>
    interval === null
      ? []
      : [
          {
            metric,
            stage,
            value: roundTo(interval.value, 4),
            low: roundTo(interval.low, 4),
            high: roundTo(interval.high, 4),
            cases: interval.count,
            team: other === null ? null : roundTo(other, 4),
            says: against(interval, other)
          }
        ];
  const { metrics } = own;
  const others = team.metrics;
  const coverage = metrics.pipelineCoverage;
  return [
    ...told('Win Rate', metrics.winRate, others.winRate?.value ?? null),
    ...told('Deal Size', metrics.dealSize, others.dealSize?.value ?? null),
    ...told('Cycle Days', metrics.cycleDays, others.cycleDays?.value ?? null),
    ...told('Cycle Trend', metrics.cycleTrend, others.cycleTrend?.value ?? null),
    // What a day brings to one territory is not held against what it brings to all.
    ...told('Velocity', metrics.velocity, null),
    ...(coverage === null
      ? []
      : [
          {
            metric: 'Pipeline Coverage' as const,
            stage: null,
            value: roundTo(coverage, 4),
            low: null,
            high: null,
            cases: null,
            team: others.pipelineCoverage === null ? null : roundTo(others.pipelineCoverage, 4),
            says: null
          }
        ]),
    ...team.stages.flatMap(({ name, left, onward }) => {
      const mine = own.stages.find((stage) => stage.name === name);
      return left < leastLeft || mine === undefined
        ? []
        : told('Stage', shareInterval(mine.onward, mine.left), onward / left, name);
    })
  ];
}
