import {
  docs,
  grouped,
  has,
  names,
  num,
  numbersOf,
  ours,
  pick,
  sum,
  text,
  within
} from './judged.ts';
import type { Judged } from './judged.ts';
import type { Row, Rows } from './world.ts';

const literals = 'Date Formats and Date Literals';
const formats = 'Date Formats and Date Literals: dateTime values';
const functions = 'Date Functions';
const zones = 'Convert Time Zones in Date Functions';

/** Accounts by a range of instants of Seen__c, the end left out; New York's days begin at 04:00Z or 05:00Z. */
const seen =
  (from: string, to: string) =>
  ({ accounts }: Rows): readonly unknown[] =>
    names(accounts.filter((row) => within(row['Seen__c'], from, to)));
/** Accounts by a range of days of Opened__c, the end left out. */
const opened =
  (from: string, to: string) =>
  ({ accounts }: Rows): readonly unknown[] =>
    names(accounts.filter((row) => within(row['Opened__c'], from, to)));
const END = '9999';

const newYork = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit'
});
/** Day and hour that a clock in New York shows. */
function local(instant: unknown): { day: string; hour: number } {
  const parts = new Map(
    newYork.formatToParts(new Date(text(instant))).map((part) => [part.type, part.value])
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour'))
  };
}
const utcHour = (instant: unknown): number => Number(text(instant).slice(11, 13));
const month = (day: unknown): number => Number(text(day).slice(5, 7));
const year = (day: unknown): number => Number(text(day).slice(0, 4));
const dayOfYear = (day: unknown): number =>
  (Date.parse(text(day).slice(0, 10)) - Date.parse(`${text(day).slice(0, 4)}-01-01`)) / 86_400_000 +
  1;
const weekday = (day: unknown): number => new Date(text(day).slice(0, 10)).getUTCDay() + 1;
const openedRows = ({ accounts }: Rows): readonly Row[] =>
  accounts.filter((row) => has(row, 'Opened__c'));
const seenRows = ({ accounts }: Rows): readonly Row[] =>
  accounts.filter((row) => has(row, 'Seen__c'));

const account = (where: string): string => `SELECT Name FROM Account WHERE ${where}`;

/** Dates, their literals and functions. */
export const dates: readonly Judged[] = [
  docs(literals, account('Opened__c = 2026-03-10'), opened('2026-03-10', '2026-03-11')),
  docs(literals, account('Opened__c >= 2026-12-31'), opened('2026-12-31', END)),
  docs(literals, account('Opened__c < 2024-03-01'), opened('0', '2024-03-01')),
  docs(literals, account('Opened__c IN (2020-02-29, 2024-02-29)'), ({ accounts }) =>
    names(accounts.filter((row) => text(row['Opened__c']).endsWith('-02-29')))
  ),
  docs(
    literals,
    account('Opened__c != 2026-03-10 AND Opened__c > 2026-03-08 AND Opened__c < 2026-03-13'),
    ({ accounts }) =>
      names(
        accounts.filter((row) =>
          ['2026-03-09', '2026-03-11', '2026-03-12'].includes(text(row['Opened__c']))
        )
      )
  ),
  docs(formats, account('Seen__c = 2026-03-10T04:00:00Z'), ({ accounts }) =>
    names(accounts.filter((row) => row['Seen__c'] === '2026-03-10T04:00:00Z'))
  ),
  docs(
    formats,
    account('Seen__c >= 2026-03-10T00:00:00-04:00 AND Seen__c < 2026-03-11T00:00:00-04:00'),
    seen('2026-03-10T04', '2026-03-11T04')
  ),
  docs(formats, account('Seen__c > 2026-03-31T23:59:59+09:00'), ({ accounts }) =>
    names(accounts.filter((row) => text(row['Seen__c']) > '2026-03-31T14:59:59Z'))
  ),
  docs(formats, account('Seen__c <= 2024-03-10T12:00:00.000Z'), ({ accounts }) =>
    names(
      accounts.filter(
        (row) => has(row, 'Seen__c') && text(row['Seen__c']) <= '2024-03-10T12:00:00Z'
      )
    )
  ),
  docs(literals, account('Seen__c = YESTERDAY'), seen('2026-03-09T04', '2026-03-10T04')),
  docs(literals, account('Seen__c = TODAY'), seen('2026-03-10T04', '2026-03-11T04')),
  docs(literals, account('Seen__c = TOMORROW'), seen('2026-03-11T04', '2026-03-12T04')),
  docs(literals, account('Opened__c = YESTERDAY'), opened('2026-03-09', '2026-03-10')),
  docs(literals, account('Opened__c = TODAY'), opened('2026-03-10', '2026-03-11')),
  docs(literals, account('Opened__c = TOMORROW'), opened('2026-03-11', '2026-03-12')),
  docs(literals, account('Opened__c = LAST_WEEK'), opened('2026-03-01', '2026-03-08')),
  docs(literals, account('Opened__c = THIS_WEEK'), opened('2026-03-08', '2026-03-15')),
  docs(literals, account('Opened__c = NEXT_WEEK'), opened('2026-03-15', '2026-03-22')),
  docs(literals, account('Seen__c = LAST_WEEK'), seen('2026-03-01T05', '2026-03-08T05')),
  docs(literals, account('Seen__c = THIS_WEEK'), seen('2026-03-08T05', '2026-03-15T04')),
  docs(literals, account('Opened__c = LAST_MONTH'), opened('2026-02-01', '2026-03-01')),
  docs(literals, account('Opened__c = THIS_MONTH'), opened('2026-03-01', '2026-04-01')),
  docs(literals, account('Opened__c = NEXT_MONTH'), opened('2026-04-01', '2026-05-01')),
  docs(literals, account('Seen__c = THIS_MONTH'), seen('2026-03-01T05', '2026-04-01T04')),
  docs(literals, account('Opened__c = LAST_QUARTER'), opened('2025-10-01', '2026-01-01')),
  docs(literals, account('Opened__c = THIS_QUARTER'), opened('2026-01-01', '2026-04-01')),
  docs(literals, account('Opened__c = NEXT_QUARTER'), opened('2026-04-01', '2026-07-01')),
  docs(literals, account('Opened__c = LAST_YEAR'), opened('2025-01-01', '2026-01-01')),
  docs(literals, account('Opened__c = THIS_YEAR'), opened('2026-01-01', '2027-01-01')),
  docs(literals, account('Opened__c = NEXT_YEAR'), opened('2027-01-01', '2028-01-01')),
  docs(literals, account('Seen__c = THIS_YEAR'), seen('2026-01-01T05', '2027-01-01T05')),
  docs(literals, account('Seen__c = LAST_YEAR'), seen('2025-01-01T05', '2026-01-01T05')),
  docs(literals, account('Opened__c = THIS_FISCAL_YEAR'), opened('2026-01-01', '2027-01-01')),
  docs(literals, account('Opened__c = LAST_FISCAL_QUARTER'), opened('2025-10-01', '2026-01-01')),
  docs(
    literals,
    account('Opened__c > TODAY AND Opened__c < NEXT_MONTH'),
    opened('2026-03-11', '2026-04-01')
  ),
  docs(
    literals,
    account('Opened__c >= LAST_MONTH AND Opened__c <= THIS_WEEK'),
    opened('2026-02-01', '2026-03-15')
  ),
  docs(literals, account('Opened__c = NEXT_N_DAYS:3'), opened('2026-03-11', '2026-03-14')),
  docs(literals, account('Opened__c = LAST_N_WEEKS:2'), opened('2026-02-22', '2026-03-08')),
  docs(literals, account('Opened__c = NEXT_N_WEEKS:1'), opened('2026-03-15', '2026-03-22')),
  docs(literals, account('Opened__c = LAST_N_MONTHS:2'), opened('2026-01-01', '2026-03-01')),
  docs(literals, account('Opened__c = NEXT_N_MONTHS:3'), opened('2026-04-01', '2026-07-01')),
  docs(literals, account('Opened__c = LAST_N_QUARTERS:2'), opened('2025-07-01', '2026-01-01')),
  docs(literals, account('Opened__c = NEXT_N_QUARTERS:2'), opened('2026-04-01', '2026-10-01')),
  docs(literals, account('Opened__c = LAST_N_YEARS:2'), opened('2024-01-01', '2026-01-01')),
  docs(literals, account('Opened__c = NEXT_N_YEARS:1'), opened('2027-01-01', '2028-01-01')),
  docs(literals, account('Opened__c = N_DAYS_AGO:2'), opened('2026-03-08', '2026-03-09')),
  docs(literals, account('Opened__c = N_YEARS_AGO:1'), opened('2025-01-01', '2026-01-01')),
  docs(literals, account('Seen__c = NEXT_90_DAYS'), seen('2026-03-11T04', '2026-06-09T04')),
  docs(
    literals,
    "SELECT Name FROM Account WHERE CreatedDate = YESTERDAY AND Industry = 'Energy'",
    ({ accounts }) => names(accounts.filter((row) => row['Industry'] === 'Energy'))
  ),
  ours(account('Opened__c IN (TODAY, TOMORROW)'), opened('2026-03-10', '2026-03-12')),
  ours(account('Seen__c NOT IN (LAST_YEAR, THIS_YEAR)'), ({ accounts }) =>
    names(accounts.filter((row) => !within(row['Seen__c'], '2025-01-01T05', '2027-01-01T05')))
  ),
  ours(account('Seen__c = LAST_N_DAYS:2'), seen('2026-03-08T05', '2026-03-11T02:30:59')),
  ours(account('Seen__c != THIS_YEAR AND Seen__c != null'), ({ accounts }) =>
    names(
      accounts.filter(
        (row) => has(row, 'Seen__c') && !within(row['Seen__c'], '2026-01-01T05', '2027-01-01T05')
      )
    )
  ),
  ours('SELECT COUNT() FROM Account WHERE CreatedDate = TODAY', () => 0),
  docs(functions, account('CALENDAR_YEAR(Opened__c) = 2025'), opened('2025-01-01', '2026-01-01')),
  docs(functions, account('CALENDAR_MONTH(Opened__c) = 2'), ({ accounts }) =>
    names(accounts.filter((row) => month(row['Opened__c']) === 2))
  ),
  docs(functions, account('CALENDAR_QUARTER(Opened__c) = 4'), ({ accounts }) =>
    names(accounts.filter((row) => month(row['Opened__c']) >= 10))
  ),
  docs(functions, account('DAY_IN_MONTH(Opened__c) = 31'), ({ accounts }) =>
    names(accounts.filter((row) => text(row['Opened__c']).endsWith('-31')))
  ),
  docs(functions, account('DAY_IN_WEEK(Opened__c) = 1'), ({ accounts }) =>
    names(accounts.filter((row) => weekday(row['Opened__c']) === 1))
  ),
  docs(
    functions,
    account('DAY_IN_YEAR(Opened__c) > 59 AND DAY_IN_YEAR(Opened__c) < 67'),
    ({ accounts }) =>
      names(
        accounts.filter(
          (row) => dayOfYear(row['Opened__c']) > 59 && dayOfYear(row['Opened__c']) < 67
        )
      )
  ),
  docs(functions, account('WEEK_IN_MONTH(Opened__c) = 2'), ({ accounts }) =>
    names(
      accounts.filter((row) => {
        const day = Number(text(row['Opened__c']).slice(8));
        return day >= 8 && day <= 14;
      })
    )
  ),
  docs(functions, account('WEEK_IN_YEAR(Opened__c) = 1'), ({ accounts }) =>
    names(accounts.filter((row) => /-01-0[1-7]$/.test(text(row['Opened__c']))))
  ),
  docs(functions, account('FISCAL_YEAR(Opened__c) = 2024'), opened('2024-01-01', '2025-01-01')),
  docs(functions, account('FISCAL_QUARTER(Opened__c) = 3'), ({ accounts }) =>
    names(accounts.filter((row) => month(row['Opened__c']) >= 7 && month(row['Opened__c']) <= 9))
  ),
  docs(
    functions,
    account('DAY_ONLY(Seen__c) = 2026-03-11'),
    seen('2026-03-11T00', '2026-03-12T00')
  ),
  docs(functions, account('HOUR_IN_DAY(Seen__c) = 4'), ({ accounts }) =>
    names(accounts.filter((row) => utcHour(row['Seen__c']) === 4))
  ),
  docs(
    functions,
    account('CALENDAR_YEAR(Seen__c) = 2026 AND CALENDAR_MONTH(Seen__c) = 1'),
    seen('2026-01-01T00', '2026-02-01T00')
  ),
  docs(
    functions,
    'SELECT CALENDAR_YEAR(CloseDate), SUM(Amount) FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) ORDER BY CALENDAR_YEAR(CloseDate)',
    ({ opportunities }) =>
      grouped(opportunities, (row) => year(row['CloseDate']))
        .toSorted(([one], [other]) => num(one) - num(other))
        .map(([expr0, rows]) => ({ expr0, expr1: sum(numbersOf(rows, 'Amount')) }))
  ),
  docs(
    functions,
    'SELECT CALENDAR_MONTH(Opened__c) m, COUNT(Id) n FROM Account WHERE Opened__c != null GROUP BY CALENDAR_MONTH(Opened__c)',
    (rows) =>
      grouped(openedRows(rows), (row) => month(row['Opened__c'])).map(([m, list]) => ({
        m,
        n: list.length
      }))
  ),
  docs(zones, account('HOUR_IN_DAY(convertTimezone(Seen__c)) = 0'), ({ accounts }) =>
    names(accounts.filter((row) => has(row, 'Seen__c') && local(row['Seen__c']).hour === 0))
  ),
  docs(zones, account('DAY_ONLY(convertTimezone(Seen__c)) = 2026-03-10'), ({ accounts }) =>
    names(
      accounts.filter((row) => has(row, 'Seen__c') && local(row['Seen__c']).day === '2026-03-10')
    )
  ),
  docs(
    zones,
    'SELECT HOUR_IN_DAY(convertTimezone(Seen__c)) h, COUNT(Id) n FROM Account WHERE Seen__c != null GROUP BY HOUR_IN_DAY(convertTimezone(Seen__c))',
    (rows) =>
      grouped(seenRows(rows), (row) => local(row['Seen__c']).hour).map(([h, list]) => ({
        h,
        n: list.length
      }))
  ),
  ours(
    'SELECT DAY_ONLY(convertTimezone(Seen__c)) d, COUNT(Id) n FROM Account WHERE Seen__c != null GROUP BY DAY_ONLY(convertTimezone(Seen__c))',
    (rows) =>
      grouped(seenRows(rows), (row) => local(row['Seen__c']).day).map(([d, list]) => ({
        d,
        n: list.length
      }))
  ),
  ours(
    'SELECT HOUR_IN_DAY(Seen__c) h, COUNT(Id) n FROM Account WHERE Seen__c != null GROUP BY HOUR_IN_DAY(Seen__c)',
    (rows) =>
      grouped(seenRows(rows), (row) => utcHour(row['Seen__c'])).map(([h, list]) => ({
        h,
        n: list.length
      }))
  ),
  ours(
    'SELECT DAY_IN_WEEK(CloseDate) d, MAX(Amount) m FROM Opportunity WHERE Amount > 0 GROUP BY DAY_IN_WEEK(CloseDate) HAVING MAX(Amount) > 1000',
    ({ opportunities }) =>
      grouped(
        opportunities.filter((row) => num(row['Amount']) > 0),
        (row) => weekday(row['CloseDate'])
      )
        .map(([d, list]) => ({ d, m: Math.max(...numbersOf(list, 'Amount')) }))
        .filter(({ m }) => m > 1000)
  ),
  ours('SELECT Subject FROM Event WHERE StartDateTime = TODAY', ({ events }) =>
    pick(
      events.filter((row) => within(row['StartDateTime'], '2026-03-10T04', '2026-03-11T04')),
      'Subject'
    )
  ),
  ours('SELECT Subject FROM Task WHERE ActivityDate < TODAY AND IsClosed = false', ({ tasks }) =>
    pick(
      tasks.filter(
        (row) =>
          has(row, 'ActivityDate') &&
          text(row['ActivityDate']) < '2026-03-10' &&
          row['Status'] !== 'Completed'
      ),
      'Subject'
    )
  )
];
