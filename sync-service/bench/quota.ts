/**
 * `quota`: setting and forecasting the quotas of a large org, by the functions that the product calls.
 * A quarter, a half and the whole are measured, so that growth shows: the power of the size by which
 * the processor's seconds grow.
 * `--territories 5000 --opportunities 1000000 --seed 1`
 */
import { parseArgs } from 'node:util';
import { seededRandom } from '../src/domain/assignment/dense/seeded-random.ts';
import type { DealTable } from '../src/domain/core/columns.ts';
import { dayNumber } from '../src/domain/core/days.ts';
import type { Quota, Territory } from '../src/domain/core/snapshot.ts';
import { quotaTiers } from '../src/domain/quota/attainment/attained.ts';
import type { StageRows } from '../src/domain/quota/forecast/stage-rows.ts';
import { spellsOf } from '../src/domain/quota/forecast/stage-rows.ts';
import { quotaForecasts } from '../src/domain/quota/quota-forecast.ts';
import { planQuotas } from '../src/domain/quota/setting/plan.ts';
import type { QuotaNode } from '../src/domain/quota/setting/quota-node.ts';
import { rationaleOf } from '../src/domain/quota/setting/rationale.ts';
import { buildTree } from '../src/domain/territory/tree.ts';

const today = '2026-05-15';
const period = { start: '2026-04-01', end: '2026-06-30' };
/** Territories below each manager. */
const span = 50;
/** Accounts that share the opportunities. */
const dealsPerAccount = 5;
const rules = {
  weights: { lastResult: 0.5, potential: 0.3, pipeline: 0.2, capacity: 0 },
  mostRise: null,
  mostFall: 0.3,
  overAssignment: 0.05,
  poolName: 'Pool'
} as const;

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      territories: { type: 'string', default: '5000' },
      opportunities: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' }
    }
  });
  const seed = Number(values.seed);
  const sizes = [4, 2, 1].map((part) => ({
    territories: Math.round(Number(values.territories) / part),
    opportunities: Math.round(Number(values.opportunities) / part)
  }));
  const lines = [];
  for (const size of sizes) lines.push(await measured(size.territories, size.opportunities, seed));
  const [quarter, , whole] = lines;
  return {
    ...whole,
    growth: Number(
      (Math.log((whole?.cpuSeconds ?? NaN) / (quarter?.cpuSeconds ?? NaN)) / Math.log(4)).toFixed(2)
    ),
    sizes: lines
  };
}

async function measured(territories: number, opportunities: number, seed: number) {
  const keys = treeOf(territories);
  const nodes = nodesOf(keys, seed);
  const { tree } = buildTree(keys);
  const accounts = Math.ceil(opportunities / dealsPerAccount);
  const leaves = tree.territories.flatMap((_, at) => (tree.children(at).length === 0 ? [at] : []));
  const territoryOf = Int32Array.from(
    { length: accounts },
    (_, account) => leaves[account % leaves.length] ?? 0
  );
  const deals = dealsOf(opportunities, accounts, seed);
  const changes = changesOf(deals, seed);
  await Promise.resolve();
  const started = performance.now();
  const processor = process.cpuUsage();
  const plan = planQuotas(nodes, 100_000_000_00, rules);
  if ('refusal' in plan) throw new Error(`The plan was refused: ${JSON.stringify(plan.refusal)}`);
  const words = plan.rows.map((row, at) => {
    const node = nodes[at];
    return node === undefined ? '' : rationaleOf(row, node, rules, { isoCode: 'USD', decimals: 2 });
  });
  const planned = performance.now();
  const quotas = plan.rows.flatMap((row): Quota[] =>
    quotaTiers.map((tier) => ({
      id: `${row.key}:${tier}`,
      key: null,
      territoryId: row.key,
      tier,
      periodStart: period.start,
      periodEnd: period.end,
      amount: row.amount / 300
    }))
  );
  const forecasts = quotaForecasts(
    { deals, period, quotas, today },
    tree,
    new Float64Array(tree.territories.length * quotaTiers.length),
    territoryOf,
    spellsOf(deals, changes)
  );
  const ended = performance.now();
  return {
    territories,
    opportunities,
    seconds: Number(((ended - started) / 1000).toFixed(2)),
    cpuSeconds: Number((process.cpuUsage(processor).user / 1e6).toFixed(2)),
    planSeconds: Number(((planned - started) / 1000).toFixed(2)),
    rows: forecasts.size,
    words: words.length,
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024)
  };
}

/** A company, managers, and their territories. */
function treeOf(territories: number): Territory[] {
  const managers = Math.max(1, Math.round(territories / span));
  const key = (at: number): string => `t${String(at).padStart(6, '0')}`;
  return Array.from({ length: territories }, (_, at): Territory => ({
    id: key(at),
    key: key(at),
    name: key(at),
    parentId: at === 0 ? null : at <= managers ? key(0) : key(1 + (at % managers)),
    stage: 'Active',
    approach: null,
    ownerId: '',
    baseLatitude: null,
    baseLongitude: null,
    baseCity: null,
    capacityHoursPerWeek: null,
    mixTargetA: null
  }));
}

function nodesOf(territories: readonly Territory[], seed: number): QuotaNode[] {
  const random = seededRandom(seed);
  const places = new Map(territories.map(({ key }, at) => [key, at]));
  return territories.map(({ key, parentId }) => ({
    key,
    name: key,
    parent: parentId === null ? -1 : (places.get(parentId) ?? 0),
    lastResult: random() < 0.9 ? Math.round(random() * 2_000_000) : null,
    potential: Math.round(random() * 5_000_000),
    pipeline: Math.round(random() * 1_000_000),
    capacity: null,
    ramp: random() < 0.1 ? 0.5 : 1,
    vacant: random() < 0.05,
    floor: null,
    bottomUp: null,
    override: null
  }));
}

/** Two years of deals: two thirds closed. */
function dealsOf(count: number, accounts: number, seed: number): DealTable {
  const random = seededRandom(seed + 1);
  const now = dayNumber(today);
  const created = Int32Array.from({ length: count }, () => now - 1 - Math.floor(random() * 700));
  const isOpen = Uint8Array.from({ length: count }, () => (random() < 0.33 ? 1 : 0));
  return {
    count,
    account: Int32Array.from({ length: count }, (_, at) => at % accounts),
    amount: Float64Array.from({ length: count }, () => Math.round(1_000 + random() * 50_000)),
    created,
    closes: Int32Array.from(created, (day, at) =>
      isOpen[at] === 1
        ? now + Math.floor(random() * 120)
        : Math.min(now, day + Math.floor(random() * 150))
    ),
    state: Uint8Array.from(isOpen, (open) => (open === 1 ? 0 : random() < 0.5 ? 1 : 2)),
    tier: Uint8Array.from({ length: count }, () => Math.floor(random() * 3)),
    source: Uint8Array.from({ length: count }, () => Math.floor(random() * 6))
  };
}

const stageNames = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed'];

/** Four rows of history a deal: three open stages, in the second of which the plan is put off, and the close. */
function changesOf({ count, created, closes, state }: DealTable, seed: number): StageRows {
  const random = seededRandom(seed + 2);
  const rows = count * 4;
  const at = new Uint32Array(rows);
  const planned = new Float32Array(rows);
  const stage = new Uint16Array(rows);
  for (let deal = 0; deal < count; deal += 1) {
    const born = created[deal] ?? 0;
    const isClosed = state[deal] !== 0;
    const last = isClosed ? (closes[deal] ?? born) : dayNumber(today);
    for (let change = 0; change < 4; change += 1) {
      const row = deal * 4 + change;
      const day = change === 0 ? born : born + Math.floor(((last - born) * change) / 3);
      at[row] = day * 86_400 + Math.floor(random() * 80_000);
      planned[row] = change === 0 ? born + 60 : isClosed ? last + 20 : (closes[deal] ?? NaN);
      stage[row] = isClosed && change === 3 ? 4 : change;
    }
  }
  return {
    count: rows,
    deal: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 4)),
    at,
    stage,
    planned,
    amount: new Float32Array(rows).fill(20_000),
    stages: stageNames,
    closed: new Set(['Closed'])
  };
}
