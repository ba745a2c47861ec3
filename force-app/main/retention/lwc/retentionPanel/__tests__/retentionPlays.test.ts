import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import RetentionPanel from 'c/retentionPanel';
import { driversOf } from 'stage/retentionPanelStage';
import { localDay } from 'c/localDay';
import { driversOf as driversBy, playOf } from '../../retentionDrivers/plays';
import { signalCodes } from '../../../../../../sync-service/src/domain/retention/risk-signal.ts';
import answer from './data/answer.json';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const create = createRecord as unknown as jest.Mock;
const accountId = '0015e0000000001AAA';
interface Answer {
  readonly coverage?: Readonly<Record<string, unknown>>;
  readonly tasks?: readonly string[];
}
let inOrg: Answer;
let asked = 0;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
};

/** Answers as the org stands; asked again it answers as it stands then. */
function emit(): void {
  const [edge] = answer.Evenfield_Coverage__c.edges;
  const tasks = (inOrg.tasks ?? []).map((subject, place) => ({
    node: { Id: `00T5e000000000${String(place)}AAA`, Subject: { value: subject } }
  }));
  (
    graphql as unknown as { emit(value: unknown, filter: undefined, refresh: () => unknown): void }
  ).emit(
    {
      uiapi: {
        query: {
          Evenfield_Coverage__c: { edges: [{ node: { ...edge?.node, ...inOrg.coverage } }] },
          Task: { edges: tasks }
        }
      }
    },
    undefined,
    () => {
      asked += 1;
      emit();
      return Promise.resolve();
    }
  );
}

async function panelOn(given: Answer): Promise<ShadowRoot> {
  inOrg = given;
  asked = 0;
  const element = createElement('c-retention-panel', {
    is: RetentionPanel
  }) as unknown as HTMLElement & { recordId?: string };
  element.recordId = accountId;
  document.body.appendChild(element);
  emit();
  await settle();
  if (element.shadowRoot === null) throw new Error('The panel has no shadow root');
  return element.shadowRoot;
}

const textsOf = (root: ParentNode, selector: string): (string | null)[] =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
const buttons = (root: ShadowRoot): HTMLButtonElement[] => [
  ...driversOf(root).querySelectorAll('button')
];
const outcome = (root: ShadowRoot): string | null | undefined =>
  root.querySelector('[data-name="outcome"]')?.textContent;

beforeEach(() => {
  create.mockReset();
  create.mockImplementation(({ fields }: { fields: { Subject: string } }) => {
    inOrg = { ...inOrg, tasks: [...(inOrg.tasks ?? []), fields.Subject] };
    return Promise.resolve({ id: '00T5e0000000000AAA' });
  });
});

afterEach(() => {
  document.body.replaceChildren();
});

describe('plays', () => {
  it('has one of its own for each code that the service can name', () => {
    const subjects = signalCodes.map((code) => playOf(code).subject);
    expect(new Set([...subjects, playOf('no such code').subject]).size).toBe(
      signalCodes.length + 1
    );
    expect(signalCodes.every((code) => playOf(code).days > 0)).toBe(true);
  });

  it('leaves no risk without one: no reason named, no code written, a code of tomorrow', () => {
    const general = playOf(undefined);
    expect(driversBy([], null, true, 'no reason')).toEqual([{ words: 'no reason', play: general }]);
    expect(driversBy([], null, false, 'no reason')).toEqual([]);
    expect(driversBy(['a', 'b'], 'Service', true, '')).toEqual([
      { words: 'a', play: playOf('Service') },
      { words: 'b', play: general }
    ]);
    expect(driversBy(['a'], 'Tomorrow', true, '')[0]?.play).toBe(general);
  });

  it.each([
    ['2026-05-16T23:30:00', 2, '2026-05-18'],
    ['2026-12-30T00:10:00', 5, '2027-01-04'],
    ['2028-02-27T12:00:00', 2, '2028-02-29']
  ])('is due by the days on the wall: %s and %d days are %s', (now, days, due) => {
    expect(localDay(new Date(now), days)).toBe(due);
  });
});

describe('the plays of retentionPanel', () => {
  it('stand beside each driver with subject, due day and owner', async () => {
    const drivers = driversOf(await panelOn({}));
    expect(textsOf(drivers, '[data-name="play"] strong')).toEqual([
      'c.Evenfield_Play_Engagement',
      'c.Evenfield_Play_Service'
    ]);
    expect(drivers.querySelectorAll('[data-name="due"]')).toHaveLength(2);
    expect((drivers.host as unknown as { ownerName: string | null }).ownerName).toBe('Sam Lee');
  });

  it('become a task of the account by one click, shown with a link', async () => {
    const root = await panelOn({});
    buttons(root)[1]?.click();
    await settle();
    expect(create.mock.calls).toEqual([
      [
        {
          apiName: 'Task',
          fields: {
            WhatId: accountId,
            OwnerId: '0055e0000000002AAA',
            Subject: 'c.Evenfield_Play_Service',
            Description: '2 open cases, 1 of them escalated',
            ActivityDate: localDay(new Date(), 2),
            Status: 'Not Started',
            Priority: 'High'
          }
        }
      ]
    ]);
    expect(outcome(root)).toBe('c.Evenfield_Play_Made');
    const link = driversOf(root).querySelector('c-record-link') as unknown as {
      recordId: string;
      objectApiName: string;
    };
    expect([link.recordId, link.objectApiName]).toEqual(['00T5e0000000000AAA', 'Task']);
    expect(buttons(root)).toHaveLength(1);
  });

  it('go to the user where nobody answers for the territory', async () => {
    const root = await panelOn({
      coverage: { Territory_Owner__c: { value: null }, Territory_Owner__r: null }
    });
    buttons(root)[0]?.click();
    await settle();
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      fields: { OwnerId: '0055e0000000001AAA' }
    });
  });

  it('make no second task by a second click, nor while one is open', async () => {
    const root = await panelOn({});
    const [button] = buttons(root);
    button?.click();
    button?.click();
    await settle();
    expect(create).toHaveBeenCalledTimes(1);
    document.body.replaceChildren();
    const later = await panelOn({ tasks: ['c.Evenfield_Play_Engagement'] });
    expect(buttons(later)).toHaveLength(1);
  });

  it('see a task that another page has made since', async () => {
    const root = await panelOn({});
    inOrg = { tasks: ['c.Evenfield_Play_Engagement'] };
    buttons(root)[0]?.click();
    await settle();
    expect(asked).toBe(1);
    expect(create).not.toHaveBeenCalled();
    expect(outcome(root)).toBe('c.Evenfield_Play_There');
  });

  it('say why the org refused, and stay', async () => {
    create.mockReset();
    create.mockRejectedValue({ body: { message: 'Assigned To ID: inactive user' } });
    const root = await panelOn({});
    buttons(root)[0]?.click();
    await settle();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe('c.Evenfield_Play_Failed');
    expect(buttons(root)).toHaveLength(2);
    expect(buttons(root)[0]?.disabled).toBe(false);
  });

  it('stand beside a risk without a named reason', async () => {
    const root = await panelOn({
      coverage: {
        Signal_1__c: { value: null },
        Signal_2__c: { value: null },
        Signal_Codes__c: { value: null }
      }
    });
    expect(textsOf(driversOf(root), '[data-name="play"] strong')).toEqual([
      'c.Evenfield_Play_General'
    ]);
  });
});
