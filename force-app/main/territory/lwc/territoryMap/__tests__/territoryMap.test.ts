import TerritoryMap from 'c/territoryMap';
import { setMapStage } from 'stage/mapStage';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import { packedPoint } from '../../../../../../sync-service/src/domain/territory/map-points.ts';

setMapStage();

const field = <T>(value: T): { value: T } => ({ value });
const territory = (id: string, name: string): { node: unknown } => ({
  node: {
    Id: id,
    Name: field(name),
    Base_City__c: field(null),
    Base_Latitude__c: field(null),
    Base_Longitude__c: field(null),
    Health__c: field(50)
  }
});
const account = (id: string, postalCode: string, potential: number, isLocked = false): string =>
  packedPoint({
    id: `001000000000${id}`,
    latitude: 40,
    longitude: -100,
    potential,
    workloadHours: 2,
    postalCode,
    tier: 'A',
    isOverlap: false,
    isLocked
  });
const row = (of: string, kind: string, text: string, withoutPlace = 0): { node: unknown } => ({
  node: {
    Id: 'x',
    Territory__c: field(of),
    Kind__c: field(kind),
    Without_Place__c: field(withoutPlace),
    Points__c: field(text)
  }
});

const panel: Panel = {
  tag: 'c-territory-map',
  component: TerritoryMap,
  object: 'Evenfield_Territory__c',
  answer: {
    Evenfield_Territory__c: { edges: [territory('a01', 'East'), territory('a02', 'West')] },
    Evenfield_Policy__c: { edges: [] },
    Evenfield_Map_Points__c: {
      edges: [
        row('a01', 'Assigned', account('AAA', '10001', 10) + account('AAB', '10002', 20, true), 3),
        row('a02', 'Assigned', account('AAC', '10001', 40)),
        row('a01', 'Unassigned', account('AAD', '94105', 500))
      ],
      pageInfo: { hasNextPage: false, endCursor: null }
    }
  }
};

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

async function open(): Promise<ShadowRoot> {
  const root = await shown(panel);
  await settle();
  return root;
}

async function choose(root: ShadowRoot, id: string, value: string): Promise<void> {
  const select = root.querySelector<HTMLSelectElement>(`select[id^="${id}"]`);
  if (select === null) throw new Error(`no ${id}`);
  select.value = value;
  select.dispatchEvent(new CustomEvent('change'));
  await settle();
}

const cells = (root: ShadowRoot): (string | null)[][] =>
  [...(root.querySelector('c-map-table')?.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map(
    (line) => [
      (line as HTMLElement).dataset['row'] ?? '',
      ...[...line.querySelectorAll('td')].map((cell) => {
        const number = cell.querySelector('lightning-formatted-number') as {
          value?: number;
        } | null;
        return number === null ? cell.textContent : String(number.value);
      })
    ]
  );

const scenario = (root: ShadowRoot): HTMLElement => {
  const element = root.querySelector<HTMLElement>('c-map-scenario');
  if (element === null) throw new Error('no scenario');
  return element;
};

describe('territoryMap', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('says as a table what is on the map, and what is not on it', async () => {
    const root = await open();
    expect(cells(root).map((line) => line.slice(0, 4))).toEqual([
      ['East', '2', '30', '4'],
      ['West', '1', '40', '2']
    ]);
    expect(
      [...root.querySelectorAll('[data-name="note"]')].map((note) => note.textContent)
    ).toEqual(['c.Evenfield_Map_Without_Place', 'c.Evenfield_Map_No_Boundaries']);
  });

  it('lists gaps and overlaps by postal area where it has no boundaries', async () => {
    const root = await open();
    await choose(root, 'list', 'gaps');
    expect(cells(root)).toEqual([['941', '1', '500']]);
    await choose(root, 'list', 'overlaps');
    expect(cells(root)).toEqual([['100', 'East (2), West (1)', '0']]);
  });

  it('previews what was drawn: who would move, locked ones stay, totals before and after', async () => {
    const root = await open();
    const around = [
      [-101, 39],
      [-99, 39],
      [-99, 41],
      [-101, 41]
    ];
    root
      .querySelector('c-map-canvas')
      ?.dispatchEvent(new CustomEvent('draw', { detail: { places: around } }));
    await settle();
    scenario(root).dispatchEvent(new CustomEvent('preview', { detail: { target: 1 } }));
    await settle();
    const view = (scenario(root) as unknown as { view: unknown }).view;
    expect(view).toMatchObject({
      accounts: 4,
      potential: 570,
      moves: 2,
      locked: 1,
      already: 1,
      compared: [
        { name: null, before: { accounts: 1, potential: 500 }, after: { accounts: 0 } },
        {
          name: 'East',
          before: { accounts: 2, potential: 30 },
          after: { accounts: 1, potential: 20 }
        },
        {
          name: 'West',
          before: { accounts: 1, potential: 40 },
          after: { accounts: 3, potential: 550 }
        }
      ]
    });
    expect(cells(root).map((line) => line.slice(0, 2))).toEqual([
      ['East', '1'],
      ['West', '3']
    ]);
    scenario(root).dispatchEvent(new CustomEvent('cancel'));
    await settle();
    expect(cells(root).map((line) => line.slice(0, 2))).toEqual([
      ['East', '2'],
      ['West', '1']
    ]);
  });

  testStates(panel);
});
