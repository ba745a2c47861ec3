import TerritoryBrief from 'c/territoryBrief';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-brief',
  component: TerritoryBrief,
  object: 'Evenfield_Territory__c',
  answer
};

describe('territoryBrief', () => {
  testAccessibility(panel);
});
