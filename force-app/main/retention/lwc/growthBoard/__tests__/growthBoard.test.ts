import GrowthBoard from 'c/growthBoard';
import type { Panel } from 'stage/panelStage';
import { testStates } from 'stage/panelStage';
import { clusterNode, shownGrowth } from 'stage/growthBoardStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-growth-board',
  component: GrowthBoard,
  object: 'Evenfield_Coverage__c',
  answer
};
const groups = [
  clusterNode('Retail, FL', 30, 4, -0.5),
  clusterNode('Energy, TX', 10, 2, 1.25),
  clusterNode('Media, GA', 7, 0, null),
  clusterNode(null, 3, 1, 0)
];
const texts = (root: ParentNode, selector: string): (string | undefined)[] =>
  [...root.querySelectorAll(selector)].map((found) => found.textContent?.trim());

describe('growthBoard', () => {
  testStates(panel);

  it('lists prospects in the order of the org, each with its likeness and why', async () => {
    const root = await shownGrowth(answer, groups);
    const rows = [...root.querySelectorAll<HTMLElement>('[data-prospect]')];
    expect(rows.map(({ dataset }) => dataset['prospect'])).toEqual([
      '0015e0000000001AAA',
      '0015e0000000002AAA'
    ]);
    expect(
      rows.map((row) => (row.querySelector('c-figure') as unknown as { value: unknown }).value)
    ).toEqual([1.4, 0.3]);
    expect(texts(root, '[data-name="reasons"]')).toEqual([
      'Industry Energy (+1.4)',
      'c.Evenfield_Growth_No_Reason'
    ]);
    expect(root.querySelector('[data-name="only-below"]')).toBeNull();
  });

  it('says so when nobody is more like the best than like the others', async () => {
    const root = await shownGrowth({ Evenfield_Coverage__c: { edges: [] } }, groups);
    expect(root.querySelector('[data-name="only-below"]')).not.toBeNull();
    expect(root.querySelectorAll('tbody tr')).toHaveLength(3);
  });

  it('shows clusters that have prospects, the most alike first, as the org counts them', async () => {
    const root = await shownGrowth(answer, groups);
    const rows = [...root.querySelectorAll('tbody tr')].map((row) => texts(row, 'th, td'));
    expect(rows).toEqual([
      ['Energy, TX', '10', '2', '1.3'],
      ['c.Evenfield_Growth_Cluster_Unknown', '3', '1', '0.0'],
      ['Retail, FL', '30', '4', '-0.5']
    ]);
  });
});
