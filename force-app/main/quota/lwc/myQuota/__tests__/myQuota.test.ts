import MyQuota from 'c/myQuota';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
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
const figures = (root: ShadowRoot, tier: string): Record<string, unknown> =>
  Object.fromEntries(
    [...root.querySelectorAll(`[data-tier="${tier}"] c-figure`)].map((figure) => {
      const { name, value } = figure as unknown as { name: string; value: unknown };
      return [name, value];
    })
  );

describe('myQuota', () => {
  testStates(panel);

  it('shows all kinds first, amounts in the currency of the row, and how they come about', async () => {
    const root = await shown(panel);
    const tiers = [...root.querySelectorAll<HTMLElement>('[data-tier]')];
    expect(tiers.map((item) => item.dataset['tier'])).toEqual(['All', 'New']);
    expect(figures(root, 'All')).toEqual({
      attained: '$250.00',
      amount: '$500.00',
      attainment: 0.5,
      pace: 0.65,
      overlay: '$100.00'
    });
    expect(root.querySelector('[data-name="reason"]')?.textContent).toBe(
      '2 deals: 150.00 as owner and by splits, 100.00 overlay.'
    );
  });

  it('leaves what no night has written yet empty, and never zero', async () => {
    expect(figures(await shown(panel), 'New')).toEqual({
      attained: null,
      amount: 'EUR 800.00',
      attainment: null,
      pace: null,
      overlay: null
    });
  });
});
