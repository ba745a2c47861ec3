import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person, SoqlOrg } from './soql-org.ts';
import { openSoqlOrg } from './soql-org.ts';

let test: SoqlOrg;

/**
 * Roles: chief above manager above rep and peer; outsider has none. Accounts are named for their
 * owner. `shared` is the peer's, shared with the rep to read; `grouped` the outsider's, shared
 * with a group that holds the peer, to edit.
 */
const ids = new Map<string, string>();

beforeAll(() => {
  test = openSoqlOrg('2026-11-25T17:00:00Z');
  const { org, people } = test;
  const make = (object: string, name: string, values: Record<string, string | null>): string => {
    const label: Record<string, string> = object === 'Task' ? { Subject: name } : { Name: name };
    const [id = ''] = org.load(object, [{ ...label, ...values }]);
    ids.set(`${object}:${name}`, id);
    return id;
  };
  for (const person of ['chief', 'manager', 'rep', 'peer', 'outsider', 'admin'] as const)
    make('Account', person, { OwnerId: people[person] });
  const shared = make('Account', 'shared', { OwnerId: people.peer });
  const grouped = make('Account', 'grouped', { OwnerId: people.outsider });
  const [group = ''] = org.load('Group', [
    { Name: 'Team', DeveloperName: 'Team', Type: 'Regular' }
  ]);
  org.load('GroupMember', [{ GroupId: group, UserOrGroupId: people.peer }]);
  const share = (account: string, who: string, level: string): void => {
    org.load('AccountShare', [
      { AccountId: account, UserOrGroupId: who, AccountAccessLevel: level, RowCause: 'Manual' }
    ]);
  };
  share(shared, people.rep, 'Read');
  share(grouped, group, 'Edit');
  for (const [key, id] of [...ids]) {
    const visit = make('Visit__c', key.split(':')[1] ?? '', { Account__c: id });
    make('Step__c', key.split(':')[1] ?? '', { Visit__c: visit });
    make('Contact', key.split(':')[1] ?? '', {
      AccountId: id,
      LastName: key.split(':')[1] ?? '',
      OwnerId: people.admin
    });
  }
  make('Contact', 'private', { LastName: 'private', OwnerId: people.rep });
  const plot = make('Plot__c', 'of the peer', { OwnerId: people.peer });
  make('Plot__c', 'of the admin', { OwnerId: people.admin });
  org.load('Plot__Share', [
    { ParentId: plot, UserOrGroupId: people.outsider, AccessLevel: 'Read', RowCause: 'Manual' }
  ]);
  make('Task', 'about shared', {
    WhatId: shared,
    OwnerId: people.admin,
    Status: 'Completed',
    Priority: 'Normal'
  });
  make('Task', 'of the rep', { OwnerId: people.rep, Status: 'Completed', Priority: 'Normal' });
  make('Task', 'about admin', {
    WhatId: ids.get('Account:admin') ?? null,
    OwnerId: people.admin,
    Status: 'Completed',
    Priority: 'Normal'
  });
  make('Campaign', 'open', { OwnerId: people.admin });
});

afterAll(() => {
  test.org.close();
});

const ACCOUNTS: readonly [Person, string][] = [
  ['rep', 'rep, shared'],
  ['peer', 'grouped, peer, shared'],
  ['manager', 'grouped, manager, peer, rep, shared'],
  ['chief', 'chief, grouped, manager, peer, rep, shared'],
  ['outsider', 'grouped, outsider'],
  ['admin', 'admin, chief, grouped, manager, outsider, peer, rep, shared']
];

describe('rows that each person sees', () => {
  it.each(ACCOUNTS)('accounts of %s', (person, names) => {
    expect(test.names(person, 'SELECT Name FROM Account ORDER BY Name').join(', ')).toBe(names);
  });

  it.each(ACCOUNTS)('details of details follow the account of %s', (person, names) => {
    for (const object of ['Visit__c', 'Step__c'])
      expect(test.names(person, `SELECT Name FROM ${object} ORDER BY Name`).join(', ')).toBe(names);
  });

  it.each(ACCOUNTS)('contacts follow the account of %s', (person, names) => {
    const soql = 'SELECT Name FROM Contact WHERE AccountId != null ORDER BY Name';
    expect(test.names(person, soql).join(', ')).toBe(names);
  });

  it.each<[Person, boolean]>([
    ['rep', true],
    ['manager', true],
    ['peer', false],
    ['admin', true]
  ])("a contact without an account is its owner's: %s", (person, seen) => {
    const soql = "SELECT Name FROM Contact WHERE Name = 'private'";
    expect(test.names(person, soql)).toHaveLength(seen ? 1 : 0);
  });

  it.each<[Person, string]>([
    ['peer', 'of the peer'],
    ['rep', ''],
    ['manager', 'of the peer'],
    ['outsider', 'of the peer'],
    ['admin', 'of the admin, of the peer']
  ])('custom rows shared by __Share: %s', (person, names) => {
    expect(test.names(person, 'SELECT Name FROM Plot__c ORDER BY Name').join(', ')).toBe(names);
  });

  it.each<[Person, string]>([
    ['rep', 'about shared, of the rep'],
    ['peer', 'about shared'],
    ['manager', 'about shared, of the rep'],
    ['outsider', ''],
    ['admin', 'about admin, about shared, of the rep']
  ])('tasks of her own and about what she sees: %s', (person, subjects) => {
    const { records } = test.org.query(
      { userId: test.people[person] },
      'SELECT Subject FROM Task ORDER BY Subject'
    );
    expect(records.map((record) => record.values['Subject']).join(', ')).toBe(subjects);
  });

  it('share rows are seen with what they share', () => {
    const count = (person: Person, object: string): number =>
      test.org.query({ userId: test.people[person] }, `SELECT COUNT() FROM ${object}`).totalSize;
    expect(count('rep', 'AccountShare')).toBe(1);
    expect(count('admin', 'AccountShare')).toBe(2);
    expect(count('rep', 'Plot__Share')).toBe(0);
    expect(count('outsider', 'Plot__Share')).toBe(1);
  });

  it('public objects are open to all who may read them', () => {
    expect(test.names('rep', 'SELECT Name FROM Campaign')).toEqual(['open']);
  });

  it('a parent that is not shared is not named', () => {
    const { records } = test.org.query(
      { userId: test.people.rep },
      "SELECT Subject, What.Name, Owner.Name FROM Task WHERE Subject = 'about shared'"
    );
    expect(records[0]?.values).toMatchObject({ What: { values: { Name: 'shared' } } });
    const visible = test.org.query(
      { userId: test.people.outsider },
      "SELECT Name, Account__r.Name FROM Visit__c WHERE Account__r.Name != 'grouped' ORDER BY Name"
    );
    expect(visible.records.map((record) => record.values['Name'])).toEqual(['outsider']);
  });
});

describe('rows that each person may change', () => {
  const EDITS: readonly [Person, string, string, boolean][] = [
    ['rep', 'Account', 'rep', true],
    ['rep', 'Account', 'shared', false],
    ['rep', 'Account', 'peer', false],
    ['peer', 'Account', 'grouped', true],
    ['manager', 'Account', 'rep', true],
    ['manager', 'Account', 'grouped', true],
    ['rep', 'Account', 'manager', false],
    ['outsider', 'Plot__c', 'of the peer', false],
    ['admin', 'Plot__c', 'of the peer', true],
    // Visits ask for reading their account, steps for editing theirs.
    ['rep', 'Visit__c', 'shared', true],
    ['rep', 'Visit__c', 'manager', false],
    ['rep', 'Step__c', 'shared', true],
    // A contact asks for editing its account.
    ['rep', 'Contact', 'shared', false],
    ['rep', 'Contact', 'rep', true]
  ];

  it.each(EDITS)('%s, %s "%s": %p', (person, object, name, allowed) => {
    const Id = ids.get(`${object}:${name}`) ?? '';
    const [result] = test.org.update(
      { userId: test.people[person] },
      object,
      [object === 'Contact' ? { Id, LastName: name } : { Id, Name: name }],
      { allOrNone: false }
    );
    expect(result?.success).toBe(allowed);
  });
});

describe('implicit sharing of an account with those who work its children', () => {
  const opportunity = (name: string, owner: Person, account: string): string =>
    test.org.load('Opportunity', [
      {
        Name: name,
        AccountId: account,
        OwnerId: test.people[owner],
        StageName: 'Prospecting',
        CloseDate: '2026-12-31'
      }
    ])[0] ?? '';
  const accountOf = (name: string): string =>
    test.org.load('Account', [{ Name: name, OwnerId: test.people.admin }])[0] ?? '';
  const sees = (person: Person, account: string): boolean =>
    test.names(person, `SELECT Name FROM Account WHERE Id = '${account}'`).length === 1;

  it.each<[string, (account: string) => void]>([
    ['an opportunity', (account) => opportunity('hers', 'rep', account)],
    [
      'a case',
      (account) =>
        test.org.load('Case', [
          { AccountId: account, OwnerId: test.people.rep, Subject: 'hers', Status: 'New' }
        ])
    ]
  ])('the owner of %s and those above her read the account, and no more', (name, make) => {
    const account = accountOf(`with ${name}`);
    expect(sees('rep', account)).toBe(false);
    make(account);
    expect(sees('rep', account)).toBe(true);
    expect(sees('manager', account)).toBe(true);
    expect(sees('chief', account)).toBe(true);
    expect(sees('peer', account)).toBe(false);
    expect(sees('outsider', account)).toBe(false);
    const [changed] = test.org.update(
      { userId: test.people.rep },
      'Account',
      [{ Id: account, Name: 'taken' }],
      { allOrNone: false }
    );
    expect(changed?.errors[0]?.statusCode).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
  });

  it('who is shared the opportunity reads the account; a deleted one gives nothing', () => {
    const account = accountOf('with a shared opportunity');
    const id = opportunity('of the admin', 'admin', account);
    expect(sees('outsider', account)).toBe(false);
    test.org.load('OpportunityShare', [
      {
        OpportunityId: id,
        UserOrGroupId: test.people.outsider,
        OpportunityAccessLevel: 'Read',
        RowCause: 'Manual'
      }
    ]);
    expect(sees('outsider', account)).toBe(true);
    test.org.remove({ userId: test.people.admin }, [id], { allOrNone: true });
    expect(sees('outsider', account)).toBe(false);
  });

  it('details follow the account that is read so', () => {
    const account = accountOf('with a detail');
    test.org.load('Visit__c', [{ Name: 'of hers', Account__c: account }]);
    const visits = (): string[] =>
      test.names('rep', `SELECT Name FROM Visit__c WHERE Account__c = '${account}'`);
    expect(visits()).toEqual([]);
    opportunity('hers', 'rep', account);
    expect(visits()).toEqual(['of hers']);
  });

  it('a contact follows its account, so owning one opens nothing', () => {
    const account = accountOf('with a contact');
    test.org.load('Contact', [{ LastName: 'hers', AccountId: account, OwnerId: test.people.rep }]);
    expect(sees('rep', account)).toBe(false);
  });
});
