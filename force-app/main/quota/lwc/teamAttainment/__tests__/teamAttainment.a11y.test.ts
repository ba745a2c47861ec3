import TeamAttainment from 'c/teamAttainment';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-team-attainment',
  component: TeamAttainment,
  object: 'Evenfield_Territory__c',
  answer
};

describe('teamAttainment', () => {
  testAccessibility(panel);
});
