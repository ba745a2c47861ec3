import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import ScenarioSettings from 'c/scenarioSettings';

const wire = graphql as unknown as {
  emit(value: unknown): void;
  emitErrors(errors: readonly { message: string }[]): void;
};
const territory = (id: string, name: string, key: string | null): unknown => ({
  node: { Id: id, Name: { value: name }, Key__c: { value: key } }
});
const member = (id: string, name: string): unknown => ({
  node: { User__c: { value: id }, User__r: { Name: { value: name } } }
});
const answer = {
  uiapi: {
    query: {
      Evenfield_Territory__c: {
        edges: [
          territory('a0J5e0000000001EAA', 'Ohio', 'ohio'),
          territory('a0J5e0000000002EAA', 'Texas', null)
        ]
      },
      Evenfield_Territory_Member__c: {
        edges: [member('0055e0000000001AAA', 'Rachel'), member('0055e0000000001AAA', 'Rachel')]
      }
    }
  }
};

interface Settings extends HTMLElement {
  readonly fields: Readonly<Record<string, string>>;
}

function place(): { element: Settings; root: ShadowRoot } {
  const element = createElement('c-scenario-settings', {
    is: ScenarioSettings
  }) as unknown as Settings;
  document.body.appendChild(element);
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return { element, root: element.shadowRoot };
}

async function set(root: ShadowRoot, name: string, value: string): Promise<void> {
  const control = root.querySelector<HTMLInputElement>(`[name="${name}"]`);
  if (control !== null) control.value = value;
  control?.dispatchEvent(new CustomEvent('change'));
  await Promise.resolve();
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('scenarioSettings', () => {
  it('offers territories and people, and hands over what was set', async () => {
    const { element, root } = place();
    wire.emit(answer);
    await Promise.resolve();
    await set(root, 'scope', 'Subtree');
    expect(
      [...root.querySelectorAll('select[name="root"] option')].map(({ textContent }) => textContent)
    ).toEqual(['c.Evenfield_What_If_Choose', 'Ohio', 'Texas']);
    await set(root, 'root', 'a0J5e0000000002EAA');
    await set(root, 'mostAccounts', '40');
    const editor = root.querySelector<HTMLElement & { people: unknown; territories: unknown }>(
      'c-what-if-editor'
    );
    expect(editor?.people).toEqual([{ value: '0055e0000000001AAA', label: 'Rachel' }]);
    // A territory without a key is named by its id.
    expect(editor?.territories).toEqual([
      { value: 'ohio', label: 'Ohio' },
      { value: 'a0J5e0000000002EAA', label: 'Texas' }
    ]);
    editor?.dispatchEvent(new CustomEvent('changed', { detail: [{ kind: 'ahead', months: 12 }] }));
    expect(element.fields).toEqual({
      Scope__c: 'Subtree',
      Root__c: 'a0J5e0000000002EAA',
      Parameters__c: '{"mostAccounts":40,"whatIfs":[{"kind":"ahead","months":12}]}'
    });
  });

  it('takes a tolerance of its own for each measure that is to be even', async () => {
    const { element, root } = place();
    wire.emit(answer);
    await Promise.resolve();
    const own = [...root.querySelectorAll<HTMLInputElement>('[data-measure]')];
    expect(own.map(({ dataset }) => dataset['measure'])).toEqual(['workload', 'potential']);
    const [first] = own;
    if (first !== undefined) first.value = '7';
    first?.dispatchEvent(new CustomEvent('change'));
    expect(element.fields['Parameters__c']).toBe(
      '{"measures":[{"name":"workload","tolerance":0.07},{"name":"potential"}]}'
    );
  });

  it('says what the org refused, and can still be filled in', async () => {
    const { element, root } = place();
    wire.emitErrors([{ message: 'no right' }]);
    await Promise.resolve();
    expect(root.querySelector('[data-name="settings-fault"]')?.textContent).toBe('no right');
    await set(root, 'waveSize', '50');
    expect(element.fields['Parameters__c']).toBe('{"waveSize":50}');
  });

  it('is accessible', async () => {
    const { root } = place();
    wire.emit(answer);
    await Promise.resolve();
    await expect(root.host).toBeAccessible();
  });
});
