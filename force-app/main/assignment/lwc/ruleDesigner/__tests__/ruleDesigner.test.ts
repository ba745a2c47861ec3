import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import RuleDesigner from 'c/ruleDesigner';

jest.mock(
  '@salesforce/customPermission/Evenfield_Administer',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

interface Stub {
  emit(value: unknown, filter?: (config: Record<string, unknown>) => boolean): void;
}
const wire = graphql as unknown as Stub;
const create = createRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

const rule = (key: string, order: number): unknown => ({
  node: {
    Id: `a03${key.padEnd(15, '0')}`,
    Key__c: { value: key },
    Territory__c: { value: 'a01' },
    Order__c: { value: order },
    Active__c: { value: true },
    Criteria__c: { value: '{"field":"BillingState","op":"blank"}' },
    LastModifiedDate: { value: '2026-01-01T00:00:00.000Z' }
  }
});
const answer = (rules: readonly unknown[]): unknown => ({
  uiapi: {
    query: {
      Evenfield_Territory_Rule__c: { edges: rules, pageInfo: { hasNextPage: false } },
      Evenfield_Territory__c: {
        edges: [{ node: { Id: 'a01', Name: { value: 'North' }, Key__c: { value: 'north' } } }]
      }
    }
  }
});

async function shown(rules: readonly unknown[]): Promise<ShadowRoot> {
  const element = createElement('c-rule-designer', { is: RuleDesigner });
  document.body.appendChild(element);
  wire.emit(answer(rules), ({ variables }) => variables === undefined);
  await settle();
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return element.shadowRoot;
}

const orders = (root: ShadowRoot): string[] =>
  [...root.querySelectorAll<HTMLElement>('[data-rule]')].map(
    (item) =>
      `${item.dataset['rule'] ?? ''} ${item.dataset['mark'] ?? ''} ${/\d+/.exec(item.querySelector('h3')?.textContent ?? '')?.[0] ?? ''}`
  );

async function press(root: ShadowRoot, focus: string): Promise<void> {
  root.querySelector<HTMLButtonElement>(`[data-focus="${focus}"]`)?.click();
  await settle();
}

afterEach(() => {
  document.body.replaceChildren();
  create.mockReset();
});

describe('ruleDesigner', () => {
  it('moves a rule by exchanging two orders, and back to where nothing is changed', async () => {
    const root = await shown([rule('a', 10), rule('b', 25), rule('c', 30)]);
    await press(root, 'up:c');
    expect(orders(root)).toEqual(['a same 10', 'c changed 25', 'b changed 30']);
    await press(root, 'down:c');
    expect(orders(root)).toEqual(['a same 10', 'b same 25', 'c same 30']);
    expect(root.querySelector<HTMLButtonElement>('[data-name="save"]')?.disabled).toBe(true);
  });

  it('numbers rules anew where alike orders cannot tell places apart', async () => {
    const root = await shown([rule('a', 10), rule('b', 10), rule('c', 30)]);
    await press(root, 'up:b');
    expect(orders(root)).toEqual(['b same 10', 'a changed 20', 'c same 30']);
  });

  it('asks with what was changed alone', async () => {
    create.mockResolvedValue({ id: 'a04000000000001AAA' });
    const root = await shown([rule('a', 10), rule('b', 20)]);
    await press(root, 'up:b');
    root.querySelector<HTMLButtonElement>('[data-name="preview-button"]')?.click();
    await settle();
    const { fields } = (create.mock.calls[0] as [{ fields: Record<string, string> }])[0];
    expect(fields).toMatchObject({ Kind__c: 'Rules preview', Status__c: 'Requested' });
    expect(JSON.parse(fields['Filter__c'] ?? '')).toMatchObject({
      changed: [
        { key: 'b', order: 10, territory: 'a01' },
        { key: 'a', order: 20 }
      ],
      removed: []
    });
  });

  it('says so where there are no territories', async () => {
    const element = createElement('c-rule-designer', { is: RuleDesigner });
    document.body.appendChild(element);
    wire.emit(
      {
        uiapi: {
          query: {
            Evenfield_Territory_Rule__c: { edges: [] },
            Evenfield_Territory__c: { edges: [] }
          }
        }
      },
      ({ variables }) => variables === undefined
    );
    await settle();
    expect(element.shadowRoot?.querySelector('c-panel-state')).toHaveProperty('state', 'empty');
  });
});
