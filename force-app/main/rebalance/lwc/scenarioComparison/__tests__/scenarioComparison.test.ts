import { createElement } from 'lwc';
import ScenarioComparison from 'c/scenarioComparison';

const scenarios = [
  {
    id: 'a095e0000000001AAA',
    name: 'Even out the north',
    status: 'Proposed',
    design: 'Smallest Change',
    quality: 'Within 0.4 % of the best possible.',
    moves: 1234,
    hours: 5.5,
    revenue: '$12,500.00',
    outBefore: 2,
    outAfter: 0
  },
  {
    id: 'a095e0000000002AAA',
    name: 'From scratch',
    status: 'Computing',
    design: 'Fresh Design',
    quality: '',
    moves: null,
    hours: null,
    revenue: null,
    outBefore: null,
    outAfter: null
  }
];

async function shown(): Promise<ShadowRoot> {
  const element = createElement('c-scenario-comparison', { is: ScenarioComparison });
  Object.assign(element, { scenarios });
  document.body.appendChild(element);
  await Promise.resolve();
  const root = (element as unknown as HTMLElement).shadowRoot;
  if (root === null) throw new Error('no shadow root');
  return root;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('scenarioComparison', () => {
  it('has a column for each scenario, and says what is not known', async () => {
    const root = await shown();
    const rows = [...root.querySelectorAll('tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent)
    );
    expect(rows).toEqual([
      ['c.Evenfield_Compare_Figure', 'Even out the north', 'From scratch'],
      ['c.Evenfield_Compare_Status', 'Proposed', 'Computing'],
      ['c.Evenfield_Rebalance_Design', 'Smallest Change', 'Fresh Design'],
      [
        'c.Evenfield_Compare_Quality',
        'Within 0.4 % of the best possible.',
        'c.Evenfield_Compare_Unknown'
      ],
      ['c.Evenfield_Rebalance_Moves', '1,234', 'c.Evenfield_Compare_Unknown'],
      ['c.Evenfield_Rebalance_Moved_Hours', '5.5', 'c.Evenfield_Compare_Unknown'],
      ['c.Evenfield_Compare_Revenue', '$12,500.00', 'c.Evenfield_Compare_Unknown'],
      ['c.Evenfield_Rebalance_Out_Before', '2', 'c.Evenfield_Compare_Unknown'],
      ['c.Evenfield_Rebalance_Out_After', '0', 'c.Evenfield_Compare_Unknown']
    ]);
  });

  it('is accessible', async () => {
    const root = await shown();
    await expect(root.host).toBeAccessible();
  });
});
