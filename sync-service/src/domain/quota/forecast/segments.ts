import type { MonthCalendar } from './calendar.ts';
import type { DealColumns, DealLevels } from './deals.ts';
import {
  ageLevel,
  ageStarts,
  amountEnds,
  amountIn,
  bandLevel,
  bandLevels,
  calendarLevels,
  dueLevel,
  dueLevels,
  nextDueChange
} from './deals.ts';

/** Days of a deal during which no factor changes its level. */
export type TakeSegment = (
  deal: number,
  cell: number,
  stage: number,
  day: number,
  days: number
) => void;
/** How a segment ended, where something happened on its last day. */
export type TakeEnd = (deal: number, cell: number, day: number, won: boolean) => void;
/** From spell to spell, on the day before the new one holds. */
export type TakeMove = (from: SpellLevels, to: SpellLevels) => void;

/** What a spell is told by. */
export interface SpellLevels {
  readonly stage: number;
  /** Due level on the last day before the move; of the new spell, on its first. */
  readonly due: number;
  readonly planned: number;
}

/** Number of each combination of levels: a dense table. */
export interface CellPlan {
  readonly sizes: readonly number[];
  readonly count: number;
  readonly ends: readonly number[];
}

/** @param before day of the origin: only what was known before it counts */
export function cellPlan(deals: DealColumns, levels: DealLevels, before: number): CellPlan {
  const sizes = [
    levels.stages,
    ageStarts.length,
    calendarLevels,
    dueLevels,
    levels.sources,
    bandLevels
  ];
  return {
    sizes,
    count: sizes.reduce((all, size) => all * size, 1),
    ends: amountEnds(deals, before)
  };
}

export function cellOf(plan: CellPlan, levels: readonly number[]): number {
  return levels.reduce((cell, level, factor) => cell * (plan.sizes[factor] ?? 1) + level, 0);
}

/**
 * Walks what was known of every deal before a day, in stretches during which no level changes.
 * A deal is at risk from its creation to its close, both included; open ones are censored.
 */
export function walkSegments(
  deals: DealColumns,
  plan: CellPlan,
  calendar: MonthCalendar,
  before: number,
  segment: TakeSegment,
  ended: TakeEnd,
  moved: TakeMove | null = null
): void {
  const [, ages = 1, months = 1, dues = 1, sources = 1, bands = 1] = plan.sizes;
  for (let deal = 0; deal < deals.count; deal += 1) {
    const created = deals.created[deal] ?? NaN;
    if (!(created < before)) continue;
    const closed = deals.closed[deal] ?? NaN;
    const hasClosed = closed < before;
    const last = hasClosed ? Math.max(closed, created) : before - 1;
    const source = deals.source[deal] ?? 0;
    const endOfSpells = deals.spellsFrom[deal + 1] ?? 0;
    let spell = deals.spellsFrom[deal] ?? 0;
    let band = bandLevel(amountIn(deals, deal, spell), plan.ends);
    let cell = 0;
    for (let day = created; day <= last;) {
      while (spell + 1 < endOfSpells && (deals.spellDay[spell + 1] ?? 0) <= day) {
        if (moved !== null)
          moved(spellLevels(deals, spell, day - 1), spellLevels(deals, spell + 1, day));
        spell += 1;
        band = bandLevel(amountIn(deals, deal, spell), plan.ends);
      }
      const stage = deals.spellStage[spell] ?? 0;
      const planned = deals.spellPlanned[spell] ?? NaN;
      const age = ageLevel(day - created);
      const at = day - calendar.from;
      const month = calendar.level[at] ?? 0;
      const until = Math.min(
        last,
        (spell + 1 < endOfSpells ? (deals.spellDay[spell + 1] ?? Infinity) : Infinity) - 1,
        created + (ageStarts[age + 1] ?? Infinity) - 1,
        (calendar.next[at] ?? day + 1) - 1,
        nextDueChange(planned, day) - 1
      );
      cell =
        ((((stage * ages + age) * months + month) * dues +
          dueLevel(planned, day, deals.spellPushed?.[spell] ?? 0)) *
          sources +
          source) *
          bands +
        band;
      segment(deal, cell, stage, day, until - day + 1);
      day = until + 1;
    }
    if (hasClosed) ended(deal, cell, last, deals.won[deal] === 1);
  }
}

function spellLevels(deals: DealColumns, spell: number, day: number): SpellLevels {
  const planned = deals.spellPlanned[spell] ?? NaN;
  return {
    stage: deals.spellStage[spell] ?? 0,
    due: dueLevel(planned, day, deals.spellPushed?.[spell] ?? 0),
    planned
  };
}
