import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { isEmpEnabled, onError, subscribe, unsubscribe } from 'lightning/empApi';
import RebalanceConsole from 'c/rebalanceConsole';
import answer from './data/answer.json';

jest.mock(
  '@salesforce/customPermission/Evenfield_Propose_Rebalance',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);
jest.mock(
  '@salesforce/customPermission/Evenfield_Approve_Rebalance',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

interface Stub {
  emit(value: unknown, filter?: unknown, refresh?: () => Promise<unknown>): void;
}
const wire = graphql as unknown as Stub;
const create = createRecord as unknown as jest.Mock;
const update = updateRecord as unknown as jest.Mock;
const isEnabled = isEmpEnabled as unknown as jest.Mock;
const listen = subscribe as unknown as jest.Mock;
const unlisten = unsubscribe as unknown as jest.Mock;
const onFault = onError as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};
const scenario = 'a095e0000000001AAA';

function withStatus(status: string): unknown {
  const [edge] = answer.Evenfield_Rebalance__c.edges;
  return {
    uiapi: {
      query: {
        Evenfield_Rebalance__c: {
          edges: [{ node: { ...edge?.node, Status__c: { value: status } } }]
        }
      }
    }
  };
}

async function place(status: string, refresh?: () => Promise<unknown>): Promise<ShadowRoot> {
  const element = createElement('c-rebalance-console', { is: RebalanceConsole });
  document.body.appendChild(element);
  const root = (element as unknown as HTMLElement).shadowRoot;
  if (root === null) throw new Error('no shadow root');
  wire.emit(withStatus(status), undefined, refresh);
  await settle();
  return root;
}

async function opened(status: string, refresh?: () => Promise<unknown>): Promise<ShadowRoot> {
  const root = await place(status, refresh);
  root.querySelector<HTMLElement>('[data-name="scenarios"] button')?.click();
  await settle();
  return root;
}
const actions = (root: ShadowRoot): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>('[data-action]')].map(({ dataset }) => dataset['action']);

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  create.mockReset();
  update.mockReset();
  isEnabled.mockReset();
  listen.mockReset();
  unlisten.mockReset();
});

describe('rebalanceConsole', () => {
  it('brings what was asked and each territory when it is asked for', async () => {
    const root = await opened('Proposed');
    expect(root.querySelector('c-scenario-answer')).toBeNull();
    const toggle = root.querySelector<HTMLElement>('[data-name="answer-toggle"]');
    toggle?.click();
    await settle();
    expect(root.querySelector('c-scenario-answer')).toMatchObject({
      rebalanceId: scenario,
      status: 'Proposed'
    });
    toggle?.click();
    await settle();
    expect(root.querySelector('c-scenario-answer')).toBeNull();
  });

  it.each([
    ['Applied', true],
    ['Applying', true],
    ['Approved', false]
  ])('lets an approver take parts back while it is %s: %s', async (status, may) => {
    const root = await opened(status);
    expect(root.querySelector('c-rebalance-moves')).toMatchObject({ canRollBack: may });
  });

  it.each([
    ['Proposed', true],
    ['Approved', true],
    ['Applied', false],
    ['Draft', false]
  ])('offers an approver a look before applying while it is %s: %s', async (status, may) => {
    const root = await opened(status);
    expect(root.querySelector('c-preflight-check') !== null).toBe(may);
  });

  it('reads the scenarios again when some of the moves went back', async () => {
    const refresh = jest.fn(() => Promise.resolve());
    const root = await opened('Applied', refresh);
    root.querySelector('c-rebalance-moves')?.dispatchEvent(new CustomEvent('changed'));
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('brings the map of moves when it is asked for, and takes it away again', async () => {
    const root = await opened('Proposed');
    expect(root.querySelector('c-rebalance-map')).toBeNull();
    const toggle = root.querySelector<HTMLElement>('[data-name="map-toggle"]');
    toggle?.click();
    await settle();
    expect(
      (root.querySelector('c-rebalance-map') as unknown as { rebalanceId: string }).rebalanceId
    ).toBe(scenario);
    toggle?.click();
    await settle();
    expect(root.querySelector('c-rebalance-map')).toBeNull();
  });

  it('lists scenarios with how good they are, and opens one', async () => {
    const root = await opened('Proposed');
    expect(root.querySelector('[data-name="quality"]')?.textContent).toBe(
      'Within 0.4 % of the best possible.'
    );
    expect(actions(root)).toEqual(['approve', 'reject', 'ask']);
    expect(root.querySelector('c-rebalance-moves')).toMatchObject({
      rebalanceId: scenario,
      canDecide: true
    });
  });

  it.each([
    ['Approved', 'apply', null, 'Apply'],
    ['Applied', 'rollBack', null, 'Roll Back'],
    ['Proposed', 'approve', 'Approved', null],
    ['Proposed', 'ask', 'Requested', 'Rebalance']
  ])('with %s, %s writes the status %s and the request %s', async (status, name, set, kind) => {
    create.mockResolvedValue({ id: 'a045e0000000001AAA' });
    update.mockResolvedValue({ id: scenario });
    const root = await opened(status);
    root.querySelector<HTMLElement>(`[data-action="${name}"]`)?.click();
    await settle();
    expect(update.mock.calls).toEqual(
      set === null ? [] : [[{ fields: { Id: scenario, Status__c: set } }]]
    );
    expect(create.mock.calls).toEqual(
      kind === null
        ? []
        : [
            [
              {
                apiName: 'Evenfield_Request__c',
                fields: {
                  Kind__c: kind,
                  Status__c: 'Requested',
                  Target__c: scenario,
                  Filter__c: '{}'
                }
              }
            ]
          ]
    );
  });

  it('shows what the org refused', async () => {
    update.mockRejectedValue({ body: { message: 'You cannot set this status now' } });
    const root = await opened('Proposed');
    root.querySelector<HTMLElement>('[data-action="approve"]')?.click();
    await settle();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toContain(
      'You cannot set this status now'
    );
  });

  it('watches a scenario that is computed, and stops when the page goes', async () => {
    jest.useFakeTimers();
    const refresh = jest.fn(() => Promise.resolve());
    const root = await opened('Computing', refresh);
    expect(root.querySelector('progress')).not.toBeNull();
    jest.advanceTimersByTime(4_100);
    expect(refresh).toHaveBeenCalledTimes(2);
    document.body.replaceChildren();
    jest.advanceTimersByTime(10_000);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  describe('where the org streams to pages', () => {
    const channel = '/data/Evenfield_Rebalance__ChangeEvent';
    const subscription = { channel };
    const event = (recordId: string, changeType = 'UPDATE'): unknown => ({
      channel,
      data: { payload: { ChangeEventHeader: { changeType, recordIds: [recordId] } } }
    });
    const tell = async (message: unknown): Promise<void> => {
      (listen.mock.calls[0] as [string, number, (message: unknown) => void])[2](message);
      await settle();
    };
    beforeEach(() => {
      jest.useFakeTimers();
      isEnabled.mockResolvedValue(true);
      listen.mockResolvedValue(subscription);
      unlisten.mockResolvedValue({});
    });

    it('hears of the scenario while it is computed, and of nothing after its end', async () => {
      const refresh = jest.fn(() => Promise.resolve());
      await opened('Computing', refresh);
      await settle();
      expect(listen.mock.calls).toEqual([[channel, -1, expect.any(Function)]]);
      // One reading for what changed before the first event could come.
      expect(refresh).toHaveBeenCalledTimes(1);
      await tell(event(scenario));
      expect(refresh).toHaveBeenCalledTimes(2);
      await tell(event('a095e0000000009AAA'));
      expect(refresh).toHaveBeenCalledTimes(2);
      await tell(event('000000000000000AAA', 'GAP_OVERFLOW'));
      expect(refresh).toHaveBeenCalledTimes(3);
      jest.advanceTimersByTime(29_000);
      expect(refresh).toHaveBeenCalledTimes(3);
      jest.advanceTimersByTime(2_000);
      expect(refresh).toHaveBeenCalledTimes(4);
      wire.emit(withStatus('Computing'), undefined, refresh);
      wire.emit(withStatus('Proposed'), undefined, refresh);
      await settle();
      expect(listen).toHaveBeenCalledTimes(1);
      expect(unlisten.mock.calls.map(([first]) => first as unknown)).toEqual([subscription]);
      // The list of moves has read its own again, since the status changed.
      const ended = refresh.mock.calls.length;
      await tell(event(scenario));
      jest.advanceTimersByTime(60_000);
      expect(refresh).toHaveBeenCalledTimes(ended);
    });

    it('reads once more, not ten times, for what it hears while it reads', async () => {
      let end: () => void = () => undefined;
      const refresh = jest.fn(
        () =>
          new Promise<void>((resolve) => {
            end = resolve;
          })
      );
      await opened('Applying', refresh);
      await settle();
      for (let number = 0; number < 10; number += 1) await tell(event(scenario));
      expect(refresh).toHaveBeenCalledTimes(1);
      end();
      await settle();
      expect(refresh).toHaveBeenCalledTimes(2);
    });

    it('listens to nothing while nothing is under way', async () => {
      await opened('Proposed', jest.fn());
      await settle();
      expect(listen).not.toHaveBeenCalled();
    });

    it('goes by its timer where it may not listen, or the stream breaks', async () => {
      const refresh = jest.fn(() => Promise.resolve());
      await opened('Computing', refresh);
      await settle();
      expect(refresh).toHaveBeenCalledTimes(1);
      const [fault] = onFault.mock.calls[0] as [(fault: object) => void];
      fault({ channel: '/meta/subscribe', subscription: '/event/Another__e', error: '403' });
      jest.advanceTimersByTime(4_100);
      expect(refresh).toHaveBeenCalledTimes(1);
      fault({ channel: '/meta/subscribe', subscription: channel, error: '403' });
      expect(unlisten).toHaveBeenCalledTimes(1);
      jest.advanceTimersByTime(4_100);
      expect(refresh).toHaveBeenCalledTimes(3);
      document.body.replaceChildren();
      listen.mockReset();
      listen.mockRejectedValue(new Error('denied'));
      const second = jest.fn(() => Promise.resolve());
      await opened('Computing', second);
      await settle();
      jest.advanceTimersByTime(4_100);
      expect(second).toHaveBeenCalledTimes(2);
    });

    it('ends a subscription that was granted after the page was left', async () => {
      let grant: (value: object) => void = () => undefined;
      listen.mockReturnValue(
        new Promise<object>((resolve) => {
          grant = resolve;
        })
      );
      await opened('Computing', jest.fn());
      await settle();
      document.body.replaceChildren();
      expect(unlisten).not.toHaveBeenCalled();
      grant(subscription);
      await settle();
      expect(unlisten).toHaveBeenCalledTimes(1);
    });
  });

  it('holds two scenarios against each other, in the order chosen', async () => {
    const [edge] = answer.Evenfield_Rebalance__c.edges;
    const named = (id: string, name: string): unknown => ({
      node: { ...edge?.node, Id: id, Name: { value: name } }
    });
    const root = await place('Proposed');
    wire.emit({
      uiapi: {
        query: {
          Evenfield_Rebalance__c: {
            edges: [named('a095e0000000001AAA', 'First'), named('a095e0000000002AAA', 'Second')]
          }
        }
      }
    });
    await settle();
    const compare = (): (HTMLElement & { disabled?: boolean }) | null =>
      root.querySelector('[data-name="compare"]');
    expect(compare()?.disabled).toBe(true);
    const boxes = [...root.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
    for (const box of boxes.reverse()) {
      box.checked = true;
      box.dispatchEvent(new CustomEvent('change'));
    }
    await settle();
    expect(compare()?.disabled).toBe(false);
    compare()?.click();
    await settle();
    const shown = root.querySelector<HTMLElement & { scenarios: readonly { name: string }[] }>(
      'c-scenario-comparison'
    );
    expect(shown?.scenarios.map(({ name }) => name)).toEqual(['Second', 'First']);
  });

  it('keeps looking until the service has taken up what it was asked, however late', async () => {
    jest.useFakeTimers();
    const refresh = jest.fn(() => Promise.resolve());
    create.mockResolvedValue({ id: 'a045e0000000001AAA' });
    const root = await opened('Approved', refresh);
    root.querySelector<HTMLElement>('[data-action="apply"]')?.click();
    await settle();
    for (let look = 0; look < 5; look += 1) {
      const before = refresh.mock.calls.length;
      jest.advanceTimersByTime(2_000);
      expect(refresh.mock.calls.length).toBe(before + 1);
      wire.emit(withStatus('Approved'), undefined, refresh);
      await settle();
    }
    wire.emit(withStatus('Applied'), undefined, refresh);
    await settle();
    const ended = refresh.mock.calls.length;
    jest.advanceTimersByTime(10_000);
    expect(refresh.mock.calls.length).toBe(ended);
  });
});
