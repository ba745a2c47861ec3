/**
 * Scoring many accounts and fitting on as many rows as a night learns from: customers whose
 * outcomes are drawn from a planted chance of twelve signals. Sizes are halved twice to see how
 * time grows.
 */
import { parseArgs } from 'node:util';
import { seededRandom } from '../src/domain/assignment/dense/seeded-random.ts';
import type { Column } from '../src/domain/core/columns.ts';
import { dealStates } from '../src/domain/core/columns.ts';
import { dayNumber } from '../src/domain/core/days.ts';
import { createFigures } from '../src/domain/core/figures.ts';
import { parsePolicy } from '../src/domain/core/policy.ts';
import type { OrgSnapshot } from '../src/domain/core/snapshot.ts';
import { churnRun } from '../src/domain/retention/churn-run.ts';
import type { KeptModel } from '../src/domain/retention/kept-model.ts';
import type { AccountPast, PastRow } from '../src/domain/retention/past/account-past.ts';
import { accountPast, eventsUpTo, pastKinds } from '../src/domain/retention/past/account-past.ts';
import { revenueAt } from '../src/domain/retention/past/contraction-label.ts';
import { recentDays } from '../src/domain/retention/past/dated-signs.ts';
import type { RecentRow } from '../src/domain/retention/past/recent-rows.ts';
import { chanceOf } from '../src/domain/retention/model/feature-table.ts';
import { plantedPast } from '../test/domain/retention/planted-past.ts';
import { growthNight } from './growth-night.ts';

const signals = 12;

/** `--accounts N --seed N`; `--history true` scores by a model of dated history in place of mapped fields. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      history: { type: 'string', default: 'false' }
    }
  });
  const accounts = Number(values.accounts);
  if (values.history === 'true') return historyNight(accounts, Number(values.seed));
  const whole = orgOf(accounts, Number(values.seed));
  const fit = timed();
  const night = churnRun(whole);
  const fitAndScore = fit();
  const kept = keptOf(night.versions[0]?.values);
  const scoring = [accounts / 4, accounts / 2, accounts].map((count) => {
    const org = { ...cut(whole, count), churnModel: kept };
    const score = timed();
    const { scores } = churnRun(org);
    let words = 0;
    for (let row = 0; row < count; row += 1) words += scores?.reasons(row).raises.length ?? 0;
    return { accounts: count, words, ...score() };
  });
  return Promise.resolve({
    accounts,
    kind: night.versions[0]?.values['Kind__c'],
    learnedFrom: night.versions[0]?.values['Rows__c'],
    rocArea: night.versions[0]?.values['ROC_Area__c'],
    fitAndScore,
    scoring,
    growth: [accounts / 4, accounts / 2, accounts].map((count) =>
      growthNight(Math.floor(count), Number(values.seed))
    ),
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024)
  });
}

/** Seconds on the wall and of the processor; where others use the machine too, only the latter tells. */
function timed(): () => { seconds: number; cpuSeconds: number } {
  const start = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}

/** Dated history of the accounts that a weekly fit holds, the fit, and then nights that score by its record. */
function historyNight(accounts: number, seed: number): Promise<Record<string, unknown>> {
  const days = 1826;
  const today = dayNumber('2026-05-16');
  const learned = Math.min(accounts, 20_000);
  const shifted = (row: PastRow): PastRow[] =>
    row.day > days
      ? []
      : [{ ...row, day: row.day + today - days, second: row.second + today - days }];
  const planted = plantedPast(learned, days, seed);
  const rows = Object.fromEntries(
    pastKinds.map((kind) => [kind, planted[kind].flatMap(shifted)])
  ) as typeof planted;
  const past = accountPast(learned, {
    ...rows,
    purchases: rows.purchases.map((row) => ({ ...row, second: 100 }))
  });
  const { policy } = parsePolicy({ Churn_History_Years__c: 5 });
  const night = (count: number): OrgSnapshot =>
    ({
      today: '2026-05-16',
      mayFit: true,
      policy,
      accounts: {
        count,
        ids: Array.from({ length: count }, (_, row) => idOf(row)),
        fields: new Map()
      },
      ...lastTwoYears(count, past, today)
    }) as unknown as OrgSnapshot;
  const fit = timed();
  const fitted = churnRun({
    ...night(learned),
    learning: { past, accounts, plays: [], products: [], owned: [] }
  });
  const fitSeconds = fit();
  const [row, second] = fitted.versions.map((version) => version.values);
  const scoring = [accounts / 4, accounts / 2, accounts].map((count) => {
    const org = { ...night(count), churnModel: keptPast(row), contractionModel: keptPast(second) };
    const score = timed();
    const { scores, contraction } = churnRun(org);
    let words = 0;
    for (let account = 0; account < count; account += 1)
      words += scores?.reasons(account).raises.length ?? 0;
    const shrink = contraction?.reduce((sum, chance) => sum + (chance > 0 ? 1 : 0), 0) ?? 0;
    return { accounts: count, words, shrink, ...score() };
  });
  return Promise.resolve({
    accounts,
    kind: row?.['Kind__c'],
    learnedFrom: row?.['Rows__c'],
    rocArea: row?.['ROC_Area__c'],
    contraction: second?.['Kind__c'],
    contractionLearnedFrom: second?.['Rows__c'],
    contractionRocArea: second?.['ROC_Area__c'],
    fit: fitSeconds,
    scoring,
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024)
  });
}

/** What any night reads of the past, for as many accounts: those of the fit, over and over. */
function lastTwoYears(
  count: number,
  past: AccountPast,
  today: number
): Pick<OrgSnapshot, 'figures' | 'deals' | 'recent'> {
  const figures = createFigures(count);
  const recent: RecentRow[] = [];
  const account: number[] = [];
  const closes: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const own = row % past.count;
    const last = (events: { offsets: Int32Array }, days: Float64Array): number =>
      days[(events.offsets[own + 1] ?? 0) - 1] ?? NaN;
    figures.lastTouchDay[row] = last(past.touches, past.touches.days);
    const ends = last(past.contracts, past.contracts.ends);
    if (ends >= today) figures.renewalDay[row] = ends;
    figures.recurringNow[row] = revenueAt(past, own, today);
    for (const kind of ['rivals', 'owners'] as const) {
      const day = last(past[kind], past[kind].days);
      if (day > today - recentDays) recent.push({ kind, accountId: idOf(row), day, second: 0 });
    }
    const notice = last(past.notices, past.notices.ends);
    if (notice > today)
      recent.push({ kind: 'notices', accountId: idOf(row), day: today - 1, second: notice });
    const [, to] = eventsUpTo(past.purchases, own, today);
    const [, from] = eventsUpTo(past.purchases, own, today - 730);
    for (let at = from; at < to; at += 1) {
      account.push(row);
      closes.push(past.purchases.days[at] ?? 0);
    }
  }
  const deals = account.length;
  return {
    figures,
    recent,
    deals: {
      count: deals,
      account: Int32Array.from(account),
      amount: new Float64Array(deals).fill(100),
      created: Int32Array.from(closes),
      closes: Int32Array.from(closes),
      state: new Uint8Array(deals).fill(dealStates.indexOf('Won')),
      tier: new Uint8Array(deals),
      source: new Uint8Array(deals)
    }
  };
}

const idOf = (row: number): string => `001${String(row).padStart(12, '0')}AAA`;

/** A model of dated history as the org keeps it. */
function keptPast(values: Readonly<Record<string, unknown>> | undefined): KeptModel {
  const { reading, ...sums } = JSON.parse(String(values?.['Model__c'])) as NonNullable<
    KeptModel['sums']
  > &
    Pick<KeptModel, 'reading'>;
  return { ...keptOf(values), sums, reading };
}

function keptOf(values: Readonly<Record<string, unknown>> | undefined): KeptModel {
  return {
    id: 'kept',
    key: 'churn:2026-05-16',
    fitted: '2026-05-16',
    lastFit: '2026-05-16',
    kind: 'additive',
    brierSkill: Number(values?.['Brier_Skill__c']),
    sums: JSON.parse(String(values?.['Model__c'])) as KeptModel['sums'],
    reading: null
  };
}

/** What the churn run reads of an org; the rest of a snapshot is empty. */
function orgOf(count: number, seed: number): OrgSnapshot {
  const random = seededRandom(seed);
  const columns = Array.from({ length: signals }, () =>
    Float64Array.from({ length: count }, () => (random() < 0.05 ? NaN : random()))
  );
  const left = Uint8Array.from({ length: count }, (_, row) => {
    const at = (place: number): number => {
      const value = columns[place]?.[row] ?? NaN;
      return Number.isNaN(value) ? 0.5 : value;
    };
    const odds = -4.5 + 2 * at(0) + 2 * at(1) ** 2 + (at(2) > 0.7 && at(3) > 0.5 ? 1.5 : 0) - at(4);
    return random() < 0.1 ? 255 : random() < chanceOf(odds) ? 1 : 0;
  });
  const fields = new Map<string, Column>([
    ['left__c', { kind: 'flag', values: left }],
    ...columns.map(
      (values, place) => [`signal_${String(place)}__c`, { kind: 'number', values }] as const
    )
  ]);
  const { policy } = parsePolicy({
    Churn_Label__c: 'Left__c',
    Churn_Signals__c: columns.map((_, place) => `Signal_${String(place)}__c`).join('\n')
  });
  const empty = { today: '2026-05-16', mayFit: true, policy, accounts: { count, fields } };
  return empty as unknown as OrgSnapshot;
}

function cut(org: OrgSnapshot, count: number): OrgSnapshot {
  const fields = new Map(
    [...org.accounts.fields].map(([name, column]): [string, Column] => [
      name,
      column.kind === 'flag'
        ? { kind: 'flag', values: column.values.subarray(0, count) }
        : column.kind === 'number'
          ? { kind: 'number', values: column.values.subarray(0, count) }
          : column
    ])
  );
  return { ...org, accounts: { ...org.accounts, count, fields } };
}
