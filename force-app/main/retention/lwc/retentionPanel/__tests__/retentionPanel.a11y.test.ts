import RetentionPanel from 'c/retentionPanel';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-retention-panel',
  component: RetentionPanel,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('retentionPanel', () => {
  testAccessibility(panel);
});
