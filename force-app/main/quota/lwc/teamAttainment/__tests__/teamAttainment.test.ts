import { updateRecord } from 'lightning/uiRecordApi';
import TeamAttainment from 'c/teamAttainment';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import { paceBands, riskBands, teamTotal } from '../attainmentRows';
import type { AttainmentRow } from '../attainmentRows';
import { attainmentBands, stripPoints } from '../attainmentSpread';
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

  it('names who asked for help in the order of asking, then alerts that others saw first', async () => {
    const root = await shown(panel);
    const items = [...root.querySelectorAll<HTMLElement>('[data-help]')];
    // Texas asked first; Georgia has no quota and may ask; Florida's older alert stands for it. What is
    // put aside, or of a territory that she does not see, is left out.
    expect(items.map(({ dataset }) => dataset['help'])).toEqual(['Texas', 'Georgia', 'Florida']);
    expect(items.map((item) => item.querySelector('[data-name="why"]')?.textContent)).toEqual([
      'c.Evenfield_Team_Help_Asked',
      'c.Evenfield_Team_Help_Asked',
      'c.Evenfield_Team_Help_Alert'
    ]);
    expect(items.map((item) => item.querySelector('button') !== null)).toEqual([true, true, false]);
  });

  it('asks no more once help was given, and takes that back where the org refuses', async () => {
    const update = updateRecord as unknown as jest.Mock;
    const root = await shown(panel);
    const wanted = (): number => root.querySelectorAll('[data-help]').length;
    const press = async (): Promise<void> => {
      root.querySelector<HTMLButtonElement>('[data-help] button')?.click();
      for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    };
    update.mockRejectedValueOnce({
      body: {
        message: 'An error occurred while trying to update the record. Please try again.',
        output: { errors: [{ message: 'No right' }], fieldErrors: {} }
      }
    });
    await press();
    expect([wanted(), root.querySelector('[data-name="fault"]')?.textContent]).toEqual([
      3,
      'No right'
    ]);
    update.mockResolvedValueOnce({});
    await press();
    expect(update).toHaveBeenLastCalledWith({ fields: { Id: 't2', Help_Asked__c: null } });
    expect(wanted()).toBe(2);
  });

  it('says how many attained how much beside the points', async () => {
    const root = await shown(panel);
    expect(
      [...root.querySelectorAll('[data-name="spread"] td')].map(({ textContent }) => textContent)
    ).toEqual(['1', '1', '0', '0', '0', '0']);
    expect(root.querySelectorAll('[data-name="strip"] circle')).toHaveLength(2);
  });

  it('says how likely how many reach their quota beside the points; what is not forecast has no point', async () => {
    const root = await shown(panel);
    expect(
      [...root.querySelectorAll('[data-name="risk"] td')].map(({ textContent }) => textContent)
    ).toEqual(['1', '0', '0', '0', '1']);
    expect(root.querySelectorAll('[data-name="risk-strip"] circle')).toHaveLength(1);
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

describe('the distribution of attainment', () => {
  it('counts each territory in one band, its lower edge with it, what is not known apart', () => {
    expect(attainmentBands([0, 0.49, 0.5, 0.8, 1, 1.2, 9, null])).toEqual([2, 1, 1, 1, 2, 1]);
  });

  it('stacks points that lie close, and ends at one and a half', () => {
    expect(stripPoints([0.6, 0.601, 9, null]).map(({ x, y }) => [x, y])).toEqual([
      ['60', '26'],
      ['60', '23'],
      ['150', '26']
    ]);
  });
});

describe('the distribution of pace and risk', () => {
  const row = (pace: number | null, chance: number | null = null): AttainmentRow => ({
    id: 'x',
    name: 'x',
    quota: null,
    attained: null,
    attainment: null,
    pace,
    chance,
    chanceTier: ''
  });

  it('counts each territory in one band, its lower edge with it', () => {
    expect(paceBands([0, 0.599, 0.6, 0.8, 0.99, 1, 3, null].map(row))).toEqual([2, 1, 2, 2, 1]);
  });

  it('counts each chance in one band, its lower edge with it, what is not forecast apart', () => {
    const chances = [0, 0.199, 0.2, 0.5, 0.799, 0.8, 1, null];
    expect(riskBands(chances.map((chance) => row(null, chance)))).toEqual([2, 1, 2, 2, 1]);
  });

  it('sums nothing to not known', () => {
    expect(teamTotal([row(1)])).toEqual({ quota: null, attained: null, attainment: null });
  });
});
