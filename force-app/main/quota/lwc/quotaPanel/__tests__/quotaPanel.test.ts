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

  it('shows the forecast where there is one, and nothing in its place where there is none', async () => {
    const element = await shown(panel);
    const figuresOf = (tier: string): Record<string, unknown> =>
      Object.fromEntries(
        [...element.querySelectorAll(`[data-tier="${tier}"] c-figure`)].map((figure) => {
          const { name, value } = figure as unknown as { name: string; value: unknown };
          return [name, value];
        })
      );
    expect(figuresOf('New')).toMatchObject({
      low: 71000,
      likely: 88000,
      high: 109000,
      reach: 0.23
    });
    expect(figuresOf('Renewal')).not.toHaveProperty('likely');
    expect(figuresOf('All')).not.toHaveProperty('likely');
  });

  testStates(panel);
});
