import SellingMetrics from 'c/sellingMetrics';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import type { SellingNode } from '../sellingRows';
import { sellingTerritories } from '../sellingRows';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-selling-metrics',
  component: SellingMetrics,
  object: 'Evenfield_Selling__c',
  answer
};

describe('sellingMetrics', () => {
  testStates(panel);

  it('shows each figure with its interval and what ten deals prove, which is nothing', async () => {
    const root = await shown(panel);
    const rows = [...root.querySelectorAll('tr[data-figure]')].map((row) => ({
      figure: row.getAttribute('data-figure'),
      numbers: [...row.querySelectorAll('lightning-formatted-number')].map(
        (number) => (number as unknown as { value: number }).value
      ),
      says: row.querySelector('[data-name="says"]')?.textContent
    }));
    expect(rows.slice(2)).toEqual([
      {
        figure: 'c.Evenfield_Selling_Win_Rate',
        numbers: [0.5, 0.24, 0.76, 0.4],
        says: 'c.Evenfield_Selling_Not_Proven'
      },
      { figure: 'c.Evenfield_Selling_Coverage', numbers: [2.5, 3], says: '' },
      {
        figure: 'c.Evenfield_Selling_Stage',
        numbers: [0.9, 0.8, 0.95, 0.6],
        says: 'c.Evenfield_Selling_Above'
      }
    ]);
  });

  it('shows her own figures first, with the leads that were dropped as links', async () => {
    const root = await shown(panel);
    const names = [...root.querySelectorAll('section')].map((one) => one.dataset['territory']);
    expect(names).toEqual(['c.Evenfield_Selling_Mine', 'Florida']);
    const [response, dropped] = [...root.querySelectorAll('tr[data-figure]')];
    // An interval without an upper end says so.
    expect(response?.textContent).toContain('c.Evenfield_Selling_No_End');
    const link = dropped?.querySelector<HTMLElement & { recordId: string }>('c-record-link');
    expect(link?.recordId).toBe('00QAAA');
    expect(response?.querySelector('[data-name="leads"]')).toBeNull();
  });

  it('writes what is rounded to nothing without a sign', () => {
    const figure = { stage: null, cases: 92, says: null, low: -15.2, high: 9, team: -0.4 };
    const node = {
      Id: 'a0',
      Territory__r: { Name: { value: 'Florida' } },
      Figures__c: {
        value: JSON.stringify([
          { ...figure, metric: 'Cycle Trend', value: -0.5 },
          { ...figure, metric: 'Win Rate', value: -0.004 },
          { ...figure, metric: 'Pipeline Coverage', value: -0.06, team: -0.04 }
        ])
      }
    } as unknown as SellingNode;
    const figures = sellingTerritories([node]).flatMap((territory) => territory.figures);
    expect(figures.map(({ value, low, team }) => [value, low, team])).toEqual([
      [-0.5, -15.2, 0],
      [0, -15.2, -0.4],
      [-0.06, -15.2, 0]
    ]);
  });
});
