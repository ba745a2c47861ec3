import { describe, expect, it } from '@jest/globals';
import { placeSources } from '../../../src/domain/core/columns.ts';
import type { Places } from '../../../src/domain/territory/places.ts';
import { choosePlaces } from '../../../src/domain/territory/places.ts';

interface Claim {
  readonly billing?: readonly [number, number];
  readonly shipping?: readonly [number, number];
  readonly zip?: string;
  readonly state?: string;
}

function places(claims: readonly Claim[]): Places {
  const column = (read: (claim: Claim) => number | undefined): Float64Array =>
    Float64Array.from(claims, (claim) => read(claim) ?? NaN);
  return choosePlaces({
    ids: claims.map((_, index) => `id${String(index)}`),
    billingLatitude: column((claim) => claim.billing?.[0]),
    billingLongitude: column((claim) => claim.billing?.[1]),
    shippingLatitude: column((claim) => claim.shipping?.[0]),
    shippingLongitude: column((claim) => claim.shipping?.[1]),
    postalCode: claims.map((claim) => claim.zip ?? null),
    state: claims.map((claim) => claim.state ?? null)
  });
}

/** Latitude, longitude and source of the last of the claims. */
function last(claims: readonly Claim[]): [number, number, string] {
  const { latitude, longitude, source } = places(claims);
  const index = claims.length - 1;
  return [latitude[index] ?? NaN, longitude[index] ?? NaN, placeSources[source[index] ?? 4] ?? ''];
}

const zip = '02139';
const three: readonly Claim[] = [
  { billing: [42.1, -71], zip, state: 'MA' },
  { billing: [42.2, -71], zip: '02139-1234', state: 'MA' },
  { billing: [42.3, -71], zip, state: 'MA' }
];

describe('the place of an account', () => {
  it.each<[string, readonly Claim[], [number, number, string]]>([
    ['billing first', [{ billing: [40, -100], shipping: [1, 1] }], [40, -100, 'Billing']],
    ['shipping next', [{ shipping: [41, -99] }], [41, -99, 'Shipping']],
    // The middle of three is the second; a ZIP+4 is the same area.
    ['the middle of the ZIP area', [...three, { zip }], [42.2, -71, 'ZIP']],
    ['the middle of the state', [...three, { zip: '99999', state: 'MA' }], [42.2, -71, 'State']],
    // Of two the mean.
    ['the middle of two', [...three.slice(0, 2), { zip }], [42.15, -71, 'ZIP']],
    ['none', [{ zip: '11111', state: 'NY' }], [NaN, NaN, 'None']],
    ['0, 0 is none', [{ billing: [0, 0] }], [NaN, NaN, 'None']],
    ['the equator is one', [{ billing: [0, -50] }], [0, -50, 'Billing']],
    [
      'out of range goes on to shipping',
      [{ billing: [91, 0], shipping: [41, -99] }],
      [41, -99, 'Shipping']
    ],
    ['half a place goes on', [{ billing: [42, NaN], shipping: [41, -99] }], [41, -99, 'Shipping']],
    [
      'a shipping place out of range goes on',
      [...three, { shipping: [0, 181], zip }],
      [42.2, -71, 'ZIP']
    ]
  ])('%s', (_, claims, place) => {
    const found = last(claims);
    expect([found[0].toFixed(9), found[1].toFixed(9), found[2]]).toEqual([
      place[0].toFixed(9),
      place[1].toFixed(9),
      place[2]
    ]);
  });

  // A degree of latitude is 69.0934 miles: 0.719 degrees are 49.68 miles, 0.72 are 49.75; the
  // limit is 49.7. Four accounts of the area, the middle the mean of the two in the middle.
  it.each<[string, number, number]>([
    ['49.68 miles from its ZIP area', 42 + 0.719, 0],
    ['49.75 miles from its ZIP area', 42 + 0.72, 1]
  ])('%s', (_, latitude, faults) => {
    const area: Claim[] = [42, 42, 42].map((north) => ({ billing: [north, -71], zip }));
    const { problems, source } = places([...area, { billing: [latitude, -71], zip }]);
    expect(problems).toHaveLength(faults);
    expect(placeSources[source[3] ?? 4]).toBe(faults === 0 ? 'Billing' : 'ZIP');
  });

  it('two accounts, itself among them, say too little of a ZIP area', () => {
    const claims: Claim[] = [42, 45].map((north) => ({ billing: [north, -71], zip }));
    expect(places(claims).problems).toEqual([]);
    // Of three the middle is 42, and the one at 45 lies 207 miles off.
    const three42 = [...claims, { billing: [42, -71] as const, zip }];
    expect(places(three42).problems.map((problem) => problem.record)).toEqual(['id1']);
  });

  it('ten of a state find one that lies in another', () => {
    const state = (count: number): Claim[] =>
      Array.from({ length: count }, () => ({ billing: [30, -97] as const, state: 'TX' }));
    // 30 to 45 degrees north are 15 × 69.0934 = 1,036 miles; to 44 they are 967.
    expect(places([...state(9), { billing: [45, -97], state: 'TX' }]).problems).toMatchObject([
      { record: 'id9', field: 'BillingLatitude', code: 'PLACE_INVALID' }
    ]);
    expect(places([...state(9), { billing: [44, -97], state: 'TX' }]).problems).toEqual([]);
    expect(places([...state(8), { billing: [45, -97], state: 'TX' }]).problems).toEqual([]);
  });

  it('says what is wrong, and what to do', () => {
    const { problems } = places([
      { billing: [0, 0] },
      { billing: [100, 5] },
      { billing: [5, NaN] }
    ]);
    expect(problems.map((problem) => [problem.record, problem.message])).toEqual([
      [
        'id0',
        'The billing latitude and longitude are not used: 0, 0 is no place on earth where a customer is.'
      ],
      [
        'id1',
        'The billing latitude and longitude are not used: 100, 5 is no place on earth where a customer is.'
      ],
      [
        'id2',
        'The billing latitude and longitude are not used: 5, NaN is no place on earth where a customer is.'
      ]
    ]);
    expect(problems.every((problem) => problem.cure.includes('Billing Latitude'))).toBe(true);
  });

  it('one wrong geocode moves no middle', () => {
    const claims = [...three, { billing: [-33, 151] as const, zip, state: 'MA' }, { zip }];
    // 42.1, 42.2, 42.3 and −33: the mean of 42.1 and 42.2.
    expect(last(claims)[0]).toBeCloseTo(42.15, 9);
    expect(places(claims).problems.map((problem) => problem.record)).toEqual(['id3']);
  });
});
