import { updateRecord } from 'lightning/uiRecordApi';
import ContestList from 'c/contestList';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000009AAA' }), {
  virtual: true
});
jest.mock(
  '@salesforce/customPermission/Evenfield_Decide_Contest',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

const panel: Panel = {
  tag: 'c-contest-list',
  component: ContestList,
  object: 'Evenfield_Contest__c',
  answer
};
const update = updateRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

async function press(root: ShadowRoot, verdict: string): Promise<void> {
  root.querySelector<HTMLElement>(`[data-verdict="${verdict}"]`)?.click();
  await settle();
}

function type(root: ShadowRoot, text: string): void {
  const input = root.querySelector<HTMLInputElement>('lightning-input');
  if (input === null) throw new Error('no input for the answer');
  input.value = text;
  input.dispatchEvent(new CustomEvent('change'));
}

afterEach(() => {
  update.mockReset();
});

describe('contestList', () => {
  it('puts what waits first, the longest waiting on top, and leaves her own to others', async () => {
    const root = await shown(panel);
    const items = [...root.querySelectorAll<HTMLElement>('[data-contest]')];
    expect(items.map(({ dataset }) => dataset['contest'])).toEqual([
      'Gulf Works',
      'Bay Pumps',
      'Cape Mills'
    ]);
    expect(items.map((item) => item.querySelectorAll('[data-verdict]').length)).toEqual([2, 0, 0]);
    expect(items[1]?.textContent).toContain('c.Evenfield_Contest_Own');
  });

  it('tells a band where risk or health is contested, and no amount', async () => {
    const [first] = answer.Evenfield_Contest__c.edges;
    for (const [what, band, words] of [
      ['Churn Risk', 'Low', 'c.Evenfield_Risk_Contest_Proposed'],
      ['Account Health', 'Worse', 'c.Evenfield_Health_Contest_Proposed']
    ]) {
      const node = {
        ...first?.node,
        What__c: { value: what },
        Proposed_Band__c: { value: band },
        Proposed_Value__c: { value: null },
        Shown_Value__c: { value: null }
      };
      const root = await shown(panel, { Evenfield_Contest__c: { edges: [{ node }] } });
      expect(root.querySelector('[data-name="band"]')?.textContent).toBe(words);
      expect(root.querySelector('lightning-formatted-number')).toBeNull();
      document.body.replaceChildren();
    }
  });

  it('names the quota where it is one that is contested', async () => {
    const [first] = answer.Evenfield_Contest__c.edges;
    const node = {
      ...first?.node,
      Account__r: null,
      Quota__r: { Tier__c: { value: 'New' }, Territory__r: { Name: { value: 'Maine' } } }
    };
    const root = await shown(panel, { Evenfield_Contest__c: { edges: [{ node }] } });
    expect(root.querySelector<HTMLElement>('[data-contest]')?.dataset['contest']).toBe(
      'c.Evenfield_Contest_Quota_Name'
    );
  });

  it('accepts in her name and now, with the answer that she gives', async () => {
    update.mockResolvedValue({});
    const root = await shown(panel);
    type(root, ' Seen it. ');
    await press(root, 'Accepted');
    expect(update).toHaveBeenCalledWith({
      fields: {
        Id: 'a025e0000000001AAA',
        Status__c: 'Accepted',
        Answer__c: 'Seen it.',
        Decided_By__c: '0055e0000000009AAA',
        Decided_At__c: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
      }
    });
    expect(root.querySelector('[data-name="outcome"]')?.textContent).toBe(
      'c.Evenfield_Contest_Decided'
    );
  });

  it('wants an answer before it rejects', async () => {
    update.mockResolvedValue({});
    const root = await shown(panel);
    await press(root, 'Rejected');
    expect(update).not.toHaveBeenCalled();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe(
      'c.Evenfield_Contest_Answer_Needed'
    );
    type(root, 'No plant there.');
    await press(root, 'Rejected');
    expect(update).toHaveBeenCalledTimes(1);
  });

  it('tells what the org refuses', async () => {
    update.mockRejectedValue({ body: { message: 'This contest is decided.' } });
    const root = await shown(panel);
    await press(root, 'Accepted');
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe(
      'c.Evenfield_Contest_Failed'
    );
  });

  testStates(panel);
});
