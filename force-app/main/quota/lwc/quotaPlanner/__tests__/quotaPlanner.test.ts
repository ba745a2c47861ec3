import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import QuotaPlanner from 'c/quotaPlanner';
import {
  draftId,
  planned,
  plannedReport,
  plannedRequest,
  plannerAnswer,
  refusedReport
} from 'stage/plannerStage';

jest.mock(
  '@salesforce/customPermission/Evenfield_Administer',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

interface Wire {
  emit(value: unknown, filter?: unknown, refresh?: () => Promise<unknown>): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Wire;
const create = createRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

function place(): ShadowRoot {
  const element = createElement('c-quota-planner', { is: QuotaPlanner }) as unknown as HTMLElement;
  document.body.appendChild(element);
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return element.shadowRoot;
}

async function open(answer: unknown, refresh?: () => Promise<unknown>): Promise<ShadowRoot> {
  const root = place();
  wire.emit({ uiapi: { query: answer } }, undefined, refresh);
  await settle();
  return root;
}

const inner = (root: ShadowRoot, tag: string): ShadowRoot => {
  const found = root.querySelector(tag)?.shadowRoot;
  if (!found) throw new Error(`no ${tag}`);
  return found;
};
const tree = (root: ShadowRoot): ShadowRoot => inner(root, 'c-quota-plan-tree');
const form = (root: ShadowRoot): ShadowRoot => inner(root, 'c-quota-plan-form');
const at = (root: ShadowRoot, name: string): HTMLInputElement => {
  const found = root.querySelector<HTMLInputElement>(`[data-name="${name}"]`);
  if (found === null) throw new Error(`no ${name}`);
  return found;
};
const textOf = (root: ShadowRoot, name: string): string | null =>
  root.querySelector(`[data-name="${name}"]`)?.textContent ?? null;
const row = (root: ShadowRoot, key: string, name: string): string | null | undefined =>
  tree(root).querySelector(`[data-row="${key}"] [data-name="${name}"]`)?.textContent;

async function type(root: ShadowRoot, name: string, value: string): Promise<void> {
  const field = at(root, name);
  field.value = value;
  field.dispatchEvent(new CustomEvent('change'));
  await settle();
}

async function setByHand(root: ShadowRoot, key: string, amount: string, reason: string) {
  tree(root).querySelector<HTMLElement>(`[data-set="${key}"]`)?.click();
  await settle();
  await type(tree(root), 'set-amount', amount);
  await type(tree(root), 'set-reason', reason);
  at(tree(root), 'keep').click();
  await settle();
}

const asked = (): unknown => {
  const [record] = (create.mock.calls.at(-1) ?? []) as [{ fields: Record<string, string> }];
  return JSON.parse(record.fields['Filter__c'] ?? 'null');
};

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  create.mockReset();
});

describe('quotaPlanner', () => {
  it('opens the draft that is read to the teams, and tells what came of it', async () => {
    create.mockResolvedValue({ id: 'a' });
    const root = await open(plannerAnswer(planned));
    at(root, 'open').click();
    await settle();
    expect(create.mock.calls).toEqual([
      [
        {
          apiName: 'Evenfield_Request__c',
          fields: { Kind__c: 'Quota draft', Target__c: draftId, Status__c: 'Requested' }
        }
      ]
    ]);
    document.body.replaceChildren();
    const after = await open(
      plannerAnswer(
        { kind: 'Quota draft', status: 'Done', target: draftId, words: '3 of 3 rows' },
        planned
      )
    );
    expect(textOf(after, 'opened')).toBe('3 of 3 rows');
  });

  it('shows what the night proposes apart from her own draft, and publishes it when she says so', async () => {
    create.mockResolvedValue({ id: 'a' });
    const proposal = {
      id: 'a045e0000000007AAA',
      status: 'Done',
      target: 'recalibration:Renewal:2027-01-01',
      asked: { ...plannedRequest, target: 5 },
      words: 'Potential has moved.',
      report: {
        ...plannedReport,
        changes: [
          {
            key: 'n1',
            name: 'Maine',
            before: 500,
            after: 750,
            reason: 'Potential rose by 200.0 %.'
          }
        ]
      }
    };
    const root = await open(plannerAnswer(proposal, planned));
    expect(at(form(root), 'target').value).toBe('1000');
    const cells = [
      ...inner(root, 'c-quota-proposal').querySelectorAll('[data-change="n1"] td')
    ].map(({ textContent }) => textContent);
    expect(cells).toEqual(['500.00 USD', '750.00 USD', 'Potential rose by 200.0 %.']);
    at(inner(root, 'c-quota-proposal'), 'proposal-publish').click();
    await settle();
    expect(create.mock.calls).toEqual([
      [
        {
          apiName: 'Evenfield_Request__c',
          fields: { Kind__c: 'Quota publish', Target__c: proposal.id, Status__c: 'Requested' }
        }
      ]
    ]);
    expect(at(inner(root, 'c-quota-proposal'), 'proposal-outcome').dataset['status']).toBe(
      'Requested'
    );
    expect(textOf(root, 'published')).toBe('');
  });

  it('tells the gap to account targets and what a row takes in hours', async () => {
    const root = await open(plannerAnswer(planned));
    const figures = tree(root).querySelector('[data-row="n1"]')?.textContent ?? '';
    expect(figures).toContain('c.Evenfield_Planner_Bottom_Up');
    expect(figures).toContain('c.Evenfield_Planner_Hours_Lacking');
    expect(tree(root).querySelector('[data-row="n2"]')?.textContent).not.toContain('Bottom_Up');
  });

  it('starts with what was asked for last', async () => {
    const root = await open(plannerAnswer(planned));
    const values = Object.fromEntries(
      [
        'target',
        'start',
        'end',
        'lastResult',
        'pipeline',
        'mostRise',
        'mostFall',
        'overAssignment'
      ].map((name) => [name, at(form(root), name).value])
    );
    expect(values).toEqual({
      target: '1000',
      start: '2027-01-01',
      end: '2027-03-31',
      lastResult: '2',
      pipeline: '0',
      mostRise: '30',
      mostFall: '',
      overAssignment: '10'
    });
    expect(at(form(root), 'tier').value).toBe('Renewal');
  });

  it('starts a first plan with the weights of the policy, an empty one as 1', async () => {
    const weights = { Last_Result: 2, Potential: null, Pipeline: 0, Capacity: 0.5 };
    const node = Object.fromEntries(
      Object.entries(weights).map(([name, value]) => [`Quota_Weight_${name}__c`, { value }])
    );
    const root = await open({
      ...(plannerAnswer() as object),
      Evenfield_Policy__c: { edges: [{ node }] }
    });
    const started = ['target', 'lastResult', 'potential', 'pipeline', 'capacity'];
    expect(started.map((name) => at(form(root), name).value)).toEqual(['', '2', '1', '0', '0.5']);
  });

  it('tells each row with amount, ratio, reasons and what it stands instead of, and sums by level', async () => {
    const root = await open(plannerAnswer(planned));
    expect(row(root, 'n1', 'amount')).toBe('600.00 USD');
    expect(row(root, 'n1', 'original')).toBe('c.Evenfield_Planner_Instead');
    expect(row(root, 'n2', 'original')).toBe('c.Evenfield_Planner_Moved');
    expect(row(root, 'north', 'original')).toBeUndefined();
    expect(row(root, 'n2', 'rationale')).toBe('Quota 500.00 USD.');
    const cells = [...root.querySelectorAll('[data-level="2"] td')].map((cell) => cell.textContent);
    expect(cells).toEqual(['2', '1,100.00 USD', '100.00 USD']);
  });

  it('folds what is below a territory', async () => {
    const root = await open(plannerAnswer(planned));
    const fold = tree(root).querySelector<HTMLElement>('[data-toggle="north"]');
    expect(fold?.getAttribute('aria-expanded')).toBe('true');
    fold?.click();
    await settle();
    expect([...tree(root).querySelectorAll('[data-row]')]).toHaveLength(1);
  });

  it('names the refusal, the territory to blame and the exact amount, beside the last good draft', async () => {
    const root = await open(
      plannerAnswer(
        { status: 'Done', asked: plannedRequest, words: 'Too high.', report: refusedReport },
        planned
      )
    );
    expect(textOf(root, 'refusal-words')).toBe('Too high.');
    expect(textOf(root, 'blame')).toBe('c.Evenfield_Planner_Blame');
    expect(textOf(root, 'shortfall')).toBe('c.Evenfield_Planner_Too_Much');
    expect(row(root, 'n1', 'amount')).toBe('600.00 USD');
  });

  it('says what is wrong with the form, and asks nothing', async () => {
    const root = await open(plannerAnswer());
    expect(textOf(root, 'none')).toBe('c.Evenfield_Planner_None');
    const faults: (string | null)[] = [];
    const ask = async (): Promise<void> => {
      at(root, 'ask').click();
      await settle();
      faults.push(textOf(root, 'fault'));
    };
    await ask();
    await type(form(root), 'target', '1000');
    await ask();
    await type(form(root), 'start', '2027-04-01');
    await type(form(root), 'end', '2027-03-31');
    await ask();
    await type(form(root), 'end', '2027-06-30');
    await type(form(root), 'mostFall', '101');
    await ask();
    await type(form(root), 'mostFall', '-1');
    await ask();
    expect(faults).toEqual([
      'c.Evenfield_Planner_Needs_Target',
      'c.Evenfield_Planner_Needs_Period',
      'c.Evenfield_Planner_Needs_Order',
      'c.Evenfield_Planner_Needs_Fall',
      'c.Evenfield_Planner_Needs_Number'
    ]);
    expect(create).not.toHaveBeenCalled();
  });

  it('asks with the form and what is set by hand, and follows until it is answered', async () => {
    jest.useFakeTimers();
    create.mockResolvedValue({ id: 'a045e0000000009AAA' });
    const refresh = jest.fn(() => Promise.resolve());
    const root = await open(plannerAnswer(planned), refresh);
    await type(form(root), 'target', '1200.5');
    await type(form(root), 'mostFall', '12.5');
    await type(form(root), 'floor', '50');
    await type(form(root), 'productFamily', ' Hardware ');
    await setByHand(root, 'n2', '450', ' A new plant ');
    expect(row(root, 'n2', 'pending')).toBe('c.Evenfield_Planner_Pending');
    root.querySelector<HTMLElement>('[data-override="n1"] button')?.click();
    await settle();
    at(root, 'ask').click();
    await settle();
    expect(asked()).toEqual({
      ...plannedRequest,
      target: 1200.5,
      productFamily: 'Hardware',
      mostFall: 0.125,
      floor: 50,
      overrides: [{ key: 'n2', amount: 450, reason: 'A new plant' }]
    });
    wire.emit(
      { uiapi: { query: plannerAnswer({ status: 'Working' }, planned) } },
      undefined,
      refresh
    );
    await settle();
    expect(textOf(root, 'status')).toBe('c.Evenfield_Planner_Working');
    // What she typed stays while the service is at work.
    expect(at(form(root), 'target').value).toBe('1200.5');
    const before = refresh.mock.calls.length;
    jest.advanceTimersByTime(10_000);
    expect(refresh.mock.calls.length).toBeGreaterThan(before);
    wire.emit({ uiapi: { query: plannerAnswer(planned) } }, undefined, refresh);
    await settle();
    const ended = refresh.mock.calls.length;
    jest.advanceTimersByTime(10_000);
    expect(refresh.mock.calls.length).toBe(ended);
  });

  it('takes no row without a reason', async () => {
    const root = await open(plannerAnswer(planned));
    await setByHand(root, 'n2', '450', ' ');
    expect(textOf(tree(root), 'set-fault')).toBe('c.Evenfield_Planner_Needs_Reason');
    expect(root.querySelector('[data-override="n2"]')).toBeNull();
  });

  it('publishes the draft that is shown, and only while the page asks for nothing else', async () => {
    create.mockResolvedValue({ id: 'a045e0000000009AAA' });
    const root = await open(plannerAnswer(planned));
    const isOff = (): boolean => at(root, 'publish').disabled;
    expect(isOff()).toBe(false);
    await type(form(root), 'target', '1001');
    expect(isOff()).toBe(true);
    expect(textOf(root, 'publish-help')).toBe('c.Evenfield_Planner_Stale');
    await type(form(root), 'target', '1000');
    await setByHand(root, 'n1', '601', 'A key account is leaving');
    expect(isOff()).toBe(true);
    await setByHand(root, 'n1', '600', 'A key account is leaving');
    expect(isOff()).toBe(false);
    at(root, 'publish').click();
    await settle();
    expect(create).toHaveBeenCalledWith({
      apiName: 'Evenfield_Request__c',
      fields: { Kind__c: 'Quota publish', Target__c: draftId, Status__c: 'Requested' }
    });
  });

  it.each([
    ['Done', { words: '3 of 3 quotas were published.' }, '3 of 3 quotas were published.'],
    ['Failed', { error: 'Maine had 600' }, 'c.Evenfield_Planner_Failed']
  ])('tells how publishing ended: %s', async (status, more, told) => {
    const publish = { kind: 'Quota publish', target: draftId, status, ...more };
    const root = await open(plannerAnswer(publish, planned));
    expect(textOf(root, 'published')).toBe(told);
    document.body.replaceChildren();
    const other = await open(plannerAnswer({ ...publish, target: 'another' }, planned));
    expect(textOf(other, 'published')).toBe('');
  });

  it('says how many rows had no room, and shows a row without its reasons', async () => {
    const [first] = plannedReport.rows.map(({ rationale: _, ...rest }) => rest);
    const report = { ...plannedReport, rows: [first], leftOff: 2 };
    const root = await open(plannerAnswer({ ...planned, report }));
    expect(textOf(root, 'left-off')).toBe('c.Evenfield_Planner_Left_Off');
    expect(row(root, 'north', 'rationale')).toBeUndefined();
  });

  it('tells why there is no draft', async () => {
    const failed = await open(plannerAnswer({ status: 'Failed', error: 'Away' }));
    expect(textOf(failed, 'status')).toBe('c.Evenfield_Planner_Failed');
    document.body.replaceChildren();
    const broken = await open(plannerAnswer({ ...planned, report: {} }));
    expect(textOf(broken, 'fault')).toBe('c.Evenfield_Planner_Unreadable');
    document.body.replaceChildren();
    create.mockRejectedValue({ body: { message: 'You may not.' } });
    const refused = await open(plannerAnswer(planned));
    at(refused, 'ask').click();
    await settle();
    expect(textOf(refused, 'fault')).toBe('You may not.');
  });

  it('loads until the answer comes, and shows the words of an error', async () => {
    const root = place();
    const panel = root.querySelector('c-panel-state') as unknown as {
      state: string;
      message: string;
    };
    expect(panel.state).toBe('loading');
    wire.emitErrors([{ message: 'The org is away.' }]);
    await settle();
    expect([panel.state, panel.message]).toEqual(['error', 'The org is away.']);
  });
});
