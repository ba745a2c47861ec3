import { describe, expect, it } from '@jest/globals';
import { applyManyMoves } from '../undo/many-moves.ts';
import { undoCheck } from '../undo/undo-check.ts';

describe('a rebalance applied and rolled back, killed at random requests, others editing in between', () => {
  it.each([
    ['Owner', 4],
    ['Advisory', 3],
    ['ETM', 4]
  ] as const)(
    'in the mode %s is as before but for what others changed, and that is told',
    async (mode, scenarios) => {
      const report = await undoCheck(scenarios, mode, 7);
      process.stdout.write(`counted: ${mode}: ${JSON.stringify(report)}\n`);
      expect(report).toMatchObject({
        scenarios,
        mismatches: 0,
        foreignEditsLost: 0,
        untold: 0,
        lies: 0,
        examples: []
      });
      expect(report.kills).toBeGreaterThan(0);
      expect(report.applied).toBeGreaterThan(0);
      expect(report.foreignEdits).toBeGreaterThan(0);
    },
    300_000
  );
});

describe('a scenario of many moves, with locks, lost answers, skewed parents and somebody who edits', () => {
  it('is done or listed, right where nobody else was, in few more calls than the least', async () => {
    const report = await applyManyMoves(300, 3);
    process.stdout.write(`counted: moves: ${JSON.stringify(report)}\n`);
    expect(report).toMatchObject({ unlisted: 0, wrong: 0, editsLost: 0, examples: [] });
    expect(report.done).toBeGreaterThan(250);
    expect(report.listed).toBeGreaterThan(0);
    expect(report.edits).toBeGreaterThan(0);
    // Lost answers to inserts end a try each, and each reads the design and the accounts anew.
    const beside = 70 * report.tries;
    expect(report.calls).toBeLessThanOrEqual(1.2 * report.least + beside);
  }, 120_000);
});
