import RebalanceMap from 'c/rebalanceMap';
import { setMapStage } from 'stage/mapStage';
import { movesAnswer } from 'stage/movesStage';
import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';

setMapStage();

describe('rebalanceMap', () => {
  it('has no accessibility violation with its moves', async () => {
    const element = createElement('c-rebalance-map', {
      is: RebalanceMap
    }) as unknown as HTMLElement & { rebalanceId: string };
    element.rebalanceId = 'a095e0000000001AAA';
    document.body.appendChild(element);
    (graphql as unknown as { emit(value: unknown): void }).emit({ uiapi: { query: movesAnswer } });
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(element.shadowRoot?.querySelectorAll('c-map-table')).toHaveLength(2);
    await expect(document.body).toBeAccessible();
  });
});
