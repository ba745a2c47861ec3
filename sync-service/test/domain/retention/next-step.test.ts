import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { AccountFigures } from '../../../src/domain/core/columns.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import { createFigures } from '../../../src/domain/core/figures.ts';
import { parsePolicy } from '../../../src/domain/core/policy.ts';
import type { NextStepInput } from '../../../src/domain/retention/next-step.ts';
import { nextStep } from '../../../src/domain/retention/next-step.ts';

const today = dayNumber('2026-05-16');
const { policy } = parsePolicy(null);

interface Case extends Partial<Omit<NextStepInput, 'figures'>> {
  readonly touched?: number;
  readonly escalated?: number;
  readonly open?: number;
  readonly renewal?: number;
  readonly pipeline?: number;
}

function stepOf(given: Case): { code: string; step: string; reason: string } {
  const { touched, escalated, open, renewal, pipeline, ...rest } = given;
  const figures: AccountFigures = createFigures(1);
  figures.lastTouchDay[0] = touched ?? NaN;
  figures.escalatedCases[0] = escalated ?? 0;
  figures.openCases[0] = open ?? escalated ?? 0;
  figures.renewalDay[0] = renewal ?? NaN;
  figures.openPipelinePeriod[0] = pipeline ?? 0;
  return nextStep({
    figures,
    index: 0,
    policy,
    tier: 'A',
    band: 'Low',
    firstSignal: null,
    hasTerritory: true,
    whiteSpace: 0,
    potential: 1000,
    today,
    ...rest
  });
}

/** Everything at once: each row takes the first away, and the next one shows. */
const ladder: readonly [string, Case][] = [
  ['NO_TERRITORY', { hasTerritory: false }],
  ['ESCALATED_CASE', { hasTerritory: true }],
  ['RENEWAL_NEAR', { escalated: 0 }],
  ['HIGH_RISK', { renewal: NaN }],
  ['TOUCH_OVERDUE', { band: 'Low' }],
  ['CLOSE_PIPELINE', { touched: today - 1 }],
  ['WHITE_SPACE', { pipeline: 0 }],
  ['NOTHING_URGENT', { whiteSpace: 0 }]
];
const everything: Case = {
  escalated: 1,
  renewal: today + 10,
  band: 'High',
  touched: today - 400,
  pipeline: 500,
  whiteSpace: 900
};

describe('the next step', () => {
  it('is the first of the list that applies', () => {
    let given = everything;
    const codes = ladder.map(([, change]) => {
      given = { ...given, ...change };
      return stepOf(given).code;
    });
    expect(codes).toEqual(ladder.map(([code]) => code));
  });

  it('for tier C asks for a touch after pipeline, and never for more sales', () => {
    const late: Case = { tier: 'C', touched: today - 400, whiteSpace: 900, pipeline: 500 };
    expect(stepOf(late).code).toBe('CLOSE_PIPELINE');
    expect(stepOf({ ...late, pipeline: 0 }).code).toBe('TOUCH_OVERDUE');
    expect(stepOf({ ...late, pipeline: 0, touched: today }).code).toBe('NOTHING_URGENT');
  });

  // Cadence by default: A 30, B 60, C 90 days. Renewal within 60 days, fresh within 30.
  it.each<[string, Case, string]>([
    [
      'a renewal in 60 days, touched 31 days ago',
      { tier: 'B', renewal: today + 60, touched: today - 31 },
      'RENEWAL_NEAR'
    ],
    [
      'a renewal in 61 days',
      { tier: 'B', renewal: today + 61, touched: today - 31 },
      'NOTHING_URGENT'
    ],
    [
      'a renewal near, touched 30 days ago',
      { tier: 'B', renewal: today + 60, touched: today - 30 },
      'NOTHING_URGENT'
    ],
    ['a renewal near, never touched', { tier: 'B', renewal: today + 60 }, 'RENEWAL_NEAR'],
    ['tier A touched 30 days ago', { touched: today - 30 }, 'NOTHING_URGENT'],
    ['tier A touched 31 days ago', { touched: today - 31 }, 'TOUCH_OVERDUE'],
    ['tier B touched 60 days ago', { tier: 'B', touched: today - 60 }, 'NOTHING_URGENT'],
    ['tier B touched 61 days ago', { tier: 'B', touched: today - 61 }, 'TOUCH_OVERDUE'],
    ['tier C touched 90 days ago', { tier: 'C', touched: today - 90 }, 'NOTHING_URGENT'],
    ['tier C touched 91 days ago', { tier: 'C', touched: today - 91 }, 'TOUCH_OVERDUE'],
    ['never touched', {}, 'TOUCH_OVERDUE'],
    ['half of the potential untapped', { touched: today, whiteSpace: 500 }, 'WHITE_SPACE'],
    ['less than half', { touched: today, whiteSpace: 499 }, 'NOTHING_URGENT'],
    ['potential not known', { touched: today, whiteSpace: 0, potential: NaN }, 'NOTHING_URGENT'],
    ['no potential', { touched: today, whiteSpace: 0, potential: 0 }, 'NOTHING_URGENT'],
    ['medium risk', { touched: today, band: 'Medium' }, 'NOTHING_URGENT']
  ])('%s', (_, given, code) => {
    expect(stepOf(given).code).toBe(code);
  });

  it('asks for no touch where the tier has no cadence', () => {
    const idle = parsePolicy({ Cadence_Days_C__c: 0 }).policy;
    expect(stepOf({ tier: 'C', policy: idle }).code).toBe('NOTHING_URGENT');
  });

  it('says why, with the figures', () => {
    expect(stepOf({ escalated: 2, open: 5 }).reason).toBe('2 escalated of 5 open cases.');
    expect(stepOf({ escalated: 1, open: 1 }).reason).toBe('The only open case is escalated.');
    expect(stepOf({ renewal: today + 10 }).reason).toBe(
      'The contract ends on 2026-05-26 and the customer was never touched.'
    );
    expect(stepOf({ touched: today - 31 }).reason).toBe(
      'Tier A is due every 30 days and was last touched on 2026-04-15.'
    );
    expect(stepOf({ touched: today, pipeline: 12_345.6 }).reason).toBe(
      '12,346 is due to close this period.'
    );
    expect(stepOf({ touched: today, whiteSpace: 750 }).reason).toBe(
      '750 of a potential of 1,000 is not tapped.'
    );
    expect(stepOf({ touched: today, band: 'High', firstSignal: 'Spend fell by half' }).reason).toBe(
      'Spend fell by half.'
    );
  });
});

/** What alone makes each code. */
const alone: readonly [string, Case][] = [
  ['NO_TERRITORY', { hasTerritory: false }],
  ['ESCALATED_CASE', { escalated: 1 }],
  ['RENEWAL_NEAR', { renewal: today + 10 }],
  ['HIGH_RISK', { band: 'High' }],
  ['TOUCH_OVERDUE', { touched: today - 400 }],
  ['CLOSE_PIPELINE', { touched: today, pipeline: 500 }],
  ['WHITE_SPACE', { touched: today, whiteSpace: 900 }],
  ['NOTHING_URGENT', { touched: today }]
];

describe('the documented list', () => {
  it('names the codes in the order in which they are tried', () => {
    const text = readFileSync('docs/formulas.md', 'utf8');
    const from = text.indexOf('## Do this next');
    const section = text.slice(from, text.indexOf('\n## ', from + 1));
    const codes = [...section.matchAll(/^\| `(\w+)` +\| .*? +\| (.+?) +\|$/gm)].map(
      (row) => row[1]
    );
    expect(codes).toEqual([
      'NO_TERRITORY',
      'ESCALATED_CASE',
      'RENEWAL_NEAR',
      'HIGH_RISK',
      'TOUCH_OVERDUE',
      'CLOSE_PIPELINE',
      'WHITE_SPACE',
      'TOUCH_OVERDUE',
      'NOTHING_URGENT'
    ]);
    for (const [code, given] of alone) {
      const { code: made, step } = stepOf(given);
      expect(made).toBe(code);
      expect(section).toMatch(new RegExp(`\`${code}\`.*\\| ${step} +\\|`));
    }
  });
});
