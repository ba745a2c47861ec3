import AlertInbox from 'c/alertInbox';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-alert-inbox',
  component: AlertInbox,
  object: 'Evenfield_Alert__c',
  answer
};

describe('alertInbox', () => {
  testAccessibility(panel);
});
