import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import QuotaPanel from 'c/quotaPanel';
import answer from './data/answer.json';

interface Stub {
  emit(value: unknown): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Stub;

function place(): ShadowRoot {
  const element = createElement('c-quota-panel', { is: QuotaPanel }) as HTMLElement & {
    recordId?: string;
  };
  element.recordId = '0015e0000000001AAA';
  document.body.appendChild(element);
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return element.shadowRoot;
}

async function shown(query: unknown): Promise<ShadowRoot> {
  const root = place();
  wire.emit({ uiapi: { query } });
  await Promise.resolve();
  await Promise.resolve();
  return root;
}

const stateOf = (root: ShadowRoot): unknown =>
  (root.querySelector('c-panel-state') as unknown as { state: string }).state;

afterEach(() => {
  document.body.replaceChildren();
});

describe('quotaPanel', () => {
  it('shows all first, then each kind of revenue in order', async () => {
    const element = await shown(answer);
    const tiers = [...element.querySelectorAll<HTMLElement>('[data-tier]')].map(
      (item) => item.dataset['tier']
    );
    expect(tiers).toEqual(['All', 'New', 'Renewal']);
  });

  it('leaves a ratio that is not known empty, and never zero', async () => {
    const element = await shown(answer);
    const figures = element.querySelectorAll('[data-tier="Renewal"] c-figure');
    const figure = figures[3] as unknown as { value: unknown };
    expect(figure.value).toBeNull();
  });

  it('loads until the answer comes', () => {
    expect(stateOf(place())).toBe('loading');
  });

  it('says so when there is nothing', async () => {
    expect(stateOf(await shown({ Evenfield_Quota__c: { edges: [] } }))).toBe('empty');
  });

  it('shows the words of an error', async () => {
    const root = place();
    wire.emitErrors([{ message: 'The server is away' }]);
    await Promise.resolve();
    expect(stateOf(root)).toBe('error');
    expect((root.querySelector('c-panel-state') as unknown as { message: string }).message).toBe(
      'The server is away'
    );
  });

  it('knows an object that is closed to the user', async () => {
    const root = place();
    wire.emitErrors([
      {
        message:
          "Validation error (FieldUndefined@[uiapi/query/Evenfield_Quota__c]) : Field 'Evenfield_Quota__c' is undefined"
      }
    ]);
    await Promise.resolve();
    expect(stateOf(root)).toBe('noAccess');
  });
});
