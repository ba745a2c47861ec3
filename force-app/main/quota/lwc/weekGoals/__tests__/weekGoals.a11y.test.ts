import WeekGoals from 'c/weekGoals';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-week-goals',
  component: WeekGoals,
  object: 'Evenfield_Activity_Goal__c',
  answer
};

describe('weekGoals', () => {
  testAccessibility(panel);
});
