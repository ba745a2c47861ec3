import GrowthBoard from 'c/growthBoard';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import { clusterNode, shownGrowth } from 'stage/growthBoardStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-growth-board',
  component: GrowthBoard,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('growthBoard', () => {
  testAccessibility(panel);

  it('has none with clusters', async () => {
    await shownGrowth(answer, [clusterNode('Energy, TX', 10, 2, 1.25)]);
    await expect(document.body).toBeAccessible();
  });
});
