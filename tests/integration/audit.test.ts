import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inferSchema, initParser } from 'udsv';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { runCli, sampleOrg, startCli } from './service-stage.ts';

interface Report {
  readonly audit: {
    readonly by: string;
    readonly accounts: number;
    readonly outOfBand: number;
    readonly territories: readonly {
      readonly key: string;
      readonly name: string;
      readonly values: Readonly<Record<string, unknown>>;
    }[];
    readonly fewestMoves: { accounts: number; gap: number | null; stillOut: unknown[] } | null;
    readonly duplicates: readonly { name: string; owners: readonly string[] }[];
    readonly gaps: readonly { accounts: number }[];
  };
}

let org: LocalOrg;

afterEach(async () => {
  await org.stop();
});

const rows = (soql: string): Record<string, unknown>[] => {
  const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  return org.org.query({ userId: adminId }, soql).records.map((row) => row.values);
};

/** Runs the audit with a session that is open already, as the sf CLI hands it over. */
async function audited(): Promise<Report> {
  await control(org, 'DELETE', '/log');
  const admin = org.users.find((user) => user.alias === 'admin');
  const session = { SF_INSTANCE_URL: org.url, SF_ACCESS_TOKEN: admin?.accessToken ?? '' };
  const report = (await runCli(org, ['audit'], session)) as unknown as Report;
  if (!('audit' in report)) throw new Error(JSON.stringify(report));
  const log = (await (await fetch(`${org.url}/control/log`)).json()) as { method: string }[];
  expect(log.length).toBeGreaterThan(5);
  expect(log.filter(({ method }) => method !== 'GET')).toEqual([]);
  return report;
}

describe('evenfield audit', () => {
  it('finds in the sample the very figures that the service wrote, and writes nothing', async () => {
    org = await sampleOrg(600);
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const { audit } = await audited();
    expect([audit.by, audit.accounts]).toEqual(['territories', 600]);
    let compared = 0;
    for (const { key, values } of audit.territories) {
      // Of these the audit knows nothing: it has no night before it, and reads no assets that ended.
      const names = Object.keys(values).filter(
        (name) => name !== 'Health_Moved_By__c' && name !== 'Retention_Detail__c'
      );
      const [held] = rows(
        `SELECT ${names.join(', ')} FROM Evenfield_Territory__c WHERE Key__c = '${key}'`
      );
      compared += names.length;
      expect({ key, ...held }).toEqual({
        key,
        ...Object.fromEntries(names.map((name) => [name, values[name]]))
      });
    }
    const banded = rows(
      "SELECT Id FROM Evenfield_Territory__c WHERE Band__c IN ('Over', 'Under') AND Stage__c IN ('Active', 'Pilot')"
    );
    expect(audit.outOfBand).toBe(banded.length);
    process.stdout.write(
      `counted: ${String(audit.territories.length)} territories, ${String(compared)} values compared\n`
    );
  }, 120_000);

  it('takes each owner for a territory in an org that has no Evenfield object', async () => {
    org = await sampleOrg(400);
    for (const name of [...org.org.schema.objects.values()].map((object) => object.name))
      if (name.startsWith('Evenfield_')) await control(org, 'POST', '/schema', { hide: name });
    const { audit } = await audited();
    expect([audit.by, audit.accounts]).toEqual(['owners', 400]);
    const owned = rows(
      'SELECT Owner.Name who, COUNT(Id) accounts FROM Account WHERE Owner.IsActive = true GROUP BY Owner.Name'
    );
    expect(
      Object.fromEntries(audit.territories.map(({ name, values }) => [name, values['Accounts__c']]))
    ).toEqual(
      Object.fromEntries(
        owned.map((row) => [`Territory of ${String(row['who'])}`, row['accounts']])
      )
    );
    const ownerless = rows('SELECT COUNT(Id) accounts FROM Account WHERE Owner.IsActive = false');
    expect(audit.gaps.reduce((sum, gap) => sum + gap.accounts, 0)).toBe(ownerless[0]?.['accounts']);
  }, 120_000);

  it('makes a page of its own that holds names as text, reaches nowhere, and names a duplicate', async () => {
    org = await sampleOrg(200);
    const users = rows(
      "SELECT Id FROM User WHERE IsActive = true AND UserType = 'Standard' LIMIT 2"
    );
    const twin = (place: number, name: string): Record<string, string | number> => ({
      Name: name,
      OwnerId: String(users[place]?.['Id']),
      BillingLatitude: 41.501,
      BillingLongitude: -81.691
    });
    org.org.load('Account', [twin(0, 'Bold <b>&</b>, Inc.'), twin(1, 'BOLD <b>&</b>')]);
    const folder = mkdtempSync(join(tmpdir(), 'evenfield-audit-'));
    const out = join(folder, 'page.html');
    const { code, stdout } = await startCli(org, ['audit', '--out', out]).ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing written to the org')]);
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('Bold &lt;b&gt;&amp;&lt;/b&gt;, Inc.');
    expect(page).not.toMatch(/<b>|<script|https?:\/\/|src=|@import|url\(/);
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  it('says what to do where the session has ended', async () => {
    org = await startLocalOrg();
    const report = await runCli(org, ['audit'], {
      SF_INSTANCE_URL: org.url,
      SF_ACCESS_TOKEN: 'no session'
    });
    expect(report).toMatchObject({ status: 'Failed' });
    expect(String(report['message']) + String(report['cure'])).toMatch(/session|sign/i);
  }, 60_000);
});

const breweries = '../shared/data/breweries/breweries_us_geocoded.csv';

describe('evenfield audit of real businesses', () => {
  it('finds how few would have to change hands for ten owners of thousands', async () => {
    org = await startLocalOrg();
    if (!existsSync(breweries)) {
      if (process.env['REQUIRE_DATA'] === '1') throw new Error(`${breweries} is not there`);
      process.stdout.write(`skipped: ${breweries} is not there\n`);
      return;
    }
    const text = readFileSync(breweries, 'utf8');
    const lines = initParser(inferSchema(text)).stringObjs(text) as unknown as {
      readonly name: string;
      readonly state_from_zip: string;
      readonly lat: string;
      readonly lon: string;
    }[];
    const owners = rows("SELECT Id FROM User WHERE IsActive = true AND UserType = 'Standard'")
      .map((row) => String(row['Id']))
      .slice(0, 10);
    // By the first letter of the name, which is nobody's fair share.
    org.org.load(
      'Account',
      lines.map((line) => ({
        Name: line.name,
        BillingState: line.state_from_zip,
        BillingLatitude: Number(line.lat),
        BillingLongitude: Number(line.lon),
        OwnerId: owners[line.name.charCodeAt(0) % owners.length] ?? ''
      }))
    );
    const { audit } = await audited();
    expect(audit.accounts).toBe(lines.length);
    expect(audit.outOfBand).toBeGreaterThan(0);
    expect(audit.fewestMoves?.stillOut).toEqual([]);
    expect(audit.fewestMoves?.accounts).toBeGreaterThan(0);
    process.stdout.write(
      `counted: ${String(audit.accounts)} breweries, ${String(audit.outOfBand)} of ${String(audit.territories.length)} owners out of band, ${String(audit.fewestMoves?.accounts)} moves, gap ${String(audit.fewestMoves?.gap)}\n`
    );
  }, 240_000);
});
