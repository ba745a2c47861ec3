import { updateRecord } from 'lightning/uiRecordApi';
import AlertInbox from 'c/alertInbox';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import { localDay } from 'c/localDay';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-alert-inbox',
  component: AlertInbox,
  object: 'Evenfield_Alert__c',
  answer
};
const update = updateRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};
const listed = (root: ShadowRoot): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>('[data-alert]')].map(({ dataset }) => dataset['alert']);
const press = async (root: ShadowRoot, alert: string, what: string): Promise<void> => {
  root
    .querySelector<HTMLButtonElement>(`[data-alert="${alert}"] button[data-do="${what}"]`)
    ?.click();
  await settle();
};
const showQuiet = async (root: ShadowRoot): Promise<void> => {
  const select = root.querySelector('select');
  if (select !== null) select.value = 'quiet';
  select?.dispatchEvent(new CustomEvent('change'));
  await settle();
};

afterEach(() => {
  update.mockReset();
});

describe('alertInbox', () => {
  testStates(panel);

  it('lists what waits, to act on first, with why and what to do', async () => {
    const root = await shown(panel);
    expect(listed(root)).toEqual(['Pace', 'Coverage']);
    const text = root.querySelector('[data-alert="Pace"]')?.textContent ?? '';
    expect(text).toContain('Texas North is behind its pace: 50 % of what is due');
    expect(text).toContain('Look at the open deals that close in the period.');
    await showQuiet(root);
    expect(listed(root)).toEqual(['Workload']);
  });

  it('links the account of an alert about one, and none of a territory’s', async () => {
    const [first] = answer.Evenfield_Alert__c.edges;
    const node = {
      ...first?.node,
      Id: 'a9',
      Metric__c: { value: 'Account Untouched' },
      Account__r: { Id: '001000000000001AAA', Name: { value: 'Acme' } }
    };
    const root = await shown(panel, {
      Evenfield_Alert__c: { edges: [...answer.Evenfield_Alert__c.edges, { node }] }
    });
    const links = [...root.querySelectorAll('c-record-link')] as unknown as {
      recordId: string;
      label: string;
    }[];
    expect(links.map(({ recordId, label }) => [recordId, label])).toEqual([
      ['001000000000001AAA', 'Acme']
    ]);
    const done = root.querySelector('[data-alert="Account Untouched"] [data-do="done"]');
    expect(done?.getAttribute('aria-label')).toContain('Florida, Acme');
  });

  it('puts aside what is done at once, and back where the org refuses', async () => {
    update.mockResolvedValue({ id: 'a1' });
    const root = await shown(panel);
    await press(root, 'Pace', 'done');
    expect(update).toHaveBeenCalledWith({ fields: { Id: 'a1', Done__c: true } });
    expect(listed(root)).toEqual(['Coverage']);
    update.mockRejectedValue({
      body: {
        message: 'An error occurred while trying to update the record. Please try again.',
        output: { errors: [{ message: 'This alert is closed' }], fieldErrors: {} }
      }
    });
    await press(root, 'Coverage', 'done');
    expect(listed(root)).toEqual(['Coverage']);
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe('This alert is closed');
  });

  it('snoozes for a week by the person’s own calendar, and takes up again', async () => {
    update.mockResolvedValue({ id: 'a0' });
    const root = await shown(panel);
    await press(root, 'Coverage', 'snooze');
    expect(update).toHaveBeenCalledWith({
      fields: { Id: 'a0', Snoozed_Until__c: localDay(new Date(), 7) }
    });
    expect(listed(root)).toEqual(['Pace']);
    await showQuiet(root);
    await press(root, 'Coverage', 'again');
    expect(update).toHaveBeenLastCalledWith({
      fields: { Id: 'a0', Done__c: false, Snoozed_Until__c: null }
    });
    expect(listed(root)).toEqual(['Workload']);
  });

  it('keeps a note', async () => {
    update.mockResolvedValue({ id: 'a1' });
    const root = await shown(panel);
    const area = root.querySelector<HTMLTextAreaElement>('[data-alert="Pace"] textarea');
    expect(area?.value).toBe('Two deals slipped');
    if (area !== null) area.value = 'Called both';
    area?.dispatchEvent(new CustomEvent('input'));
    await press(root, 'Pace', 'note');
    expect(update).toHaveBeenCalledWith({ fields: { Id: 'a1', Note__c: 'Called both' } });
  });
});

describe('a day by the person’s own calendar', () => {
  it.each([
    [new Date(2026, 1, 27, 23, 59), 2, '2026-03-01'],
    [new Date(2024, 1, 28, 0, 0), 1, '2024-02-29'],
    [new Date(2026, 11, 31, 12), 7, '2027-01-07']
  ])('%s and %d days is %s', (moment, days, expected) => {
    expect(localDay(moment, days)).toBe(expected);
  });
});
