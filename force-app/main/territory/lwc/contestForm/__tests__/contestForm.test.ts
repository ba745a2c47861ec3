import { createElement } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import ContestForm from 'c/contestForm';
import { sendContest, settle } from 'stage/contestStage';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const create = createRecord as unknown as jest.Mock;
const contested = { about: 'q1', fields: { Quota__c: 'q1', What__c: 'Quota', Shown_Value__c: 5 } };
const choices = [
  { value: 'High', label: 'High risk' },
  { value: 'Low', label: 'Low risk' }
];

async function open(more: object = {}): Promise<{ form: ShadowRoot; heard: string[] }> {
  const element = createElement('c-contest-form', {
    is: ContestForm
  }) as unknown as HTMLElement;
  Object.assign(element, { heading: 'Contest', valueLabel: 'Amount', contested, ...more });
  const heard: string[] = [];
  for (const name of ['sent', 'cancel'])
    element.addEventListener(name, () => {
      heard.push(name);
    });
  document.body.appendChild(element);
  await settle();
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return { form: element.shadowRoot, heard };
}

afterEach(() => {
  document.body.replaceChildren();
  create.mockReset();
});

describe('contestForm', () => {
  it('writes what is proposed beside what was shown, and tells the panel', async () => {
    create.mockResolvedValue({ id: 'c9' });
    const { form, heard } = await open();
    await sendContest(form, '400.5', ' Half have left. ');
    expect(create).toHaveBeenCalledWith({
      apiName: 'Evenfield_Contest__c',
      fields: {
        Key__c: expect.stringMatching(/^q1:0055e0000000001AAA:\d+$/) as string,
        Quota__c: 'q1',
        What__c: 'Quota',
        Shown_Value__c: 5,
        Proposed_Value__c: 400.5,
        Reason__c: 'Half have left.',
        Status__c: 'Open'
      }
    });
    expect(heard).toEqual(['sent']);
  });

  it('proposes the first choice unless another is taken, and no amount', async () => {
    create.mockResolvedValue({ id: 'c9' });
    const fields = (): object => (create.mock.calls.at(-1)?.[0] as { fields: object }).fields;
    const { form } = await open({ choices });
    await sendContest(form, 'Low', 'They signed.');
    expect(fields()).toMatchObject({ Proposed_Band__c: 'Low' });
    expect(fields()).not.toHaveProperty('Proposed_Value__c');
    document.body.replaceChildren();
    const { form: untouched } = await open({ choices });
    await sendContest(untouched, '', 'They signed.');
    expect(fields()).toMatchObject({ Proposed_Band__c: 'High' });
  });

  it.each([
    ['', 'x', {}, 'c.Evenfield_Contest_Incomplete'],
    ['-1', 'x', {}, 'c.Evenfield_Contest_Incomplete'],
    ['1', ' ', {}, 'c.Evenfield_Contest_Incomplete'],
    ['Low', ' ', { choices }, 'c.Evenfield_Contest_No_Reason']
  ])('writes nothing of "%s" and the reason "%s"', async (value, reason, more, fault) => {
    const { form, heard } = await open(more);
    await sendContest(form, value, reason);
    expect(create).not.toHaveBeenCalled();
    expect(form.querySelector('[data-name="fault"]')?.textContent).toBe(fault);
    expect(heard).toEqual([]);
  });

  it('keeps what was typed where the org refuses, and sends it again under the same key', async () => {
    create.mockRejectedValueOnce({ body: { message: 'You may not.' } });
    create.mockResolvedValue({ id: 'c9' });
    const { form } = await open();
    await sendContest(form, '1', 'x');
    expect(form.querySelector('[data-name="fault"]')?.textContent).toBe(
      'c.Evenfield_Contest_Failed'
    );
    expect(form.querySelector<HTMLInputElement>('lightning-input')?.value).toBe('1');
    form.querySelector<HTMLElement>('[data-name="send"]')?.click();
    await settle();
    const keys = create.mock.calls.map(
      ([record]) => (record as { fields: { Key__c: string } }).fields.Key__c
    );
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('writes nothing when it is cancelled', async () => {
    const { form, heard } = await open();
    form.querySelector<HTMLElement>('[data-name="cancel"]')?.click();
    expect(heard).toEqual(['cancel']);
    expect(create).not.toHaveBeenCalled();
  });

  it.each([{}, { choices }])('has no accessibility violation with %j and a fault', async (more) => {
    const { form } = await open(more);
    form.querySelector<HTMLElement>('[data-name="send"]')?.click();
    await settle();
    await expect(document.body).toBeAccessible();
  });
});
