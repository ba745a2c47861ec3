import { describe, expect, it } from '@jest/globals';
import { dayNumber } from '../../../src/domain/core/days.ts';
import type { Potential } from '../../../src/domain/territory/potential.ts';
import { potentialOf } from '../../../src/domain/territory/potential.ts';
import type { TestAccount } from '../org-builder.ts';
import { snapshotOf } from '../org-builder.ts';

const today = dayNumber('2026-05-16');

function potential(accounts: readonly TestAccount[]): Potential {
  const snapshot = snapshotOf({ accounts });
  return potentialOf(snapshot.accounts, snapshot.figures, today);
}
const bank = (won12: number, more: TestAccount = {}): TestAccount => ({
  industry: 'Banking',
  employees: 100,
  touched: today,
  won12,
  ...more
});

describe('potential by look-alikes, worked by hand', () => {
  it('one segment alone is its own upper quartile', () => {
    // 100, 200, 300, 400, 500: type 7 at 0.75 × 4 = 3 is 400. The industry and the company are the
    // same five: (5 × 400 + 5 × 400)/10 = 400 all the way.
    const { amount, source } = potential([100, 200, 300, 400, 500].map((won) => bank(won)));
    expect([...amount]).toEqual([400, 400, 400, 400, 400]);
    expect(source[0]).toBe('Look-alikes: Banking, 50 to 249 people; open pipeline');
  });

  it('few look-alikes are mixed with the industry, and that with the company', () => {
    const { amount, source } = potential([
      bank(100),
      bank(300, { employees: 500 }),
      bank(500, { employees: 500 }),
      { industry: 'Energy', employees: 10, touched: today, won12: 1000 }
    ]);
    // Company 100, 300, 500, 1000 at 2.25: 500 + 0.25 × 500 = 625.
    // Banking 100, 300, 500 at 1.5: 400; (3 × 400 + 5 × 625)/8 = 540.625.
    // Banking of 50 to 249: (1 × 100 + 5 × 540.625)/6 = 467.1875.
    // Banking of 250 to 999: 300, 500 at 0.75: 450; (2 × 450 + 5 × 540.625)/7 = 514.732.
    // Energy: (1 × 1000 + 5 × 625)/6 = 687.5; under 50: (1 × 1000 + 5 × 687.5)/6 = 739.583.
    expect(amount[0]).toBeCloseTo(467.1875, 9);
    expect(amount[1]).toBeCloseTo(514.7321429, 6);
    expect(amount[3]).toBeCloseTo(739.5833333, 6);
    expect(source[0]).toBe(
      'Look-alikes: Banking, 50 to 249 people, mixed with wider segments; open pipeline'
    );
  });

  it('an account counts for others only where it was touched within 90 days', () => {
    const base = [bank(100, { touched: today - 90 }), bank(100, { touched: today - 90 })];
    // Both 100: everything is 100. One of 9,900 that is not looked after changes nothing.
    expect(potential([...base, bank(9900, { touched: today - 91 })]).amount[0]).toBe(100);
    // Looked after, it does: 100, 100, 9900 at 1.5 is 5,000.
    expect(potential([...base, bank(9900, { touched: today - 90 })]).amount[0]).toBe(5000);
    // And what is not looked after gets the potential of its like.
    expect(potential([...base, bank(0, { touched: today - 91 })]).amount[2]).toBe(100);
  });

  it('a quarter of the open pipeline comes on top', () => {
    const { amount } = potential([bank(100, { openPipeline: 1000 }), bank(100)]);
    expect([...amount]).toEqual([350, 100]);
  });

  it('is not known where nobody is looked after', () => {
    const { amount, source } = potential([bank(100, { touched: today - 400 }), { won12: 5 }]);
    expect([...amount]).toEqual([NaN, NaN]);
    expect(source).toEqual([null, null]);
  });

  it('an industry without look-alikes is the company’s, whatever its own past', () => {
    // Company 100, 100: 100. Energy has none: (0 × … + 5 × 100)/5 = 100.
    const { amount, source } = potential([
      bank(100),
      bank(100),
      { industry: 'Energy', employees: 5, won12: 1_000_000 }
    ]);
    expect(amount[2]).toBe(100);
    expect(source[2]).toContain('Energy, under 50 people, mixed with wider segments');
  });

  it.each([
    [undefined, 'size not known'],
    [0, 'under 50 people'],
    [49, 'under 50 people'],
    [50, '50 to 249 people'],
    [249, '50 to 249 people'],
    [250, '250 to 999 people'],
    [999, '250 to 999 people'],
    [1000, '1,000 people or more']
  ])('%s employees are "%s"', (employees, words) => {
    const account: TestAccount = { touched: today, won12: 1 };
    const { source } = potential([employees === undefined ? account : { ...account, employees }]);
    expect(source[0]).toContain(`no industry, ${words}`);
  });
});
