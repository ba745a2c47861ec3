import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import RebalanceMap from 'c/rebalanceMap';
import { setMapStage } from 'stage/mapStage';
import { movesAnswer } from 'stage/movesStage';

setMapStage();

interface Wire {
  emit(value: unknown): void;
  emitErrors(errors: readonly { message: string }[]): void;
}
const wire = graphql as unknown as Wire;
interface View {
  rows: {
    key: string;
    name: string;
    cells: { key: string; value: string | number | null }[];
  }[];
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function place(): ShadowRoot {
  const element = createElement('c-rebalance-map', {
    is: RebalanceMap
  }) as unknown as HTMLElement & { rebalanceId: string };
  element.rebalanceId = 'a095e0000000001AAA';
  document.body.appendChild(element);
  if (element.shadowRoot === null) throw new Error('no shadow root');
  return element.shadowRoot;
}

async function open(query: unknown = movesAnswer): Promise<ShadowRoot> {
  const root = place();
  wire.emit({ uiapi: { query } });
  await settle();
  return root;
}

function tableOf(root: ShadowRoot, name: string): [string, ...(string | number | null)[]][] {
  const table = root.querySelector(`c-map-table[data-name="${name}"]`) as unknown as {
    view: View;
  } | null;
  return (table?.view.rows ?? []).map((row) => [row.name, ...row.cells.map(({ value }) => value)]);
}
const stateOf = (root: ShadowRoot): string =>
  (root.querySelector('c-panel-state') as unknown as { state: string }).state;

afterEach(() => {
  document.body.replaceChildren();
});

describe('rebalanceMap', () => {
  it('tells each territory before and after: what is rejected stays, what was in none is gained', async () => {
    const root = await open();
    // Hours: East 1 + 2 + 4 before and 2 + 4 after; West 8 before and 8 + 1 + 16 after.
    expect(tableOf(root, 'territories')).toEqual([
      ['East', 3, 2, 7, 6, 300, 200],
      ['West', 1, 3, 8, 25, 100, 300]
    ]);
  });

  it('lists the moves that it shows, and says how many have no place', async () => {
    const root = await open();
    expect(tableOf(root, 'moves')).toEqual([
      ['Account AAA', 'East', 'West'],
      ['Account AAB', 'East', 'West (c.Evenfield_Moves_Rejected)'],
      ['Account AAD', 'c.Evenfield_Map_No_Territory', 'West']
    ]);
    expect(
      [...root.querySelectorAll('[data-name="note"]')].map((note) => note.textContent)
    ).toEqual(['c.Evenfield_Moves_Map_Summary', 'c.Evenfield_Moves_Map_Without_Place_One']);
  });

  it('says the same when the night has drawn the accounts where the moves have put them', async () => {
    const applied = JSON.parse(JSON.stringify(movesAnswer)) as typeof movesAnswer;
    const text = (place: number): { value: string } =>
      (applied.giving.edges[place]?.node as { Points__c: { value: string } }).Points__c;
    const moved = text(0).value.slice(0, 36);
    text(0).value = text(0).value.slice(36);
    text(1).value += moved;
    applied.taking.edges = applied.giving.edges;
    expect(tableOf(await open(applied), 'territories')).toEqual([
      ['East', 3, 2, 7, 6, 300, 200],
      ['West', 1, 3, 8, 25, 100, 300]
    ]);
  });

  it('shows after first, and before on request', async () => {
    const root = await open();
    const chosen = (): string | undefined =>
      [...root.querySelectorAll<HTMLInputElement>('input[type="radio"]')].find(
        ({ checked }) => checked
      )?.value;
    expect(chosen()).toBe('after');
    root.querySelector<HTMLInputElement>('input[value="before"]')?.click();
    await settle();
    expect(chosen()).toBe('before');
  });

  it('goes without a picture where no account has a place', async () => {
    const none = { edges: [], pageInfo: { hasNextPage: false } };
    const root = await open({ ...movesAnswer, giving: none, taking: none, none });
    expect(root.querySelector('c-map-canvas')).toBeNull();
    expect(tableOf(root, 'moves')).toEqual([]);
  });

  it('says what it is: loading, without moves, cut short, failed, closed', async () => {
    expect(stateOf(place())).toBe('loading');
    document.body.replaceChildren();
    expect(
      stateOf(await open({ ...movesAnswer, Evenfield_Rebalance_Move__c: { edges: [] } }))
    ).toBe('empty');
    document.body.replaceChildren();
    const cut = { edges: [{ node: { Id: 'p', Points__c: { value: 'short' } } }] };
    expect(stateOf(await open({ ...movesAnswer, none: cut }))).toBe('error');
    document.body.replaceChildren();
    const failed = place();
    wire.emitErrors([{ message: 'The server is away' }]);
    await settle();
    expect(stateOf(failed)).toBe('error');
  });
});
