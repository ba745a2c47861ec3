import TerritoryBoard from 'c/territoryBoard';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-board',
  component: TerritoryBoard,
  object: 'Evenfield_Territory__c',
  answer
};

describe('territoryBoard', () => {
  testAccessibility(panel);
});
