import { seededRandom } from '../src/domain/assignment/dense/seeded-random.ts';
import type { AccountTable, AssetTable, TextColumn } from '../src/domain/core/columns.ts';
import { dayNumber } from '../src/domain/core/days.ts';
import { createFigures } from '../src/domain/core/figures.ts';
import { parsePolicy } from '../src/domain/core/policy.ts';
import type { OrgSnapshot } from '../src/domain/core/snapshot.ts';
import { calendarQuarters } from '../src/domain/quota/period.ts';
import { growthColumns } from '../src/domain/retention/growth/growth-columns.ts';
import { retentionDetails } from '../src/domain/retention/retention-detail.ts';

const today = '2026-05-16';
const products = 200;
const territories = 500;

/**
 * What a night spends on white space, likeness, referrals and high value, and on retention by
 * quarter: accounts with three assets to two of them, by lot.
 * @returns seconds of the processor
 */
export function growthNight(
  count: number,
  seed: number
): { readonly accounts: number; readonly growthSeconds: number; readonly detailSeconds: number } {
  const { snapshot, assets } = orgOf(count, seed);
  const growth = timed(() => growthColumns(snapshot, new Map()));
  const detail = timed(() =>
    retentionDetails(assets, {
      territoryOf: Int32Array.from({ length: count }, (_, account) => account % territories),
      territories,
      tiers: new Array<'A'>(count).fill('A'),
      today,
      quarters: calendarQuarters(today)
    })
  );
  return { accounts: count, growthSeconds: growth, detailSeconds: detail };
}

function timed(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function orgOf(count: number, seed: number): { snapshot: OrgSnapshot; assets: AssetTable } {
  const random = seededRandom(seed);
  const lot = (most: number): number => Math.floor(random() * most);
  const texts = (values: number): TextColumn => ({
    kind: 'text',
    dictionary: Array.from({ length: values }, (_, value) => `Value ${String(value)}`),
    codes: Int32Array.from({ length: count }, () => lot(values))
  });
  const figures = createFigures(count);
  for (let account = 0; account < count; account += 1) {
    if (random() >= 0.6) continue;
    figures.won12[account] = lot(100_000);
    figures.recurringNow[account] = lot(10_000);
  }
  const last = dayNumber(today);
  const rows = Math.floor(count * 1.5);
  const ints = (value: () => number): Int32Array => Int32Array.from({ length: rows }, value);
  const assets: AssetTable = {
    count: rows,
    products: Array.from({ length: products }, (_, product) => `Product ${String(product)}`),
    account: ints(() => lot(count)),
    // Few products are owned by many, many by few.
    product: ints(() => Math.floor(random() * random() * products)),
    yearly: Float64Array.from({ length: rows }, () => lot(10_000)),
    installed: Float32Array.from({ length: rows }, () => last - lot(2000)),
    ends: Float32Array.from({ length: rows }, () => (random() < 0.3 ? last - lot(500) : NaN))
  };
  const accounts: AccountTable = {
    count,
    ids: [],
    names: [],
    parent: new Int32Array(count).fill(-1),
    owner: texts(1),
    latitude: new Float64Array(count),
    longitude: new Float64Array(count),
    placeSource: new Uint8Array(count),
    fields: new Map([
      ['industry', texts(30)],
      ['billingstate', texts(60)]
    ])
  };
  const { policy } = parsePolicy(null);
  return {
    assets,
    snapshot: {
      today,
      now: last * 86_400_000,
      period: { start: today, end: today },
      policy,
      territories: [],
      members: [],
      rules: [],
      quotas: [],
      users: new Map(),
      pastSnapshots: [],
      accounts,
      figures,
      assets,
      coverage: { present: new Uint8Array(count), columns: new Map() }
    }
  };
}
