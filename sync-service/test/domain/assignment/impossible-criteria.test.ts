import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalCriteria } from '../../../src/domain/assignment/canonical-criteria.ts';
import { compileCriteria } from '../../../src/domain/assignment/compile-criteria.ts';
import type { Criteria } from '../../../src/domain/assignment/criteria.ts';
import { impossibleParts } from '../../../src/domain/assignment/impossible-criteria.ts';
import { accountColumn } from '../../../src/domain/core/column-access.ts';
import { snapshotOf } from '../org-builder.ts';

/** Every mix of a few industries and sizes: what none of these meets, no account of these values meets. */
const industries = ['', 'a', 'B', 'c', 'd'];
const sizes = [undefined, -1, 0, 1, 1.5, 2, 3, 4];
const { accounts } = snapshotOf({
  accounts: industries.flatMap((industry) =>
    sizes.map((employees) => ({
      ...(industry === '' ? {} : { industry }),
      ...(employees === undefined ? {} : { employees })
    }))
  )
});
const context = {
  accounts,
  ultimateParent: Int32Array.from({ length: accounts.count }, (_, index) => index)
};
const kindOf = (field: string): 'text' | 'number' | 'date' | 'flag' | null =>
  accountColumn(accounts, field)?.kind ?? null;

const matched = (criteria: Criteria): number[] => {
  const matches = compileCriteria(criteria, context);
  return Array.from({ length: accounts.count }, (_, index) => index).filter(matches);
};

const onField = (field: string, value: fc.Arbitrary<string | number>): fc.Arbitrary<Criteria> =>
  fc.oneof(
    fc.record({
      field: fc.constant(field),
      op: fc.constantFrom(
        'equals' as const,
        'notEquals' as const,
        'less' as const,
        'lessOrEqual' as const,
        'greater' as const,
        'greaterOrEqual' as const
      ),
      value
    }),
    fc.record({
      field: fc.constant(field),
      op: fc.constantFrom('in' as const, 'notIn' as const),
      values: fc.array(value, { minLength: 1, maxLength: 3 })
    }),
    fc.record({
      field: fc.constant(field),
      op: fc.constant('between' as const),
      values: fc.tuple(value, value)
    }),
    fc.record({
      field: fc.constant(field),
      op: fc.constantFrom('blank' as const, 'notBlank' as const)
    })
  );
const condition = fc.oneof(
  onField('Industry', fc.constantFrom('a', 'A', 'b', 'c', 'D')),
  onField('NumberOfEmployees', fc.constantFrom(0, 1, 2, 3))
);
const { tree } = fc.letrec<{ tree: Criteria }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    condition,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') })
  )
}));

describe('criteria that can never be true', () => {
  it('match none of all accounts that could be', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), (all) => {
        if (impossibleParts({ all }, kindOf).length === 0) return;
        found += 1;
        expect(matched({ all })).toEqual([]);
      }),
      { numRuns: 2000, seed: 5 }
    );
    expect(found).toBeGreaterThan(300);
  });

  it('are found whenever conditions on one number exclude each other', () => {
    fc.assert(
      fc.property(
        fc.array(onField('NumberOfEmployees', fc.constantFrom(0, 1, 2, 3)), {
          minLength: 1,
          maxLength: 3
        }),
        (all) => {
          // With bounds alone and every size between them among the accounts, nobody means never.
          const ranged = all.filter((one) => 'op' in one && !/^not|in$|^equals/.test(one.op));
          if (ranged.length === 0 || matched({ all: ranged }).length > 0) return;
          const whole = ranged.some((one) => 'op' in one && one.op === 'less');
          const open = ranged.some((one) => 'op' in one && one.op === 'greater');
          if (whole || open) return;
          expect(impossibleParts({ all: ranged }, kindOf)).not.toEqual([]);
        }
      ),
      { numRuns: 1000, seed: 6 }
    );
  });

  it('compare text letter by letter, so that 9 to 10 is a swapped range of text and not of numbers', () => {
    const between = (field: string): Criteria => ({ field, op: 'between', values: [9, 10] });
    const [found] = impossibleParts(between('Industry'), kindOf);
    expect(found?.field).toBe('Industry');
    expect(found?.why).toContain('letter by letter');
    expect(impossibleParts(between('NumberOfEmployees'), kindOf)).toEqual([]);
  });

  it('are told apart at an open end, whichever condition sets it', () => {
    const size = (
      op: 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual',
      value: number
    ): Criteria => ({ field: 'NumberOfEmployees', op, value });
    const found = (...all: Criteria[]): number => impossibleParts({ all }, kindOf).length;
    expect(found(size('lessOrEqual', 2), size('greaterOrEqual', 2))).toBe(0);
    expect(found(size('lessOrEqual', 2), size('less', 2), size('greaterOrEqual', 2))).toBe(1);
    expect(found(size('lessOrEqual', 2), size('greaterOrEqual', 2), size('greater', 2))).toBe(1);
    expect(found(size('less', 2), size('greater', 1))).toBe(0);
  });

  it('are no mistake below a not, where they always hold', () => {
    const swapped: Criteria = { field: 'NumberOfEmployees', op: 'between', values: [3, 1] };
    expect(impossibleParts({ not: swapped }, kindOf)).toEqual([]);
    expect(impossibleParts({ any: [swapped] }, kindOf)).toHaveLength(1);
  });
});

describe('one text for all ways of writing a condition', () => {
  it('is the same only where the same accounts match', () => {
    const seen = new Map<string, number[]>();
    let met = 0;
    fc.assert(
      fc.property(tree, (criteria) => {
        const text = canonicalCriteria(criteria);
        const now = matched(criteria);
        const before = seen.get(text);
        if (before !== undefined) met += 1;
        expect(now).toEqual(before ?? now);
        seen.set(text, now);
      }),
      { numRuns: 4000, seed: 7 }
    );
    expect(met).toBeGreaterThan(100);
  });

  it('does not change with order, repetition, letter case, lists of one or double negation', () => {
    const plain: Criteria = {
      all: [
        { field: 'Industry', op: 'equals', value: 'Energy' },
        { field: 'BillingState', op: 'in', values: ['TX', 'OK'] }
      ]
    };
    const twisted: Criteria = {
      not: {
        not: {
          all: [
            { all: [{ field: 'billingState', op: 'in', values: ['ok', 'tx', 'TX'] }] },
            { field: 'industry', op: 'in', values: ['ENERGY'] },
            { field: 'Industry', op: 'equals', value: 'energy' }
          ]
        }
      }
    };
    expect(canonicalCriteria(twisted)).toBe(canonicalCriteria(plain));
  });
});
