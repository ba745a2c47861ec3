/**
 * Scoring many accounts and fitting on as many rows as a night learns from: customers whose
 * outcomes are drawn from a planted chance of twelve signals. Sizes are halved twice to see how
 * time grows.
 */
import { parseArgs } from 'node:util';
import { seededRandom } from '../src/domain/assignment/dense/seeded-random.ts';
import type { Column } from '../src/domain/core/columns.ts';
import { parsePolicy } from '../src/domain/core/policy.ts';
import type { OrgSnapshot } from '../src/domain/core/snapshot.ts';
import { churnRun } from '../src/domain/retention/churn-run.ts';
import type { KeptModel } from '../src/domain/retention/kept-model.ts';
import { chanceOf } from '../src/domain/retention/model/feature-table.ts';

const signals = 12;

/** `--accounts N --seed N`. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' }
    }
  });
  const accounts = Number(values.accounts);
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
    for (let row = 0; row < count; row += 1) words += scores?.signals(row).length ?? 0;
    return { accounts: count, words, ...score() };
  });
  return Promise.resolve({
    accounts,
    kind: night.versions[0]?.values['Kind__c'],
    learnedFrom: night.versions[0]?.values['Rows__c'],
    rocArea: night.versions[0]?.values['ROC_Area__c'],
    fitAndScore,
    scoring,
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
