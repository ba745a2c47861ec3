import ContestList from 'c/contestList';
import type { Panel } from 'stage/panelStage';
import { shown, testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

jest.mock(
  '@salesforce/customPermission/Evenfield_Decide_Contest',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

const panel: Panel = {
  tag: 'c-contest-list',
  component: ContestList,
  object: 'Evenfield_Contest__c',
  answer
};

describe('contestList', () => {
  testAccessibility(panel);

  it('has no accessibility violation where a decision can be made', async () => {
    const root = await shown(panel);
    expect(root.querySelectorAll('[data-verdict]').length).toBeGreaterThan(0);
    await expect(document.body).toBeAccessible();
  });
});
