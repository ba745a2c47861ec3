import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  mergeBack,
  mergeBackRemade,
  mergeBackTogether,
  remadeText
} from '../../../src/domain/rebalance/merge-back.ts';
import type { TouchedRecord, Values } from '../../../src/domain/rebalance/touched-record.ts';

const record = (before: Values | null, written: Values | null): TouchedRecord => ({
  key: 'Account:1',
  object: 'Account',
  id: '1',
  accountId: '1',
  before,
  written
});

describe('a roll back', () => {
  it('restores what it wrote and keeps what somebody changed since, field by field', () => {
    const touched = record({ OwnerId: 'old', Site: 'a' }, { OwnerId: 'new', Site: 'b' });
    expect(mergeBack(touched, { OwnerId: 'new', Site: 'c' })).toEqual({
      record: touched,
      target: { OwnerId: 'old', Site: 'c' },
      isRestored: false,
      kept: 'Site is c now'
    });
  });

  it('takes what somebody set back herself for restored', () => {
    const merged = mergeBack(record({ OwnerId: 'old' }, { OwnerId: 'new' }), { OwnerId: 'old' });
    expect([merged.target, merged.isRestored]).toEqual([{ OwnerId: 'old' }, true]);
  });

  it('makes a row again that it had let go, and none that somebody deleted', () => {
    const row = { AccountId: '1', UserId: '2' };
    expect(mergeBack(record(row, null), null)).toMatchObject({ target: row, isRestored: true });
    expect(mergeBack(record(row, row), null)).toMatchObject({ target: null, isRestored: false });
    const changed = { AccountId: '1', UserId: '2', Role: 'x' };
    expect(mergeBack(record(row, changed), null)).toMatchObject({
      target: null,
      isRestored: false,
      kept: 'somebody deleted it since'
    });
  });

  it('leaves away what a night saw made anew and somebody took away again, at each try', () => {
    const ended = record({ AccountId: '1', UserId: '2' }, null);
    const first = mergeBackRemade(ended, null, remadeText);
    expect(first).toMatchObject({ target: null, isRestored: false });
    expect(mergeBackRemade(ended, null, first?.kept ?? '')).toEqual(first);
    expect(mergeBackRemade(ended, null, null)).toBeNull();
    expect(mergeBackRemade(ended, { AccountId: '1', UserId: '2' }, remadeText)).toBeNull();
  });

  it('gives every field its value from before, or the one that somebody else gave it', () => {
    const values = fc.record({ a: fc.constantFrom(1, 2, 3), b: fc.constantFrom(1, 2, 3) });
    fc.assert(
      fc.property(values, values, values, (before, written, current) => {
        const { target, isRestored } = mergeBack(record(before, written), current);
        for (const name of ['a', 'b'] as const) {
          const isOurs = current[name] === written[name];
          const isBack = JSON.stringify(current) === JSON.stringify(before);
          expect(target?.[name]).toBe(isOurs || isBack ? before[name] : current[name]);
        }
        if (isRestored) expect(target).toEqual(before);
      })
    );
  });

  it('restores all of coverage with the territory, and nothing where the territory is another’s', () => {
    const touched = record(
      { Territory__c: 'a', Reason__c: 'old' },
      { Territory__c: 'b', Reason__c: 'new' }
    );
    expect(
      mergeBackTogether(touched, { Territory__c: 'b', Reason__c: 'the night’s' }).target
    ).toEqual({
      Territory__c: 'a',
      Reason__c: 'old'
    });
    expect(mergeBackTogether(touched, { Territory__c: 'c', Reason__c: 'x' })).toMatchObject({
      target: { Territory__c: 'c', Reason__c: 'x' },
      isRestored: false
    });
  });
});
