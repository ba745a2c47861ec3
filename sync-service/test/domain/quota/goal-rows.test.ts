import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import type { DealTable } from '../../../src/domain/core/columns.ts';
import { dayNumber, dayText } from '../../../src/domain/core/days.ts';
import {
  addActivity,
  createFigures,
  figureCalendar,
  weekStartOf
} from '../../../src/domain/core/figures.ts';
import type { ResultRow } from '../../../src/domain/core/result.ts';
import { owner, snapshotOf, territory, user } from '../org-builder.ts';

/** A Thursday; its week began on Monday the 11th, and the period of April to June has eight weeks left with it. */
const today = '2026-05-14';
const day = dayNumber(today);
const period = { start: '2026-04-01', end: '2026-06-30' };

interface Land {
  readonly wins: number;
  readonly meetings: number;
  readonly thisWeek?: number;
  readonly calls?: number;
}

/** Territories w and e with an account each: quota 100,000 each, nothing attained, wins of 10,000. */
function goals(
  w: Land,
  e: Land,
  byHand: ReadonlyMap<string, number> = new Map(),
  members = [owner('w', 40), owner('e', 40, { userId: 'u2' })]
): ResultRow[] {
  const lands = [w, e];
  const snapshot = snapshotOf({
    accounts: [{ held: 'w' }, { held: 'e' }],
    territories: [territory('w'), territory('e')],
    members,
    users: [user('u1'), user('u2')],
    quotas: ['w', 'e'].map((id) => ({
      id: `q-${id}`,
      key: id,
      territoryId: id,
      tier: 'New' as const,
      periodStart: period.start,
      periodEnd: period.end,
      amount: 100_000
    })),
    today
  });
  const calendar = figureCalendar(today, period);
  lands.forEach(({ meetings, thisWeek = 0, calls = 0 }, account) => {
    const add = (count: number, on: number, kind: 'meetings' | 'calls'): void => {
      for (let turn = 0; turn < count; turn += 1)
        addActivity(snapshot.figures, account, calendar, on, kind);
    };
    add(meetings, day - 30, 'meetings');
    add(thisWeek, day, 'meetings');
    add(calls, day - 30, 'calls');
  });
  const accounts = lands.flatMap(({ wins }, account) => Array<number>(wins).fill(account));
  const deals: DealTable = {
    count: accounts.length,
    account: Int32Array.from(accounts),
    amount: new Float64Array(accounts.length).fill(10_000),
    created: new Int32Array(accounts.length).fill(day - 200),
    closes: new Int32Array(accounts.length).fill(day - 100),
    state: new Uint8Array(accounts.length).fill(2),
    tier: new Uint8Array(accounts.length),
    source: new Uint8Array(accounts.length)
  };
  const rows = computeRun({ ...snapshot, deals, goalsByHand: byHand }).goals;
  return rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

describe('the goals of a week', () => {
  it('are wins still needed, times meetings a win takes, over the weeks left', () => {
    // w: 15 wins and 60 meetings, e: 5 and 40; together five meetings a win.
    // w's own: (60 + 5 × 5) / (15 + 5) = 4.25; 10 wins needed; 42.5 / 8 weeks: 6 a week, 2 done.
    // e's own: (40 + 25) / 10 = 6.5; 65 / 8: 9 a week.
    const rows = goals({ wins: 15, meetings: 60, thisWeek: 2 }, { wins: 5, meetings: 40 });
    expect(rows.map(({ key, values }) => [key, values['Target__c'], values['More__c']])).toEqual([
      ['e:Meetings', 9, 9],
      ['w:Meetings', 6, 4]
    ]);
    expect(rows[1]).toEqual({
      key: 'w:Meetings',
      id: null,
      values: {
        Territory__c: 'w',
        Activity__c: 'Meetings',
        Week_Start__c: '2026-05-11',
        Target__c: 6,
        Actual__c: 2,
        More__c: 4,
        Source__c: 'Ratio',
        Reason__c:
          '100,000 of the quota is left, 10 wins of 10,000; a win takes 4.3 meetings; 8 weeks.'
      }
    });
  });

  it('say nothing of an activity that nobody logs, nor where nothing was won', () => {
    const kinds = goals({ wins: 5, meetings: 5 }, { wins: 5, meetings: 0, calls: 9 }).map(
      ({ key }) => key
    );
    expect(kinds).toEqual(['e:Calls', 'e:Meetings', 'w:Calls', 'w:Meetings']);
    expect(goals({ wins: 0, meetings: 5 }, { wins: 0, meetings: 5 })).toEqual([]);
  });

  it('stand as they were set by hand, and are none of a territory without an owner', () => {
    const rows = goals(
      { wins: 15, meetings: 60 },
      { wins: 5, meetings: 40 },
      new Map([['w:Meetings', 3]]),
      [owner('w', 40)]
    );
    expect(rows.map(({ key, values }) => [key, values['Target__c'], values['Source__c']])).toEqual([
      ['w:Meetings', 3, 'Manual']
    ]);
  });
});

describe('what is counted', () => {
  it.each([
    ['2026-05-11', '2026-05-11'],
    ['2026-05-17', '2026-05-11'],
    ['2026-05-18', '2026-05-18'],
    ['1970-01-01', '1969-12-29']
  ])('the week of %s begins on %s', (on, monday) => {
    expect(dayText(weekStartOf(dayNumber(on)))).toBe(monday);
  });

  it('is each activity once, before this week or in it, and none that lies ahead or long ago', () => {
    const calendar = figureCalendar(today, period);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: day - 400, max: day + 30 })), (days) => {
        const figures = createFigures(1);
        for (const on of days) addActivity(figures, 0, calendar, on, 'emails');
        const within = days.filter((on) => on >= day - 180 && on <= day);
        expect([figures.emailsBefore[0], figures.emailsThisWeek[0]]).toEqual([
          within.filter((on) => on < day - 3).length,
          within.filter((on) => on >= day - 3).length
        ]);
      })
    );
  });
});
