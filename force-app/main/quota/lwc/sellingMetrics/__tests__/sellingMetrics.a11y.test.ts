import SellingMetrics from 'c/sellingMetrics';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-selling-metrics',
  component: SellingMetrics,
  object: 'Evenfield_Selling__c',
  answer
};

describe('sellingMetrics', () => {
  testAccessibility(panel);
});
