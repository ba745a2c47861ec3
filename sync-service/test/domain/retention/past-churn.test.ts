import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import type { DealTable } from '../../../src/domain/core/columns.ts';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber, dayText } from '../../../src/domain/core/days.ts';
import {
  addAsset,
  addCase,
  addContract,
  addTouch,
  createFigures
} from '../../../src/domain/core/figures.ts';
import { figureCalendar } from '../../../src/domain/core/figures.ts';
import { roundTo } from '../../../src/domain/core/rounding.ts';
import type { OrgSnapshot } from '../../../src/domain/core/snapshot.ts';
import { churnRun } from '../../../src/domain/retention/churn-run.ts';
import type { KeptModel } from '../../../src/domain/retention/kept-model.ts';
import { isPastFitDue } from '../../../src/domain/retention/past-churn.ts';
import type { PastRow } from '../../../src/domain/retention/past/account-past.ts';
import { accountPast } from '../../../src/domain/retention/past/account-past.ts';
import type { LearningPast } from '../../../src/domain/retention/past/learning-past.ts';
import { pastSignals, signalsAt } from '../../../src/domain/retention/past/past-signals.ts';
import { revenueAt } from '../../../src/domain/retention/past/contraction-label.ts';
import type { RecentRow } from '../../../src/domain/retention/past/recent-rows.ts';
import { recentByAccount } from '../../../src/domain/retention/past/recent-rows.ts';
import type { Reasons } from '../../../src/domain/retention/reasons.ts';
import { pastTonight } from '../../../src/domain/retention/past/past-tonight.ts';
import { dealRows } from '../../../src/salesforce/records/deal-rows.ts';
import { snapshotOf } from '../org-builder.ts';
import type { PastRows } from './planted-past.ts';
import { plantedPast } from './planted-past.ts';

const accounts = 130;
const todayText = '2026-05-16';
const today = dayNumber(todayText);
const days = 1500;
const years = 5;

/** What was planted, ending today; contracts may end later, as they were agreed. */
const rows = ((): PastRows => {
  const planted = plantedPast(accounts, days, 5);
  const moved = (row: PastRow): PastRow[] => {
    const day = row.day + today - days;
    return day <= today ? [{ ...row, day, second: row.second + today - days }] : [];
  };
  /** What ends after today has no end today. */
  const open = (own: readonly PastRow[]): PastRow[] =>
    own.flatMap(moved).map((row) => (row.second > today ? { ...row, second: NaN } : row));
  return {
    purchases: planted.purchases.flatMap(moved).map((row) => ({ ...row, second: 100 })),
    touches: planted.touches.flatMap(moved),
    contracts: planted.contracts.flatMap(moved),
    notices: planted.notices.flatMap(moved),
    rivals: planted.rivals.flatMap(moved),
    owners: planted.owners.flatMap(moved),
    cases: [...open(planted.cases), { account: 3, day: today - 40, second: NaN }],
    escalations: [...open(planted.escalations), { account: 3, day: today - 10, second: NaN }],
    renewals: open(planted.renewals),
    revenue: open(planted.revenue)
  };
})();
const learning: LearningPast = {
  past: accountPast(accounts, rows),
  accounts,
  plays: [],
  products: [],
  owned: []
};

/** The same rows as the streams of any night sum them. */
function nightly(): Pick<OrgSnapshot, 'figures' | 'recent'> & { deals: DealTable } {
  const calendar = figureCalendar(todayText, { start: '2026-04-01', end: '2026-06-30' });
  const figures = createFigures(accounts);
  const deals = dealRows();
  for (const [number, { account, day, second }] of rows.purchases.entries())
    if (day >= calendar.twoYearsAgo)
      deals.add(account, number, {
        amount: second,
        created: day - 10,
        closes: day,
        isClosed: true,
        isWon: true,
        type: null,
        source: null
      });
  for (const [number, { account, day, second, amount }] of rows.renewals.entries())
    if (!(second < calendar.twoYearsAgo))
      deals.add(account, rows.purchases.length + number, {
        amount: NaN,
        created: day,
        closes: Number.isNaN(second) ? today + 30 : second,
        isClosed: !Number.isNaN(second),
        isWon: !Number.isNaN(second) && amount === 1,
        type: 'Renewal',
        source: null
      });
  for (const { account, day } of rows.touches)
    if (day >= calendar.twoYearsAgo) addTouch(figures, account, calendar, day);
  for (const { account, day, second } of rows.cases)
    if (Number.isNaN(second)) addCase(figures, account, false, day);
  for (const { account, day, second, amount = 0 } of rows.revenue)
    addAsset(figures, account, calendar, amount, day, second);
  for (const { account, second } of rows.contracts)
    if (second >= today) addContract(figures, account, calendar, second);
  const kinds = ['rivals', 'owners', 'escalations', 'notices'] as const;
  const recent = kinds.flatMap((kind): RecentRow[] =>
    rows[kind]
      .filter(({ day, second }) =>
        kind === 'escalations'
          ? Number.isNaN(second)
          : (kind === 'notices' ? second : day) >= today - 365
      )
      .map(({ account, day, second }) => ({ kind, accountId: idOf(account), day, second }))
  );
  return { figures, deals: deals.done(), recent };
}
const idOf = (account: number): string => `001${String(account).padStart(12, '0')}AAA`;

function orgOf(more: Partial<OrgSnapshot> = {}): OrgSnapshot {
  const snapshot = snapshotOf({
    accounts: Array.from({ length: accounts }, (_, row) => ({ industry: `I${String(row % 3)}` })),
    policy: { Churn_History_Years__c: years },
    today: todayText
  });
  const ids = Array.from({ length: accounts }, (_, account) => idOf(account));
  return {
    ...snapshot,
    accounts: { ...snapshot.accounts, ids },
    ...nightly(),
    mayFit: true,
    learning,
    ...more
  };
}

const night = churnRun(orgOf());
const first = night.versions[0];

function kept(more: Partial<KeptModel> = {}): KeptModel {
  const { reading = null, ...sums } = JSON.parse(String(first?.values.Model__c)) as NonNullable<
    KeptModel['sums']
  > &
    Partial<Pick<KeptModel, 'reading'>>;
  return {
    id: 'a0M000000000001AAA',
    key: 'churn:2026-05-10',
    fitted: '2026-05-10',
    lastFit: '2026-05-10',
    kind: 'ridge',
    brierSkill: Number(first?.values.Brier_Skill__c),
    sums,
    reading,
    ...more
  };
}

const [, second] = night.versions;
const keptSecond = (more: Partial<KeptModel> = {}): KeptModel => {
  const { reading = null, ...sums } = JSON.parse(String(second?.values.Model__c)) as NonNullable<
    KeptModel['sums']
  > &
    Partial<Pick<KeptModel, 'reading'>>;
  return { ...kept(), key: 'contraction:2026-05-10', sums, reading, ...more };
};

describe('a night that learns from dated history', () => {
  test('keeps a version that says what taught and what tested it, and how well', () => {
    expect(first?.values).toMatchObject({ In_Use__c: true, Fitted__c: todayText });
    expect(['Ridge', 'Additive']).toContain(first?.values.Kind__c);
    expect(first?.values.ROC_Area__c).toBeGreaterThan(0.7);
    // Who is told apart early is told apart within the horizon.
    expect(first?.values.Lead_Days__c).toBeGreaterThan(0);
    expect(first?.values.Lead_Days__c).toBeLessThanOrEqual(90);
    const said = String(first?.values.Message__c);
    const [taught = '', calibrated = '', tested = ''] = [...said.matchAll(/to (\d{4}-\d\d-\d\d)/g)]
      .map(([, day]) => day ?? '')
      .slice(0, 3);
    // Each later use begins after horizon and grace of the one before.
    expect(dayNumber(tested) + 120).toBeLessThan(today);
    expect(taught < calibrated && calibrated < tested).toBe(true);
  });

  test('scores who is judged, with reasons that name a day, and leaves the others to the scorecard', () => {
    const risk = night.scores?.risk ?? new Float64Array(0);
    const reasons = (row: number): Reasons | undefined => night.scores?.reasons(row);
    const judged = [...risk.keys()].filter((row) => !Number.isNaN(risk[row]));
    expect(judged.length).toBeGreaterThan(30);
    expect(judged.length).toBeLessThan(accounts);
    const coverage = computeRun(orgOf({ churnModel: kept(), mayFit: false })).coverage;
    const measured = coverage.get('Risk_Measured__c');
    const band = coverage.get('Risk_Band__c');
    if (measured?.kind !== 'flag' || band?.kind !== 'text') throw new Error('columns missing');
    expect([...measured.values.keys()].filter((row) => measured.values[row] === 1)).toEqual(judged);
    expect(band.values.every((own) => own !== null)).toBe(true);
    const said = judged.flatMap((row) => reasons(row)?.raises ?? []);
    expect(said.length).toBeGreaterThan(0);
    for (const { words } of said)
      expect(words).toMatch(/: \d+ points of the risk, \d+ % without it$/);
    const holds = judged.flatMap((row) => reasons(row)?.holds ?? []);
    expect(holds.length).toBeGreaterThan(0);
    for (const words of holds) expect(words).toMatch(/: \d+ points less risk, \d+ % without it$/);
    const mended = judged.flatMap((row) => reasons(row)?.mended ?? []);
    expect(mended.length).toBeGreaterThan(0);
    for (const words of mended) expect(words).toMatch(/^If .+: \d+ % instead of \d+ %$/);
    // Words stay the same while nothing happens: a day later they are no others.
    const tomorrow = churnRun(
      orgOf({ today: dayText(today + 1), churnModel: kept(), mayFit: false })
    );
    const changed = judged.filter(
      (row) => JSON.stringify(tomorrow.scores?.reasons(row)) !== JSON.stringify(reasons(row))
    );
    expect(changed.length).toBeLessThan(judged.length / 5);
  });

  test('what is learned from is what is scored: any night’s streams give each signal as the whole history does', () => {
    const { figures, deals, recent = [] } = nightly();
    const buying = { r: 0.24, alpha: 30, a: 0.8, b: 2.4 };
    const besides = recentByAccount(
      recent,
      Array.from({ length: accounts }, (_, account) => idOf(account))
    );
    const tonight = pastTonight(accounts, figures, deals, today, besides);
    const own = signalsAt(tonight, today, buying);
    const whole = signalsAt(learning.past, today, buying);
    pastSignals.forEach(([name], place) => {
      expect([name, own.values[place]]).toEqual([name, whole.values[place]]);
      expect([name, whole.values[place]?.some((value) => value > 0)]).toEqual([name, true]);
    });
    // What could shrink today, too.
    for (let account = 0; account < accounts; account += 1)
      expect(revenueAt(tonight, account, today)).toBe(revenueAt(learning.past, account, today));
  });
});

describe('no look-ahead through the night', () => {
  const random = seededRandom(4);
  const noise = (column: Float64Array): Float64Array => column.map(() => Math.floor(random() * 50));
  const nonsense = (): OrgSnapshot => {
    const org = orgOf();
    const figures = Object.fromEntries(
      Object.entries(org.figures).map(([name, column]) => [name, noise(column as Float64Array)])
    ) as unknown as OrgSnapshot['figures'];
    const deals: DealTable | undefined = org.deals && {
      ...org.deals,
      amount: noise(org.deals.amount),
      state: org.deals.state.map(() => Math.floor(random() * 3))
    };
    const fields = new Map(
      [...org.accounts.fields].map(([name, column]) => [
        name,
        column.kind === 'text'
          ? { ...column, dictionary: column.dictionary.map((_, at) => `nonsense ${String(at)}`) }
          : column.kind === 'flag'
            ? { ...column, values: column.values.map(() => 1) }
            : { ...column, values: noise(column.values) }
      ])
    );
    return {
      ...org,
      figures,
      ...(deals === undefined ? {} : { deals }),
      territories: [],
      quotas: [],
      accounts: {
        ...org.accounts,
        fields,
        names: org.accounts.names.map(() => 'nobody'),
        parent: org.accounts.parent.map(() => -1),
        owner: { kind: 'text', codes: new Int32Array(accounts).fill(0), dictionary: ['u9'] },
        latitude: noise(org.accounts.latitude),
        longitude: noise(org.accounts.longitude)
      },
      coverage: { present: new Uint8Array(accounts), columns: new Map() }
    };
  };

  test('every field of today overwritten with nonsense changes no bit of what is learned', () => {
    // What the best customers share is told of today, and not learned from.
    const learned = (run: ReturnType<typeof churnRun>): object => ({
      ...run.versions[0]?.values,
      Profile__c: null
    });
    expect(learned(churnRun(nonsense()))).toEqual(learned(night));
  });
});

describe('contraction, a second question', () => {
  test('has a version of its own beside that of churn, tested on the same days', () => {
    expect(first?.values).toMatchObject({ Predicts__c: 'Churn' });
    expect(second).toMatchObject({ key: `contraction:${todayText}`, id: null });
    expect(second?.values).toMatchObject({ Predicts__c: 'Contraction', In_Use__c: true });
    expect(second?.values.ROC_Area__c).toBeGreaterThan(0.85);
    expect(second?.values.Brier_Skill__c).toBeGreaterThan(0);
    const spans = (row: typeof first): string =>
      /Snapshots learned from.*/.exec(String(row?.values.Message__c))?.[0] ?? '';
    expect(spans(second)).toBe(spans(first));
  });

  test('is told of who is judged and has something that could shrink, most of who was tempted', () => {
    const chances = night.contraction ?? new Float64Array(0);
    expect(chances).toHaveLength(accounts);
    const judged = [...chances.keys()].filter((row) => !Number.isNaN(chances[row]));
    expect(judged.length).toBeGreaterThan(30);
    for (const row of judged) expect(night.scores?.risk[row]).not.toBeNaN();
    const ends = nightly().figures.renewalDay;
    const tempted = new Set(
      rows.rivals.filter(({ day }) => day > today - 150).map(({ account }) => account)
    );
    const mean = (of: (row: number) => boolean): number => {
      const own = judged.filter((row) => (ends[row] ?? NaN) - today < 90 && of(row));
      return own.reduce((sum, row) => sum + (chances[row] ?? 0), 0) / own.length;
    };
    expect(mean((row) => tempted.has(row))).toBeGreaterThan(1.5 * mean((row) => !tempted.has(row)));
    const column = computeRun(
      orgOf({ churnModel: kept(), contractionModel: keptSecond() })
    ).coverage.get('Contraction_Risk__c');
    if (column?.kind !== 'number') throw new Error('column missing');
    expect(column.values).toEqual(chances.map((chance) => roundTo(chance, 6)));
  });

  test('is not told without a model', () => {
    const without = churnRun(orgOf({ churnModel: kept(), contractionModel: null }));
    expect(without.contraction).toBeNull();
  });
});

describe('between two fits', () => {
  test('a night scores by the record, as the night of the fit did, and fits nothing even with history at hand', () => {
    const between = churnRun(orgOf({ churnModel: kept() }));
    expect(between.versions).toEqual([]);
    expect(between.scores?.risk).toEqual(night.scores?.risk);
    const without = churnRun(orgOf({ churnModel: kept(), learning: null }));
    expect(without.scores?.risk).toEqual(night.scores?.risk);
  });

  test('history is read for the night whose fit is due alone', () => {
    expect(isPastFitDue(null, todayText)).toBe(true);
    expect(isPastFitDue(kept(), todayText)).toBe(false);
    expect(isPastFitDue(kept({ lastFit: '2026-05-09' }), todayText)).toBe(true);
    expect(isPastFitDue(kept({ sums: null, reading: null }), todayText)).toBe(false);
    // A model of mapped fields cannot be read by dated signals.
    expect(isPastFitDue(kept({ reading: null }), todayText)).toBe(true);
    // Nor can one that reads other signals than there are.
    const { sums } = kept();
    const fewer = sums === null ? null : { ...sums, binnings: sums.binnings.slice(1) };
    expect(isPastFitDue(kept({ sums: fewer }), todayText)).toBe(true);
  });

  test('a worse version is kept beside the one in use, says so, and does not score', () => {
    const old = kept({ fitted: '2026-05-01', lastFit: '2026-05-01', brierSkill: 0.95 });
    const second = keptSecond({ brierSkill: 0.95 });
    const { versions, scores, contraction } = churnRun(
      orgOf({ churnModel: old, contractionModel: second })
    );
    expect(versions.map(({ key, values }) => [key, values.In_Use__c])).toEqual([
      [`churn:${todayText}`, false],
      [`contraction:${todayText}`, false],
      [`expansion:${todayText}`, false]
    ]);
    expect(versions[1]?.values.Message__c).toContain('Not in use: its skill of');
    expect(contraction).toEqual(night.contraction);
    expect(versions[0]?.values.Message__c).toContain('Not in use: its skill of');
    expect(scores?.risk).toEqual(night.scores?.risk);
  });
});

describe('an org without enough of a past', () => {
  test('has no chance anywhere, and its version says why', () => {
    const few: LearningPast = {
      ...learning,
      past: accountPast(accounts, {
        purchases: rows.purchases.filter(({ account }) => account < 10),
        touches: [],
        cases: [],
        contracts: rows.contracts.filter(({ account }) => account < 10)
      })
    };
    const { scores, versions, contraction } = churnRun(orgOf({ learning: few }));
    expect([scores, contraction]).toEqual([null, null]);
    expect(versions[1]?.values).toMatchObject({
      Predicts__c: 'Contraction',
      Kind__c: 'Not Measured',
      In_Use__c: false
    });
    expect(versions[1]?.values.Message__c).toContain('no chance is told');
    expect(versions[0]?.values).toMatchObject({ Kind__c: 'Scorecard', In_Use__c: true });
    expect(versions[0]?.values.Message__c).toContain('the published scorecard stands');
    const empty = accountPast(accounts, { purchases: [], touches: [], cases: [], contracts: [] });
    expect(churnRun(orgOf({ learning: { ...learning, past: empty } })).scores).toBeNull();
  });
});
