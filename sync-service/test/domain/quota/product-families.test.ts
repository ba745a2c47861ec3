import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  attainedByFamily,
  familyShares,
  laidOnFamilies
} from '../../../src/domain/quota/attainment/product-families.ts';
import { creditedByTerritory } from '../../../src/domain/quota/attainment/attained-by-territory.ts';
import { quotaTiers } from '../../../src/domain/quota/attainment/attained.ts';
import type { CreditMove, FamilyDeal } from '../../../src/domain/core/snapshot.ts';
import { buildTree } from '../../../src/domain/territory/tree.ts';
import { snapshotOf, territory } from '../org-builder.ts';

describe('the part of a deal that is of a product family', () => {
  const line = (
    family: string | null,
    amount: number
  ): { family: string | null; amount: number } => ({
    family,
    amount
  });
  it.each([
    ['lines that add up', 1000, [line('A', 600), line('B', 400)], { A: 0.6, B: 0.4 }, true],
    ['two lines of a family', 1000, [line('A', 600), line('A', 400)], { A: 1 }, true],
    ['a product without a family', 1000, [line('A', 250), line(null, 750)], { A: 0.25 }, true],
    ['lines below the amount: the rest is of none', 1000, [line('A', 250)], { A: 0.25 }, false],
    [
      'lines above it: scaled',
      1000,
      [line('A', 1500), line('B', 500)],
      { A: 0.75, B: 0.25 },
      false
    ],
    ['a discount of its own', 1000, [line('A', 1250), line('B', -250)], { A: 1 }, true],
    ['no lines', 1000, [], {}, false],
    ['a deal of nothing', 0, [line('A', 5)], {}, false]
  ])('%s', (_, amount, lines, shares, isWhole) => {
    const found = familyShares(amount, lines);
    expect([Object.fromEntries(found.shares), found.isWhole]).toEqual([shares, isWhole]);
  });
});

describe('a tier laid on families', () => {
  it('adds up to the smallest unit: three thirds of a dollar leave a cent for the first by name', () => {
    const third = 100 / 300;
    const { units, none } = laidOnFamilies(
      1,
      new Map([
        ['C', third],
        ['A', third],
        ['B', third]
      ]),
      2
    );
    expect([Object.fromEntries(units), none]).toEqual([{ A: 34, B: 33, C: 33 }, 0]);
  });

  const lands = ['world', 'a', 'b', 'c'];
  const territories = lands.map((id) => territory(id, id === 'world' ? {} : { parentId: 'world' }));
  const { tree } = buildTree(territories);
  const families = ['Hardware', 'Service', 'Software'];
  const accounts = ['x', 'y', 'z', 'nowhere'];
  const territoryOf = Int32Array.from([
    ...['a', 'b', 'c'].map((id) => tree.indexById.get(id) ?? -1),
    -1
  ]);
  const someDeal = fc.record({
    account: fc.nat({ max: accounts.length - 1 }),
    tier: fc.constantFrom(...quotaTiers),
    // Foreign deals are no whole cents once they are converted.
    amount: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    lines: fc.array(
      fc.record({
        family: fc.constantFrom(...families, 'Other', null),
        amount: fc.double({ min: -1e5, max: 1e6, noNaN: true })
      }),
      { maxLength: 5 }
    ),
    moved: fc.option(fc.constantFrom('a', 'b', 'c')),
    part: fc.double({ min: 0, max: 1, noNaN: true })
  });

  it('adds up with what is of none, in every territory and tier, wherever credit is moved', () => {
    fc.assert(
      fc.property(fc.array(someDeal, { maxLength: 12 }), (given) => {
        const deals = given.map(({ account, tier, amount, lines }, at): FamilyDeal => ({
          id: String(at),
          accountId: accounts[account] ?? '',
          tier,
          amount,
          shares: familyShares(amount, lines).shares
        }));
        const moves = given.flatMap(({ moved, part }, at): CreditMove[] => {
          const deal = deals[at];
          return moved === null || deal === undefined
            ? []
            : [
                {
                  dealId: deal.id,
                  accountId: deal.accountId,
                  tier: deal.tier,
                  amount: deal.amount * part,
                  territoryIds: [moved]
                }
              ];
        });
        const org = snapshotOf({ accounts: accounts.map(() => ({})), territories });
        const won = { New: 'wonPeriodNew', Renewal: 'wonPeriodRenewal', Upsell: 'wonPeriodUpsell' };
        for (const { account, tier, amount } of given) {
          const column = org.figures[won[tier] as 'wonPeriodNew'];
          column[account] = (column[account] ?? 0) + amount;
        }
        const credited = creditedByTerritory(
          { ...org, accounts: { ...org.accounts, ids: accounts }, creditMoves: moves },
          territoryOf,
          tree
        );
        const sums = attainedByFamily(families, deals, moves, accounts, territoryOf, tree);
        for (const [index, land] of tree.territories.entries())
          for (const [place, tier] of quotaTiers.entries()) {
            const within = [index, ...tree.children(index)];
            const total = within.reduce(
              (sum, at) => sum + (credited[at * quotaTiers.length + place] ?? 0),
              0
            );
            const own = new Map(
              families.map((family) => [
                family,
                sums.get(family)?.[index * quotaTiers.length + place] ?? 0
              ])
            );
            const { units, none } = laidOnFamilies(total, own, 2);
            const all = [...units.values()].reduce((sum, one) => sum + one, none);
            expect([land.id, tier, all]).toEqual([land.id, tier, Math.round(total * 100)]);
            // Outside: each deal's share where it counts, deal by deal.
            for (const family of families) {
              const expected = deals.reduce((sum, deal, at) => {
                const share = deal.shares.get(family) ?? 0;
                if (deal.tier !== tier) return sum;
                const home = territoryOf[accounts.indexOf(deal.accountId)] ?? -1;
                const target = tree.indexById.get(given[at]?.moved ?? '') ?? home;
                const gone = target === home ? 0 : deal.amount * (given[at]?.part ?? 0);
                const here = within.includes(home) ? deal.amount - gone : 0;
                return sum + share * (here + (within.includes(target) ? gone : 0));
              }, 0);
              expect(Math.abs((units.get(family) ?? 0) - expected * 100)).toBeLessThan(1.01);
            }
          }
      }),
      { numRuns: 60 }
    );
  });
});
