import TerritoryPanel from 'c/territoryPanel';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-panel',
  component: TerritoryPanel,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('territoryPanel', () => {
  testAccessibility(panel);
});
