import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SoqlOrg } from './soql-org.ts';
import { openSoqlOrg } from './soql-org.ts';

let test: SoqlOrg;

/** The clock stands at 2026-11-25 04:30 UTC, which is 23:30 of the 24th in New York, where the user is. */
beforeAll(() => {
  test = openSoqlOrg('2026-11-25T04:30:00Z');
  const { org, people } = test;
  const [acme] = org.load('Account', [
    {
      Name: 'Acme',
      OwnerId: people.admin,
      Industry: 'Retail',
      AnnualRevenue: 100,
      NumberOfEmployees: 10,
      BillingCity: 'Austin',
      Tags__c: 'Red;Blue',
      Code__c: 'Ab',
      Checked__c: true,
      CreatedDate: '2026-11-24T04:59:59.000Z'
    },
    { Name: 'beta', OwnerId: people.admin, CreatedDate: '2026-11-24T05:00:00.000Z' },
    {
      Name: 'Cable 100%',
      OwnerId: people.rep,
      Industry: 'Energy',
      AnnualRevenue: 250.5,
      NumberOfEmployees: 0,
      BillingCity: "O'Fallon",
      Tags__c: 'Green',
      Code__c: 'ab',
      CreatedDate: '2026-11-25T04:29:59.000Z'
    },
    {
      Name: 'Cable 1000',
      OwnerId: people.rep,
      Industry: 'Banking',
      AnnualRevenue: 0,
      BillingCity: 'austin',
      Tags__c: 'Red',
      CreatedDate: '2026-11-25T05:00:00.000Z'
    },
    {
      Name: 'Echo_1',
      OwnerId: people.rep,
      Industry: 'Retail',
      AnnualRevenue: -5,
      BillingCity: 'Boston',
      Checked__c: true,
      CreatedDate: '2025-12-31T23:00:00.000Z'
    }
  ]);
  org.load('Visit__c', [
    { Name: 'old', Account__c: acme ?? null, Day__c: '2026-11-20' },
    { Name: 'today', Account__c: acme ?? null, Day__c: '2026-11-24' },
    { Name: 'next', Account__c: acme ?? null, Day__c: '2026-11-25' },
    { Name: 'none', Account__c: acme ?? null }
  ]);
});

afterAll(() => {
  test.org.close();
});

function accounts(where: string): string {
  return test.names('admin', `SELECT Name FROM Account WHERE ${where} ORDER BY Name`).join(', ');
}

const ALL = 'Acme, beta, Cable 100%, Cable 1000, Echo_1';

describe('filters on text', () => {
  it.each([
    ["Name = 'ACME'", 'Acme'],
    ["Name != 'acme'", 'beta, Cable 100%, Cable 1000, Echo_1'],
    ["Industry != 'Retail'", 'beta, Cable 100%, Cable 1000'],
    ['Industry = null', 'beta'],
    ["Industry = ''", 'beta'],
    ['Industry != null', 'Acme, Cable 100%, Cable 1000, Echo_1'],
    ["BillingCity = 'AUSTIN'", 'Acme, Cable 1000'],
    ["BillingCity = 'O\\'Fallon'", 'Cable 100%'],
    ["Name > 'beta'", 'Cable 100%, Cable 1000, Echo_1'],
    ["Name <= 'BETA'", 'Acme, beta'],
    ["Code__c = 'ab'", 'Cable 100%'],
    ["Code__c = 'Ab'", 'Acme'],
    ["Name LIKE 'CABLE%'", 'Cable 100%, Cable 1000'],
    ["Name LIKE '%100\\%'", 'Cable 100%'],
    ["Name LIKE '%o\\_1'", 'Echo_1'],
    ["Name LIKE '_cme'", 'Acme'],
    ["(NOT Industry LIKE 'R%')", 'beta, Cable 100%, Cable 1000'],
    ["Industry IN ('retail', 'Banking')", 'Acme, Cable 1000, Echo_1'],
    ["Industry IN ('Retail', null)", 'Acme, beta, Echo_1'],
    ["Industry NOT IN ('Retail', 'Energy')", 'beta, Cable 1000'],
    ["Industry NOT IN ('Retail', null)", 'Cable 100%, Cable 1000']
  ])('%s', (where, names) => {
    expect(accounts(where)).toBe(names);
  });
});

describe('filters on numbers, booleans and several choices', () => {
  it.each([
    ['AnnualRevenue = 100', 'Acme'],
    ['AnnualRevenue != 100', 'beta, Cable 100%, Cable 1000, Echo_1'],
    ['AnnualRevenue < 1', 'Cable 1000, Echo_1'],
    ['AnnualRevenue >= -5', 'Acme, Cable 100%, Cable 1000, Echo_1'],
    ['(NOT AnnualRevenue >= 0)', 'beta, Echo_1'],
    ['AnnualRevenue IN (0, 250.5)', 'Cable 100%, Cable 1000'],
    ['NumberOfEmployees = 0', 'Cable 100%'],
    ['Checked__c = true', 'Acme, Echo_1'],
    ['Checked__c != true', 'beta, Cable 100%, Cable 1000'],
    ["Tags__c INCLUDES ('Red')", 'Acme, Cable 1000'],
    ["Tags__c INCLUDES ('Red;Blue', 'Green')", 'Acme, Cable 100%'],
    ["Tags__c EXCLUDES ('Red')", 'beta, Cable 100%, Echo_1'],
    ["Tags__c = 'Red'", 'Cable 1000'],
    ['Score__c = 0', 'beta, Cable 1000'],
    ['Score__c > 199', 'Acme, Cable 100%'],
    ["Name = 'Acme' OR (AnnualRevenue < 0 AND Checked__c = true)", 'Acme, Echo_1'],
    ["(NOT (Name = 'Acme' OR Industry = 'Energy'))", 'beta, Cable 1000, Echo_1']
  ])('%s', (where, names) => {
    expect(accounts(where)).toBe(names);
  });
});

describe("filters on times, in the user's zone", () => {
  it.each([
    ['CreatedDate = TODAY', 'beta, Cable 100%'],
    ['CreatedDate = YESTERDAY', 'Acme'],
    ['CreatedDate = TOMORROW', 'Cable 1000'],
    ['CreatedDate < TODAY', 'Acme, Echo_1'],
    ['CreatedDate <= TODAY', 'Acme, beta, Cable 100%, Echo_1'],
    ['CreatedDate > TODAY', 'Cable 1000'],
    ['CreatedDate >= TODAY', 'beta, Cable 100%, Cable 1000'],
    ['CreatedDate != TODAY', 'Acme, Cable 1000, Echo_1'],
    ['CreatedDate IN (YESTERDAY, TOMORROW)', 'Acme, Cable 1000'],
    ['CreatedDate = LAST_N_DAYS:1', 'Acme, beta, Cable 100%'],
    ['CreatedDate = LAST_YEAR', 'Echo_1'],
    ['CreatedDate = THIS_YEAR', 'Acme, beta, Cable 100%, Cable 1000'],
    ['CreatedDate > 2026-11-24T05:00:00Z', 'Cable 100%, Cable 1000'],
    ['CreatedDate > 2026-11-24T00:00:00-05:00', 'Cable 100%, Cable 1000'],
    ['CreatedDate = 2026-11-24T06:00:00.000+01:00', 'beta'],
    ['CALENDAR_YEAR(CreatedDate) = 2025', 'Echo_1'],
    ['HOUR_IN_DAY(CreatedDate) IN (5, 23)', 'beta, Cable 1000, Echo_1'],
    ['DAY_ONLY(convertTimezone(CreatedDate)) = YESTERDAY', 'Acme']
  ])('%s', (where, names) => {
    expect(accounts(where)).toBe(names);
  });

  it.each([
    ['Day__c = TODAY', 'today'],
    ['Day__c = 2026-11-25', 'next'],
    ['Day__c != TODAY', 'next, none, old'],
    ['Day__c = LAST_N_DAYS:4', 'old, today'],
    ['Day__c = NEXT_N_DAYS:1', 'next'],
    ['Ago__c = 4', 'old'],
    ['Ago__c < 1', 'next, today'],
    ['Ago__c = null', 'none']
  ])('dates: %s', (where, names) => {
    const soql = `SELECT Name FROM Visit__c WHERE ${where} ORDER BY Name`;
    expect(test.names('admin', soql).join(', ')).toBe(names);
  });
});

describe('semi-joins', () => {
  it.each([
    ['Id IN (SELECT Account__c FROM Visit__c)', 'Acme'],
    ['Id NOT IN (SELECT Account__c FROM Visit__c)', 'beta, Cable 100%, Cable 1000, Echo_1'],
    ["Id IN (SELECT Account__c FROM Visit__c WHERE Name = 'nobody')", ''],
    ["Id NOT IN (SELECT Account__c FROM Visit__c WHERE Name = 'nobody')", ALL],
    ["OwnerId IN (SELECT Id FROM User WHERE Alias = 'rep')", 'Cable 100%, Cable 1000, Echo_1']
  ])('%s', (where, names) => {
    expect(accounts(where)).toBe(names);
  });

  it.each([
    [
      "Name = 'x' OR Id IN (SELECT Account__c FROM Visit__c)",
      "Semi join sub-selects are not allowed with the 'OR' operator"
    ],
    ['Id IN (SELECT Id FROM Account)', 'should not be on the same object type'],
    ['Id IN (SELECT Id FROM Visit__c)', 'should point to the same object type'],
    ['Id IN (SELECT Name FROM Visit__c)', 'should point to the same object type'],
    [
      'Id IN (SELECT Account__c FROM Visit__c WHERE Id IN (SELECT Visit__c FROM Step__c))',
      'Nesting of semi join sub-selects is not supported'
    ],
    [
      'Id IN (SELECT Account__c FROM Visit__c) AND Id IN (SELECT Account__c FROM Plot__c) AND OwnerId IN (SELECT Id FROM User)',
      'Maximum 2 semi join sub-selects are allowed'
    ]
  ])('refuses %s', (where, message) => {
    const error = test.refusal('admin', `SELECT Id FROM Account WHERE ${where}`);
    expect(error.errorCode).toBe('MALFORMED_QUERY');
    expect(error.message).toContain(message);
  });
});

describe('filters that do not fit their field', () => {
  it.each([
    [
      "AnnualRevenue = '5'",
      'INVALID_FIELD',
      "value of filter criterion for field 'AnnualRevenue' must be of type currency and should not be enclosed in quotes"
    ],
    [
      'Name = 5',
      'INVALID_FIELD',
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes"
    ],
    [
      "Checked__c = 'true'",
      'INVALID_FIELD',
      "value of filter criterion for field 'Checked__c' must be of type boolean and should not be enclosed in quotes"
    ],
    [
      "CreatedDate > '2026-01-01'",
      'INVALID_FIELD',
      "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes"
    ],
    [
      'CreatedDate > 2026-01-01',
      'INVALID_FIELD',
      "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes"
    ],
    [
      "Description = 'x'",
      'INVALID_FIELD',
      "field 'Description' can not be filtered in a query call"
    ],
    [
      "BillingAddress = 'x'",
      'INVALID_FIELD',
      'Address fields can only be filtered using Distance expressions'
    ],
    ["OwnerId = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
    ["OwnerId LIKE '005%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
    ["Industry INCLUDES ('Retail')", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on']
  ])('%s', (where, code, message) => {
    const error = test.refusal('admin', `SELECT Id FROM Account WHERE ${where}`);
    expect(error.errorCode).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).toContain('ERROR at Row:1:Column:30\n');
  });
});
