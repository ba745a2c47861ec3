import ScenarioAnswer from 'c/scenarioAnswer';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

describe('scenarioAnswer', () => {
  testAccessibility({
    tag: 'c-scenario-answer',
    component: ScenarioAnswer,
    object: 'Evenfield_Rebalance__c',
    answer
  });
});
