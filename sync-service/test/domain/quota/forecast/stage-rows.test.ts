import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayNumber } from '../../../../src/domain/core/days.ts';
import { monthCalendar } from '../../../../src/domain/quota/forecast/calendar.ts';
import type { DealColumns } from '../../../../src/domain/quota/forecast/deals.ts';
import { fitDeals } from '../../../../src/domain/quota/forecast/fit.ts';
import type { StageRows } from '../../../../src/domain/quota/forecast/stage-rows.ts';
import { spellsOf } from '../../../../src/domain/quota/forecast/stage-rows.ts';
import { wonByEnd } from '../../../../src/domain/quota/forecast/win-by-end.ts';

interface Change {
  readonly deal: number;
  /** Days since 1970 with their part of a day. */
  readonly at: number;
  readonly stage: string;
  readonly planned: number;
  readonly amount?: number;
}

function rowsOf(changes: readonly Change[]): StageRows {
  const stages = [...new Set(changes.map(({ stage }) => stage))];
  return {
    count: changes.length,
    deal: Int32Array.from(changes, ({ deal }) => deal),
    at: Uint32Array.from(changes, ({ at }) => Math.round(at * 86_400)),
    stage: Uint16Array.from(changes, ({ stage }) => stages.indexOf(stage)),
    planned: Float32Array.from(changes, ({ planned }) => planned),
    amount: Float32Array.from(changes, ({ amount }) => amount ?? 100),
    stages,
    closed: new Set(['Closed Won', 'Closed Lost'])
  };
}

const deals = (created: readonly number[]) => ({
  count: created.length,
  created,
  amount: created.map(() => 100)
});

/** Each deal's spells as [day, stage, planned, put off]. */
function told(created: readonly number[], changes: readonly Change[]): number[][][] {
  const spells = spellsOf(deals(created), rowsOf(changes));
  return created.map((_, deal) => {
    const from = spells.spellsFrom[deal] ?? 0;
    return Array.from({ length: (spells.spellsFrom[deal + 1] ?? 0) - from }, (__, at) => [
      spells.spellDay[from + at] ?? NaN,
      spells.spellStage[from + at] ?? NaN,
      spells.spellPlanned[from + at] ?? NaN,
      spells.spellPushed[from + at] ?? NaN
    ]);
  });
}

describe('spells from the history of stages', () => {
  // Stages are numbered by how many rows they have, then by name: Proposal is 1, Prospecting 2.
  it('hold from the morning after, the first from the creation, and end with the closed stage', () => {
    expect(
      told(
        [100],
        [
          { deal: 0, at: 100.4, stage: 'Prospecting', planned: 150 },
          { deal: 0, at: 110.4, stage: 'Proposal', planned: 150 },
          { deal: 0, at: 110.6, stage: 'Prospecting', planned: 150 },
          { deal: 0, at: 130.5, stage: 'Proposal', planned: 150 },
          { deal: 0, at: 140, stage: 'Closed Won', planned: 140 }
        ]
      )
    ).toEqual([
      [
        [100, 2, 150, 0],
        // Of the two changes of day 110 the second counts, which is no change to the day before.
        [111, 2, 150, 0],
        [131, 1, 150, 0]
      ]
    ]);
  });

  it('know from when on the planned close was put off, and that it was not where it came earlier', () => {
    expect(
      told(
        [100, 100],
        [
          { deal: 0, at: 100.1, stage: 'A', planned: 150 },
          { deal: 0, at: 120.1, stage: 'A', planned: 180 },
          { deal: 0, at: 125.1, stage: 'A', planned: 170 },
          { deal: 1, at: 100.1, stage: 'A', planned: 150 },
          { deal: 1, at: 120.1, stage: 'A', planned: 140 }
        ]
      )
    ).toEqual([
      [
        [100, 1, 150, 0],
        [121, 1, 180, 1],
        [126, 1, 170, 1]
      ],
      [
        [100, 1, 150, 0],
        [121, 1, 140, 0]
      ]
    ]);
  });

  it('leave a deal without rows, or closed from the first, at the stage that is not known', () => {
    expect(told([100, 90], [{ deal: 1, at: 90.2, stage: 'Closed Won', planned: 90 }])).toEqual([
      [[100, 0, NaN, 0]],
      [[90, 0, NaN, 0]]
    ]);
  });

  it('are the same whatever the order of the rows', () => {
    const change = fc.record({
      deal: fc.nat(3),
      at: fc.integer({ min: 400, max: 480 }).map((quarter) => quarter / 4),
      stage: fc.constantFrom('A', 'B', 'C', 'Closed Lost'),
      planned: fc.integer({ min: 110, max: 130 })
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
        const created = [100, 100, 100, 100];
        const reversed = [...changes].reverse();
        expect(told(created, reversed)).toEqual(told(created, changes));
      }),
      { numRuns: 60 }
    );
  });
});

describe('plans that are put off', () => {
  const calendar = monthCalendar(dayNumber('2026-01-01'), dayNumber('2026-12-31'), {
    startMonth: 1,
    namedByStart: true
  });
  const first = calendar.from;

  it('are counted a day at the due level, and foretold by hand for three days', () => {
    // One deal of 20 days whose plan, within thirty days ahead, is put off once, on its tenth day.
    const columns: DealColumns = {
      count: 1,
      unit: Int32Array.of(0),
      amount: Float64Array.of(100),
      value: Float64Array.of(0),
      created: Float64Array.of(first),
      closed: Float64Array.of(NaN),
      won: Uint8Array.of(0),
      source: Int32Array.of(0),
      ...spellsOf(
        { count: 1, created: [first], amount: [100] },
        rowsOf([
          { deal: 0, at: first + 0.1, stage: 'A', planned: first + 20 },
          { deal: 0, at: first + 9.1, stage: 'A', planned: first + 30 }
        ])
      )
    };
    const learned = fitDeals(columns, { stages: 2, sources: 1, units: 1 }, calendar, first + 20);
    // Ten days within thirty of the plan as it was first made, ten after it was put off: all shrunk
    // to the whole, one in twenty days.
    const [, , planned = NaN, , , , putOff = NaN] = learned.slips.perDay;
    expect(planned).toBeGreaterThan(putOff);
    expect((10 * planned + 10 * putOff) / 20).toBeCloseTo(1 / 20, 6);

    const ones = learned.plan.sizes.map((size) => new Float64Array(size).fill(1));
    const model = {
      ...learned,
      win: { base: 0.5, effects: ones, strength: [] },
      loss: { base: 0, effects: ones, strength: [] },
      moves: [new Float64Array(2), new Float64Array(2)],
      slips: { perDay: new Float64Array(9).fill(0.4), win: 0, loss: 0 }
    };
    const path = { created: first, planned: first + 5, pushed: 0, source: 0, band: 1 };
    // Who is put off wins no more. Won on day 1, or not and not put off and won on day 2, and so on.
    const win = 1 - Math.exp(-0.5);
    const goesOn = (1 - win) * 0.6;
    const [chance] = wonByEnd(model, calendar, path, first, first + 2);
    expect(chance).toBeCloseTo(win + goesOn * win + goesOn ** 2 * win, 10);
  });
});
