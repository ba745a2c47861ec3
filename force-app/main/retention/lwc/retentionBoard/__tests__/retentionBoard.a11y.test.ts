import RetentionBoard from 'c/retentionBoard';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import { shownBoard, stakeNode } from 'stage/retentionBoardStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-retention-board',
  component: RetentionBoard,
  object: 'Evenfield_Territory__c',
  answer
};

describe('retentionBoard', () => {
  testAccessibility(panel);

  it('has none with renewals and what is at stake', async () => {
    await shownBoard(answer, [
      stakeNode('High', true, 1, 1, 500),
      stakeNode('Low', false, 2, 1, 1000)
    ]);
    await expect(document.body).toBeAccessible();
  });
});
