import QuotaPanel from 'c/quotaPanel';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-quota-panel',
  component: QuotaPanel,
  object: 'Evenfield_Quota__c',
  answer
};

describe('quotaPanel', () => {
  testAccessibility(panel);
});
