import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inferSchema, initParser } from 'udsv';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { connect, control } from '../local-org/test/sign-assertion.ts';
import { criteriaOf, rules as breweryRules, territoryKeys } from './brewery-rules.ts';
import type { Ended } from './service-stage.ts';
import { runCli, sampleOrg, startCli } from './service-stage.ts';

interface WrittenRule {
  key: string;
  territory: string;
  order: number;
  active: boolean;
  criteria: unknown;
}

interface Warning {
  readonly code: string;
  readonly level: string;
  readonly rule: string;
  readonly field: string | null;
}

let org: LocalOrg;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenfield-rules-'));
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await org.stop();
});

const rows = (soql: string): Record<string, unknown>[] => {
  const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  return org.org.query({ userId: adminId }, soql).records.map((row) => row.values);
};

/** Runs `evenfield rules ARGS` with an open session; every request must be a GET. */
async function rulesCommand(...args: string[]): Promise<Ended> {
  await control(org, 'DELETE', '/log');
  const admin = org.users.find((user) => user.alias === 'admin');
  const ended = await startCli(org, ['rules', ...args], {
    SF_INSTANCE_URL: org.url,
    SF_ACCESS_TOKEN: admin?.accessToken ?? ''
  }).ended;
  const log = (await (await fetch(`${org.url}/control/log`)).json()) as { method: string }[];
  expect(log.filter(({ method }) => method !== 'GET')).toEqual([]);
  if (ended.stderr === '') expect(log.length).toBeGreaterThan(5);
  return ended;
}

async function exported(): Promise<{ text: string; rules: WrittenRule[] }> {
  const { stdout } = await rulesCommand('export');
  return { text: stdout, rules: (JSON.parse(stdout) as { rules: WrittenRule[] }).rules };
}

function written(content: unknown): string {
  const file = join(folder, 'rules.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('evenfield rules over the sample', () => {
  it('exports every rule in order, the same text each time, and sees no difference to the org', async () => {
    org = await sampleOrg(200);
    const { text, rules } = await exported();
    const held = rows(
      'SELECT Key__c, Order__c, Active__c, Criteria__c FROM Evenfield_Territory_Rule__c ORDER BY Order__c'
    );
    expect(rules.map(({ key, order, active }) => [key, order, active])).toEqual(
      held.map((row) => [row['Key__c'], row['Order__c'], row['Active__c']])
    );
    rules.forEach(({ criteria }, index) => {
      expect(criteria).toEqual(JSON.parse(String(held[index]?.['Criteria__c'])));
    });
    const file = join(folder, 'out.json');
    expect(await rulesCommand('export', '--out', file)).toMatchObject({
      code: 0,
      stdout: `${String(held.length)} rules: ${file}\n`
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await rulesCommand('diff', file)).toMatchObject({
      code: 0,
      stdout: 'The file says what the org holds.\n'
    });
  }, 120_000);

  it('finds the broken rule in the org and in its file, and is content once it is mended', async () => {
    org = await sampleOrg(600);
    const { text, rules } = await exported();
    const inOrg = await rulesCommand('lint', '--json');
    expect(inOrg.code).toBe(1);
    const { warnings } = JSON.parse(inOrg.stdout) as { warnings: Warning[] };
    expect(warnings.filter(({ level }) => level === 'error')).toMatchObject([
      { code: 'RULE_INVALID', rule: 'rule:broken' }
    ]);
    const inFile = await rulesCommand('lint', written(text), '--json');
    expect(inFile.stdout).toBe(inOrg.stdout);
    // Without one expectation that could fail, an error alone fails the test.
    expect((await rulesCommand('test', written(text))).code).toBe(1);
    const mended = await rulesCommand(
      'lint',
      written({ rules: rules.filter(({ key }) => key !== 'rule:broken') })
    );
    expect(mended.code).toBe(0);
    expect(mended.stdout).toContain('0 errors');
  }, 120_000);

  it('tests expectations by id and by name, and fails with the reason', async () => {
    org = await sampleOrg(200);
    const rules = (await exported()).rules.filter(({ key }) => key !== 'rule:broken');
    const [rule] = rules;
    const states = (rule?.criteria as { values?: string[] }).values ?? [];
    const [account] = rows(
      `SELECT Id, Name FROM Account WHERE BillingState = '${states[0] ?? ''}' AND ParentId = null LIMIT 1`
    );
    const id = String(account?.['Id']);
    const territory = rule?.territory ?? '';
    const good = [
      { account: id, territory },
      { account: id.slice(0, 15), territory },
      { account: String(account?.['Name']), territory }
    ];
    const passed = await rulesCommand('test', written({ rules, expectations: good }));
    expect([passed.code, passed.stdout]).toEqual([
      0,
      expect.stringContaining('3 expectations passed, 0 failed.')
    ]);
    const bad = [
      { account: id, territory: null },
      { account: 'Nobody of this name', territory }
    ];
    const failed = await rulesCommand('test', written({ rules, expectations: [...good, ...bad] }));
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain(
      `FAILED  ${id}: expected no territory, the rules say ${territory}: rule 10 of `
    );
    expect(failed.stdout).toContain('there is no such account');
    expect(failed.stdout).toContain('3 expectations passed, 2 failed.');
  }, 120_000);

  it('previews the very totals that a night writes once the file is saved', async () => {
    org = await sampleOrg(600);
    const { rules } = await exported();
    const [one, two] = rules;
    if (one === undefined || two === undefined) throw new Error('The sample has no rules');
    const changed = [
      { ...one, criteria: two.criteria },
      { ...two, criteria: one.criteria },
      ...rules.slice(2, -3)
    ];
    const file = written({ rules: changed });
    const words = await rulesCommand('diff', file);
    expect(words.stdout).toContain(`~ ${one.key}: criteria`);
    expect(words.stdout.match(/^- /gm)).toHaveLength(3);
    const said = JSON.parse((await rulesCommand('diff', file, '--json')).stdout) as {
      preview: {
        placed: unknown[];
        flows: { from: string | null; to: string | null; accounts: number }[];
        findings: { id: string; code: string }[];
        territories: {
          key: string | null;
          after: { accounts: number; hours: number; potential: number };
        }[];
      };
    };
    expect(said.preview.flows).toContainEqual(
      expect.objectContaining({ from: one.territory, to: two.territory })
    );
    const admin = await connect(org, 'admin');
    const ids = new Map(
      rows('SELECT Id, Key__c FROM Evenfield_Territory_Rule__c').map((row) => [
        String(row['Key__c']),
        String(row['Id'])
      ])
    );
    const kept = new Set(changed.map(({ key }) => key));
    await admin.sobject('Evenfield_Territory_Rule__c').update(
      rules.map(({ key }) => {
        const mine = changed.find((rule) => rule.key === key);
        return {
          Id: ids.get(key) ?? '',
          Active__c: kept.has(key),
          ...(mine === undefined ? {} : { Criteria__c: JSON.stringify(mine.criteria) })
        };
      })
    );
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const figures = rows(
      'SELECT Id, Key__c, Parent__c, Stage__c, Accounts__c, Workload_Hours__c, Potential__c FROM Evenfield_Territory__c'
    );
    const parents = new Set(figures.map((row) => row['Parent__c']));
    const leaves = figures.filter(
      (row) => !parents.has(row['Id']) && ['Active', 'Pilot'].includes(String(row['Stage__c']))
    );
    expect(leaves.length).toBeGreaterThan(5);
    for (const row of leaves) {
      const after = said.preview.territories.find(({ key }) => key === row['Key__c'])?.after;
      expect([row['Key__c'], after]).toEqual([
        row['Key__c'],
        {
          accounts: row['Accounts__c'],
          hours: row['Workload_Hours__c'],
          potential: row['Potential__c']
        }
      ]);
    }
    const found = rows(
      'SELECT Account__c, Finding_Code__c FROM Evenfield_Coverage__c WHERE Finding_Code__c != null'
    ).map((row) => `${String(row['Account__c'])} ${String(row['Finding_Code__c'])}`);
    expect(said.preview.findings.map(({ id, code }) => `${id} ${code}`).sort()).toEqual(
      found.sort()
    );
    process.stdout.write(
      `counted: ${String(leaves.length)} territories and ${String(found.length)} findings as the night writes them\n`
    );
  }, 240_000);

  it('says what is wrong with a file, before it asks the org', async () => {
    org = await startLocalOrg();
    const twice = { key: 'a', territory: 't', order: 1, criteria: { field: 'Name', op: 'blank' } };
    const { code, stderr } = await rulesCommand('lint', written({ rules: [twice, twice] }));
    expect([code, stderr]).toEqual([1, expect.stringContaining('key a stands at more than one')]);
    const { stderr: form } = await rulesCommand('test', written({ rules: [{ key: 'a' }] }));
    expect(form).toContain('rules.0.territory');
    expect((await rulesCommand('test')).code).toBe(2);
  }, 60_000);
});

const breweries = join('..', 'shared', 'data', 'breweries', 'breweries_us_geocoded.csv');

describe('evenfield rules lint over real businesses', () => {
  it('finds in 60 rules what SQL finds there, and nothing else', async () => {
    org = await startLocalOrg();
    if (!existsSync(breweries)) {
      if (process.env['REQUIRE_DATA'] === '1') throw new Error(`${breweries} is not there`);
      process.stdout.write(`skipped: ${breweries} is not there\n`);
      return;
    }
    const text = readFileSync(breweries, 'utf8');
    const lines = initParser(inferSchema(text)).stringObjs(text) as unknown as Record<
      'id' | 'name' | 'brewery_type' | 'state_from_zip' | 'zip5' | 'lat' | 'lon' | 'coord_source',
      string
    >[];
    const place = (line: (typeof lines)[number]): [number | null, number | null] =>
      ['none', 'source_far_from_zip'].includes(line.coord_source)
        ? [null, null]
        : [Number(line.lat), Number(line.lon)];
    org.org.load(
      'Account',
      lines.map((line) => ({
        Name: line.name,
        Type: line.brewery_type,
        BillingState: line.state_from_zip,
        BillingPostalCode: line.zip5,
        BillingLatitude: place(line)[0],
        BillingLongitude: place(line)[1]
      }))
    );
    const ids = new Map(
      territoryKeys.map((key) => [
        key,
        org.org.load('Evenfield_Territory__c', [
          { Name: key, Key__c: key, Stage__c: 'Active' }
        ])[0] ?? ''
      ])
    );
    org.org.load(
      'Evenfield_Territory_Rule__c',
      breweryRules.map((rule) => ({
        Key__c: `rule-${String(rule.position)}`,
        Territory__c: ids.get(rule.territory) ?? null,
        Order__c: rule.position,
        Active__c: true,
        Criteria__c: criteriaOf(rule)
      }))
    );
    const database = new DatabaseSync(':memory:');
    database.exec(
      'CREATE TABLE brewery (id, name, street, city, state, zip, type, latitude REAL, longitude REAL, parent, locked_in); CREATE TABLE rule (position INTEGER, territory, kind, a, b, c)'
    );
    const insert = database.prepare(
      'INSERT INTO brewery (id, name, state, zip, type, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?, ?)'
    );
    for (const line of lines)
      insert.run(
        line.id,
        line.name.trim(),
        line.state_from_zip || null,
        line.zip5 || null,
        line.brewery_type,
        ...place(line)
      );
    const add = database.prepare('INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?)');
    for (const rule of breweryRules)
      add.run(rule.position, rule.territory, rule.kind, rule.a, rule.b ?? null, rule.c ?? null);
    database.exec(readFileSync('tests/integration/breweries.sql', 'utf8'));
    database.exec(
      'CREATE TABLE hit AS SELECT * FROM rule_match; CREATE INDEX hit_id ON hit (id, position)'
    );
    const positions = (sql: string): number[] =>
      database
        .prepare(sql)
        .all()
        .map((row) => Number(row['position']));
    const nobody = positions(
      'SELECT position FROM rule WHERE position NOT IN (SELECT position FROM hit) ORDER BY position'
    );
    const shadowed = positions(
      'SELECT DISTINCT position FROM hit h WHERE position NOT IN (SELECT MIN(position) FROM hit GROUP BY id) ORDER BY position'
    );
    database.close();
    const { stdout } = await rulesCommand('lint', '--json');
    const { warnings } = JSON.parse(stdout) as { warnings: Warning[] };
    const said = warnings.map(({ code, rule }) => `${rule} ${code}`).sort();
    expect(said).toEqual(
      [
        ...nobody.map((position) => `rule-${String(position)} MATCHES_NOBODY`),
        ...shadowed.map((position) => `rule-${String(position)} SHADOWED`)
      ].sort()
    );
    process.stdout.write(
      `counted: ${String(lines.length)} breweries, ${String(breweryRules.length)} rules: ${String(nobody.length)} match nobody, ${String(shadowed.length)} are shadowed\n`
    );
  }, 240_000);
});
