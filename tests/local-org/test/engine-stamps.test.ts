import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DepotOrg } from './depot-org.ts';
import { depotMetadata, openDepotOrg } from './depot-org.ts';

const HOUR = 3_600_000;

describe('SystemModstamp', () => {
  let folder = '';
  let test: DepotOrg;
  const stamps: string[] = [];
  const stamp = (object: string, id: string): string => {
    const value = String(test.value(object, id, 'SystemModstamp'));
    stamps.push(value);
    return value;
  };
  const reopen = (): void => {
    test.close();
    test = openDepotOrg(folder, join(folder, 'org.sqlite'));
  };

  beforeAll(() => {
    folder = depotMetadata();
    test = openDepotOrg(folder, join(folder, 'org.sqlite'));
  });
  afterAll(() => {
    test.close();
    rmSync(folder, { recursive: true });
  });

  it('never goes back: not with the clock, not when the org is opened again', () => {
    test.org.setClock(2 * HOUR);
    const id = test.id('Account', { Name: 'A' });
    const first = stamp('Account', id);
    test.org.setClock(HOUR);
    test.update('Account', { Id: id, Name: 'B' });
    expect(stamp('Account', id) >= first).toBe(true);
    reopen();
    test.org.setClock(-HOUR);
    test.update('Account', { Id: id, Name: 'C' });
    expect(stamp('Account', id) >= first).toBe(true);
    const other = test.id('Account', { Name: 'New' });
    expect(stamp('Account', other) >= first).toBe(true);
    test.org.remove(test.admin, [other], { allOrNone: true });
    stamp('Account', other);
    reopen();
    test.org.merge(test.admin, 'Account', id, [test.id('Account', { Name: 'Loser' })]);
    stamp('Account', id);
    expect(stamps).toEqual([...stamps].sort());
  });

  it('grows with the clock', () => {
    test.org.setClock(3 * HOUR);
    const before = stamps.at(-1) ?? '';
    const id = test.id('Account', { Name: 'Later' });
    expect(stamp('Account', id) > before).toBe(true);
  });

  it('of a row that a change elsewhere touches grows too', () => {
    const account = test.id('Account', { Name: 'A' });
    const depot = test.id('Depot__c', { Name: 'D', Note__c: 'x', Home__c: account });
    const before = stamp('Depot__c', depot);
    test.org.setClock(4 * HOUR);
    test.org.remove(test.admin, [account], { allOrNone: true });
    expect(stamp('Depot__c', depot) > before).toBe(true);
  });

  it('a refused change leaves it, and ids are not given twice over a reopening', () => {
    const id = test.id('Depot__c', { Name: 'D', Note__c: 'x' });
    const before = stamp('Depot__c', id);
    test.org.setClock(5 * HOUR);
    expect(test.update('Depot__c', { Id: id, Size__c: 5000 }).success).toBe(false);
    expect(stamp('Depot__c', id)).toBe(before);
    reopen();
    expect(test.id('Depot__c', { Name: 'E', Note__c: 'x' }) > id).toBe(true);
    expect(test.value('Depot__c', id, 'Name')).toBe('D');
  });
});
