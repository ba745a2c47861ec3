import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SoqlOrg } from './soql-org.ts';
import { openSoqlOrg } from './soql-org.ts';

let test: SoqlOrg;
let acme = '';
let child = '';

beforeAll(() => {
  test = openSoqlOrg('2026-11-25T17:00:00Z');
  const { org, people } = test;
  [acme = ''] = org.load('Account', [
    {
      Name: 'Acme',
      OwnerId: people.rep,
      Type: 'Other',
      BillingStreet: '1 Main St',
      BillingCity: 'Austin',
      BillingLatitude: 30.25,
      AnnualRevenue: 100,
      Hidden__c: 'secret',
      Checked__c: true
    }
  ]);
  [child = ''] = org.load('Account', [
    { Name: 'Branch', OwnerId: people.admin, ParentId: acme, Type: 'Prospect' },
    { Name: 'Club', OwnerId: people.admin }
  ]);
  org.load('Opportunity', [
    {
      Name: 'Big',
      AccountId: acme,
      Amount: 50,
      CloseDate: '2026-12-01',
      StageName: 'Prospecting',
      OwnerId: people.rep
    },
    {
      Name: 'Also',
      AccountId: acme,
      CloseDate: '2026-12-02',
      StageName: 'Closed Won',
      OwnerId: people.rep
    }
  ]);
  const [visit = ''] = org.load('Visit__c', [
    { Name: 'v', Account__c: acme, Day__c: '2026-11-20' }
  ]);
  org.load('Step__c', [{ Name: 's', Visit__c: visit }]);
  org.load('Task', [
    { Subject: 'Call', WhatId: acme, OwnerId: people.rep, Status: 'Completed', Priority: 'Normal' }
  ]);
});

afterAll(() => {
  test.org.close();
});

function first(soql: string): unknown {
  const [record] = test.org.query({ userId: test.people.admin }, soql).records;
  return record;
}

describe('what a record holds', () => {
  it('spells names as the schema does and marks type and id', () => {
    expect(first("SELECT name, CHECKED__C, ownerid FROM account WHERE Name = 'Acme'")).toEqual({
      type: 'Account',
      id: acme,
      values: { Name: 'Acme', Checked__c: true, OwnerId: test.people.rep }
    });
  });

  it('nests parents, and leaves a missing one null', () => {
    const soql = (name: string): string =>
      `SELECT Parent.Name, Parent.Owner.Name, Parent.Parent.Name FROM Account WHERE Name = '${name}'`;
    expect(first(soql('Branch'))).toEqual({
      type: 'Account',
      id: child,
      values: {
        Parent: {
          type: 'Account',
          id: acme,
          values: {
            Name: 'Acme',
            Owner: { type: 'User', id: test.people.rep, values: { Name: 'Rep Person' } },
            Parent: null
          }
        }
      }
    });
    expect(first(soql('Club'))).toMatchObject({ values: { Parent: null } });
  });

  it('looks a name up over several objects', () => {
    expect(
      first('SELECT What.Name, What.Type, Owner.Name, Owner.UserRole.Name, Who.Name FROM Task')
    ).toMatchObject({
      type: 'Task',
      values: {
        What: { type: 'Name', id: acme, values: { Name: 'Acme', Type: 'Account' } },
        Owner: { values: { Name: 'Rep Person', UserRole: { values: { Name: 'Rep Role' } } } },
        Who: null
      }
    });
  });

  it('holds children, ordered and limited by their own clauses, and their children', () => {
    expect(
      first(
        "SELECT (SELECT Name FROM Opportunities WHERE Amount = null), (SELECT Name, Ago__c, (SELECT Name FROM Steps__r) FROM Visits__r), (SELECT Name FROM ChildAccounts LIMIT 0) FROM Account WHERE Name = 'Acme'"
      )
    ).toMatchObject({
      values: {
        Opportunities: {
          totalSize: 1,
          records: [{ type: 'Opportunity', values: { Name: 'Also' } }]
        },
        Visits__r: {
          totalSize: 1,
          records: [
            { values: { Name: 'v', Ago__c: 5, Steps__r: { records: [{ values: { Name: 's' } }] } } }
          ]
        },
        ChildAccounts: { totalSize: 0, records: [] }
      }
    });
  });

  it('gives an address by its parts', () => {
    expect(first("SELECT BillingAddress FROM Account WHERE Name = 'Acme'")).toMatchObject({
      values: {
        BillingAddress: {
          type: 'address',
          id: null,
          values: {
            street: '1 Main St',
            city: 'Austin',
            state: null,
            postalCode: null,
            country: null,
            latitude: 30.25,
            longitude: null
          }
        }
      }
    });
  });

  it('knows FIELDS() with its limit, without fields that the user may not read', () => {
    const all = first("SELECT FIELDS(ALL) FROM Account WHERE Name = 'Acme' LIMIT 200");
    expect(all).toMatchObject({ values: { Name: 'Acme', Checked__c: true, Score__c: 200 } });
    expect(all).not.toHaveProperty('values.Hidden__c');
    expect(first('SELECT FIELDS(CUSTOM) FROM Account LIMIT 1')).not.toHaveProperty('values.Name');
    expect(first('SELECT FIELDS(STANDARD) FROM Account')).not.toHaveProperty('values.Checked__c');
    for (const soql of [
      'SELECT FIELDS(ALL) FROM Account',
      'SELECT FIELDS(CUSTOM) FROM Account LIMIT 201'
    ])
      expect(test.refusal('admin', soql)).toMatchObject({
        errorCode: 'MALFORMED_QUERY',
        message: 'The SOQL FIELDS function must have a LIMIT of at most 200'
      });
    expect(test.refusal('admin', 'SELECT Id, FIELDS(ALL) FROM Account LIMIT 1')).toMatchObject({
      errorCode: 'INVALID_FIELD',
      message: 'duplicate field selected: Id'
    });
  });
});

describe('order, limit and offset', () => {
  it.each([
    ['ORDER BY Name DESC', 'Club, Branch, Acme'],
    ['ORDER BY AnnualRevenue, Name', 'Branch, Club, Acme'],
    ['ORDER BY AnnualRevenue DESC, Name', 'Branch, Club, Acme'],
    ['ORDER BY AnnualRevenue NULLS LAST, Name DESC', 'Acme, Club, Branch'],
    ['ORDER BY AnnualRevenue DESC NULLS LAST, Name', 'Acme, Branch, Club'],
    // Prospect stands before Other in the picklist.
    ['ORDER BY Type NULLS LAST', 'Branch, Acme, Club'],
    ['ORDER BY Parent.Name NULLS LAST, Name', 'Branch, Acme, Club'],
    ['ORDER BY Name LIMIT 1', 'Acme'],
    ['ORDER BY Name LIMIT 2 OFFSET 1', 'Branch, Club'],
    ['ORDER BY Name OFFSET 2', 'Club']
  ])('%s', (clause, names) => {
    expect(test.names('admin', `SELECT Name FROM Account ${clause}`).join(', ')).toBe(names);
  });

  it('refuses an offset over 2,000 and an order by long text', () => {
    expect(test.refusal('admin', 'SELECT Id FROM Account OFFSET 2001')).toMatchObject({
      errorCode: 'NUMBER_OUTSIDE_VALID_RANGE',
      message: 'Maximum SOQL offset allowed is 2000'
    });
    expect(test.refusal('admin', 'SELECT Id FROM Account ORDER BY Description')).toMatchObject({
      errorCode: 'MALFORMED_QUERY',
      message: expect.stringContaining("field 'Description' can not be sorted in a query call")
    });
  });
});

const ADVICE_FIELD =
  "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";
const ADVICE_OBJECT =
  "If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.";

describe('what does not exist for the user', () => {
  it.each([
    [
      'SELECT Bacon__c FROM Account LIMIT 2',
      'INVALID_FIELD',
      `\nSELECT Bacon__c FROM Account LIMIT 2\n       ^\nERROR at Row:1:Column:8\nNo such column 'Bacon__c' on entity 'Account'. ${ADVICE_FIELD}`
    ],
    [
      'SELECT Id, Hidden__c FROM Account',
      'INVALID_FIELD',
      `\nSELECT Id, Hidden__c FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'Hidden__c' on entity 'Account'. ${ADVICE_FIELD}`
    ],
    [
      "SELECT Id FROM Account WHERE Hidden__c = 'secret'",
      'INVALID_FIELD',
      `\nSELECT Id FROM Account WHERE Hidden__c = 'secret'\n                             ^\nERROR at Row:1:Column:30\nNo such column 'Hidden__c' on entity 'Account'. ${ADVICE_FIELD}`
    ],
    [
      'SELECT Id FROM Account ORDER BY Parent.Bacon',
      'INVALID_FIELD',
      `\nSELECT Id FROM Account ORDER BY Parent.Bacon\n                                ^\nERROR at Row:1:Column:33\nNo such column 'Bacon' on entity 'Account'. ${ADVICE_FIELD}`
    ],
    [
      'select count() from XYZZY',
      'INVALID_TYPE',
      `\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\nsObject type 'XYZZY' is not supported. ${ADVICE_OBJECT}`
    ],
    [
      'SELECT Id, Foo.Name FROM Account',
      'INVALID_FIELD',
      "\nSELECT Id, Foo.Name FROM Account\n           ^\nERROR at Row:1:Column:12\nDidn't understand relationship 'Foo' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
    ],
    [
      'SELECT Id, What.Account.Name FROM Task',
      'INVALID_FIELD',
      "\nSELECT Id, What.Account.Name FROM Task\n           ^\nERROR at Row:1:Column:12\nDidn't understand relationship 'Account' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
    ],
    [
      'SELECT (SELECT Id FROM Foos) FROM Account',
      'INVALID_TYPE',
      "\nSELECT (SELECT Id FROM Foos) FROM Account\n                       ^\nERROR at Row:1:Column:24\nDidn't understand relationship 'Foos' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
    ],
    [
      "SELECT Description FROM Account WHERE Description = 'x'",
      'INVALID_FIELD',
      "\nSELECT Description FROM Account WHERE Description = 'x'\n                                      ^\nERROR at Row:1:Column:39\nfield 'Description' can not be filtered in a query call"
    ],
    ['SELECT Id, Id FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id']
  ])('%s', (soql, errorCode, message) => {
    expect(test.refusal('rep', soql)).toMatchObject({ status: 400, errorCode, message });
  });

  it('an object without the right to read it', () => {
    expect(test.refusal('rep', 'SELECT Id FROM Secret__c').errorCode).toBe('INVALID_TYPE');
    expect(test.names('admin', 'SELECT Name FROM Secret__c')).toEqual([]);
  });
});

describe('deleted rows', () => {
  it('are seen by queryAll alone', () => {
    const { org, people } = test;
    const user = { userId: people.admin };
    const [gone = ''] = org.load('Account', [{ Name: 'Gone', OwnerId: people.admin }]);
    expect(org.remove(user, [gone], { allOrNone: true })[0]?.success).toBe(true);
    const soql = "SELECT Name FROM Account WHERE Name = 'Gone'";
    expect(org.query(user, soql).totalSize).toBe(0);
    expect(org.query(user, soql, { all: true }).totalSize).toBe(1);
    expect(org.query(user, `${soql} AND IsDeleted = true`, { all: true }).totalSize).toBe(1);
  });
});
