import MyQuota from 'c/myQuota';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const panel: Panel = {
  tag: 'c-my-quota',
  component: MyQuota,
  object: 'Evenfield_Personal_Quota__c',
  answer
};

describe('myQuota', () => {
  testAccessibility(panel);
});
