import { updateRecord } from 'lightning/uiRecordApi';
import MyMoves from 'c/myMoves';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '005000000000000000' }), {
  virtual: true
});

const panel: Panel = {
  tag: 'c-my-moves',
  component: MyMoves,
  object: 'Evenfield_Rebalance_Move__c',
  answer
};
const update = updateRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};
const accountsOf = (root: ShadowRoot, side: string): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>(`[data-side="${side}"] [data-move]`)].map(
    ({ dataset }) => dataset['move']
  );
const within = (root: ShadowRoot, account: string, name: string): HTMLElement | null =>
  root.querySelector(`[data-move="${account}"] [data-name="${name}"]`);

afterEach(() => {
  update.mockReset();
});

describe('myMoves', () => {
  testStates(panel);

  it('parts what comes from what leaves, and offers a word only while it counts', async () => {
    const root = await shown(panel);
    expect(accountsOf(root, 'leaving')).toEqual(['Alder Mills']);
    expect(accountsOf(root, 'coming')).toEqual(['Birch Works', 'Cedar Foods']);
    expect(within(root, 'Birch Works', 'said')?.textContent).toContain('I know them.');
    expect(within(root, 'Cedar Foods', 'outcome')?.textContent).toBe('Moved to South.');
    expect(within(root, 'Cedar Foods', 'challenge')).toBeNull();
  });

  it('sends a challenge only with its reason', async () => {
    update.mockResolvedValue({ id: 'a085e0000000001AAA' });
    const root = await shown(panel);
    within(root, 'Alder Mills', 'challenge')?.click();
    await settle();
    expect((within(root, 'Alder Mills', 'send') as HTMLButtonElement).disabled).toBe(true);
    const area = root.querySelector('textarea');
    if (area !== null) area.value = ' We are in the middle of a renewal. ';
    area?.dispatchEvent(new CustomEvent('input'));
    await settle();
    within(root, 'Alder Mills', 'send')?.click();
    await settle();
    expect(update.mock.calls).toEqual([
      [
        {
          fields: {
            Id: 'a085e0000000001AAA',
            Challenge__c: 'Challenged',
            Challenge_Reason__c: 'We are in the middle of a renewal.'
          }
        }
      ]
    ]);
    expect(root.querySelector('textarea')).toBeNull();
  });

  it('names a territory instead where she may see one', async () => {
    update.mockResolvedValue({ id: 'a085e0000000001AAA' });
    const territory = { node: { Id: 'a0J5e0000000001EAA', Name: { value: 'North' } } };
    const root = await shown(panel, {
      ...(answer as object),
      Evenfield_Territory__c: { edges: [territory] }
    });
    within(root, 'Alder Mills', 'challenge')?.click();
    await settle();
    const area = root.querySelector('textarea');
    if (area !== null) area.value = 'It is nearer.';
    area?.dispatchEvent(new CustomEvent('input'));
    const select = root.querySelector('select');
    if (select !== null) select.value = 'a0J5e0000000001EAA';
    select?.dispatchEvent(new CustomEvent('change'));
    await settle();
    within(root, 'Alder Mills', 'send')?.click();
    await settle();
    expect(update).toHaveBeenCalledWith({
      fields: {
        Id: 'a085e0000000001AAA',
        Challenge__c: 'Challenged',
        Challenge_Reason__c: 'It is nearer.',
        Challenge_Proposal__c: 'a0J5e0000000001EAA'
      }
    });
  });

  it('agrees with one press, and says what the org refused', async () => {
    update.mockRejectedValue({
      body: {
        message: 'An error occurred while trying to update the record. Please try again.',
        output: { errors: [{ message: 'not open for decisions' }], fieldErrors: {} }
      }
    });
    const root = await shown(panel);
    within(root, 'Alder Mills', 'agree')?.click();
    await settle();
    expect(update.mock.calls).toEqual([
      [{ fields: { Id: 'a085e0000000001AAA', Challenge__c: 'Agreed' } }]
    ]);
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe('not open for decisions');
  });
});
