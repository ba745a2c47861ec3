import { describe, expect, it } from '@jest/globals';
import { undoCheck } from '../undo/undo-check.ts';

describe('a rebalance applied and rolled back, killed at random requests, others editing in between', () => {
  it.each([
    ['Owner', 5],
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
        examples: []
      });
      expect(report.kills).toBeGreaterThan(0);
      expect(report.applied).toBeGreaterThan(0);
      expect(report.foreignEdits).toBeGreaterThan(0);
    },
    300_000
  );
});
