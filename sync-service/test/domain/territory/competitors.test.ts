import { describe, expect, it } from '@jest/globals';
import { competitorsByTerritory } from '../../../src/domain/territory/competitors.ts';

const met = (
  accountId: string,
  name: string,
  end: 'open' | 'lost' | 'won' = 'open'
): { accountId: string; name: string; isClosed: boolean; isWon: boolean } => ({
  accountId,
  name,
  isClosed: end !== 'open',
  isWon: end === 'won'
});

describe('competitors met, by hand', () => {
  it('are counted by territory, most often met first, one name whatever its case and spaces', () => {
    // a and b are in territory 0, c in 1, d in none; e is no account that was read.
    const words = competitorsByTerritory(
      [
        met('a', 'Zeta', 'lost'),
        met('a', 'Acme ', 'lost'),
        met('b', 'ACME', 'won'),
        met('b', 'acme'),
        met('c', 'Beta', 'lost'),
        met('c', '  '),
        met('d', 'Acme'),
        met('e', 'Acme')
      ],
      ['a', 'b', 'c', 'd'],
      Int32Array.from([0, 0, 1, -1]),
      3
    );
    expect(words).toEqual([
      'Acme: met in 3 deals, 1 lost, 1 won, 1 open\nZeta: met in 1 deal, 1 lost, 0 won, 0 open',
      'Beta: met in 1 deal, 1 lost, 0 won, 0 open',
      null
    ]);
  });

  it('stand in the order of names where they are met alike, the ten first', () => {
    const names = [...'mlkjihgfedcba'];
    const [words = ''] = competitorsByTerritory(
      names.map((name) => met('a', name)),
      ['a'],
      Int32Array.from([0]),
      1
    );
    expect((words ?? '').split('\n').map((line) => line[0])).toEqual([...'abcdefghij']);
  });

  it('are not told where the org does not tell', () => {
    expect(competitorsByTerritory(null, ['a'], Int32Array.from([0]), 1)).toEqual([null]);
  });
});
