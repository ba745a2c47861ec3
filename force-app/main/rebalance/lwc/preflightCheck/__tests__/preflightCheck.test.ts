import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import PreflightCheck from 'c/preflightCheck';

jest.mock(
  '@salesforce/customPermission/Evenfield_Approve_Rebalance',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

interface Stub {
  emit(value: unknown, filter?: unknown, refresh?: () => Promise<unknown>): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Stub;
const create = createRecord as unknown as jest.Mock;
const scenario = 'a095e0000000001AAA';
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

function place(): ShadowRoot {
  const element = createElement('c-preflight-check', { is: PreflightCheck });
  Object.assign(element, { rebalanceId: scenario });
  const host = element as unknown as HTMLElement;
  document.body.appendChild(host);
  if (host.shadowRoot === null) throw new Error('no shadow root');
  return host.shadowRoot;
}

async function tell(
  status: string | null,
  values: { readonly answer?: string; readonly error?: string } = {},
  refresh?: () => Promise<unknown>
): Promise<void> {
  const node = {
    Id: 'a045e0000000001AAA',
    CreatedDate: { value: '2027-01-11T09:30:00.000Z' },
    Status__c: { value: status },
    Answer__c: { value: values.answer ?? null },
    Error__c: { value: values.error ?? null }
  };
  const edges = status === null ? [] : [{ node }];
  wire.emit({ uiapi: { query: { Evenfield_Request__c: { edges } } } }, undefined, refresh);
  await settle();
}
const texts = (root: ShadowRoot, name: string): (string | null)[] =>
  [...root.querySelectorAll(`[data-name="${name}"] li`)].map(({ textContent }) => textContent);
const text = (root: ShadowRoot, name: string): string | null | undefined =>
  root.querySelector(`[data-name="${name}"]`)?.textContent;
const button = (root: ShadowRoot): (HTMLElement & { disabled?: boolean }) | null =>
  root.querySelector('[data-name="check"]');

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  create.mockReset();
});

describe('preflightCheck', () => {
  it('asks by a request that only looks, and follows it until it is answered', async () => {
    jest.useFakeTimers();
    create.mockResolvedValue({ id: 'a045e0000000001AAA' });
    const refresh = jest.fn(() => Promise.resolve());
    const root = place();
    await tell(null, {}, refresh);
    expect(text(root, 'check-status')).toBe('c.Evenfield_Preflight_None');
    button(root)?.click();
    await settle();
    expect(create.mock.calls).toEqual([
      [
        {
          apiName: 'Evenfield_Request__c',
          fields: {
            Kind__c: 'Preflight',
            Status__c: 'Requested',
            Target__c: scenario,
            Filter__c: '{}'
          }
        }
      ]
    ]);
    expect(refresh).toHaveBeenCalledTimes(1);
    await tell('Requested', {}, refresh);
    expect(button(root)?.disabled).toBe(true);
    jest.advanceTimersByTime(4_100);
    expect(refresh).toHaveBeenCalledTimes(3);
    await tell('Done', { answer: '{"obstacles":[],"lines":["4 moves."]}' }, refresh);
    jest.advanceTimersByTime(10_000);
    expect(refresh).toHaveBeenCalledTimes(3);
    expect([text(root, 'clear'), texts(root, 'looked-at')]).toEqual([
      'c.Evenfield_Preflight_Clear',
      ['4 moves.']
    ]);
  });

  it('names what stands in the way before what was looked at', async () => {
    const root = place();
    await tell('Done', { answer: '{"obstacles":["Next year is Planned."],"lines":["1 moves."]}' });
    expect([texts(root, 'obstacles'), texts(root, 'looked-at')]).toEqual([
      ['Next year is Planned.'],
      ['1 moves.']
    ]);
    expect(root.querySelector('[data-name="clear"]')).toBeNull();
  });

  it('says why the service or the org refused, and asks no more once it is gone', async () => {
    jest.useFakeTimers();
    const refresh = jest.fn(() => Promise.resolve());
    const root = place();
    await tell('Failed', { error: 'Autumn belongs to somebody else.' });
    expect(text(root, 'check-fault')).toContain('Autumn belongs to somebody else.');
    create.mockRejectedValue({ body: { message: 'You need the custom permission' } });
    button(root)?.click();
    await settle();
    expect(text(root, 'check-fault')).toContain('You need the custom permission');
    await tell('Working', {}, refresh);
    expect(text(root, 'check-status')).toBe('c.Evenfield_Preflight_Working');
    document.body.replaceChildren();
    jest.advanceTimersByTime(10_000);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('shows an error of the org, and an answer that it cannot read', async () => {
    const root = place();
    wire.emitErrors([{ message: 'No such field' }]);
    await settle();
    expect(root.querySelector('c-panel-state')).toMatchObject({ state: 'error' });
    await tell('Done', { answer: '{"lines":[]}' });
    expect(text(root, 'check-fault')).toContain('The answer has no list.');
  });
});
