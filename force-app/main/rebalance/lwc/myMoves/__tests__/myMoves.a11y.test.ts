import MyMoves from 'c/myMoves';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-my-moves',
  component: MyMoves,
  object: 'Evenfield_Rebalance_Move__c',
  answer
};

describe('myMoves', () => {
  testAccessibility(panel);
});
