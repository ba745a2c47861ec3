import DoThisNext from 'c/doThisNext';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-do-this-next',
  component: DoThisNext,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('doThisNext', () => {
  testAccessibility(panel);
});
