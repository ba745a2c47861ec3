import QuotaOutlook from 'c/quotaOutlook';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-quota-outlook',
  component: QuotaOutlook,
  object: 'Evenfield_Quota__c',
  answer
};

describe('quotaOutlook', () => {
  testAccessibility(panel);
});
