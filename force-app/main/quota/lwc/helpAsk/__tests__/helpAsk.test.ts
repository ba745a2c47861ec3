import { createElement } from 'lwc';
import { updateRecord } from 'lightning/uiRecordApi';
import HelpAsk from 'c/helpAsk';

const update = updateRecord as unknown as jest.Mock;

function placed(asked: string | null = null): ShadowRoot {
  const element = createElement('c-help-ask', { is: HelpAsk }) as unknown as HTMLElement & HelpAsk;
  Object.assign(element, { recordId: 't1', name: 'Florida', asked, note: asked ? 'Visits' : '' });
  document.body.appendChild(element as unknown as Node);
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return element.shadowRoot;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

describe('helpAsk', () => {
  afterEach(() => {
    document.body.replaceChildren();
    update.mockReset();
  });

  it('asks in one click, with what she wrote, and can be taken back', async () => {
    update.mockResolvedValue({});
    const root = placed();
    const input = root.querySelector('input');
    if (input !== null) input.value = '  A second pair of eyes ';
    input?.dispatchEvent(new CustomEvent('change'));
    root.querySelector<HTMLButtonElement>('[data-name="ask"]')?.click();
    await settled();
    expect(update).toHaveBeenLastCalledWith({
      fields: {
        Id: 't1',
        Help_Asked__c: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        Help_Note__c: 'A second pair of eyes'
      }
    });
    root.querySelector<HTMLButtonElement>('[data-name="take-back"]')?.click();
    await settled();
    expect(update).toHaveBeenLastCalledWith({
      fields: { Id: 't1', Help_Asked__c: null, Help_Note__c: null }
    });
    expect(root.querySelector('[data-name="ask"]')).not.toBeNull();
  });

  it('says what the org refuses, and stays as it was', async () => {
    update.mockRejectedValue({
      body: {
        message: 'An error occurred while trying to update the record. Please try again.',
        output: { errors: [{ message: 'No right' }], fieldErrors: {} }
      }
    });
    const root = placed('2026-03-01T10:00:00.000Z');
    root.querySelector<HTMLButtonElement>('[data-name="take-back"]')?.click();
    await settled();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe('No right');
    expect(root.querySelector('[data-name="asked"]')).not.toBeNull();
  });
});
