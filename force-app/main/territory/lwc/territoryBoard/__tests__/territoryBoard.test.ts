import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import TerritoryBoard from 'c/territoryBoard';
import answer from './data/answer.json';

interface Stub {
  emit(value: unknown): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Stub;

function place(): ShadowRoot {
  const element = createElement('c-territory-board', { is: TerritoryBoard }) as HTMLElement & {
    recordId?: string;
  };
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

describe('territoryBoard', () => {
  it('puts the worst first, with words beside the sign', async () => {
    const element = await shown(answer);
    const items = [...element.querySelectorAll<HTMLElement>('[data-territory]')];
    expect(items.map((item) => item.dataset['territory'])).toEqual(['Florida', 'Illinois']);
    expect(items[0]?.textContent).toContain('c.Evenfield_Act');
    expect(items[0]?.querySelectorAll('[data-name="findings"] li')).toHaveLength(2);
  });

  it('filters, sorts and opens one', async () => {
    const element = await shown(answer);
    const choose = async (id: string, value: string): Promise<void> => {
      const select = element.querySelector<HTMLSelectElement>(`select[id^="${id}"]`);
      if (select === null) throw new Error(`no ${id}`);
      select.value = value;
      select.dispatchEvent(new CustomEvent('change'));
      await Promise.resolve();
    };
    await choose('sort', 'name');
    expect(
      [...element.querySelectorAll<HTMLElement>('[data-territory]')].map(
        (item) => item.dataset['territory']
      )
    ).toEqual(['Florida', 'Illinois']);
    await choose('show', 'act');
    expect(element.querySelectorAll('[data-territory]')).toHaveLength(1);
    element.querySelector<HTMLButtonElement>('button')?.click();
    await Promise.resolve();
    expect(element.querySelector('[data-name="detail"] h3')?.textContent).toBe('Florida');
  });

  it('loads until the answer comes', () => {
    expect(stateOf(place())).toBe('loading');
  });

  it('says so when there is nothing', async () => {
    expect(stateOf(await shown({ Evenfield_Territory__c: { edges: [] } }))).toBe('empty');
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
          "Validation error (FieldUndefined@[uiapi/query/Evenfield_Territory__c]) : Field 'Evenfield_Territory__c' is undefined"
      }
    ]);
    await Promise.resolve();
    expect(stateOf(root)).toBe('noAccess');
  });
});
