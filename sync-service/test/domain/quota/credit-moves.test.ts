import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CreditedDeal } from '../../../src/domain/quota/attainment/credit-moves.ts';
import {
  applyCreditMoves,
  creditMoves
} from '../../../src/domain/quota/attainment/credit-moves.ts';
import { creditTerritories } from '../../../src/domain/quota/quota-policy.ts';
import { buildTree } from '../../../src/domain/territory/tree.ts';
import { owner, territory } from '../org-builder.ts';

const lands = ['a', 'b', 'c'];
const { tree } = buildTree(lands.map((id) => territory(id)));
const members = [
  owner('a', 40),
  owner('b', 40, { userId: 'u2' }),
  owner('c', 40, { userId: 'u3' }),
  owner('b', 40, { userId: 'u4' }),
  owner('c', 40, { userId: 'u4' })
];
const deal = (more: Partial<CreditedDeal> = {}): CreditedDeal => ({
  id: 'd',
  accountId: 'x',
  amount: 100,
  closeDay: '2026-05-01',
  tier: 'New',
  ownerId: 'u2',
  ...more
});
const policy = (creditTerritory: (typeof creditTerritories)[number], creditSplits = false) => ({
  recalibrateBeyond: null,
  creditTerritory,
  creditSplits
});

/** Credited with New by land: 500 from the account x in land a, before any move. */
function credited(deals: CreditedDeal[], ...rule: Parameters<typeof policy>): number[] {
  const attained = new Float64Array(9);
  attained[0] = 500;
  const changes = new Map([['x', [{ day: '2026-05-10', from: 'b', to: 'a' }]]]);
  const moves = creditMoves(deals, policy(...rule), members, changes, '2026-05-14', 2);
  applyCreditMoves(attained, moves, ['x'], Int32Array.of(0), tree);
  return [0, 3, 6].map((at) => attained[at] ?? NaN);
}

describe('what a credit rule counts elsewhere', () => {
  it.each([
    ['nothing by the account of today', ['Account Today'], deal(), [500, 0, 0]],
    ['by the account when the deal closed', ['Account on Close'], deal(), [400, 100, 0]],
    [
      'nothing where the account moved before',
      ['Account on Close'],
      deal({ closeDay: '2026-05-12' }),
      [500, 0, 0]
    ],
    ['by the owner', ['Owner Today'], deal(), [400, 100, 0]],
    [
      'by the owner on the close date',
      ['Owner on Close'],
      deal({ ownerChanges: [{ day: '2026-05-08', from: 'u3', to: 'u2' }] }),
      [400, 0, 100]
    ],
    [
      'nothing of one who answers for several',
      ['Owner Today'],
      deal({ ownerId: 'u4' }),
      [500, 0, 0]
    ],
    ['nothing of one who answers for none', ['Owner Today'], deal({ ownerId: 'u9' }), [500, 0, 0]],
    [
      'a third by a split, to the cent, and the rest where the account is',
      ['Account Today', true],
      deal({ splits: [{ userId: 'u3', percent: 33.333, kind: 'Revenue' }] }),
      [466.67, 0, 33.33]
    ],
    ['nothing of an amount below zero', ['Owner Today'], deal({ amount: -100 }), [500, 0, 0]]
  ] as const)('is %s', (_, rule, one, expected) => {
    const [name, splits] = rule as readonly [(typeof creditTerritories)[number], boolean?];
    credited([one], name, splits).forEach((amount, at) => {
      expect(amount).toBeCloseTo(expected[at] ?? NaN, 6);
    });
  });

  it('adds up to the same, whoever owns and shares the deals', () => {
    const user = fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u9');
    const deals = fc.array(
      fc
        .record({
          cents: fc.integer({ min: 1, max: 1_000_000 }),
          ownerId: user,
          splits: fc.array(fc.record({ userId: user, percent: fc.integer({ min: 0, max: 100 }) }), {
            maxLength: 3
          })
        })
        .map(({ cents, ownerId, splits }) =>
          deal({
            amount: cents / 100,
            ownerId,
            splits: splits.map((split) => ({ ...split, kind: 'Revenue' as const }))
          })
        ),
      { maxLength: 5 }
    );
    fc.assert(
      fc.property(
        deals,
        fc.constantFrom(...creditTerritories),
        fc.boolean(),
        (some, rule, split) => {
          const sum = credited(some, rule, split).reduce((all, own) => all + own, 0);
          expect(sum).toBeCloseTo(500, 6);
        }
      ),
      { numRuns: 100 }
    );
  });
});
