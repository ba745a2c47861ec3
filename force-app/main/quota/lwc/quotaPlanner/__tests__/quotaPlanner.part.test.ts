import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import QuotaPlanner from 'c/quotaPlanner';
import { draftId, planned, plannedRequest, plannerAnswer } from 'stage/plannerStage';

jest.mock(
  '@salesforce/customPermission/Evenfield_Administer',
  () => ({ __esModule: true, default: undefined }),
  { virtual: true }
);
jest.mock(
  '@salesforce/customPermission/Evenfield_Plan_Part',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

const wire = graphql as unknown as { emit(value: unknown): void };
const create = createRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

const value = <T>(of: T): { value: T } => ({ value: of });
const territory = (Id: string, parent: string | null): unknown => ({
  node: { Id, Key__c: value(`key-${Id}`), Name: value(`Land ${Id}`), Parent__c: value(parent) }
});
/** She sees north and what is below it, and not what north itself is below. */
const parts = {
  Evenfield_Territory__c: {
    edges: [
      territory('coast', 'north'),
      territory('maine', 'coast'),
      territory('north', 'world'),
      territory('vermont', 'north')
    ]
  },
  Evenfield_Quota__c: {
    edges: [
      {
        node: {
          Territory__c: value('north'),
          Tier__c: value('Renewal'),
          Period_Start__c: value('2027-01-01'),
          Period_End__c: value('2027-03-31'),
          Amount__c: value(900)
        }
      }
    ]
  }
};

async function open(answer: unknown): Promise<ShadowRoot> {
  const element = createElement('c-quota-planner', { is: QuotaPlanner }) as unknown as HTMLElement;
  document.body.appendChild(element);
  wire.emit({ uiapi: { query: answer } });
  await settle();
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return element.shadowRoot;
}

function press(root: ShadowRoot, name: string): void {
  root.querySelector<HTMLElement>(`[data-name="${name}"]`)?.click();
}
const sent = (): { Kind__c: string; Target__c?: string; Filter__c?: string } =>
  (create.mock.lastCall as [{ fields: { Kind__c: string } }])[0].fields;

afterEach(() => {
  document.body.replaceChildren();
  create.mockReset();
});

describe('quotaPlanner of a manager', () => {
  it('starts with the published quota of the uppermost part that she sees, and asks for that part', async () => {
    create.mockResolvedValue({ id: draftId });
    const root = await open({ ...(plannerAnswer() as object), ...parts });
    expect(
      [...root.querySelectorAll('[data-name="part"] option')].map(({ textContent }) => textContent)
    ).toEqual(['Land north', 'Land coast']);
    press(root, 'ask');
    await settle();
    expect(sent()).toMatchObject({ Kind__c: 'Quota plan', Target__c: 'part:key-north' });
    expect(JSON.parse(sent().Filter__c ?? '')).toMatchObject({
      root: 'key-north',
      target: 900,
      tier: 'Renewal',
      start: '2027-01-01',
      end: '2027-03-31'
    });
  });

  it('opens and publishes the draft of her part, and not once another part is chosen', async () => {
    create.mockResolvedValue({ id: draftId });
    const draft = {
      ...planned,
      target: 'part:key-north',
      asked: { ...plannedRequest, root: 'key-north' }
    };
    const published = {
      kind: 'Quota publish',
      status: 'Done',
      target: `part:${draftId}`,
      words: '2 of 2 quotas were published.'
    };
    const root = await open({ ...(plannerAnswer(published, draft) as object), ...parts });
    expect(root.querySelector('[data-name="published"]')?.textContent).toContain('2 of 2');
    for (const [name, kind] of [
      ['open', 'Quota draft'],
      ['publish', 'Quota publish']
    ] as const) {
      const page = await open({ ...(plannerAnswer(draft) as object), ...parts });
      press(page, name);
      await settle();
      expect(sent()).toMatchObject({ Kind__c: kind, Target__c: `part:${draftId}` });
    }
    const select = root.querySelector<HTMLSelectElement>('[data-name="part"]');
    if (select === null) throw new Error('no part');
    select.value = 'key-coast';
    select.dispatchEvent(new CustomEvent('change'));
    await settle();
    expect(
      (root.querySelector('[data-name="publish"]') as unknown as { disabled: boolean }).disabled
    ).toBe(true);
  });

  it('says where there is nothing below her to plan', async () => {
    const root = await open(plannerAnswer());
    expect(root.querySelector('[data-name="no-part"]')).not.toBeNull();
    expect(
      (root.querySelector('[data-name="ask"]') as unknown as { disabled: boolean }).disabled
    ).toBe(true);
  });
});
