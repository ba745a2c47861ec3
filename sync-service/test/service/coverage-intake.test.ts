import { expect, test } from '@jest/globals';
import { createAccountSlots } from '../../src/salesforce/records/account-slots.ts';
import { coverageIntake, coverageQuery } from '../../src/salesforce/records/coverage.ts';
import { digestOf } from '../../src/salesforce/text-digest.ts';

const idOf = (account: number): string => `001000000${String(account).padStart(6, '0')}AAA`;

test('what each row held is found at its account, whatever the order and however many rows hold nothing', () => {
  const accounts = 20_000;
  const slots = createAccountSlots();
  const { take, done } = coverageIntake(slots);
  const held = (account: number): Readonly<Record<string, string>> =>
    account % 3 === 0
      ? {
          Health__c: String(account / 4),
          Since__c: '2026-11-27',
          Reason__c: `Because ${String(account)}`,
          Locked__c: account % 2 === 0 ? 'true' : 'false',
          Territory__c: `T${String(account % 7)}`
        }
      : { Locked__c: 'false' };
  // The last account's row comes first; every tenth account has none.
  for (let account = accounts - 1; account >= 0; account -= 1) {
    if (account % 10 === 9) continue;
    const cells = held(account);
    take(
      coverageQuery.columns.map((name) =>
        name === 'Account__c' || name === 'Key__c' ? idOf(account) : (cells[name] ?? null)
      )
    );
  }
  const indexBySlot = Int32Array.from({ length: slots.size() }, () => -1);
  for (let account = 0; account < accounts; account += 1)
    if (account % 10 !== 9) indexBySlot[slots.slotOf(idOf(account))] = account;
  const read = done(indexBySlot, accounts);
  const valueAt = (name: string, account: number): unknown => read.held.get(name)?.values[account];
  for (const account of [0, 1, 3, 9, 12, 8_190, 8_193, 16_386, 19_998]) {
    const cells = account % 10 === 9 ? {} : held(account);
    expect([account, read.coverage.present[account]]).toEqual([
      account,
      account % 10 === 9 ? 0 : 1
    ]);
    expect(valueAt('Health__c', account)).toBe(Number(cells['Health__c'] ?? NaN));
    expect(valueAt('Since__c', account)).toBe(cells['Since__c'] === undefined ? NaN : 20_784);
    expect(valueAt('Reason__c', account)).toBe(digestOf(cells['Reason__c'] ?? null));
    expect(valueAt('Locked__c', account)).toBe(cells['Locked__c'] === 'true' ? 1 : 0);
    expect(valueAt('Territory__c', account)).toBe(cells['Territory__c'] ?? null);
    expect(valueAt('Potential__c', account)).toBe(NaN);
    expect(valueAt('High_Value__c', account)).toBe(0);
  }
});
