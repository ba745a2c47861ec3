import { describe, expect, it } from '@jest/globals';
import { associationDifferences } from '../../../src/domain/rebalance/compare-associations.ts';

const twins = {
  placeOf: new Map([
    ['north', 'pn'],
    ['south', 'ps']
  ]),
  nameOf: new Map([
    ['north', 'North'],
    ['south', 'South'],
    ['alone', 'Alone']
  ])
};
const differing = (territory: string | null, ...places: string[]): string[] =>
  associationDifferences(
    [{ id: 'a', name: 'Acme', territory }],
    new Map([['a', new Set(places)]]),
    twins
  ).map(({ message }) => message);

describe('associations held against coverage', () => {
  it('are the same where the account is in its territory’s twin, whatever else it is in', () => {
    expect(differing('north', 'pn')).toEqual([]);
    expect(differing('north', 'ps', 'pn', 'elsewhere')).toEqual([]);
  });

  it('differ where it is in another, or in none', () => {
    expect(differing('north', 'ps')).toEqual(['Acme (a) is in South there and in North here.']);
    expect(differing('north')).toEqual(['Acme (a) is in no territory there and in North here.']);
    expect(differing(null, 'ps', 'pn')).toEqual([
      'Acme (a) is in North and South there and in no territory here.'
    ]);
  });

  it('are no matter where neither side knows the other', () => {
    expect(differing('alone')).toEqual([]);
    expect(differing(null)).toEqual([]);
    expect(differing(null, 'elsewhere')).toEqual([]);
    expect(differing('alone', 'pn')).toEqual(['Acme (a) is in North there and in Alone here.']);
  });
});
