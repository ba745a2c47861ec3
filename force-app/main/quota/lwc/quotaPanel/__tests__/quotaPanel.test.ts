import QuotaPanel from 'c/quotaPanel';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-quota-panel',
  component: QuotaPanel,
  object: 'Evenfield_Quota__c',
  answer
};

describe('quotaPanel', () => {
  it('shows all first, then each kind of revenue in order', async () => {
    const element = await shown(panel);
    const tiers = [...element.querySelectorAll<HTMLElement>('[data-tier]')].map(
      (item) => item.dataset['tier']
    );
    expect(tiers).toEqual(['All', 'New', 'Renewal']);
  });

  it('leaves a ratio that is not known empty, and never zero', async () => {
    const element = await shown(panel);
    const figures = element.querySelectorAll('[data-tier="Renewal"] c-figure');
    const figure = figures[3] as unknown as { value: unknown };
    expect(figure.value).toBeNull();
  });

  testStates(panel);
});
