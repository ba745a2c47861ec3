import { createElement } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import QuotaContest from 'c/quotaContest';
import { formOf, sendContest, settle } from 'stage/contestStage';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const create = createRecord as unknown as jest.Mock;
const quotas = [
  { id: 'q1', label: 'New', amount: 500 },
  { id: 'q2', label: 'Renewal', amount: null }
];
const contest = (status: string, more: object = {}): unknown => ({
  Id: 'c1',
  Quota__c: { value: 'q1' },
  Proposed_Value__c: { value: 400 },
  Reason__c: { value: 'Half have left.' },
  Status__c: { value: status },
  Answer__c: { value: null },
  Decided_At__c: { value: null },
  Decided_By__r: null,
  CreatedDate: { value: '2026-05-03T10:00:00.000Z' },
  CreatedById: { value: '0055e0000000001AAA' },
  CreatedBy: { Name: { value: 'Ana Ruiz' } },
  ...more
});

async function open(contests: readonly unknown[] = []): Promise<ShadowRoot> {
  const element = createElement('c-quota-contest', { is: QuotaContest });
  Object.assign(element, { quotas, contests });
  document.body.appendChild(element as unknown as HTMLElement);
  await settle();
  const root = (element as unknown as HTMLElement).shadowRoot;
  if (root === null) throw new Error('no shadow root');
  return root;
}

async function press(root: ShadowRoot, selector: string): Promise<void> {
  root.querySelector<HTMLElement>(selector)?.click();
  await settle();
}

const textOf = (root: ShadowRoot, name: string): string | null =>
  root.querySelector(`[data-name="${name}"]`)?.textContent ?? null;

afterEach(() => {
  document.body.replaceChildren();
  create.mockReset();
});

describe('quotaContest', () => {
  it('writes what would be right of the quota that was shown, and tells the panel', async () => {
    create.mockResolvedValue({ id: 'c9' });
    const root = await open();
    const heard = jest.fn();
    root.host.addEventListener('sent', heard);
    await press(root, '[data-quota="q1"]');
    await sendContest(formOf(root), '400.5', ' Half have left. ');
    expect(create).toHaveBeenCalledWith({
      apiName: 'Evenfield_Contest__c',
      fields: {
        Key__c: expect.stringMatching(/^q1:0055e0000000001AAA:\d+$/) as string,
        Quota__c: 'q1',
        What__c: 'Quota',
        Shown_Value__c: 500,
        Proposed_Value__c: 400.5,
        Reason__c: 'Half have left.',
        Status__c: 'Open'
      }
    });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(textOf(root, 'outcome')).toBe('c.Evenfield_Contest_Quota_Sent');
    expect(root.querySelector('c-contest-form')).toBeNull();
  });

  it('waits for an answer of that quota alone, and then shows it', async () => {
    const waiting = await open([contest('Open')]);
    expect(textOf(waiting, 'waits')).toBe('c.Evenfield_Contest_Waits_Own');
    expect(waiting.querySelector('[data-quota="q1"]')).toBeNull();
    expect(waiting.querySelector('[data-quota="q2"]')).not.toBeNull();
    document.body.replaceChildren();
    const told = await open([
      contest('Rejected', {
        Answer__c: { value: 'They are back.' },
        Decided_By__r: { Name: { value: 'Mo' } },
        Decided_At__c: { value: '2026-05-04T10:00:00.000Z' }
      })
    ]);
    expect(told.querySelector('[data-quota-row="q1"]')?.textContent).toContain(
      'c.Evenfield_Contest_Answer_Was'
    );
    expect(told.querySelector('[data-quota="q1"]')).not.toBeNull();
  });

  it('has no accessibility violation with the form open', async () => {
    const root = await open([contest('Open')]);
    await press(root, '[data-quota="q2"]');
    await expect(document.body).toBeAccessible();
  });
});
