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
import type { OrgSnapshot } from '../../../src/domain/core/snapshot.ts';
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
  /** Deals that were lost. */
  readonly losses?: number;
}

/** Territories w and e with an account each: quota 100,000 each, nothing attained, wins of 10,000. */
function goals(
  w: Land,
  e: Land,
  byHand: ReadonlyMap<string, number> = new Map(),
  members = [owner('w', 40), owner('e', 40, { userId: 'u2' })],
  more: Partial<OrgSnapshot> = {},
  policy: Record<string, unknown> = {}
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
    today,
    policy
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
  const closed = (count: (land: Land) => number): number[] =>
    lands.flatMap((land, account) => Array<number>(count(land)).fill(account));
  const wins = closed((land) => land.wins);
  const accounts = [...wins, ...closed(({ losses = 0 }) => losses)];
  const deals: DealTable = {
    count: accounts.length,
    account: Int32Array.from(accounts),
    amount: new Float64Array(accounts.length).fill(10_000),
    created: new Int32Array(accounts.length).fill(day - 200),
    closes: new Int32Array(accounts.length).fill(day - 100),
    state: Uint8Array.from(accounts, (_, at) => (at < wins.length ? 2 : 1)),
    tier: new Uint8Array(accounts.length),
    source: new Uint8Array(accounts.length)
  };
  const rows = computeRun({ ...snapshot, deals, goalsByHand: byHand, ...more }).goals;
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
        Period__c: 'Week',
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

const told = (rows: readonly ResultRow[], fields: readonly string[]): unknown[] =>
  rows.map(({ key, values }) => [key, ...fields.map((field) => values[field])]);

describe('the goals of a month', () => {
  it('ask for its part of the days that are left, and count what the month has', () => {
    // As by the week: 10 wins × 4.25 = 42.5 meetings. 61 days are left from the first of May on, 31 of
    // them May's: 42.5 × 31 / 61 = 21.6; of e 65 × 31 / 61 = 33.03.
    const rows = goals(
      { wins: 15, meetings: 60, thisWeek: 2 },
      { wins: 5, meetings: 40 },
      new Map(),
      undefined,
      {},
      {
        Goal_Periods__c: 'Month'
      }
    );
    expect(told(rows, ['Period__c', 'Week_Start__c', 'Target__c', 'Actual__c'])).toEqual([
      ['e:Meetings:Month', 'Month', '2026-05-01', 34, 0],
      ['w:Meetings:Month', 'Month', '2026-05-01', 22, 2]
    ]);
    expect(rows[1]?.values['Reason__c']).toBe(
      '100,000 of the quota is left, 10 wins of 10,000; a win takes 4.3 meetings; 2 months.'
    );
  });

  it('stand beside those of the week where both are asked for, each set by hand for itself', () => {
    const rows = goals(
      { wins: 15, meetings: 60 },
      { wins: 5, meetings: 0 },
      new Map([['w:Meetings:Month', 30]]),
      [owner('w', 40)],
      {},
      { Goal_Periods__c: 'Both' }
    );
    expect(told(rows, ['Source__c']).map(String)).toEqual([
      'w:Meetings,Ratio',
      'w:Meetings:Month,Manual'
    ]);
  });
});

describe('goals by role, by strengths, of leads and proposals', () => {
  it('are those of the owner’s role, unless she set one by hand', () => {
    const byRole = (byHand: ReadonlyMap<string, number>): unknown[] =>
      told(
        goals(
          { wins: 15, meetings: 60 },
          { wins: 5, meetings: 40 },
          byHand,
          undefined,
          { roles: new Map([['u1', 'Field Rep']]) },
          { Goals_by_Role__c: 'field rep: Meetings 7, Calls 5' }
        ),
        ['Target__c', 'Source__c']
      );
    expect(byRole(new Map())).toEqual([
      ['e:Meetings', 9, 'Ratio'],
      ['w:Calls', 5, 'Role'],
      ['w:Meetings', 7, 'Role']
    ]);
    expect(byRole(new Map([['w:Calls', 2]]))).toContainEqual(['w:Calls', 2, 'Manual']);
  });

  it('ask more of what is won with, and as much in all', () => {
    // Both log calls, w alone meetings. Where there were calls 20 of 30 deals were won, where there were
    // meetings 15 of 15. w: calls (15 + 10 × 2/3) / 25 = 0.867, meetings (15 + 10) / 25 = 1; mean 0.933:
    // weights 0.929 and 1.071. Without them a win takes of w (60 + 5 × 6) / 20 = 4.5 calls and
    // (60 + 5 × 3) / 20 = 3.75 meetings; 10 × 4.5 × 0.929 / 8 = 5.2 calls, 10 × 3.75 × 1.071 / 8 = 5.02.
    const mixed = goals(
      { wins: 15, meetings: 60, calls: 60 },
      { wins: 5, losses: 10, meetings: 0, calls: 60 }
    );
    expect(
      told(mixed, ['Target__c', 'Reason__c']).filter((row) => String(row).startsWith('w'))
    ).toEqual([
      [
        'w:Calls',
        6,
        expect.stringContaining('takes 4.5 calls, times 0.9 by what is won with here')
      ],
      [
        'w:Meetings',
        6,
        expect.stringContaining('takes 3.8 meetings, times 1.1 by what is won with')
      ]
    ]);
  });

  it('count leads by the owner’s territory and proposals by the account’s', () => {
    const rows = goals({ wins: 10, meetings: 0 }, { wins: 10, meetings: 0 }, new Map(), undefined, {
      newLeadDays: new Map([['w', [day, day - 10, day - 20, day - 181]]]),
      proposals: {
        account: Int32Array.from([1, 1, -1, 1]),
        day: Int32Array.from([day, day - 40, day - 40, day + 1])
      }
    });
    // Two leads in the half year before for the ten wins of w, since those of e are not known: w
    // (2 + 1) / 15 = 0.2 a win, e 1 / 5, ten wins, eight weeks: 1. One proposal before: e (1 + 0.25) / 15 = 0.083: 1.
    expect(told(rows, ['Target__c', 'Actual__c'])).toEqual([
      ['e:New Leads', 1, null],
      ['e:Proposals', 1, 1],
      ['w:New Leads', 1, 1],
      ['w:Proposals', 1, 0]
    ]);
  });

  it('say nothing of new leads done or left where they are known of no territory of hers', () => {
    const byHand = new Map([
      ['e:New Leads', 3],
      ['w:New Leads', 3]
    ]);
    const of = (newLeadDays?: ReadonlyMap<string, readonly number[]>): unknown[] =>
      told(
        goals({ wins: 10, meetings: 0 }, { wins: 10, meetings: 0 }, byHand, undefined, {
          ...(newLeadDays === undefined ? {} : { newLeadDays })
        }),
        ['Target__c', 'Actual__c', 'More__c']
      );
    expect(of(new Map([['w', [day - 300]]]))).toEqual([
      ['e:New Leads', 3, null, null],
      ['w:New Leads', 3, 0, 3]
    ]);
    expect(of()).toEqual([
      ['e:New Leads', 3, null, null],
      ['w:New Leads', 3, null, null]
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
        // The fourteenth is the day of the month.
        expect(figures.emailsThisMonth[0]).toBe(within.filter((on) => on > day - 14).length);
        expect([figures.emailsBefore[0], figures.emailsThisWeek[0]]).toEqual([
          within.filter((on) => on < day - 3).length,
          within.filter((on) => on >= day - 3).length
        ]);
      })
    );
  });
});
