import TerritoryBrief from 'c/territoryBrief';
import { updateRecord } from 'lightning/uiRecordApi';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-brief',
  component: TerritoryBrief,
  object: 'Evenfield_Territory__c',
  answer
};
const update = updateRecord as unknown as jest.Mock;

const textOf = (root: ShadowRoot, name: string): string =>
  root.querySelector(`[data-name="${name}"]`)?.textContent ?? '';

async function press(root: ShadowRoot, label: string): Promise<void> {
  const buttons = [...root.querySelectorAll<HTMLElement & { label?: string }>('lightning-button')];
  buttons.find((button) => button.label === label)?.click();
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}

describe('territoryBrief', () => {
  it('shows who works there today, the words, and says where there are none', async () => {
    const root = await shown(panel);
    expect(textOf(root, 'name')).toBe('Florida');
    expect([...root.querySelectorAll('[data-name="who"] li')].map((li) => li.textContent)).toEqual([
      'Ana Ruiz, Owner',
      'Ben Okafor, Cover c.Evenfield_Brief_Until'
    ]);
    expect(textOf(root, 'buyers')).toContain('Plant managers');
    expect(
      [...root.querySelectorAll('[data-name="competitors-met"] li')].map((li) => li.textContent)
    ).toEqual([
      'Acme: met in 2 deals, 1 lost, 0 won, 1 open',
      'Zeta: met in 1 deal, 1 lost, 0 won, 0 open'
    ]);
    expect(textOf(root, 'plan')).toContain('c.Evenfield_Brief_No_Words');
    expect(textOf(root, 'accounts')).toContain('Gulf Pumps');
  });

  it('saves the words that were changed, and those alone', async () => {
    update.mockResolvedValue({});
    const root = await shown(panel);
    await press(root, 'c.Evenfield_Brief_Edit');
    const area = root.querySelector<HTMLTextAreaElement>('[data-field="Brief_Plan__c"]');
    if (area === null) throw new Error('no field for the plan');
    area.value = 'Two days a month in Miami';
    area.dispatchEvent(new CustomEvent('change'));
    await press(root, 'c.Evenfield_Brief_Save');
    expect(update).toHaveBeenCalledWith({
      fields: { Id: '0015e0000000001AAA', Brief_Plan__c: 'Two days a month in Miami' }
    });
    expect(root.querySelector('[data-field="Brief_Plan__c"]')).toBeNull();
  });

  it('keeps what was typed and tells why, where the org refuses', async () => {
    update.mockRejectedValue({ body: { message: 'You may not.' } });
    const root = await shown(panel);
    await press(root, 'c.Evenfield_Brief_Edit');
    const area = root.querySelector<HTMLTextAreaElement>('[data-field="Brief_Plan__c"]');
    if (area === null) throw new Error('no field for the plan');
    area.value = 'A plan';
    area.dispatchEvent(new CustomEvent('change'));
    await press(root, 'c.Evenfield_Brief_Save');
    expect(textOf(root, 'outcome')).toContain('c.Evenfield_Brief_Failed');
    expect(root.querySelector('[data-field="Brief_Plan__c"]')).not.toBeNull();
  });

  testStates(panel);
});
