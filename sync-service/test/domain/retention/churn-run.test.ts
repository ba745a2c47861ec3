import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Column } from '../../../src/domain/core/columns.ts';
import { computeRun, fieldsNeeded } from '../../../src/domain/core/compute-run.ts';
import { parsePolicy } from '../../../src/domain/core/policy.ts';
import type { OrgSnapshot } from '../../../src/domain/core/snapshot.ts';
import { churnRun } from '../../../src/domain/retention/churn-run.ts';
import type { KeptModel } from '../../../src/domain/retention/kept-model.ts';
import { snapshotOf } from '../org-builder.ts';
import { plantedCustomers } from './planted-customers.ts';

const policy = {
  Churn_Label__c: 'Left__c',
  Churn_Signals__c: 'Silence__c +1\nUsage__c -1\nPlan__c'
};
const count = 260;
const { table, chances } = plantedCustomers(count, 21);

/** An org whose accounts hold the planted signals; the outcome of one in four is not known. */
function orgOf(
  more: Partial<OrgSnapshot> = {},
  own: Readonly<Record<string, unknown>> = policy,
  leavers = Infinity
): OrgSnapshot {
  const snapshot = snapshotOf({ accounts: Array.from({ length: count }, () => ({})), policy: own });
  let left = 0;
  const label = Uint8Array.from(table.churned, (churned, row) => {
    if (row % 4 === 0) return 255;
    left += churned;
    return left <= leavers ? churned : 0;
  });
  const fields = new Map<string, Column>([
    ...snapshot.accounts.fields,
    ['left__c', { kind: 'flag', values: label }],
    ['silence__c', { kind: 'number', values: table.values[0] ?? new Float64Array(0) }],
    ['usage__c', { kind: 'number', values: table.values[1] ?? new Float64Array(0) }],
    [
      'plan__c',
      {
        kind: 'text',
        codes: Int32Array.from(table.values[3] ?? [], (code) => (Number.isNaN(code) ? -1 : code)),
        dictionary: ['month', 'year']
      }
    ]
  ]);
  return { ...snapshot, mayFit: true, accounts: { ...snapshot.accounts, fields }, ...more };
}

const night = churnRun(orgOf());
const first = night.versions[0];

function kept(more: Partial<KeptModel> = {}): KeptModel {
  const text = first?.values.Model__c;
  return {
    id: 'a0M000000000001AAA',
    key: 'churn:2026-05-10',
    fitted: '2026-05-10',
    kind: 'ridge',
    brierSkill: Number(first?.values.Brier_Skill__c),
    sums: typeof text === 'string' ? (JSON.parse(text) as KeptModel['sums']) : null,
    reading: null,
    lastFit: more.fitted ?? '2026-05-10',
    ...more
  };
}

describe('a night with a mapping', () => {
  test('fits a version and tells how good it is on customers that it has not seen', () => {
    expect(first?.key).toBe('churn:2026-05-16');
    expect(first?.values).toMatchObject({ Kind__c: 'Ridge', In_Use__c: true, Rows__c: 195 });
    expect(first?.values.ROC_Area__c).toBeGreaterThan(0.7);
    expect(first?.values.Message__c).toContain('Cross-section by Left__c');
  });

  test('ranks those whose outcome is not known nearly as the plant does', () => {
    const unknown = Array.from({ length: count }, (_, row) => row).filter((row) => row % 4 === 0);
    const risk = night.scores?.risk ?? new Float64Array(0);
    let right = 0;
    let pairs = 0;
    for (const a of unknown)
      for (const b of unknown) {
        if (!((chances[a] ?? 0) > (chances[b] ?? 0) + 0.2)) continue;
        pairs += 1;
        if ((risk[a] ?? 0) > (risk[b] ?? 0)) right += 1;
      }
    expect(right / pairs).toBeGreaterThan(0.85);
  });

  test('writes chance, band and reasons to coverage; health stays what it was', () => {
    const withChurn = computeRun(orgOf()).coverage;
    const without = computeRun(orgOf({}, {})).coverage;
    expect(withChurn.get('Health__c')).toEqual(without.get('Health__c'));
    const risk = withChurn.get('Churn_Risk__c');
    const band = withChurn.get('Risk_Band__c');
    if (risk?.kind !== 'number' || band?.kind !== 'text') throw new Error('columns missing');
    expect(risk.values.every((chance) => chance > 0 && chance < 1)).toBe(true);
    const highest = risk.values.indexOf(Math.max(...risk.values));
    expect(band.values[highest]).toBe('High');
    const signal = withChurn.get('Signal_1__c');
    if (signal?.kind !== 'text') throw new Error('no signal');
    expect(signal.values[highest]).toMatch(
      /^(Silence|Usage|Plan) is .+: \d+ points of the risk, \d+ % without it$/
    );
    const bare = without.get('Churn_Risk__c');
    if (bare?.kind !== 'number') throw new Error('no column');
    expect(bare.values.every(Number.isNaN)).toBe(true);
  });
});

describe('which version is in use', () => {
  test('one fitted six days ago scores, and nothing is fitted', () => {
    const { versions, scores } = churnRun(orgOf({ churnModel: kept() }));
    expect(versions).toEqual([]);
    expect(scores?.risk).toEqual(night.scores?.risk);
  });

  test('one fitted a week ago is fitted anew and goes out of use', () => {
    const old = kept({ key: 'churn:2026-05-09', fitted: '2026-05-09' });
    const { versions } = churnRun(orgOf({ churnModel: old }));
    expect(versions.map((row) => [row.key, row.values.In_Use__c])).toEqual([
      ['churn:2026-05-16', true],
      ['churn:2026-05-09', false]
    ]);
  });

  test('a worse one is kept beside the last and not used, and says so', () => {
    const old = kept({ fitted: '2026-05-01', brierSkill: 0.9 });
    const { versions, scores } = churnRun(orgOf({ churnModel: old }));
    expect(versions.map((row) => row.values.In_Use__c)).toEqual([false]);
    expect(versions[0]?.values.Message__c).toContain('Not in use: its skill of');
    expect(scores?.risk).toEqual(night.scores?.risk);
  });

  test('after a worse one a week goes by before the next fit, whatever the age of the one in use', () => {
    const old = kept({ fitted: '2026-05-01', brierSkill: 0.9, lastFit: '2026-05-10' });
    const { versions, scores } = churnRun(orgOf({ churnModel: old }));
    expect(versions).toEqual([]);
    expect(scores?.risk).toEqual(night.scores?.risk);
  });

  test('a run during the day, an audit or a preview fits nothing', () => {
    const old = kept({ fitted: '2026-01-01' });
    expect(churnRun(orgOf({ churnModel: old, mayFit: false })).versions).toEqual([]);
    expect(churnRun(orgOf({ mayFit: false }))).toMatchObject({ scores: null, versions: [] });
  });

  test('under thirty who left, the scorecard stands: a band, and no chance anywhere', () => {
    const few = churnRun(orgOf({}, policy, 29));
    expect(few.scores).toBeNull();
    expect(few.versions[0]?.values).toMatchObject({ Kind__c: 'Scorecard', Churners__c: 29 });
    const coverage = computeRun(orgOf({}, policy, 29)).coverage;
    const measured = coverage.get('Risk_Measured__c');
    const risk = coverage.get('Churn_Risk__c');
    if (measured?.kind !== 'flag' || risk?.kind !== 'number') throw new Error('columns missing');
    expect(measured.values.every((flag) => flag === 0)).toBe(true);
    expect(risk.values.every(Number.isNaN)).toBe(true);
  });
});

describe('the mapping', () => {
  test('a field that Account lacks is told and left out; without the label nothing is fitted', () => {
    const unknown = { ...policy, Churn_Signals__c: `${policy.Churn_Signals__c}\nNowhere__c` };
    const run = churnRun(orgOf({}, unknown));
    expect(run.problems.map((problem) => [problem.code, problem.field])).toEqual([
      ['CHURN_FIELD', 'Nowhere__c']
    ]);
    expect(run.scores?.risk).toEqual(night.scores?.risk);
    const blind = churnRun(orgOf({}, { ...policy, Churn_Label__c: 'Nowhere__c' }));
    expect(blind).toMatchObject({ scores: null, versions: [] });
    expect(blind.problems[0]?.message).toContain('no churn model is fitted');
  });

  test('a field that the policy calls usage, or NPS, feeds the model and has a play of its own', () => {
    const called = { ...policy, Churn_Signals__c: 'Silence__c +1\nPlan__c' };
    const { policy: parsed, problems } = parsePolicy({
      ...called,
      Signal_Fields__c: 'Usage: Account.Usage__c\nnps: account.Score__c\nNPS: Contact.Score__c'
    });
    expect(problems.map(({ field, message }) => [field, message.slice(0, 19)])).toEqual([
      ['Signal_Fields__c', '"NPS: Contact.Score']
    ]);
    expect(parsed.churnMapping?.signals.slice(2)).toEqual([
      { field: 'Score__c', monotone: -1 },
      { field: 'Usage__c', monotone: -1 }
    ]);
    const { scores } = churnRun(
      orgOf({}, { ...called, Signal_Fields__c: 'Usage: Account.Usage__c' })
    );
    const codes = Array.from({ length: count }, (_, row) => scores?.reasons(row).raises ?? [])
      .flat()
      .filter(({ words }) => words.startsWith('Usage is '))
      .map(({ code }) => code);
    expect([...new Set(codes)].filter((code) => code !== 'Missing')).toEqual(['Usage']);
    // From dated history nothing can be learned of it, and that is said.
    const dated = churnRun(
      orgOf({}, { Churn_History_Years__c: 5, Signal_Fields__c: 'Usage: Account.Usage__c' })
    );
    expect(dated.problems.map(({ code, field }) => [code, field])).toEqual([
      ['CHURN_FIELD', 'Usage__c']
    ]);
  });

  test('its fields are read with the accounts', () => {
    const needed = fieldsNeeded(parsePolicy(policy).policy, []);
    expect(needed).toEqual(
      expect.arrayContaining(['Left__c', 'Silence__c', 'Usage__c', 'Plan__c'])
    );
  });

  test.each([
    [{ Churn_Label__c: 'Left__c' }, 'Churn_Signals__c'],
    [{ Churn_Signals__c: 'Usage__c -1' }, 'Churn_Label__c'],
    [{ Churn_Label__c: 'Left__c', Churn_Signals__c: 'Usage__c -2' }, 'Churn_Signals__c']
  ])('half a mapping, %j, is told and not used', (row, field) => {
    const { policy: parsed, problems } = parsePolicy({ Key__c: 'p', ...row });
    expect(parsed.churnMapping).toBeNull();
    expect(problems.map((problem) => problem.field)).toContain(field);
  });

  test('absurd and missing values are scored as not known, and said to be missing', () => {
    const org = orgOf();
    const fields = new Map(org.accounts.fields);
    fields.set('usage__c', { kind: 'number', values: new Float64Array(count).fill(1e18) });
    const odd = { ...org, accounts: { ...org.accounts, fields }, churnModel: kept() };
    const { scores } = churnRun(odd);
    expect(scores?.risk.every((chance) => chance > 0 && chance < 1)).toBe(true);
    const said = Array.from(
      { length: count },
      (_, row) => scores?.reasons(row).raises ?? []
    ).flat();
    expect(said.some(({ words }) => words.startsWith('Usage is 1,0'))).toBe(false);
    // Everybody's usage is unusable, and every account says so unless three reasons weigh more.
    for (let row = 0; row < count; row += 1) {
      const own = scores?.reasons(row).raises ?? [];
      const tells = own.some(({ code, words }) => code === 'Missing' && words.includes('Usage'));
      expect(tells || own.length === 3).toBe(true);
    }
  });

  test('an account without any signal has a chance, and says that none is known', () => {
    const org = orgOf();
    const fields = new Map(org.accounts.fields);
    const nothing: Column = { kind: 'number', values: new Float64Array(count).fill(NaN) };
    for (const name of ['silence__c', 'usage__c']) fields.set(name, nothing);
    fields.set('plan__c', {
      kind: 'text',
      codes: new Int32Array(count).fill(-1),
      dictionary: ['month', 'year']
    });
    const { scores } = churnRun({
      ...org,
      accounts: { ...org.accounts, fields },
      churnModel: kept()
    });
    expect(scores?.risk.every((chance) => chance > 0 && chance < 1)).toBe(true);
    const words = (scores?.reasons(7).raises ?? []).map((signal) => signal.words).join('; ');
    for (const name of ['Silence', 'Usage', 'Plan']) expect(words).toContain(name);
    expect(words).toMatch(/not known/i);
  });
});

test('the bench of the public sets and the nightly job call the same functions', () => {
  const imported = (path: string): string[] =>
    [
      ...readFileSync(path, 'utf8').matchAll(
        /import \{ ([^}]+) \} from '[^']*\/(model\/[\w-]+\.ts)'/g
      )
    ].flatMap(([, names = '', file = '']) => names.split(', ').map((name) => `${file} ${name}`));
  const bench = imported('sync-service/bench/churn.ts');
  const job = ['mapped-churn', 'measured-risk', 'past-churn', 'past/fit-from-past'].flatMap(
    (file) => imported(`sync-service/src/domain/retention/${file}.ts`)
  );
  for (const both of [
    'model/churn-model.ts fitChurnModel',
    'model/additive-model.ts logOddsOfTable',
    'model/measured.ts measured'
  ]) {
    expect(bench).toContain(both);
    expect(job).toContain(both);
  }
});
