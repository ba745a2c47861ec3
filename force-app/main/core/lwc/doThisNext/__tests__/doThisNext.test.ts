import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import DoThisNext from 'c/doThisNext';
import answer from './data/answer.json';

interface Stub {
  emit(value: unknown): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Stub;

function place(): ShadowRoot {
  const element = createElement('c-do-this-next', { is: DoThisNext }) as HTMLElement & {
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

describe('doThisNext', () => {
  it('says what to do and why', async () => {
    const element = await shown(answer);
    expect(element.querySelector('[data-name="step"]')?.textContent).toBe('Call about the renewal');
    expect(element.querySelector('[data-name="reason"]')?.textContent).toBe(
      'The contract ends on 2027-01-02.'
    );
  });

  it('loads until the answer comes', () => {
    expect(stateOf(place())).toBe('loading');
  });

  it('says so when there is nothing', async () => {
    expect(stateOf(await shown({ Evenfield_Coverage__c: { edges: [] } }))).toBe('empty');
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
          "Validation error (FieldUndefined@[uiapi/query/Evenfield_Coverage__c]) : Field 'Evenfield_Coverage__c' is undefined"
      }
    ]);
    await Promise.resolve();
    expect(stateOf(root)).toBe('noAccess');
  });
});
