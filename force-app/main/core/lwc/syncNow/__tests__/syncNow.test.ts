import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import SyncNow from 'c/syncNow';

jest.mock(
  '@salesforce/customPermission/Evenfield_Request_Sync',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

interface Stub {
  emit(value: unknown, filter?: unknown, refresh?: () => Promise<unknown>): void;
}
const wire = graphql as unknown as Stub;
const create = createRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

const status = (value: string, progress: number): unknown => ({
  uiapi: {
    query: {
      Evenfield_Request__c: {
        edges: [
          {
            node: {
              Id: 'a045e0000000001AAA',
              Status__c: { value },
              Progress__c: { value: progress },
              Result__c: { value: value === 'Done' ? '600 accounts' : null },
              Error__c: { value: null }
            }
          }
        ]
      }
    }
  }
});

function place(): HTMLElement {
  const element = createElement('c-sync-now', { is: SyncNow });
  document.body.appendChild(element);
  return element;
}

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  create.mockReset();
});

describe('syncNow', () => {
  it('writes a request, follows it, and stops asking when it is done', async () => {
    jest.useFakeTimers();
    create.mockResolvedValue({ id: 'a045e0000000001AAA' });
    const refresh = jest.fn(() => Promise.resolve());
    const element = place();
    element.shadowRoot?.querySelector<HTMLElement>('lightning-button')?.click();
    await settle();
    expect(create).toHaveBeenCalledWith({
      apiName: 'Evenfield_Request__c',
      fields: { Kind__c: 'Sync', Status__c: 'Requested' }
    });
    wire.emit(status('Working', 0.4), undefined, refresh);
    await settle();
    jest.advanceTimersByTime(4100);
    expect(refresh).toHaveBeenCalledTimes(2);
    expect(element.shadowRoot?.querySelector('progress')?.value).toBe(40);
    wire.emit(status('Done', 1), undefined, refresh);
    await settle();
    jest.advanceTimersByTime(10_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    expect(element.shadowRoot?.querySelector('[data-name="status"]')?.textContent).toContain(
      '600 accounts'
    );
  });

  it('stops asking when the page goes', async () => {
    jest.useFakeTimers();
    create.mockResolvedValue({ id: 'a045e0000000001AAA' });
    const refresh = jest.fn(() => Promise.resolve());
    const element = place();
    element.shadowRoot?.querySelector<HTMLElement>('lightning-button')?.click();
    await settle();
    wire.emit(status('Working', 0.1), undefined, refresh);
    element.remove();
    jest.advanceTimersByTime(10_000);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('starts no timer when the page went before the request was written', async () => {
    jest.useFakeTimers();
    let written: (record: { id: string }) => void = () => undefined;
    create.mockReturnValue(
      new Promise((resolve) => {
        written = resolve;
      })
    );
    const element = place();
    element.shadowRoot?.querySelector<HTMLElement>('lightning-button')?.click();
    element.remove();
    written({ id: 'a045e0000000001AAA' });
    await settle();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('takes up a request that an earlier page left waiting, and nothing that ended before', async () => {
    jest.useFakeTimers();
    const refresh = jest.fn(() => Promise.resolve());
    const element = place();
    wire.emit(status('Done', 1), undefined, refresh);
    await settle();
    expect(element.shadowRoot?.querySelector('[data-name="status"]')?.textContent).toBe('');
    expect(jest.getTimerCount()).toBe(0);
    wire.emit(status('Working', 0.4), undefined, refresh);
    await settle();
    expect(element.shadowRoot?.querySelector('progress')?.value).toBe(40);
    expect(element.shadowRoot?.querySelector<HTMLElement>('lightning-button')).toHaveProperty(
      'disabled',
      true
    );
    jest.advanceTimersByTime(2_100);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('shows why a request was refused', async () => {
    create.mockRejectedValue({ body: { message: 'You need the custom permission' } });
    const element = place();
    element.shadowRoot?.querySelector<HTMLElement>('lightning-button')?.click();
    await settle();
    expect(element.shadowRoot?.querySelector('[data-name="status"]')?.textContent).toContain(
      'You need the custom permission'
    );
  });
});
