import PotentialPanel from 'c/potentialPanel';
import { formOf } from 'stage/contestStage';
import type { Panel } from 'stage/panelStage';
import { shown, testAccessibility } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-potential-panel',
  component: PotentialPanel,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('potentialPanel', () => {
  testAccessibility(panel);

  it('has no accessibility violation with the form open and a fault told', async () => {
    const root = await shown(panel);
    root.querySelector<HTMLElement>('[data-name="contest"]')?.click();
    await Promise.resolve();
    formOf(root).querySelector<HTMLElement>('[data-name="send"]')?.click();
    await Promise.resolve();
    expect(formOf(root).querySelector('[data-name="fault"]')).not.toBeNull();
    await expect(document.body).toBeAccessible();
  });
});
