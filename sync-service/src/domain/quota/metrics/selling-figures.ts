import { roundTo } from '../../core/rounding.ts';
import type { Interval } from './intervals.ts';
import { against, shareInterval } from './intervals.ts';
import type { LeadFigures } from './leads.ts';
import type { SellingMetrics } from './selling.ts';

/** Fewer departures in the team than this, and the stage is left out. */
const leastLeft = 5;
/** Records that a figure names. */
const mostNamed = 20;

/** Names in the order in which they are shown. */
export const sellingNames = [
  'Win Rate',
  'Deal Size',
  'Cycle Days',
  'Cycle Trend',
  'Velocity',
  'Pipeline Coverage',
  'Lead Response',
  'Lead Conversion',
  'Dropped Leads',
  'Stage'
] as const;

/** A figure as `Figures__c` holds it, in JSON. */
export interface SellingFigure {
  readonly metric: (typeof sellingNames)[number];
  /** Of a conversion: the stage. */
  readonly stage: string | null;
  readonly value: number;
  /** 95 % interval; `low` is null for what is counted, not estimated, `high` alone where there is no upper end. */
  readonly low: number | null;
  readonly high: number | null;
  readonly cases: number | null;
  /** The same of all territories together. */
  readonly team: number | null;
  readonly says: 'Above' | 'Below' | 'Not proven' | null;
  /** Ids of the records that it counts, the first of them: of dropped leads. */
  readonly records?: readonly string[];
}

/** Deals that left a stage, and those of them that went on. */
export interface StageFigure {
  readonly name: string;
  readonly left: number;
  readonly onward: number;
}

/** All that is measured of somebody, or of all. */
export interface Measured {
  readonly metrics: SellingMetrics;
  readonly stages: readonly StageFigure[];
  /** Null where the org's leads are not known. */
  readonly leads: LeadFigures | null;
}

/** The figures of somebody against those of the team. What cannot be told is left out. */
export function figuresOf(own: Measured, team: Measured): SellingFigure[] {
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
            high: Number.isFinite(interval.high) ? roundTo(interval.high, 4) : null,
            cases: interval.count,
            team: other === null ? null : roundTo(other, 4),
            says: against(interval, other)
          }
        ];
  const { metrics, leads } = own;
  const others = team.metrics;
  const coverage = metrics.pipelineCoverage;
  const dropped = leads?.droppedIds.slice(0, mostNamed) ?? [];
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
    ...told(
      'Lead Response',
      leads?.responseHours ?? null,
      team.leads?.responseHours?.value ?? null
    ),
    ...told('Lead Conversion', leads?.conversion ?? null, team.leads?.conversion?.value ?? null),
    ...told('Dropped Leads', leads?.dropped ?? null, team.leads?.dropped?.value ?? null).map(
      (figure) => (dropped.length === 0 ? figure : { ...figure, records: dropped })
    ),
    ...team.stages.flatMap(({ name, left, onward }) => {
      const mine = own.stages.find((stage) => stage.name === name);
      return left < leastLeft || mine === undefined
        ? []
        : told('Stage', shareInterval(mine.onward, mine.left), onward / left, name);
    })
  ];
}
