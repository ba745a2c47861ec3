import { describe, expect, it } from '@jest/globals';
import { holdFor } from '../../../src/domain/rebalance/hold-outs.ts';
import { rebalancePolicy } from '../../../src/domain/rebalance/rebalance-policy.ts';

const policy = rebalancePolicy({
  Hold_Stages__c: 'Negotiation/Review; Proposal/Price Quote',
  Hold_Close_Days__c: '14',
  Hold_Renewal_Days__c: '60',
  Hold_Cap_Days__c: '90'
});
const deal = (stage: string, day: string) =>
  ({ kind: 'opportunity', name: 'Deal', stage, day }) as const;
const contract = (day: string) =>
  ({ kind: 'contract', name: '00000100', stage: null, day }) as const;

describe('an account is held', () => {
  it('by a late deal to the day after it closes', () => {
    expect(
      holdFor([deal('Negotiation/Review', '2026-04-20')], policy, '2026-03-01', '2026-03-01')
    ).toEqual({
      until: '2026-04-21',
      reason: 'Deal is in Negotiation/Review'
    });
  });

  it('by an early deal only from a fortnight before it closes', () => {
    const early = [deal('Prospecting', '2026-03-20')];
    expect(holdFor(early, policy, '2026-03-01', '2026-03-05')).toBeNull();
    expect(holdFor(early, policy, '2026-03-01', '2026-03-06')?.until).toBe('2026-03-21');
  });

  it('by a renewal within sixty days, and by the later of two', () => {
    const both = [contract('2026-04-15'), deal('Prospecting', '2026-03-10')];
    expect(holdFor(both, policy, '2026-03-01', '2026-03-01')).toEqual({
      until: '2026-04-16',
      reason: 'Deal closes on 2026-03-10; contract 00000100 ends on 2026-04-15'
    });
  });

  it('never longer than ninety days after it was due', () => {
    const late = [deal('Negotiation/Review', '2027-01-01')];
    // 1 March 2026 and ninety days is 30 May 2026.
    expect(holdFor(late, policy, '2026-03-01', '2026-03-01')?.until).toBe('2026-05-30');
    expect(holdFor(late, policy, '2026-03-01', '2026-05-29')?.until).toBe('2026-05-30');
    expect(holdFor(late, policy, '2026-03-01', '2026-05-30')).toBeNull();
  });

  it('by nothing where the policy says nothing', () => {
    const silent = rebalancePolicy(null);
    expect(
      holdFor(
        [deal('Negotiation/Review', '2026-03-02'), contract('2026-03-02')],
        silent,
        '2026-03-01',
        '2026-03-01'
      )
    ).toBeNull();
  });
});
