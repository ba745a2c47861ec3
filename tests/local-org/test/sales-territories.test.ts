import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openOrg } from '../engine/org.ts';
import { loadCast } from '../http/people.ts';
import type { Org, RecordValues, SaveResult, UserContext } from '../engine/types.ts';

/** Facts from the Object Reference's pages of these objects and the help's pages on assignment rules. */
let org: Org;
let admin: UserContext;
let rep: UserContext;
let east: string;
let west: string;
let archived: string;
let rule: string;

beforeEach(() => {
  org = openOrg({ sources: ['force-app'], salesTerritories: true });
  const people = loadCast(org);
  admin = { userId: people.find(({ alias }) => alias === 'admin')?.userId ?? '' };
  rep = { userId: people.find(({ alias }) => alias === 'rep')?.userId ?? '' };
  const [type = ''] = org.load('Territory2Type', [
    { MasterLabel: 'Geographic', DeveloperName: 'Geographic', Priority: 1 }
  ]);
  const [active = '', old = ''] = org.load('Territory2Model', [
    { Name: 'This year', DeveloperName: 'This_Year', State: 'Active' },
    { Name: 'Last year', DeveloperName: 'Last_Year', State: 'Archived' }
  ]);
  [east = '', west = '', archived = ''] = org.load(
    'Territory2',
    [
      ['East', active],
      ['West', active],
      ['Old', old]
    ].map(([Name = '', Territory2ModelId = '']) => ({
      Name,
      DeveloperName: Name,
      Territory2ModelId,
      Territory2TypeId: type
    }))
  );
  [rule = ''] = org.load('ObjectTerritory2AssignmentRule', [
    {
      MasterLabel: 'Ohio',
      DeveloperName: 'Ohio',
      Territory2ModelId: active,
      ObjectType: 'Account',
      IsActive: true
    }
  ]);
  org.load('ObjectTerritory2AssignmentRuleItem', [
    {
      RuleId: rule,
      Field: 'Account.BillingState',
      Operation: 'equals',
      Value: 'OH, PA',
      SortOrder: 1
    }
  ]);
  org.load('RuleTerritory2Association', [
    { RuleId: rule, Territory2Id: east, IsInherited: 'false' }
  ]);
});
afterEach(() => {
  org.close();
});

const make = (object: string, row: RecordValues, user = admin): SaveResult => {
  const [result] = org.create(user, object, [row], { allOrNone: false });
  if (result === undefined) throw new Error('no result');
  return result;
};
const idOf = (result: SaveResult): string => {
  if (result.id === null) throw new Error(JSON.stringify(result.errors));
  return result.id;
};
const account = (values: RecordValues = {}): string =>
  idOf(make('Account', { Name: 'Acme', ...values }));
const associations = (accountId: string): string[] => {
  const { rows } = org.queryFlat(
    admin,
    `SELECT Territory2.Name, AssociationCause FROM ObjectTerritory2Association WHERE ObjectId = '${accountId}' ORDER BY Territory2.Name`
  );
  return [...rows].map((row) => row.join(' ').replace('Territory2', ''));
};
const manual = (accountId: string, territory: string): RecordValues => ({
  ObjectId: accountId,
  Territory2Id: territory,
  AssociationCause: 'Territory2Manual'
});

describe('an org without Sales Territories', () => {
  it('does not know the objects and fields', () => {
    const plain = openOrg({ sources: ['force-app'] });
    expect(plain.schema.objects.has('territory2')).toBe(false);
    expect(plain.schema.objects.get('account')?.fields.has('isexcludedfromrealign')).toBe(false);
    plain.close();
  });
});

describe('runs of assignment rules', () => {
  it('are read by all and written by nobody', () => {
    const [run = ''] = org.load('Territory2AlignmentLog', [
      { StartTime: '2026-01-05T06:00:00.000Z', EndTime: null }
    ]);
    expect(
      org.query(rep, 'SELECT Id FROM Territory2AlignmentLog WHERE EndTime = null').totalSize
    ).toBe(1);
    expect(make('Territory2AlignmentLog', {}).errors[0]?.statusCode).toBe(
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'
    );
    expect(org.remove(admin, [run], { allOrNone: false })[0]?.errors[0]?.statusCode).toBe(
      'INSUFFICIENT_ACCESS_OR_READONLY'
    );
  });
});

describe('associations of accounts', () => {
  it('are created and deleted, never changed, and say of what object they are', () => {
    const acme = account();
    const id = idOf(make('ObjectTerritory2Association', manual(acme, west)));
    expect(
      org.query(admin, `SELECT SobjectType FROM ObjectTerritory2Association`).records[0]?.values
    ).toEqual({ SobjectType: 'Account' });
    const [changed] = org.update(
      admin,
      'ObjectTerritory2Association',
      [{ Id: id, Territory2Id: east }],
      { allOrNone: false }
    );
    expect(changed?.errors[0]?.statusCode).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
    expect(org.remove(admin, [id], { allOrNone: false })[0]?.success).toBe(true);
    expect(org.undelete(admin, [id], { allOrNone: false })[0]?.errors[0]?.statusCode).toBe(
      'UNDELETE_FAILED'
    );
    expect(associations(acme)).toEqual([]);
  });

  it.each([
    [
      'a pair that stands already',
      () => manual(account({ BillingState: 'OH' }), east),
      'DUPLICATE_VALUE'
    ],
    [
      'the cause of a rule',
      () => ({ ...manual(account(), west), AssociationCause: 'Territory2AssignmentRule' }),
      'INVALID_OPERATION'
    ],
    ['no cause', () => ({ ObjectId: account(), Territory2Id: west }), 'REQUIRED_FIELD_MISSING'],
    [
      'a cause that is none',
      () => ({ ...manual(account(), west), AssociationCause: 'Manual' }),
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'
    ],
    ['a territory of an archived model', () => manual(account(), archived), 'INVALID_OPERATION']
  ])('refuse %s', (_, row, code) => {
    expect(make('ObjectTerritory2Association', row()).errors[0]?.statusCode).toBe(code);
  });

  it('are not for who does not manage territories', () => {
    expect(
      make('ObjectTerritory2Association', manual(account(), west), rep).errors[0]?.statusCode
    ).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
    expect(org.query(rep, 'SELECT Id FROM Territory2').records).toHaveLength(3);
  });

  it('may be several: an account is in more than one territory', () => {
    const acme = account({ BillingState: 'oh' });
    make('ObjectTerritory2Association', manual(acme, west));
    expect(associations(acme)).toEqual(['East AssignmentRule', 'West Manual']);
  });
});

describe('assignment rules of the active model', () => {
  const edit = (id: string, values: RecordValues): void => {
    expect(
      org.update(admin, 'Account', [{ Id: id, ...values }], { allOrNone: true })[0]?.success
    ).toBe(true);
  };

  it('run when an account is created or edited, and leave manual associations', () => {
    const acme = account({ BillingState: 'PA' });
    make('ObjectTerritory2Association', manual(acme, west));
    edit(acme, { BillingState: 'TX' });
    expect(associations(acme)).toEqual(['West Manual']);
    edit(acme, { BillingState: 'OH' });
    expect(associations(acme)).toEqual(['East AssignmentRule', 'West Manual']);
  });

  it('let no client end what they made; an exclusion does at the next run, until that is deleted', () => {
    const acme = account({ BillingState: 'OH' });
    const [standing] = org.query(admin, 'SELECT Id FROM ObjectTerritory2Association').records;
    const [refused] = org.remove(admin, [String(standing?.id)], { allOrNone: false });
    expect(refused?.errors[0]?.statusCode).toBe('INVALID_OPERATION');
    const exclusion = idOf(
      make('Territory2ObjectExclusion', { ObjectId: acme, Territory2Id: east })
    );
    expect(associations(acme)).toEqual(['East AssignmentRule']);
    edit(acme, { Phone: '2' });
    expect(associations(acme)).toEqual([]);
    org.remove(admin, [exclusion], { allOrNone: true });
    edit(acme, { Phone: '3' });
    expect(associations(acme)).toEqual(['East AssignmentRule']);
  });

  it('pass an account that is excluded from realignment', () => {
    const acme = account({ BillingState: 'OH', IsExcludedFromRealign: true });
    expect(associations(acme)).toEqual([]);
  });
});

describe('people in territories', () => {
  it('are created once, are active, and never changed', () => {
    const row = { UserId: rep.userId, Territory2Id: east, RoleInTerritory2: 'Owner' };
    const id = idOf(make('UserTerritory2Association', row));
    expect(make('UserTerritory2Association', row).errors[0]?.statusCode).toBe('DUPLICATE_VALUE');
    const [changed] = org.update(
      admin,
      'UserTerritory2Association',
      [{ Id: id, RoleInTerritory2: 'Sales Rep' }],
      { allOrNone: false }
    );
    expect(changed?.errors[0]?.statusCode).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
    expect(
      org.query(admin, 'SELECT Id FROM UserTerritory2Association WHERE IsActive = true').records
    ).toHaveLength(1);
  });
});
