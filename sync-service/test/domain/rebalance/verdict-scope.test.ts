import { describe, expect, it } from '@jest/globals';
import type { DecidedMove, VerdictScope } from '../../../src/domain/rebalance/verdict-scope.ts';
import { isInScope } from '../../../src/domain/rebalance/verdict-scope.ts';

const move: DecidedMove = {
  wave: 2,
  from: 'north',
  to: 'south',
  labels: ['Birch Works', 'North', 'South'],
  verdict: 'Open',
  challenge: null
};

describe('the moves that one verdict is meant for', () => {
  it.each<[boolean, VerdictScope, Partial<DecidedMove>]>([
    [true, {}, {}],
    [true, { wave: 2 }, {}],
    [false, { wave: 0 }, {}],
    [true, { territory: 'south' }, {}],
    [false, { from: 'south' }, {}],
    [true, { from: 'north', to: 'south' }, {}],
    [true, { search: ' bIRCH ' }, {}],
    [true, { search: 'works north' }, {}],
    [false, { search: 'alder' }, {}],
    [true, { state: 'Open' }, {}],
    [false, { state: 'Accepted' }, {}],
    [false, { state: 'challenged' }, { challenge: 'Agreed' }],
    [true, { state: 'challenged', search: 'birch', to: 'south' }, { challenge: 'Challenged' }],
    [false, { state: 'challenged', search: 'birch', to: 'north' }, { challenge: 'Challenged' }]
  ])('%s for %j', (isMeant, scope, more) => {
    expect(isInScope({ ...move, ...more }, scope)).toBe(isMeant);
  });
});
