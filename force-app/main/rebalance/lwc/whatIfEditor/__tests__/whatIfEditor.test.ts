import { createElement } from 'lwc';
import WhatIfEditor from 'c/whatIfEditor';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
};

async function place(): Promise<{ root: ShadowRoot; changes: unknown[] }> {
  const element = createElement('c-what-if-editor', { is: WhatIfEditor });
  Object.assign(element, {
    territories: [{ value: 'ohio', label: 'Ohio' }],
    people: [{ value: '0055e0000000001AAA', label: 'Rachel' }]
  });
  const host = element as unknown as HTMLElement;
  const changes: unknown[] = [];
  host.addEventListener('changed', (event) => {
    changes.push((event as CustomEvent<unknown>).detail);
  });
  document.body.appendChild(host);
  await settle();
  if (host.shadowRoot === null) throw new Error('no shadow root');
  return { root: host.shadowRoot, changes };
}

async function set(root: ShadowRoot, name: string, value: string): Promise<void> {
  const control = root.querySelector<HTMLInputElement>(`[name="${name}"]`);
  if (control !== null) control.value = value;
  control?.dispatchEvent(new CustomEvent('change'));
  await settle();
}
const add = (root: ShadowRoot): (HTMLElement & { disabled?: boolean }) | null =>
  root.querySelector('[data-name="add-what-if"]');

afterEach(() => {
  document.body.replaceChildren();
});

describe('whatIfEditor', () => {
  it('adds a what-if when all is filled in, and takes it away again', async () => {
    const { root, changes } = await place();
    expect(add(root)?.disabled).toBe(true);
    await set(root, 'user', '0055e0000000001AAA');
    expect(add(root)?.disabled).toBe(false);
    add(root)?.click();
    await settle();
    expect(changes).toEqual([[{ kind: 'leaver', user: '0055e0000000001AAA' }]]);
    expect(root.querySelector('[data-name="what-ifs"] li')?.textContent).toContain('Rachel');
    root.querySelector<HTMLElement>('[data-name="what-ifs"] button')?.click();
    await settle();
    expect(changes.at(-1)).toEqual([]);
    expect(root.querySelector('[data-name="what-ifs"] li')).toBeNull();
  });

  it('asks for what each kind needs', async () => {
    const { root, changes } = await place();
    await set(root, 'kind', 'market');
    expect(
      [...root.querySelectorAll<HTMLInputElement>('input, select')].map(({ name }) => name)
    ).toEqual(['kind', 'factor', 'state', 'industry']);
    await set(root, 'factor', '90');
    await set(root, 'state', 'TX');
    add(root)?.click();
    await settle();
    expect(changes).toEqual([[{ kind: 'market', factor: 0.9, state: 'TX' }]]);
  });

  it('adds a rotation of everybody, or of who holds one territory', async () => {
    const { root, changes } = await place();
    await set(root, 'kind', 'rotation');
    add(root)?.click();
    await settle();
    await set(root, 'of', 'ohio');
    add(root)?.click();
    await settle();
    expect(changes.at(-1)).toEqual([{ kind: 'rotation' }, { kind: 'rotation', of: 'ohio' }]);
    expect(
      [...root.querySelectorAll('[data-name="what-ifs"] li')].map(({ firstChild }) =>
        firstChild?.textContent?.trim()
      )
    ).toEqual([
      'c.Evenfield_What_If_Rotation',
      'c.Evenfield_What_If_Rotation (c.Evenfield_What_If_Rotating: Ohio)'
    ]);
  });

  it('asks for temporary hours with their last day, of the whole territory or of one person', async () => {
    const { root, changes } = await place();
    await set(root, 'kind', 'temporary');
    expect(
      [...root.querySelectorAll<HTMLInputElement>('input, select')].map(({ name, type }) => [
        name,
        type
      ])
    ).toEqual([
      ['kind', 'select-one'],
      ['territory', 'select-one'],
      ['user', 'select-one'],
      ['hours', 'number'],
      ['until', 'date']
    ]);
    await set(root, 'territory', 'ohio');
    await set(root, 'hours', '20');
    expect(add(root)?.disabled).toBe(true);
    await set(root, 'until', '2027-03-31');
    add(root)?.click();
    await settle();
    const whole = { kind: 'temporary', territory: 'ohio', hours: 20, until: '2027-03-31' };
    expect(changes).toEqual([[whole]]);
    expect(root.querySelector('[data-name="what-ifs"] li')?.firstChild?.textContent?.trim()).toBe(
      'c.Evenfield_What_If_Temporary (c.Evenfield_What_If_Territory: Ohio, c.Evenfield_What_If_Hours: 20, c.Evenfield_What_If_Until: 2027-03-31, c.Evenfield_What_If_Afterwards)'
    );
    await set(root, 'territory', 'ohio');
    await set(root, 'user', '0055e0000000001AAA');
    await set(root, 'hours', '10');
    await set(root, 'until', '2027-03-31');
    add(root)?.click();
    await settle();
    expect(changes.at(-1)).toEqual([whole, { ...whole, user: '0055e0000000001AAA', hours: 10 }]);
  });

  it('is accessible', async () => {
    const { root } = await place();
    await set(root, 'kind', 'close');
    await expect(root.host).toBeAccessible();
  });
});
