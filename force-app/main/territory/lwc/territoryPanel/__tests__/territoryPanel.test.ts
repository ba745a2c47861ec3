import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import TerritoryPanel from 'c/territoryPanel';
import answer from './data/answer.json';

interface Stub {
  emit(value: unknown): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Stub;

function place(): ShadowRoot {
  const element = createElement('c-territory-panel', { is: TerritoryPanel }) as HTMLElement & {
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

describe('territoryPanel', () => {
  it('shows territory, team with temporary cover, lock and history', async () => {
    const element = await shown(answer);
    const text = (name: string): string =>
      element.querySelector(`[data-name="${name}"]`)?.textContent ?? '';
    expect(text('territory')).toBe('New England');
    expect(text('team')).toContain('Ana Ruiz');
    expect(text('team')).not.toContain('Rachel Kim');
    expect(text('lock')).toContain('2026-12-31');
    expect(text('history')).toContain('c.Evenfield_Moved_From_To');
  });

  it('says "not known" for a component without data, and never zero', async () => {
    const element = await shown(answer);
    expect(element.querySelector('[data-component="Retention"]')?.textContent).toBe(
      'c.Evenfield_Not_Known'
    );
    expect(element.querySelector('[data-component="Attainment"]')?.textContent).toBe('86');
  });

  it('stands when the territory row is not open to the user', async () => {
    const closed = JSON.parse(JSON.stringify(answer)) as typeof answer;
    const node = closed.Evenfield_Coverage__c.edges[0]?.node as { Territory__r: unknown };
    node.Territory__r = null;
    const element = await shown(closed);
    expect(element.querySelector('[data-name="territory"]')?.textContent).toBe('New England');
    expect(element.querySelector('[data-name="components"]')).toBeNull();
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
