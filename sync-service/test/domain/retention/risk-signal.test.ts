import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountFigures } from '../../../src/domain/core/columns.ts';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import { createFigures } from '../../../src/domain/core/figures.ts';
import { accountComponents } from '../../../src/domain/core/account-components.ts';
import { parsePolicy } from '../../../src/domain/core/policy.ts';
import {
  accountHealth,
  accountHealthFigures
} from '../../../src/domain/retention/account-health.ts';
import { churnWords } from '../../../src/domain/retention/churn-words.ts';
import { healthReasons } from '../../../src/domain/retention/health-reasons.ts';
import type { Reasons } from '../../../src/domain/retention/reasons.ts';
import { inOneField } from '../../../src/domain/retention/reasons.ts';
import type { AdditiveModel } from '../../../src/domain/retention/model/additive-model.ts';
import type { Feature } from '../../../src/domain/retention/model/feature-table.ts';
import { sayNumber } from '../../../src/domain/retention/number-words.ts';
import type { RiskSignal, SignalCode } from '../../../src/domain/retention/risk-signal.ts';
import { snapshotOf, stateRule, territory } from '../org-builder.ts';

const today = dayNumber('2026-05-16');
const { policy } = parsePolicy(null);

function reasonsOf(spoil: (figures: AccountFigures) => void): Reasons {
  const figures = createFigures(1);
  // Nothing to worry about: touched today, as much won as before, contacts touched, contract far off.
  figures.lastTouchDay[0] = today;
  figures.won12[0] = 1500;
  figures.wonPrior12[0] = 1000;
  figures.contacts[0] = 4;
  figures.contactsActive[0] = 4;
  figures.renewalDay[0] = today + 365;
  spoil(figures);
  const known = accountHealthFigures(figures, 0, policy, 'A', today);
  return healthReasons(accountHealth(known, policy), figures, 0, policy, 'A');
}
const signalsOf = (spoil: (figures: AccountFigures) => void): readonly RiskSignal[] =>
  reasonsOf(spoil).raises;

const spoilt: Readonly<Record<string, readonly [(figures: AccountFigures) => void, string]>> = {
  Engagement: [
    (figures) => {
      figures.lastTouchDay[0] = today - 100;
    },
    'Last touched on 2026-02-05; tier A is due every 30 days'
  ],
  Spend: [
    (figures) => {
      figures.won12[0] = 100;
    },
    'Won 100 in twelve months, 1,000 in the twelve before'
  ],
  Service: [
    (figures) => {
      figures.openCases[0] = 3;
      figures.escalatedCases[0] = 1;
    },
    '3 open cases, 1 of them escalated'
  ],
  Relationship: [
    (figures) => {
      figures.contactsActive[0] = 0;
    },
    '0 of 4 contacts touched in 180 days'
  ],
  Contract: [
    (figures) => {
      figures.renewalDay[0] = today + 10;
    },
    'The contract ends on 2026-05-26'
  ]
};

describe('the code of a signal', () => {
  it('has a case here for each part of the scorecard', () => {
    expect(Object.keys(spoilt).sort()).toEqual([...accountComponents].sort());
    expect(signalsOf(() => undefined)).toEqual([]);
  });

  it.each(Object.entries(spoilt))('%s names what its words are about', (code, [spoil, words]) => {
    expect(signalsOf(spoil)).toEqual([{ code: code as SignalCode, words }]);
  });

  it('tells few contacts, all touched, from contacts who fell silent', () => {
    const one = reasonsOf((figures) => {
      figures.contacts[0] = 1;
      figures.contactsActive[0] = 1;
    });
    expect(one.raises).toEqual([
      { code: 'Contacts', words: 'Only one contact is known, touched in 180 days' }
    ]);
    expect(
      signalsOf((figures) => {
        figures.contacts[0] = 1;
        figures.contactsActive[0] = 0;
      })
    ).toEqual([{ code: 'Relationship', words: 'The only contact was not touched in 180 days' }]);
    // 0.15 of the health is relationship: 100 with three contacts, 60 with one, which leaves 94.
    expect(one.mended).toBe('If 3 contacts were known and touched: the band would stay Low');
  });

  it('tells one open case from several', () => {
    const wordsOf = (open: number, escalated: number): string | undefined =>
      signalsOf((figures) => {
        figures.openCases[0] = open;
        figures.escalatedCases[0] = escalated;
      })[0]?.words;
    expect(wordsOf(1, 1)).toBe('1 open case, escalated');
    expect(wordsOf(2, 1)).toBe('2 open cases, 1 of them escalated');
  });

  it('is written beside the words, in their order', () => {
    const result = computeRun(
      snapshotOf({
        accounts: [{ state: 'NY', tier: 'A', touched: today - 400 }, { state: 'NY' }],
        territories: [territory('t1')],
        rules: [stateRule('t1', 'NY', 1)]
      })
    );
    const column = (name: string): readonly (string | null)[] => {
      const found = result.coverage.get(name);
      if (found?.kind !== 'text') throw new Error(`${name} is missing`);
      return found.values;
    };
    expect(column('Signal_Codes__c')).toEqual(['Engagement', null]);
    expect(column('Signal_1__c')).toEqual([
      'Last touched on 2025-04-11; tier A is due every 30 days',
      null
    ]);
  });
});

describe('the code of a signal of the measured model', () => {
  const feature: Feature = { name: 'Open_Invoices__c', kind: 'number', labels: [], monotone: 0 };
  // Bin 0: not known; odds of 1 to 1, three times that where not known, four times from 10 on.
  const model: AdditiveModel = {
    kind: 'additive',
    binnings: [{ feature, cuts: [10], order: [], size: 3 }],
    intercept: 0,
    shapes: [{ feature: 0, scores: [Math.log(3), 0, Math.log(4)] }],
    pairs: []
  };
  const signals = churnWords(model, {
    count: 3,
    features: [feature],
    values: [Float64Array.of(NaN, 5, 20)]
  });

  it.each([
    [0, 'Missing', 'Open Invoices is not known: 25 points of the risk, 50 % without it'],
    [2, 'Mapped', 'Open Invoices is 20: 30 points of the risk, 50 % without it']
  ] as [number, SignalCode, string][])(
    'tells a value that is missing from one that worries, customer %d',
    (account, code, words) => {
      expect(signals(account).raises).toEqual([{ code, words }]);
    }
  );

  it('names nothing that raises no risk', () => {
    expect(signals(1).raises).toEqual([]);
  });
});

describe('what holds a customer, and what mending would do', () => {
  const number = (name: string, monotone: -1 | 0 | 1): Feature => ({
    name,
    kind: 'number',
    labels: [],
    monotone
  });
  const plan: Feature = {
    name: 'Plan__c',
    kind: 'category',
    labels: ['month', 'year'],
    monotone: 0
  };
  const ln = Math.log;
  /**
   * Odds begin at 1 to 1. Invoices from 10 on make them four times, a yearly plan a third, usage
   * from 5 on a half; usage from 5 on with many invoices twice as much again. Bin 0 is not known.
   */
  const model: AdditiveModel = {
    kind: 'additive',
    binnings: [
      { feature: number('Open_Invoices__c', 1), cuts: [10], order: [], size: 3 },
      { feature: plan, cuts: [], order: [2, 1], size: 3 },
      { feature: number('Usage__c', -1), cuts: [5], order: [], size: 3 }
    ],
    intercept: 0,
    shapes: [
      { feature: 0, scores: [0, 0, ln(4)] },
      { feature: 1, scores: [-1, ln(1 / 3), 0] },
      { feature: 2, scores: [0, 0, ln(1 / 2)] }
    ],
    pairs: [
      {
        features: [0, 2],
        groups: [
          [0, 0, 1],
          [0, 0, 1]
        ],
        columns: 2,
        scores: [0, 0, 0, ln(2)]
      }
    ]
  };
  const reasons = churnWords(model, {
    count: 3,
    features: model.binnings.map(({ feature }) => feature),
    values: [Float64Array.of(20, 20, 3), Float64Array.of(1, NaN, 0), Float64Array.of(1, 9, 2)]
  });

  it('is told with the points that it takes from the risk; what is not known holds nobody', () => {
    // Odds 4 / 3, a chance of 57 %; without the plan's part 4 to 1, 80 %.
    expect(reasons(0)).toEqual({
      raises: [
        { code: 'Mapped', words: 'Open Invoices is 20: 32 points of the risk, 25 % without it' }
      ],
      holds: ['Plan is year: 23 points less risk, 80 % without it'],
      // Odds 1 / 3.
      mended: 'If Open Invoices were under 10: 25 % instead of 57 %'
    });
    // Odds 4 / e, 60 %; without usage, whose part is ln 2 less half of the pair's, 4 · √2 / e, 68 %.
    // A plan that is not known takes 1 from the sum, and is no reason to be calm.
    expect(reasons(1).holds).toEqual(['Usage is 9: 8 points less risk, 68 % without it']);
  });

  it('is mended through pairs, too', () => {
    // Odds 4 / 2 · 2 / e, a chance of 60 %; with few invoices the pair falls away: 1 / 2 / e, 16 %.
    expect(reasons(1).mended).toBe('If Open Invoices were under 10: 16 % instead of 60 %');
  });

  it('says nothing of mending where nothing raises the risk', () => {
    expect(reasons(2)).toEqual({ raises: [], holds: [], mended: null });
  });

  it('is told of the scorecard by its bands, and never as a percentage', () => {
    const { holds, mended } = reasonsOf((figures) => {
      figures.lastTouchDay[0] = today - 100;
      figures.contactsActive[0] = 0;
      figures.renewalDay[0] = today + 10;
    });
    // By weight times score: spend .2 · 100 and service .15 · 100; the others are under 80.
    expect(holds).toEqual([
      'Won 1,500 in twelve months, 1,000 in the twelve before',
      'No open case'
    ]);
    // Engagement 13.3 at 3.33 times the cadence, relationship 10, contract 26.7: 4 + 20 + 15 + 1.5
    // + 5.3 is 45.8, Medium; with a touch now 30 in place of 4 is 71.8.
    expect(mended).toBe('If the customer were touched now: Low instead of Medium');
  });

  it('says so where mending one thing leaves the band as it is', () => {
    const { mended } = reasonsOf((figures) => {
      figures.openCases[0] = 5;
    });
    expect(mended).toBe('If no case were open: the band would stay Low');
  });

  it('stands in one field, each cut where all are too long', () => {
    expect(inOneField([])).toBeNull();
    expect(inOneField(['a', 'b · c'])).toBe('a · b - c');
    const long = inOneField(['x'.repeat(200), 'y'.repeat(200), 'z']) ?? '';
    expect(long.length).toBeLessThanOrEqual(255);
    expect(long).toMatch(/^x+\.\.\. · y+\.\.\. · z$/);
  });

  it('says numbers as the locale does', () => {
    const plainly = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
    fc.assert(
      fc.property(fc.integer({ min: -1e10, max: 1e10 }), (hundredths) => {
        expect(sayNumber(hundredths / 100)).toBe(plainly.format(hundredths / 100 || 0));
      })
    );
    expect([sayNumber(1e18), sayNumber(0.004), sayNumber(1234.5)]).toEqual([
      '1,000,000,000,000,000,000',
      '0',
      '1,234.5'
    ]);
  });
});
