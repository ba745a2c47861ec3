import { describe, expect, it } from '@jest/globals';
import type { DealTable } from '../../../src/domain/core/columns.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import type { Territory } from '../../../src/domain/core/snapshot.ts';
import { spellsOf } from '../../../src/domain/quota/forecast/stage-rows.ts';
import type { LeadTable } from '../../../src/domain/quota/metrics/leads.ts';
import type { SellingFigure } from '../../../src/domain/quota/metrics/selling-figures.ts';
import { sellingRows } from '../../../src/domain/quota/metrics/selling-rows.ts';
import { buildTree } from '../../../src/domain/territory/tree.ts';

const today = '2026-06-30';
const now = dayNumber(today);
const land = (id: string, parentId: string | null): Territory => ({
  id,
  key: id,
  name: id,
  parentId,
  stage: 'Active',
  approach: null,
  ownerId: '',
  baseLatitude: null,
  baseLongitude: null,
  baseCity: null,
  capacityHoursPerWeek: null,
  mixTargetA: null
});
const { tree } = buildTree([
  land('world', null),
  land('a', 'world'),
  land('b', 'world'),
  land('c', 'world')
]);
const placeOf = (id: string): number => tree.indexById.get(id) ?? -1;

interface Deal {
  readonly land: string;
  readonly state: 'Open' | 'Lost' | 'Won';
  readonly closes: number;
  readonly stages: readonly string[];
  readonly owner?: string;
}

interface More {
  readonly people?: readonly string[];
  readonly leads?: LeadTable;
}

/** Deals of 100, created thirty days before they close, a stage every ten days. */
function rowsOf(
  deals: readonly Deal[],
  answered: readonly string[],
  withHistory = true,
  more: More = {}
) {
  const table: DealTable = {
    count: deals.length,
    account: Int32Array.from(deals, (deal) => placeOf(deal.land)),
    amount: new Float64Array(deals.length).fill(100),
    created: Int32Array.from(deals, (deal) => deal.closes - 30),
    closes: Int32Array.from(deals, (deal) => deal.closes),
    state: Uint8Array.from(deals, ({ state }) => ['Open', 'Lost', 'Won'].indexOf(state)),
    tier: new Uint8Array(deals.length),
    source: new Uint8Array(deals.length),
    owners: ['u1', 'u2'],
    owner: Int32Array.from(deals, ({ owner = '' }) => ['u1', 'u2'].indexOf(owner))
  };
  const changes = deals.flatMap(({ stages, closes }, deal) =>
    stages.map((stage, at) => ({ deal, stage, at: (closes - 30 + 10 * at) * 86_400 }))
  );
  const names = ['Early', 'Late'];
  const rows = sellingRows(
    {
      today,
      period: { start: '2026-04-01', end: '2026-06-30' },
      quotas: [
        {
          id: 'q',
          key: null,
          territoryId: 'a',
          tier: 'New',
          periodStart: '2026-04-01',
          periodEnd: '2026-06-30',
          amount: 700
        }
      ],
      deals: table,
      spells: withHistory
        ? spellsOf(table, {
            count: changes.length,
            deal: Int32Array.from(changes, ({ deal }) => deal),
            at: Uint32Array.from(changes, ({ at }) => at),
            stage: Uint16Array.from(changes, ({ stage }) => names.indexOf(stage)),
            planned: new Float32Array(changes.length).fill(NaN),
            amount: new Float32Array(changes.length).fill(100),
            stages: names,
            closed: new Set()
          })
        : null,
      // The accounts are numbered as their territories.
      territoryOf: Int32Array.from(tree.territories, (_, at) => at),
      attained: Float64Array.from({ length: 3 * tree.territories.length }, (_, at) =>
        at === 3 * placeOf('a') ? 300 : 0
      ),
      answered: new Set(answered),
      people: more.people ?? [],
      // The owners of leads are named as the territories that they own.
      leads:
        more.leads === undefined
          ? null
          : {
              table: more.leads,
              territoryOfOwner: more.leads.owners,
              now: now * 24,
              droppedDays: 30
            }
    },
    tree
  );
  return new Map(
    rows.map(({ key, values }) => [
      key,
      JSON.parse(String(values['Figures__c'])) as SellingFigure[]
    ])
  );
}

const many = (count: number, deal: Deal): Deal[] => Array.from({ length: count }, () => deal);
const deals: Deal[] = [
  ...many(3, { land: 'a', state: 'Won', closes: now - 10, stages: ['Early', 'Late'] }),
  ...many(1, { land: 'a', state: 'Lost', closes: now - 10, stages: ['Early'] }),
  ...many(2, { land: 'a', state: 'Open', closes: now + 20, stages: ['Early'] }),
  ...many(60, { land: 'b', state: 'Lost', closes: now - 40, stages: ['Early', 'Late'] }),
  ...many(4, { land: 'b', state: 'Won', closes: now - 40, stages: ['Early', 'Late', 'Early'] }),
  // Closed before the year.
  ...many(9, { land: 'a', state: 'Lost', closes: now - 365, stages: ['Early'] })
];
const told = (
  figures: readonly SellingFigure[] | undefined,
  metric: string,
  stage: string | null
) => figures?.find((figure) => figure.metric === metric && figure.stage === stage);

describe('figures of selling', () => {
  it('are worked by hand against all territories, and ten deals prove nothing', () => {
    const a = rowsOf(deals, ['a']).get('a');
    // Three of four; of all seven of 68. Wilson's lower end for 3 of 4 is 0.3006.
    expect(told(a, 'Win Rate', null)).toMatchObject({
      value: 0.75,
      low: 0.3006,
      cases: 4,
      team: 0.1029,
      says: 'Above'
    });
    expect(told(a, 'Deal Size', null)).toMatchObject({ value: 100, team: 100, says: 'Not proven' });
    expect(told(a, 'Cycle Days', null)).toMatchObject({ value: 30, cases: 3 });
    // 200 open over the 400 that are left.
    expect(told(a, 'Pipeline Coverage', null)).toMatchObject({ value: 0.5, low: null, team: 0.5 });
    // 2 × 0.75 × 100 ÷ 30.
    expect(told(a, 'Velocity', null)?.value).toBe(5);
    // All her wins are of the second half of the year.
    expect(told(a, 'Cycle Trend', null)).toBeUndefined();
  });

  it('tell how many went on from a stage: not those still there, each deal once', () => {
    const figures = rowsOf(deals, ['a', 'b']);
    // Of a four left Early, one lost from it; of b all 64 went on from it, four came back and were won.
    expect(told(figures.get('a'), 'Stage', 'Early')).toMatchObject({ value: 0.75, cases: 4 });
    expect(told(figures.get('b'), 'Stage', 'Early')).toMatchObject({ value: 1, cases: 64 });
    expect(told(figures.get('b'), 'Stage', 'Late')).toMatchObject({
      value: 0.0625,
      cases: 64,
      team: 0.1045
    });
    expect(told(rowsOf(deals, ['a'], false).get('a'), 'Stage', 'Early')).toBeUndefined();
  });

  it('are of territories that somebody answers for, and of those above three people or more', () => {
    const of = (answered: readonly string[]): string[] =>
      [...rowsOf(deals, answered).keys()].sort();
    expect(of([])).toEqual([]);
    expect(of(['a', 'world'])).toEqual(['a']);
    // Nothing closed in c, so that it has no figures, but three people answer below the world.
    expect(of(['a', 'b', 'c', 'world'])).toEqual(['a', 'b', 'world']);
  });

  it('are a person’s by what she owns, wherever its account is, and told apart from territories', () => {
    const mixed: Deal[] = [
      ...many(3, { land: 'a', state: 'Won', closes: now - 10, stages: ['Early'], owner: 'u1' }),
      ...many(1, { land: 'b', state: 'Lost', closes: now - 10, stages: ['Early'], owner: 'u1' }),
      ...many(4, { land: 'b', state: 'Lost', closes: now - 10, stages: ['Early'], owner: 'u2' })
    ];
    const rows = rowsOf(mixed, ['a'], true, { people: ['u1', 'u3'] });
    // Who owns nothing has no figures, and nobody is given those of u2, who is not asked for.
    expect([...rows.keys()].sort()).toEqual(['a', 'u1']);
    expect(told(rows.get('u1'), 'Win Rate', null)).toMatchObject({
      value: 0.75,
      cases: 4,
      team: 0.375
    });
    // Of both stages, and nothing of a quota, which is the territory's.
    expect(told(rows.get('u1'), 'Stage', 'Early')).toMatchObject({ value: 0.75, cases: 4 });
    expect(told(rows.get('u1'), 'Pipeline Coverage', null)).toBeUndefined();
  });

  it('tell of the leads of a territory’s owner, against those of all territories', () => {
    const leads: LeadTable = {
      count: 4,
      ids: ['l0', 'l1', 'l2', 'l3'],
      owner: Int32Array.from([0, 0, 1, 2]),
      owners: ['a', 'b', 'a queue'],
      created: Float64Array.from([100, 40, 100, 100], (days) => 24 * (now - days)),
      answered: Float64Array.from([2, NaN, 10, NaN], (hours) => 24 * (now - 100) + hours),
      touched: new Float64Array(4).fill(NaN),
      state: Uint8Array.from([2, 0, 1, 0])
    };
    const a = rowsOf(deals, ['a'], true, { leads }).get('a');
    // One of the two is answered after two hours; what is in a queue is nobody's.
    expect(told(a, 'Lead Response', null)).toMatchObject({ value: 2, high: null, team: 10 });
    expect(told(a, 'Lead Conversion', null)).toMatchObject({ value: 1, cases: 1, team: 0.5 });
    expect(told(a, 'Dropped Leads', null)).toMatchObject({
      value: 1,
      cases: 1,
      team: 1,
      records: ['l1']
    });
    expect(told(rowsOf(deals, ['a']).get('a'), 'Lead Response', null)).toBeUndefined();
  });
});
