import { describe, expect, it } from '@jest/globals';
import { answersFor } from '../../../src/domain/territory/answers-for.ts';
import { owner, territory, user } from '../org-builder.ts';

const today = '2026-05-14';
/** World > north > n1, and world > south. */
const design = {
  territories: [
    territory('world', { ownerId: 'chief' }),
    territory('north', { ownerId: 'chief', parentId: 'world' }),
    territory('n1', { ownerId: 'chief', parentId: 'north' }),
    territory('south', { ownerId: 'chief', parentId: 'world' })
  ],
  members: [
    owner('north', 40, { userId: 'manager' }),
    owner('n1', 40, { userId: 'rep' }),
    owner('north', 40, { userId: 'cover', role: 'Cover', start: today, end: today }),
    owner('north', 40, { userId: 'overlay', role: 'Overlay' }),
    owner('north', 40, { userId: 'gone' })
  ],
  users: new Map(
    ['chief', 'manager', 'rep', 'cover', 'overlay', 'gone'].map((id) => [
      id,
      user(id, id !== 'gone')
    ])
  )
};

describe('who answers for a territory', () => {
  it.each([
    ['chief', today, ['world', 'north', 'n1', 'south']],
    ['manager', today, ['north', 'n1']],
    ['rep', today, ['n1']],
    ['cover', today, ['north', 'n1']],
    ['cover', '2026-05-15', []],
    ['overlay', today, []],
    ['gone', today, []],
    ['stranger', today, []]
  ])('is, of %s on %s, %j', (person, day, expected) => {
    expect(
      ['world', 'north', 'n1', 'south', 'nowhere'].filter((one) =>
        answersFor(design, person, one, day)
      )
    ).toEqual(expected);
  });
});
