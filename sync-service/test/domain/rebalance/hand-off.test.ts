import { describe, expect, it } from '@jest/globals';
import type { HandedOver } from '../../../src/domain/rebalance/hand-off.ts';
import { handOffTasks } from '../../../src/domain/rebalance/hand-off.ts';

const acme: HandedOver = {
  accountId: '001',
  accountName: 'Acme',
  scenario: 'Autumn',
  oldOwner: '005a',
  newOwner: '005b',
  oldOwnerName: 'Ann',
  newOwnerName: 'Ben',
  deals: [{ kind: 'opportunity', name: 'Big one', stage: 'Negotiation', day: '2027-02-01' }],
  openItems: 2
};

describe('the hand-off of an account', () => {
  it('is a task for each owner, due on its day, with what is open', () => {
    const tasks = handOffTasks(acme, '2027-01-28', 7);
    expect(tasks.map(({ ownerId, subject, due }) => [ownerId, subject, due])).toEqual([
      ['005a', 'Hand-off: give Acme (Autumn)', '2027-02-04'],
      ['005b', 'Hand-off: take Acme (Autumn)', '2027-02-04']
    ]);
    expect(tasks[0]?.description).toContain('Introduce Ben');
    expect(tasks[1]?.description).toContain('Ask Ann');
    for (const { description } of tasks) {
      expect(description).toContain('- Big one (Negotiation) closes on 2027-02-01');
      expect(description).toContain('Open cases and tasks: 2');
    }
  });

  it('names its scenario at the end however long the name of the account is', () => {
    const [task] = handOffTasks({ ...acme, accountName: 'A'.repeat(255) }, '2027-01-28', 7);
    expect(task?.subject).toHaveLength(255);
    expect(task?.subject).toMatch(/^Hand-off: give A+ \(Autumn\)$/);
  });

  it.each([
    ['nothing is open', { deals: [], openItems: 0 }],
    ['nobody gave it away', { oldOwner: null }],
    ['nobody takes it', { newOwner: null }],
    ['it stays with the same person', { newOwner: '005a' }]
  ])('makes no task where %s', (_, more) => {
    expect(handOffTasks({ ...acme, ...more }, '2027-01-28', 7)).toEqual([]);
  });

  it('makes no task where the policy gives no days', () => {
    expect(handOffTasks(acme, '2027-01-28', 0)).toEqual([]);
  });
});
