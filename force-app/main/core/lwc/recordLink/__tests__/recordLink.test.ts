import { createElement } from 'lwc';
import RecordLink from 'c/recordLink';

async function shown(): Promise<HTMLElement> {
  const element = createElement('c-record-link', { is: RecordLink });
  Object.assign(element, {
    recordId: '0015e0000000001AAA',
    objectApiName: 'Account',
    label: 'Alder Mills'
  });
  const host = element as unknown as HTMLElement;
  document.body.appendChild(host);
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
  return host;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('recordLink', () => {
  it('is a link with the words it was given, to an address of the platform', async () => {
    const host = await shown();
    const link = host.shadowRoot?.querySelector('a');
    expect(link?.textContent).toBe('Alder Mills');
    expect(link?.getAttribute('href')).toBe('https://www.example.com');
  });

  it('is accessible', async () => {
    await expect(await shown()).toBeAccessible();
  });
});
