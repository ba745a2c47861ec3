import TerritoryVerdict from 'c/territoryVerdict';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-verdict',
  component: TerritoryVerdict,
  object: 'Evenfield_Territory__c',
  answer
};

describe('territoryVerdict', () => {
  testAccessibility(panel);
});
