import SellingMetrics from 'c/sellingMetrics';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
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
    expect(rows).toEqual([
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
});
