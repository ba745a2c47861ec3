import RebalanceMoves from 'c/rebalanceMoves';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-rebalance-moves',
  component: RebalanceMoves,
  object: 'Evenfield_Rebalance_Move__c',
  answer
};

describe('rebalanceMoves', () => {
  testAccessibility(panel);
});
