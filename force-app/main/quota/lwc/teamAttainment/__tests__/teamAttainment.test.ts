import TeamAttainment from 'c/teamAttainment';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import { paceBands, teamTotal } from '../attainmentRows';
import type { AttainmentRow } from '../attainmentRows';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-team-attainment',
  component: TeamAttainment,
  object: 'Evenfield_Territory__c',
  answer
};
const listed = (root: ShadowRoot): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>('[data-territory]')].map(
    ({ dataset }) => dataset['territory']
  );
const figuresOf = (root: ShadowRoot, part: string): Record<string, unknown> =>
  Object.fromEntries(
    [...root.querySelectorAll(`${part} c-figure`)].map((figure) => {
      const { name, value } = figure as unknown as { name: string; value: unknown };
      return [name, value];
    })
  );
const choose = async (root: ShadowRoot, value: string): Promise<void> => {
  const select = root.querySelector('select');
  if (select !== null) select.value = value;
  select?.dispatchEvent(new CustomEvent('change'));
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
};

describe('teamAttainment', () => {
  testStates(panel);

  it('lists territories with a quota by name, whatever they attained, and sums them once', async () => {
    const root = await shown(panel);
    expect(listed(root)).toEqual(['Florida', 'Texas']);
    expect(figuresOf(root, '[data-name="total"]')).toEqual({
      attained: 170,
      quota: 400,
      attainment: 0.425
    });
  });

  it('tells the least likely kind of revenue, and nothing where nothing is foretold', async () => {
    const root = await shown(panel);
    expect(figuresOf(root, '[data-territory="Texas"]')).toMatchObject({ chance: 0.05, pace: 0.4 });
    expect(figuresOf(root, '[data-territory="Florida"]')).not.toHaveProperty('chance');
  });

  it('shows those behind their pace, and those unlikely to reach their quota', async () => {
    const root = await shown(panel);
    await choose(root, 'behind');
    expect(listed(root)).toEqual(['Texas']);
    await choose(root, 'unlikely');
    expect(listed(root)).toEqual(['Texas']);
    await choose(root, 'all');
    expect(listed(root)).toEqual(['Florida', 'Texas']);
  });
});

describe('the distribution of pace', () => {
  const row = (pace: number | null): AttainmentRow => ({
    id: 'x',
    name: 'x',
    quota: null,
    attained: null,
    attainment: null,
    pace,
    chance: null,
    chanceTier: ''
  });

  it('counts each territory in one band, its lower edge with it', () => {
    expect(paceBands([0, 0.599, 0.6, 0.8, 0.99, 1, 3, null].map(row))).toEqual([2, 1, 2, 2, 1]);
  });

  it('sums nothing to not known', () => {
    expect(teamTotal([row(1)])).toEqual({ quota: null, attained: null, attainment: null });
  });
});
