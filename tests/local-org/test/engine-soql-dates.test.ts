import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../engine/soql/dates.ts';
import { dateRange, rangeBounds } from '../engine/soql/dates.ts';
import { startOfDay } from '../engine/soql/zone.ts';

/** A Wednesday; 23:30 of the day before in New York. */
const NOW = Date.parse('2026-11-25T04:30:00Z');

function clock(changes: Partial<Clock> = {}): Clock {
  return { now: NOW, zone: 'UTC', fiscalStart: 1, ...changes };
}

describe('date literals', () => {
  it.each([
    ['TODAY', 0, '2026-11-25', '2026-11-26'],
    ['YESTERDAY', 0, '2026-11-24', '2026-11-25'],
    ['TOMORROW', 0, '2026-11-26', '2026-11-27'],
    ['THIS_WEEK', 0, '2026-11-22', '2026-11-29'],
    ['LAST_WEEK', 0, '2026-11-15', '2026-11-22'],
    ['NEXT_WEEK', 0, '2026-11-29', '2026-12-06'],
    ['THIS_MONTH', 0, '2026-11-01', '2026-12-01'],
    ['LAST_MONTH', 0, '2026-10-01', '2026-11-01'],
    ['NEXT_MONTH', 0, '2026-12-01', '2027-01-01'],
    ['THIS_QUARTER', 0, '2026-10-01', '2027-01-01'],
    ['LAST_QUARTER', 0, '2026-07-01', '2026-10-01'],
    ['NEXT_QUARTER', 0, '2027-01-01', '2027-04-01'],
    ['THIS_YEAR', 0, '2026-01-01', '2027-01-01'],
    ['LAST_YEAR', 0, '2025-01-01', '2026-01-01'],
    ['NEXT_YEAR', 0, '2027-01-01', '2028-01-01'],
    ['LAST_90_DAYS', 0, '2026-08-27', '2026-11-26'],
    ['NEXT_90_DAYS', 0, '2026-11-26', '2027-02-24'],
    ['LAST_N_DAYS', 7, '2026-11-18', '2026-11-26'],
    ['NEXT_N_DAYS', 3, '2026-11-26', '2026-11-29'],
    ['N_DAYS_AGO', 2, '2026-11-23', '2026-11-24'],
    ['LAST_N_WEEKS', 2, '2026-11-08', '2026-11-22'],
    ['NEXT_N_WEEKS', 1, '2026-11-29', '2026-12-06'],
    ['N_WEEKS_AGO', 1, '2026-11-15', '2026-11-22'],
    ['LAST_N_MONTHS', 3, '2026-08-01', '2026-11-01'],
    ['NEXT_N_MONTHS', 2, '2026-12-01', '2027-02-01'],
    ['N_MONTHS_AGO', 11, '2025-12-01', '2026-01-01'],
    ['LAST_N_QUARTERS', 4, '2025-10-01', '2026-10-01'],
    ['N_QUARTERS_AGO', 1, '2026-07-01', '2026-10-01'],
    ['LAST_N_YEARS', 2, '2024-01-01', '2026-01-01'],
    ['NEXT_N_YEARS', 1, '2027-01-01', '2028-01-01'],
    ['N_YEARS_AGO', 3, '2023-01-01', '2024-01-01']
  ])('%s:%d is %s up to %s', (literal, count, start, end) => {
    expect(dateRange(literal, count, clock())).toMatchObject({ start, end });
  });

  it.each([
    ['THIS_FISCAL_YEAR', 0, '2026-11-25', 4, '2026-04-01', '2027-04-01'],
    ['LAST_FISCAL_YEAR', 0, '2026-11-25', 4, '2025-04-01', '2026-04-01'],
    ['THIS_FISCAL_QUARTER', 0, '2026-11-25', 2, '2026-11-01', '2027-02-01'],
    ['NEXT_FISCAL_QUARTER', 0, '2026-11-25', 2, '2027-02-01', '2027-05-01'],
    ['THIS_FISCAL_YEAR', 0, '2026-01-15', 2, '2025-02-01', '2026-02-01'],
    ['THIS_FISCAL_QUARTER', 0, '2026-01-15', 2, '2025-11-01', '2026-02-01'],
    ['LAST_N_FISCAL_QUARTERS', 2, '2026-01-15', 2, '2025-05-01', '2025-11-01'],
    ['N_FISCAL_YEARS_AGO', 1, '2026-11-25', 10, '2025-10-01', '2026-10-01']
  ])(
    '%s:%d on %s with a year that begins in month %d',
    (literal, count, day, month, start, end) => {
      const now = Date.parse(`${day}T12:00:00Z`);
      expect(dateRange(literal, count, clock({ now, fiscalStart: month }))).toMatchObject({
        start,
        end
      });
    }
  );

  it('takes the day of the user, not of UTC', () => {
    const zones = ['America/New_York', 'UTC', 'Pacific/Auckland', 'Pacific/Honolulu'];
    expect(zones.map((zone) => dateRange('TODAY', 0, clock({ zone }))?.start)).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-25',
      '2026-11-24'
    ]);
  });

  it('knows no other names', () => {
    expect(dateRange('SOMEDAY', 0, clock())).toBeNull();
  });
});

describe('bounds of a day as instants', () => {
  it.each([
    [
      'New York, an ordinary day',
      'America/New_York',
      '2026-11-24T20:00:00Z',
      '2026-11-24T05:00:00.000Z',
      '2026-11-25T05:00:00.000Z'
    ],
    [
      'New York, 23 hours in spring',
      'America/New_York',
      '2026-03-08T15:00:00Z',
      '2026-03-08T05:00:00.000Z',
      '2026-03-09T04:00:00.000Z'
    ],
    [
      'New York, 25 hours in autumn',
      'America/New_York',
      '2026-11-01T15:00:00Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z'
    ],
    [
      'Berlin in spring',
      'Europe/Berlin',
      '2026-03-29T12:00:00Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z'
    ],
    [
      'Berlin in autumn',
      'Europe/Berlin',
      '2026-10-25T12:00:00Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z'
    ],
    [
      'Sydney in spring',
      'Australia/Sydney',
      '2026-10-04T02:00:00Z',
      '2026-10-03T14:00:00.000Z',
      '2026-10-04T13:00:00.000Z'
    ],
    [
      'Kathmandu, at a quarter to',
      'Asia/Kathmandu',
      '2026-06-01T12:00:00Z',
      '2026-05-31T18:15:00.000Z',
      '2026-06-01T18:15:00.000Z'
    ]
  ])('%s', (_name, zone, now, start, end) => {
    const at = clock({ now: Date.parse(now), zone });
    const range = dateRange('TODAY', 0, at);
    expect(range).not.toBeNull();
    if (range !== null) expect(rangeBounds(range, 'datetime', at)).toEqual({ start, end });
  });

  it('begins a day without midnight after the jump, one with two midnights at the first', () => {
    const start = (day: string, zone: string): string =>
      new Date(startOfDay(day, zone)).toISOString();
    expect(start('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
    expect(start('2026-04-24', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z');
    expect(start('2026-11-01', 'America/Havana')).toBe('2026-11-01T04:00:00.000Z');
  });

  it('ends LAST_N_DAYS at the current second for times and at the end of today for dates', () => {
    const at = clock({ now: Date.parse('2026-11-25T14:00:00.400Z'), zone: 'America/New_York' });
    const range = dateRange('LAST_N_DAYS', 1, at);
    expect(range).not.toBeNull();
    if (range === null) return;
    expect(rangeBounds(range, 'datetime', at)).toEqual({
      start: '2026-11-24T05:00:00.000Z',
      end: '2026-11-25T14:00:01.000Z'
    });
    expect(rangeBounds(range, 'date', at)).toEqual({ start: '2026-11-24', end: '2026-11-26' });
  });
});
