import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import ApproachPage from 'c/approachPage';
import { approachAnswer, approachReport } from 'stage/approachStage';

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
const done = { status: 'Done', answer: JSON.stringify(approachReport) };

function place(): HTMLElement {
  const element = createElement('c-approach-page', { is: ApproachPage });
  document.body.appendChild(element);
  return element as unknown as HTMLElement;
}

async function open(answer: unknown, refresh?: () => Promise<unknown>): Promise<ShadowRoot> {
  const root = place().shadowRoot;
  if (root === null) throw new Error('no shadow root');
  wire.emit({ uiapi: { query: answer } }, undefined, refresh);
  await settle();
  return root;
}

const textOf = (root: ShadowRoot, name: string): string | null =>
  root.querySelector(`[data-name="${name}"]`)?.textContent ?? null;
const stateOf = (root: ShadowRoot): string =>
  (root.querySelector('c-panel-state') as unknown as { state: string }).state;

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  create.mockReset();
});

describe('approachPage', () => {
  it('says which approach results go by, how sure that is, and what is nearest to today', async () => {
    const root = await open(approachAnswer(done));
    expect(textOf(root, 'words')).toBe('Results go by industry.');
    expect(textOf(root, 'sure')).toBe('c.Evenfield_Approach_Sure');
    expect(textOf(root, 'nearest')).toBe('c.Evenfield_Approach_Nearest');
    expect(textOf(root, 'problems')).toBe('c.Evenfield_Approach_Problems_One');
    expect(textOf(root, 'left')).toContain('only 2 % say');
  });

  it('is not sure of anything where nothing is named', async () => {
    const comparison = {
      ...approachReport.comparison,
      named: { name: null, sure: 0, chance: 1, words: 'Too few deals.' },
      nearestToday: null
    };
    const root = await open(
      approachAnswer({ status: 'Done', answer: JSON.stringify({ ...approachReport, comparison }) })
    );
    expect([textOf(root, 'words'), textOf(root, 'sure'), textOf(root, 'nearest')]).toEqual([
      'Too few deals.',
      null,
      null
    ]);
  });

  it('draws each share on one scale, from 0, with its interval', async () => {
    const root = await open(approachAnswer(done));
    // The scale runs from −2 % to 8 %: 0 stands at 20, −1 % at 10, 6 % at 80, 5 % at 70.
    const drawn = [...root.querySelectorAll('[data-chart="winRate"] [data-bar]')].map((bar) => {
      const number = (tag: string, name: string): number =>
        Number(bar.querySelector(tag)?.getAttribute(name));
      return [
        number('rect', 'x'),
        number('rect', 'width'),
        number('line', 'x1'),
        number('line', 'x2')
      ];
    });
    expect(drawn).toEqual([
      [10, 10, 0, 30],
      [20, 60, 40, 100],
      [20, 50, 30, 100]
    ]);
    expect(root.querySelector('[data-chart="dealSize"]')?.textContent).toContain(
      'c.Evenfield_Approach_Not_Measured'
    );
  });

  it('tells in a table what territories built so would be like, and what is not known', async () => {
    const root = await open(approachAnswer(done));
    const cells = (name: string): (string | null)[] =>
      [...root.querySelectorAll(`[data-row="${name}"] td`)].map((cell) => cell.textContent);
    expect(cells('geography')).toEqual([
      'Billing State',
      '100 %',
      '8',
      '95 %',
      '40',
      '300',
      '71 %'
    ]);
    expect(cells('hybrid').slice(2)).toEqual(new Array(5).fill('c.Evenfield_Not_Known'));
    expect(root.querySelector('[data-row="industry"] th')?.textContent).toBe(
      'c.Evenfield_Approach_Named'
    );
  });

  it('asks the service, follows the request, and keeps the last answer on the page meanwhile', async () => {
    jest.useFakeTimers();
    create.mockResolvedValue({ id: 'a045e0000000009AAA' });
    const refresh = jest.fn(() => Promise.resolve());
    const root = await open(approachAnswer(done), refresh);
    root.querySelector<HTMLElement>('lightning-button')?.click();
    await settle();
    expect(create).toHaveBeenCalledWith({
      apiName: 'Evenfield_Request__c',
      fields: { Kind__c: 'Approach', Status__c: 'Requested' }
    });
    wire.emit(
      { uiapi: { query: approachAnswer({ status: 'Working' }, done) } },
      undefined,
      refresh
    );
    await settle();
    expect(textOf(root, 'status')).toBe('c.Evenfield_Approach_Working');
    expect(textOf(root, 'words')).toBe('Results go by industry.');
    const asked = refresh.mock.calls.length;
    jest.advanceTimersByTime(10_000);
    expect(refresh.mock.calls.length).toBeGreaterThan(asked);
    wire.emit({ uiapi: { query: approachAnswer(done, done) } }, undefined, refresh);
    await settle();
    const ended = refresh.mock.calls.length;
    jest.advanceTimersByTime(10_000);
    expect(refresh.mock.calls.length).toBe(ended);
  });

  it('tells why there is no answer', async () => {
    const failed = await open(approachAnswer({ status: 'Failed', error: 'Away' }));
    expect(textOf(failed, 'status')).toBe('c.Evenfield_Approach_Failed');
    document.body.replaceChildren();
    const broken = await open(approachAnswer({ status: 'Done', answer: '{}' }));
    expect(textOf(broken, 'fault')).toBe('c.Evenfield_Approach_Unreadable');
    document.body.replaceChildren();
    create.mockRejectedValue({ body: { message: 'You may not.' } });
    const refused = await open(approachAnswer());
    expect(textOf(refused, 'none')).toBe('c.Evenfield_Approach_None');
    refused.querySelector<HTMLElement>('lightning-button')?.click();
    await settle();
    expect(textOf(refused, 'status')).toBe('c.Evenfield_Approach_Failed');
  });

  it('loads until the answer comes, and shows the words of an error', async () => {
    const root = place().shadowRoot;
    if (root === null) throw new Error('no shadow root');
    expect(stateOf(root)).toBe('loading');
    wire.emitErrors([{ message: 'The server is away' }]);
    await settle();
    expect(stateOf(root)).toBe('error');
  });
});
