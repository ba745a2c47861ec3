import { describe, expect, it } from '@jest/globals';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { parseCriteria } from '../../../src/domain/assignment/criteria.ts';
import type { TestAccount } from '../org-builder.ts';
import { owner, snapshotOf, stateRule, territory } from '../org-builder.ts';

const places = (
  accounts: readonly TestAccount[],
  retired = false
): { places: (string | null)[]; codes: (string | null)[] } => {
  const result = computeRun(
    snapshotOf({
      accounts,
      territories: [territory('x', retired ? { stage: 'Retired' } : {}), territory('y')],
      members: [owner('x', 10), owner('y', 10)],
      rules: [stateRule('x', 'x', 1), stateRule('y', 'y', 2)]
    })
  );
  const text = (name: string): (string | null)[] => {
    const column = result.coverage.get(name);
    return column?.kind === 'text' ? column.values : [];
  };
  return { places: text('Territory__c'), codes: text('Finding_Code__c') };
};

describe('a family', () => {
  it('follows the rule of its ultimate parent', () => {
    expect(places([{ state: 'x' }, { state: 'y', parent: 0 }]).places).toEqual(['x', 'x']);
  });

  it('stays together where the parent is kept against its rule', () => {
    const { places: where, codes } = places([
      { state: 'y', held: 'x' },
      { state: 'y', parent: 0 }
    ]);
    expect(where).toEqual(['x', 'x']);
    expect(codes[0]).toBe('RULE_DIFFERS');
  });

  it('follows what a person chose for the parent', () => {
    expect(
      places([
        { state: 'x', held: 'x', override: 'y' },
        { state: 'x', parent: 0 }
      ]).places
    ).toEqual(['y', 'y']);
  });

  it('places nobody into a retired territory, though the parent is locked there', () => {
    expect(
      places(
        [
          { state: 'y', held: 'x', locked: true },
          { state: 'x', parent: 0 }
        ],
        true
      ).places
    ).toEqual(['x', 'y']);
  });

  it('runs in a circle: each is placed by itself, and the circle is named', () => {
    const snapshot = snapshotOf({
      accounts: [
        { state: 'x', parent: 1 },
        { state: 'y', parent: 0 }
      ],
      territories: [territory('x'), territory('y')],
      rules: [stateRule('x', 'x', 1), stateRule('y', 'y', 2)]
    });
    const result = computeRun(snapshot);
    const column = result.coverage.get('Territory__c');
    expect(column?.kind === 'text' ? column.values : []).toEqual(['x', 'y']);
    expect(result.problems.map((problem) => problem.code)).toEqual([
      'PARENT_CIRCLE',
      'PARENT_CIRCLE'
    ]);
  });
});

describe('criteria nested beyond reason', () => {
  it('are refused and do not stop the night', () => {
    const deep = `${'{"not":'.repeat(2000)}{"field":"Industry","op":"blank"}${'}'.repeat(2000)}`;
    const parsed = parseCriteria(deep);
    expect('fault' in parsed ? parsed.fault : '').toMatch(/nested/);
  });
});
