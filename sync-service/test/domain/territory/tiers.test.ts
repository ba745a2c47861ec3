import { describe, expect, it } from '@jest/globals';
import type { Column } from '../../../src/domain/core/columns.ts';
import { parsePolicy } from '../../../src/domain/core/policy.ts';
import { tiersOf } from '../../../src/domain/territory/tiers.ts';
import { snapshotOf } from '../org-builder.ts';

const said = ['A', 'b', ' C ', 'D', '', null] as const;

function tiers(field: string | null, potential: readonly number[]): string {
  const { accounts } = snapshotOf({ accounts: potential.map(() => ({})) });
  const dictionary = said.filter((text) => text !== null);
  const column: Column = {
    kind: 'text',
    codes: Int32Array.from(potential, (_, index) =>
      said[index] === null || said[index] === undefined ? -1 : dictionary.indexOf(said[index])
    ),
    dictionary
  };
  const table = {
    ...accounts,
    fields: new Map([...accounts.fields, ['grade__c', column] as const])
  };
  const { policy } = parsePolicy({ Tier_Field__c: field });
  return tiersOf(table, policy, Float64Array.from(potential)).join('');
}

describe('tiers', () => {
  // By default A from 250,000 and B from 50,000.
  it('go by potential, the limits included', () => {
    expect(tiers(null, [250_000, 249_999.99, 50_000, 49_999.99, 0, NaN])).toBe('ABBCCC');
  });

  it('go by what the policy’s field says, in any case and with blanks; else by potential', () => {
    expect(tiers('Grade__c', [0, 0, 300_000, 300_000, 60_000, 0])).toBe('ABCABC');
  });

  it('go by potential where the field was not read', () => {
    expect(tiers('Missing__c', [300_000, 60_000, 1])).toBe('ABC');
  });
});
