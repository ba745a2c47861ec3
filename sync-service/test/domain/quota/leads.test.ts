import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LeadTable } from '../../../src/domain/quota/metrics/leads.ts';
import { leadFigures, leadStates } from '../../../src/domain/quota/metrics/leads.ts';
import {
  presentPeople,
  territoriesOfOwners
} from '../../../src/domain/quota/metrics/lead-territory.ts';
import type { Waited } from '../../../src/domain/quota/metrics/median-time.ts';
import { medianTime } from '../../../src/domain/quota/metrics/median-time.ts';
import { owner, user } from '../org-builder.ts';

/** `9 13 13+`: a plus has not come yet. */
const waits = (text: string): Waited[] =>
  text.split(' ').map((word) => ({ time: Number.parseFloat(word), came: !word.endsWith('+') }));

describe('the time until half came', () => {
  it('is that of R for the leukaemia data of Miller (1997), upper ends not reached', () => {
    // survfit(Surv(time, status) ~ x, data = aml) prints 31 (18, NA) and 23 (8, NA).
    expect(medianTime(waits('9 13 13+ 18 23 28+ 31 34 45+ 48 161+'))).toEqual({
      value: 31,
      low: 18,
      high: Infinity,
      count: 11
    });
    expect(medianTime(waits('5 5 8 8 12 16+ 23 27 30 33 43 45'))).toEqual({
      value: 23,
      low: 8,
      high: Infinity,
      count: 12
    });
  });

  it('is not told while fewer than half came', () => {
    expect(medianTime(waits('1 2+ 3+'))).toBeNull();
    expect(medianTime([])).toBeNull();
  });

  it('lies within its interval, and never falls when somebody waits longer', () => {
    const some = fc.array(fc.record({ time: fc.nat(50), came: fc.boolean() }), { maxLength: 40 });
    fc.assert(
      fc.property(some, fc.nat(50), (known, later) => {
        const before = medianTime(known);
        if (before !== null) {
          expect(before.low).toBeLessThanOrEqual(before.value);
          expect(before.high).toBeGreaterThanOrEqual(before.value);
        }
        const after = medianTime([...known, { time: 51 + later, came: false }]);
        expect(after?.value ?? Infinity).toBeGreaterThanOrEqual(before?.value ?? Infinity);
      })
    );
  });
});

interface Lead {
  /** Days ago. */
  readonly created: number;
  /** Hours after the creation. */
  readonly answered?: number;
  readonly touched?: number;
  readonly state?: (typeof leadStates)[number];
}

const now = 24 * 20_000;
const tableOf = (leads: readonly Lead[]): LeadTable => ({
  count: leads.length,
  ids: leads.map((_, at) => `lead ${String(at)}`),
  owner: new Int32Array(leads.length),
  owners: ['u1'],
  created: Float64Array.from(leads, ({ created }) => now - 24 * created),
  answered: Float64Array.from(
    leads,
    ({ created, answered = NaN }) => now - 24 * created + answered
  ),
  touched: Float64Array.from(leads, ({ created, touched = NaN }) => now - 24 * created + touched),
  state: Uint8Array.from(leads, ({ state = 'Open' }) => leadStates.indexOf(state))
});
const figures = (leads: readonly Lead[]) =>
  leadFigures(
    tableOf(leads),
    leads.map((_, at) => at),
    now,
    30
  );

describe('figures of leads', () => {
  it('count those that wait still as waiting', () => {
    // Answered after 2, 4 and 8 hours; one waits 5 hours, one a day: 3/4 × 2/3 and so on. By hand:
    // five wait; after 2 h four fifths, after 4 h three fifths; at 5 h one is lost to sight, and of
    // the two that wait at 8 h one is answered: three tenths.
    expect(
      figures([
        { created: 10, answered: 2 },
        { created: 10, answered: 4 },
        { created: 10, answered: 8 },
        { created: 5 / 24 },
        { created: 1 }
      ]).responseHours
    ).toMatchObject({ value: 8, low: 4, high: Infinity, count: 5 });
  });

  it('tell conversion of those that had their time, converted or not', () => {
    const { conversion } = figures([
      { created: 100, state: 'Converted' },
      { created: 90, state: 'Ended' },
      { created: 300 },
      // Too young to tell.
      { created: 89, state: 'Converted' }
    ]);
    expect(conversion).toMatchObject({ value: 1 / 3, count: 3 });
  });

  it('name open leads without a finished activity for longer than the policy says', () => {
    const { dropped, droppedIds } = figures([
      { created: 31 },
      { created: 30 },
      { created: 200, touched: 24 * 180 },
      { created: 200, touched: 24 * 100 },
      { created: 200, state: 'Ended' },
      { created: 200, state: 'Converted' }
    ]);
    expect(droppedIds).toEqual(['lead 3', 'lead 0']);
    expect(dropped).toMatchObject({ value: 0.5, count: 4 });
  });

  it('learn nothing of response from a day on which leads were imported', () => {
    const imported = Array.from({ length: 100 }, () => ({ created: 40, answered: 900 }));
    expect(figures([...imported, { created: 10, answered: 3 }]).responseHours).toMatchObject({
      value: 3,
      count: 1
    });
  });
});

describe('the territory of a lead', () => {
  it('is the one that its owner owns today; of several none is chosen', () => {
    const members = [
      owner('w', 40),
      owner('e', 40, { userId: 'u2' }),
      owner('n', 40, { userId: 'u2' }),
      owner('s', 40, { userId: 'u3', end: '2026-01-31' }),
      owner('x', 40, { userId: 'u4', role: 'Cover' }),
      owner('y', 40, { userId: 'u5' })
    ];
    const users = new Map(['u1', 'u2', 'u3', 'u4'].map((id) => [id, user(id)] as const)).set('u5', {
      ...user('u5'),
      active: false
    });
    const owners = ['u1', 'u2', 'u3', 'u4', 'u5', 'queue'];
    expect(territoriesOfOwners(owners, members, users, '2026-02-01')).toEqual([
      'w',
      null,
      null,
      null,
      null,
      null
    ]);
    expect(presentPeople(members, users, '2026-02-01')).toEqual(['u1', 'u2', 'u4']);
  });
});
