import RetentionModel from 'c/retentionModel';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

describe('retentionModel', () => {
  testAccessibility({
    tag: 'c-retention-model',
    component: RetentionModel,
    object: 'Evenfield_Model_Version__c',
    answer
  });
});
