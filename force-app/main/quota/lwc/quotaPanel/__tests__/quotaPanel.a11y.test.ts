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

// In a file of its own, because axe never ends under fake timers.
afterEach(() => {
  document.body.replaceChildren();
});

describe('quotaPanel', () => {
  it('has no accessibility violation with data', async () => {
    await shown(answer);
    await expect(document.body).toBeAccessible();
  });

  it('has none when empty', async () => {
    await shown({ Evenfield_Quota__c: { edges: [] } });
    await expect(document.body).toBeAccessible();
  });
});
