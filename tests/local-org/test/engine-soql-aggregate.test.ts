import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SoqlOrg } from './soql-org.ts';
import { openSoqlOrg } from './soql-org.ts';

let test: SoqlOrg;

beforeAll(() => {
  test = openSoqlOrg('2026-11-25T17:00:00Z');
  const { org, people } = test;
  const [acme = ''] = org.load('Account', [{ Name: 'Acme', OwnerId: people.admin }]);
  const deal = (
    Name: string,
    Amount: number | null,
    CloseDate: string,
    StageName: string
  ): void => {
    org.load('Opportunity', [
      {
        Name,
        Amount,
        CloseDate,
        StageName,
        AccountId: Name === 'E' ? null : acme,
        OwnerId: people.admin
      }
    ]);
  };
  deal('A', 10, '2025-01-15', 'Prospecting');
  deal('B', 30, '2025-06-15', 'Closed Won');
  deal('C', 5, '2026-01-15', 'Closed Won');
  deal('D', null, '2026-02-15', 'Closed Won');
  deal('E', 5, '2026-03-15', 'Closed Lost');
});

afterAll(() => {
  test.org.close();
});

function rows(soql: string): unknown[] {
  const { records } = test.org.query({ userId: test.people.admin }, soql);
  expect(records.every((record) => record.type === 'AggregateResult' && record.id === null)).toBe(
    true
  );
  return records.map((record) => record.values);
}

describe('aggregates', () => {
  it('counts without rows by COUNT()', () => {
    const count = (rest: string): unknown =>
      test.org.query({ userId: test.people.admin }, `SELECT COUNT() FROM Opportunity ${rest}`);
    expect(count('')).toEqual({ totalSize: 5, records: [] });
    expect(count('WHERE Amount > 5')).toEqual({ totalSize: 2, records: [] });
    expect(count('LIMIT 3')).toEqual({ totalSize: 3, records: [] });
  });

  it('names what has no alias expr0, expr1, and leaves nulls out', () => {
    expect(
      rows(
        'SELECT COUNT(Id), COUNT(Amount) filled, COUNT_DISTINCT(Amount), SUM(Amount) total, AVG(Amount), MIN(Amount), MAX(CloseDate) latest FROM Opportunity'
      )
    ).toEqual([
      { expr0: 5, filled: 4, expr1: 3, total: 50, expr2: 12.5, expr3: 5, latest: '2026-03-15' }
    ]);
  });

  it('sums nothing to null', () => {
    expect(rows('SELECT SUM(Amount) s, COUNT(Id) n FROM Opportunity WHERE Amount > 99')).toEqual([
      { s: null, n: 0 }
    ]);
  });

  it('adds decimals exactly', () => {
    const { org, people } = test;
    org.load(
      'Asset',
      [0.1, 0.2].map((Price) => ({ Name: 'a', Price, OwnerId: people.admin }))
    );
    expect(rows('SELECT SUM(Price) s FROM Asset')).toEqual([{ s: 0.3 }]);
  });

  it('groups, orders by an aggregate and keeps groups by HAVING', () => {
    expect(
      rows(
        'SELECT StageName, COUNT(Id) n, SUM(Amount) s FROM Opportunity GROUP BY StageName ORDER BY COUNT(Id) DESC, StageName'
      )
    ).toEqual([
      { StageName: 'Closed Won', n: 3, s: 35 },
      { StageName: 'Prospecting', n: 1, s: 10 },
      { StageName: 'Closed Lost', n: 1, s: 5 }
    ]);
    expect(
      rows(
        "SELECT StageName FROM Opportunity GROUP BY StageName HAVING SUM(Amount) > 5 AND StageName != 'Prospecting'"
      )
    ).toEqual([{ StageName: 'Closed Won' }]);
    expect(
      rows(
        "SELECT StageName FROM Opportunity GROUP BY StageName HAVING StageName LIKE '%won' OR MAX(CloseDate) < 2025-02-01 ORDER BY StageName"
      )
    ).toEqual([{ StageName: 'Prospecting' }, { StageName: 'Closed Won' }]);
  });

  it('groups by a parent and by parts of a date', () => {
    expect(
      rows(
        'SELECT Account.Name, COUNT(Id) n FROM Opportunity GROUP BY Account.Name ORDER BY Account.Name'
      )
    ).toEqual([
      { Name: null, n: 1 },
      { Name: 'Acme', n: 4 }
    ]);
    expect(
      rows(
        'SELECT CALENDAR_YEAR(CloseDate), CALENDAR_QUARTER(CloseDate) q, COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate), CALENDAR_QUARTER(CloseDate) ORDER BY CALENDAR_YEAR(CloseDate), CALENDAR_QUARTER(CloseDate)'
      )
    ).toEqual([
      { expr0: 2025, q: 1, n: 1 },
      { expr0: 2025, q: 2, n: 1 },
      { expr0: 2026, q: 1, n: 3 }
    ]);
  });

  it.each([
    ['SELECT Name, COUNT(Id) FROM Opportunity', 'Field must be grouped or aggregated: Name'],
    [
      'SELECT StageName FROM Opportunity GROUP BY StageName ORDER BY Name',
      'Ordered field must be grouped or aggregated: Name'
    ],
    ['SELECT SUM(Name) FROM Opportunity', 'field Name does not support aggregate operator SUM'],
    [
      'SELECT Amount FROM Opportunity GROUP BY Amount',
      "field 'Amount' can not be grouped in a query call"
    ],
    ['SELECT StageName n, COUNT(Id) n FROM Opportunity GROUP BY StageName', 'duplicate alias: n'],
    ['SELECT Name n FROM Opportunity', 'only aggregate expressions use field aliasing']
  ])('refuses %s', (soql, message) => {
    const error = test.refusal('admin', soql);
    expect(error.errorCode).toBe('MALFORMED_QUERY');
    expect(error.message).toContain(message);
  });

  it('has no second page', () => {
    const { org, people } = test;
    org.load(
      'Lead',
      Array.from({ length: 2001 }, (_, index) => ({
        LastName: `L${String(index)}`,
        Name: `L${String(index)}`,
        Company: `Company ${String(index)}`,
        Status: 'Open - Not Contacted',
        OwnerId: people.admin
      }))
    );
    const soql = 'SELECT Company, COUNT(Id) FROM Lead GROUP BY Company';
    expect(test.refusal('admin', soql).errorCode).toBe('EXCEEDED_ID_LIMIT');
    expect(rows(`${soql} LIMIT 2000`)).toHaveLength(2000);
  });
});
