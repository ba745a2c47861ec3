import { describe, expect, it } from '@jest/globals';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { decideDrift } from '../../../src/domain/rebalance/drift.ts';
import { rebalancePolicy } from '../../../src/domain/rebalance/rebalance-policy.ts';
import type { TestAccount } from '../org-builder.ts';
import { accountId, owner, snapshotOf, territory, user } from '../org-builder.ts';

const policy = rebalancePolicy({
  Drift_Accounts__c: '3',
  Drift_Revenue_Share__c: '0.1',
  Drift_Cooldown_Days__c: '30'
});
const org = (north: readonly TestAccount[], south: readonly TestAccount[], today = '2026-05-16') =>
  snapshotOf({
    accounts: [
      ...north.map((account) => ({ held: 'north', ...account })),
      ...south.map((account) => ({ held: 'south', ...account }))
    ],
    territories: [territory('north'), territory('south')],
    members: [owner('north', 40), owner('south', 40, { userId: 'u2' })],
    users: [user('u1'), user('u2')],
    today
  });
const some = (count: number, more: TestAccount = {}): TestAccount[] =>
  Array.from({ length: count }, () => ({ won12: 100, ...more }));
const decide = (snapshot: ReturnType<typeof org>, own = policy): ReturnType<typeof decideDrift> =>
  decideDrift(snapshot, computeRun(snapshot), own);

describe('the drift controller', () => {
  it('does nothing where all is even, and says so', () => {
    // Touched yesterday, so that nobody is neglected.
    const even = some(4, { touched: 20_588 });
    expect(decide(org(even, even))).toEqual({
      kind: 'nothing',
      why: 'Every measure is in band, and no warning sign asks for action.'
    });
  });

  it('does nothing with one thing out, and names it', () => {
    // Nobody has ever bought anything, so that there is no potential to be out.
    const touched = { touched: 20_588, won12: 0 };
    expect(decide(org(some(6, touched), some(2, touched)))).toMatchObject({
      kind: 'nothing',
      why: 'Only one thing is out, which may pass by itself: workload.'
    });
  });

  it('drafts the smallest change within the budget with two', () => {
    // Six against two accounts, and nobody was ever called.
    const decision = decide(org(some(6), some(2)));
    expect(decision).toMatchObject({
      kind: 'draft',
      why: 'Out: workload, NEGLECTED.',
      question: { design: 'Smallest Change', mostAccounts: 3 }
    });
    // A tenth of eight times a hundred.
    if (decision.kind === 'draft') expect(decision.question.mostRevenue).toBeCloseTo(80);
  });

  it('leaves alone what moved within the cool-down', () => {
    const snapshot = org(some(6), some(2), '2024-10-10');
    const columns = new Map(snapshot.coverage.columns);
    columns.set('Source__c', {
      kind: 'text',
      values: ['Rebalance', 'Manual', 'Rule', ...new Array<string>(5).fill('Import')]
    });
    // The rows' day is 20,000, 4 October 2024: six days ago.
    const cooled = { ...snapshot, coverage: { ...snapshot.coverage, columns } };
    const decision = decide(cooled);
    expect(decision.kind === 'draft' ? decision.question.frozen : null).toEqual([
      accountId(0),
      accountId(1)
    ]);
    const later = decide({ ...cooled, today: '2024-11-03' });
    expect(later.kind === 'draft' ? later.question.frozen : null).toEqual([]);
  });

  it('is off without a budget', () => {
    expect(decide(org(some(6), some(2)), rebalancePolicy(null)).kind).toBe('nothing');
  });
});
