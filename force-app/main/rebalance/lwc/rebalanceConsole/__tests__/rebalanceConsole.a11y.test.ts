import RebalanceConsole from 'c/rebalanceConsole';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-rebalance-console',
  component: RebalanceConsole,
  object: 'Evenfield_Rebalance__c',
  answer
};

describe('rebalanceConsole', () => {
  testAccessibility(panel);
});
