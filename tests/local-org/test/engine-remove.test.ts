import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SaveResult } from '../engine/types.ts';
import type { DepotOrg } from './depot-org.ts';
import { openDepotOrg } from './depot-org.ts';

let test: DepotOrg;
let account = '';
let crate = '';
let item = '';

beforeAll(() => {
  test = openDepotOrg();
});
afterAll(() => {
  test.close();
});
beforeEach(() => {
  account = test.id('Account', { Name: 'Parent' });
  crate = test.id('Crate__c', { Account__c: account });
  item = test.id('Item__c', { Name: 'Item', Crate__c: crate });
});

function remove(id: string): SaveResult | undefined {
  return test.org.remove(test.admin, [id], { allOrNone: false })[0];
}
const count = (soql: string): number =>
  test.org.query(test.admin, `SELECT COUNT() FROM ${soql}`).totalSize;
const share = (id: string): void => {
  test.org.load('AccountShare', [
    {
      AccountId: id,
      UserOrGroupId: test.admin.userId,
      AccountAccessLevel: 'Read',
      RowCause: 'Manual'
    }
  ]);
};

describe('a delete', () => {
  it('takes details and their details along, and leaves traces of each', () => {
    expect(remove(account)?.success).toBe(true);
    for (const [object, id] of [
      ['Account', account],
      ['Crate__c', crate],
      ['Item__c', item]
    ] as const) {
      expect(count(`${object} WHERE Id = '${id}'`)).toBe(0);
      expect(test.value(object, id, 'IsDeleted')).toBe(true);
    }
    expect(test.value('Account', account, 'MasterRecordId')).toBeNull();
  });

  it('takes the contacts and opportunities of an account along', () => {
    const contact = test.id('Contact', { LastName: 'C', AccountId: account });
    const opportunity = test.id('Opportunity', {
      Name: 'O',
      AccountId: account,
      StageName: 'Prospecting',
      CloseDate: '2026-12-31'
    });
    remove(account);
    expect(test.value('Contact', contact, 'IsDeleted')).toBe(true);
    expect(test.value('Opportunity', opportunity, 'IsDeleted')).toBe(true);
  });

  it('empties a lookup, and stops at one that forbids it with nothing gone', () => {
    const loose = test.id('Depot__c', { Name: 'D', Note__c: 'x', Home__c: account });
    const bound = test.id('Depot__c', { Name: 'D', Note__c: 'x', Bound__c: account });
    expect(remove(account)?.errors[0]?.statusCode).toBe('DELETE_FAILED');
    expect(test.value('Depot__c', loose, 'Home__c')).toBe(account);
    expect(test.value('Item__c', item, 'IsDeleted')).toBe(false);
    remove(bound);
    expect(remove(account)?.success).toBe(true);
    expect(test.value('Depot__c', loose, 'Home__c')).toBeNull();
    expect(test.value('Depot__c', loose, 'IsDeleted')).toBe(false);
  });

  it('ends the shares of what is gone', () => {
    share(account);
    const shared = `AccountShare WHERE AccountId = '${account}'`;
    expect(count(shared)).toBe(1);
    remove(account);
    expect(count(shared)).toBe(0);
  });

  it('of a deleted row says so, as does a change, and a reference to it', () => {
    remove(account);
    expect(remove(account)?.errors[0]?.statusCode).toBe('ENTITY_IS_DELETED');
    expect(test.update('Account', { Id: account, Name: 'X' }).errors[0]?.statusCode).toBe(
      'ENTITY_IS_DELETED'
    );
    expect(
      test.create('Contact', { LastName: 'C', AccountId: account }).errors[0]?.statusCode
    ).toBe('ENTITY_IS_DELETED');
  });
});

describe('a merge', () => {
  it('leaves the loser with where it went, and moves what hung on it', () => {
    const winner = test.id('Account', { Name: 'Winner' });
    const contact = test.id('Contact', { LastName: 'C', AccountId: account });
    const daughter = test.id('Account', { Name: 'Daughter', ParentId: account });
    const depot = test.id('Depot__c', { Name: 'D', Note__c: 'x', Bound__c: account });
    test.org.merge(test.admin, 'Account', winner, [account]);
    expect(test.value('Account', account, 'IsDeleted')).toBe(true);
    expect(test.value('Account', account, 'MasterRecordId')).toBe(winner);
    expect(test.value('Account', winner, 'MasterRecordId')).toBeNull();
    expect(test.value('Contact', contact, 'AccountId')).toBe(winner);
    expect(test.value('Crate__c', crate, 'Account__c')).toBe(winner);
    expect(test.value('Crate__c', crate, 'IsDeleted')).toBe(false);
    expect(test.value('Account', daughter, 'ParentId')).toBe(winner);
    expect(test.value('Depot__c', depot, 'Bound__c')).toBe(winner);
    expect(count(`Account WHERE Id = '${account}'`)).toBe(0);
  });

  it('leaves no share to a row that is gone', () => {
    const winner = test.id('Account', { Name: 'Winner' });
    share(account);
    share(winner);
    test.org.merge(test.admin, 'Account', winner, [account]);
    expect(count(`AccountShare WHERE AccountId = '${account}'`)).toBe(0);
    expect(count(`AccountShare WHERE AccountId = '${winner}'`)).toBe(1);
  });

  it('never makes the winner its own parent', () => {
    const winner = test.id('Account', { Name: 'Winner', ParentId: account });
    test.org.merge(test.admin, 'Account', winner, [account]);
    expect(test.value('Account', winner, 'ParentId')).toBeNull();
  });

  it('wants one or two losers, other than the winner, and none deleted', () => {
    const others = [1, 2, 3].map((turn) => test.id('Account', { Name: `Loser ${String(turn)}` }));
    const merge = (winner: string, losers: readonly string[]) => () => {
      test.org.merge(test.admin, 'Account', winner, losers);
    };
    expect(merge(account, others)).toThrow('one or two');
    expect(merge(account, [])).toThrow('one or two');
    expect(merge(account, [account])).toThrow('differ');
    remove(others[0] ?? '');
    expect(merge(account, [others[0] ?? ''])).toThrow('entity is deleted');
    expect(merge(crate, [item])).toThrow();
  });
});
