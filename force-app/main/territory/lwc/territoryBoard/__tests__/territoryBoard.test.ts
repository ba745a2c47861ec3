import TerritoryBoard from 'c/territoryBoard';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-board',
  component: TerritoryBoard,
  object: 'Evenfield_Territory__c',
  answer
};

describe('territoryBoard', () => {
  it('puts the worst first, with words beside the sign', async () => {
    const element = await shown(panel);
    const items = [...element.querySelectorAll<HTMLElement>('[data-territory]')];
    expect(items.map((item) => item.dataset['territory'])).toEqual(['Florida', 'Illinois']);
    expect(items[0]?.textContent).toContain('c.Evenfield_Act');
    expect(items[0]?.querySelectorAll('[data-name="findings"] li')).toHaveLength(2);
  });

  it('filters, sorts and opens one', async () => {
    const element = await shown(panel);
    const choose = async (id: string, value: string): Promise<void> => {
      const select = element.querySelector<HTMLSelectElement>(`select[id^="${id}"]`);
      if (select === null) throw new Error(`no ${id}`);
      select.value = value;
      select.dispatchEvent(new CustomEvent('change'));
      await Promise.resolve();
    };
    await choose('sort', 'name');
    expect(
      [...element.querySelectorAll<HTMLElement>('[data-territory]')].map(
        (item) => item.dataset['territory']
      )
    ).toEqual(['Florida', 'Illinois']);
    await choose('show', 'act');
    expect(element.querySelectorAll('[data-territory]')).toHaveLength(1);
    element.querySelector<HTMLButtonElement>('button')?.click();
    await Promise.resolve();
    expect(element.querySelector('[data-name="detail"] h3')?.textContent).toBe('Florida');
  });

  it('puts on top what asks for action, with evidence and next step, and nothing that is sound', async () => {
    const element = await shown(panel);
    const items = [...element.querySelectorAll<HTMLElement>('[data-act]')];
    expect(items).toHaveLength(1);
    expect(items[0]?.textContent).toContain('3 of 8 signs measured warn. Half is on the road.');
    expect(items[0]?.textContent).toContain('c.Evenfield_Verdict_Next: Plan by direction.');
  });

  testStates(panel);
});
