import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import VerdictProgress from 'c/verdictProgress';

interface Stub {
  emit(value: unknown, filter?: unknown, refresh?: () => Promise<unknown>): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Stub;

async function answered(
  root: ShadowRoot,
  status: string,
  error: string | null,
  refresh?: () => Promise<unknown>
): Promise<string | null> {
  const node = { Status__c: { value: status }, Error__c: { value: error } };
  const query = { Evenfield_Request__c: { edges: [{ node }] } };
  wire.emit({ uiapi: { query } }, undefined, refresh);
  await Promise.resolve();
  return root.querySelector('p')?.textContent ?? null;
}

function place(ended: () => void): ShadowRoot {
  const element = createElement('c-verdict-progress', { is: VerdictProgress });
  Object.assign(element, { requestId: 'a0R5e0000000001AAA' });
  const host = element as unknown as HTMLElement;
  host.addEventListener('ended', ended);
  document.body.appendChild(host);
  if (host.shadowRoot === null) throw new Error('no shadow root');
  return host.shadowRoot;
}

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
});

describe('verdictProgress', () => {
  it('asks again until the service has answered, says so once, and then no more', async () => {
    jest.useFakeTimers();
    const ended = jest.fn();
    const refresh = jest.fn(() => Promise.resolve());
    const root = place(ended);
    expect(await answered(root, 'Requested', null, refresh)).toBe('c.Evenfield_Moves_Deciding');
    jest.advanceTimersByTime(5_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    expect(ended).not.toHaveBeenCalled();
    expect(await answered(root, 'Done', null, refresh)).toBe('');
    expect(ended).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(10_000);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('shows why the service refused', async () => {
    const ended = jest.fn();
    const root = place(ended);
    expect(await answered(root, 'Failed', 'Autumn belongs to somebody else.')).toBe(
      'Autumn belongs to somebody else.'
    );
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('asks no more once it is gone', async () => {
    jest.useFakeTimers();
    const refresh = jest.fn(() => Promise.resolve());
    const root = place(jest.fn());
    await answered(root, 'Working', null, refresh);
    document.body.replaceChildren();
    jest.advanceTimersByTime(10_000);
    expect(refresh).not.toHaveBeenCalled();
  });
});
