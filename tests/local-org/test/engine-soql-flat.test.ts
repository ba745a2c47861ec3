import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SoqlOrg } from './soql-org.ts';
import { openSoqlOrg } from './soql-org.ts';

let test: SoqlOrg;

beforeAll(() => {
  test = openSoqlOrg('2026-11-25T17:00:00Z');
  const { org, people } = test;
  const [acme = '', branch = ''] = org.load('Account', [
    {
      Name: 'Acme',
      OwnerId: people.rep,
      Checked__c: true,
      CreatedDate: '2026-01-02T03:04:05.000Z'
    },
    { Name: 'Branch', OwnerId: people.admin, AnnualRevenue: 12.5 }
  ]);
  org.update({ userId: people.admin }, 'Account', [{ Id: branch, ParentId: acme }], {
    allOrNone: true
  });
});

afterAll(() => {
  test.org.close();
});

describe('flat results for Bulk', () => {
  it('gives rows of values under the names that the query writes', () => {
    const result = test.org.queryFlat(
      { userId: test.people.admin },
      'SELECT name, Checked__c, AnnualRevenue, Parent.Name, Owner.Name, Parent.CreatedDate FROM Account ORDER BY Name'
    );
    expect(result.object).toBe('Account');
    expect(result.columns).toEqual([
      'name',
      'Checked__c',
      'AnnualRevenue',
      'Parent.Name',
      'Owner.Name',
      'Parent.CreatedDate'
    ]);
    expect(result.totalSize).toBe(2);
    expect([...result.rows]).toEqual([
      ['Acme', true, null, null, 'Rep Person', null],
      ['Branch', false, 12.5, 'Acme', 'Admin Person', '2026-01-02T03:04:05.000Z']
    ]);
  });

  it('counts what LIMIT leaves, and keeps to what the user may see', () => {
    const soql = 'SELECT Id FROM Account';
    const count = (user: string, text: string): number =>
      test.org.queryFlat({ userId: user }, text).totalSize;
    expect(count(test.people.admin, `${soql} LIMIT 1`)).toBe(1);
    expect(count(test.people.rep, soql)).toBe(1);
  });

  it.each([
    [
      'SELECT COUNT() FROM Account',
      'FEATURENOTENABLED',
      'Aggregates not supported in Bulk V2 Query with CSV content type'
    ],
    [
      'SELECT Name, COUNT(Id) FROM Account GROUP BY Name',
      'FEATURENOTENABLED',
      'GROUP BY not supported in Bulk V2 Query with CSV content type'
    ],
    [
      'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
      'FEATURENOTENABLED',
      'Aggregate Relationships not supported in Bulk V2 Query with CSV content type'
    ],
    [
      'SELECT Id FROM Account LIMIT 5 OFFSET 1',
      'FEATURENOTENABLED',
      'OFFSET not supported in Bulk V2 Query with CSV content type'
    ],
    [
      'SELECT Id, TYPEOF What WHEN Account THEN Phone END FROM Task',
      'FEATURENOTENABLED',
      'TYPEOF not supported in Bulk V2 Query with CSV content type'
    ],
    [
      'SELECT Id, BillingAddress FROM Account',
      'API_ERROR',
      'Selecting compound data not supported in Bulk Query'
    ]
  ])('refuses %s', (soql, errorCode, message) => {
    const { org, people } = test;
    expect(() => org.queryFlat({ userId: people.admin }, soql)).toThrow(
      expect.objectContaining({ status: 400, errorCode, message })
    );
  });

  it('refuses unknown fields before the first row is read', () => {
    const { org, people } = test;
    expect(() => org.queryFlat({ userId: people.rep }, 'SELECT Hidden__c FROM Account')).toThrow(
      expect.objectContaining({ errorCode: 'INVALID_FIELD' })
    );
  });

  it('hands rows out one at a time', () => {
    const { org, people } = test;
    const { rows } = org.queryFlat(
      { userId: people.admin },
      'SELECT Name FROM Account ORDER BY Name'
    );
    expect(rows.next().value).toEqual(['Acme']);
    expect(rows.next().value).toEqual(['Branch']);
    expect(rows.next().done).toBe(true);
  });

  it('hands out as many rows as there are, each whole', () => {
    const { org, people } = test;
    const rows = Array.from({ length: 60_000 }, (_, index) => ({
      LastName: `Person ${String(index)}`,
      Company: 'Many',
      Status: 'Open - Not Contacted',
      Phone: String(index),
      OwnerId: people.admin
    }));
    org.load('Lead', rows);
    const result = org.queryFlat(
      { userId: people.admin },
      'SELECT Id, LastName, Company, Status, Phone, IsConverted, SystemModstamp, Owner.Name FROM Lead'
    );
    let count = 0;
    for (const row of result.rows) count += row.length === 8 ? 1 : 0;
    expect(count).toBe(60_000);
  });
});
