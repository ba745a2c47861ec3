import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inferSchema, initParser } from 'udsv';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { connect } from '../local-org/test/sign-assertion.ts';
import { criteriaOf, rules, territoryKeys } from './brewery-rules.ts';
import { runCli } from './service-stage.ts';

const file = join('..', 'shared', 'data', 'breweries', 'breweries_us_geocoded.csv');
const isThere = existsSync(file);
if (!isThere && process.env['REQUIRE_DATA'] === '1')
  throw new Error(`REQUIRE_DATA is set and ${file} is not there.`);
if (!isThere) process.stdout.write(`skipped: ${file} is not there\n`);
const whereData = isThere ? describe : describe.skip;

interface Brewery {
  readonly id: string;
  readonly name: string;
  readonly brewery_type: string;
  readonly street: string;
  readonly city: string;
  readonly state_from_zip: string;
  readonly zip5: string;
  readonly lat: string;
  readonly lon: string;
  readonly coord_source: string;
}

interface Verdict {
  readonly position: number | null;
  readonly territory: string | null;
  readonly ruled: string | null;
  readonly own_matches: number;
}

whereData('8,224 real businesses under 60 ordered rules', () => {
  let org: LocalOrg;
  let breweries: Brewery[];
  let report: Record<string, unknown>;
  const verdicts = new Map<string, Verdict>();
  const rows = new Map<string, Record<string, string | null>>();
  /** Row numbers: every twentieth owns the next two; every two hundredth is locked where no rule would put it. */
  const parentOf = (index: number): number | null =>
    index % 20 === 1 || index % 20 === 2 ? index - (index % 20) : null;
  const lockedIn = (index: number): string | null => (index % 200 === 7 ? 'locked-land' : null);

  beforeAll(async () => {
    const text = readFileSync(file, 'utf8');
    breweries = initParser(inferSchema(text)).stringObjs(text) as unknown as Brewery[];
    org = await startLocalOrg();
    const ids = await loadBreweries();
    await loadDesign(ids);
    report = await runCli(org, ['sync']);
    judge();
    for (const row of await coverageRows()) rows.set(String(row['AccountNumber']), row);
  }, 300_000);

  afterAll(async () => {
    await org.stop();
  });

  /** Accounts by Bulk ingest, as admin; families by a second job that names parents. */
  async function loadBreweries(): Promise<string[]> {
    const connection = await connect(org, 'admin');
    const place = (
      brewery: Brewery
    ): { BillingLatitude: string; BillingLongitude: string } | Record<string, never> =>
      brewery.coord_source === 'none' || brewery.coord_source === 'source_far_from_zip'
        ? { BillingLatitude: '', BillingLongitude: '' }
        : { BillingLatitude: brewery.lat, BillingLongitude: brewery.lon };
    const input = breweries.map((brewery) => ({
      Name: brewery.name,
      AccountNumber: brewery.id,
      Type: brewery.brewery_type,
      BillingStreet: brewery.street,
      BillingCity: brewery.city,
      BillingState: brewery.state_from_zip,
      BillingPostalCode: brewery.zip5,
      ...place(brewery)
    }));
    const loaded = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input,
      pollInterval: 200,
      pollTimeout: 120_000
    });
    expect([loaded.successfulResults.length, loaded.failedResults.length]).toEqual([8224, 0]);
    const byNumber = new Map(
      loaded.successfulResults.map((row) => [
        String((row as unknown as Record<string, string>)['AccountNumber']),
        row.sf__Id
      ])
    );
    const ids = breweries.map((brewery) => byNumber.get(brewery.id) ?? '');
    const families = ids.flatMap((Id, index) => {
      const head = parentOf(index);
      return head === null ? [] : [{ Id, ParentId: ids[head] ?? '' }];
    });
    const bound = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'update',
      input: families,
      pollInterval: 200,
      pollTimeout: 120_000
    });
    expect(bound.failedResults).toHaveLength(0);
    return ids;
  }

  async function loadDesign(ids: readonly string[]): Promise<void> {
    const keys = new Map<string, string>();
    for (const key of [...territoryKeys, 'locked-land'])
      keys.set(
        key,
        org.org.load('Evenfield_Territory__c', [
          { Name: key, Key__c: key, Stage__c: 'Active' }
        ])[0] ?? ''
      );
    org.org.load(
      'Evenfield_Territory_Rule__c',
      rules.map((rule) => ({
        Key__c: `rule-${String(rule.position)}`,
        Territory__c: keys.get(rule.territory) ?? null,
        Order__c: rule.position,
        Active__c: true,
        Criteria__c: criteriaOf(rule)
      }))
    );
    org.org.load(
      'Evenfield_Coverage__c',
      ids.flatMap((id, index) =>
        lockedIn(index) === null
          ? []
          : [
              {
                Account__c: id,
                Key__c: id,
                Territory__c: keys.get('locked-land') ?? null,
                Source__c: 'Import',
                Since__c: '2026-01-01',
                Locked__c: true
              }
            ]
      )
    );
  }

  /** The SQL script's verdict of every brewery. */
  function judge(): void {
    const database = new DatabaseSync(':memory:');
    database.exec(
      'CREATE TABLE brewery (id, name, street, city, state, zip, type, latitude REAL, longitude REAL, parent, locked_in); CREATE TABLE rule (position INTEGER, territory, kind, a, b, c)'
    );
    const insert = database.prepare('INSERT INTO brewery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    breweries.forEach((brewery, index) => {
      const head = parentOf(index);
      const isPlaced =
        brewery.coord_source !== 'none' && brewery.coord_source !== 'source_far_from_zip';
      insert.run(
        brewery.id,
        brewery.name.trim(),
        brewery.street,
        brewery.city,
        brewery.state_from_zip || null,
        brewery.zip5 || null,
        brewery.brewery_type,
        isPlaced ? Number(brewery.lat) : null,
        isPlaced ? Number(brewery.lon) : null,
        head === null ? null : (breweries[head]?.id ?? null),
        lockedIn(index)
      );
    });
    const add = database.prepare('INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?)');
    for (const rule of rules)
      add.run(rule.position, rule.territory, rule.kind, rule.a, rule.b ?? null, rule.c ?? null);
    database.exec(readFileSync('tests/integration/breweries.sql', 'utf8'));
    database.exec('CREATE TABLE verdict_kept AS SELECT * FROM verdict');
    for (const row of database.prepare('SELECT * FROM verdict_kept').all())
      verdicts.set(String(row['id']), row as unknown as Verdict);
    database.close();
  }

  async function coverageRows(): Promise<Record<string, string | null>[]> {
    const connection = await connect(org, 'admin');
    const found = await connection.query<Record<string, unknown>>(
      'SELECT Account__r.AccountNumber, Territory__r.Key__c, Finding_Code__c, Reason__c FROM Evenfield_Coverage__c',
      { autoFetch: true, maxFetch: 20_000 }
    );
    return found.records.map((record) => ({
      AccountNumber: (record['Account__r'] as { AccountNumber: string }).AccountNumber,
      territory: (record['Territory__r'] as { Key__c: string } | null)?.Key__c ?? null,
      code: record['Finding_Code__c'] as string | null,
      reason: record['Reason__c'] as string | null
    }));
  }

  const compared = (
    differs: (row: Record<string, string | null>, verdict: Verdict, index: number) => boolean
  ): string[] =>
    breweries.flatMap((brewery, index) => {
      const row = rows.get(brewery.id);
      const verdict = verdicts.get(brewery.id);
      return row === undefined || verdict === undefined || differs(row, verdict, index)
        ? [`${brewery.name} ${JSON.stringify(row)} ${JSON.stringify(verdict)}`]
        : [];
    });

  it('a sync reads them all', () => {
    expect(report).toMatchObject({ status: 'Completed' });
    expect(rows.size).toBe(8224);
  });

  it('gives every account the territory that the SQL script gives it', () => {
    expect(compared((row, verdict) => row['territory'] !== verdict.territory)).toEqual([]);
    const placed = [...verdicts.values()].filter((verdict) => verdict.territory !== null).length;
    process.stdout.write(
      `counted: ${String(verdicts.size)} breweries, ${String(placed)} placed, ${String(rules.length)} rules\n`
    );
  });

  it('names the rule that the SQL script finds first', () => {
    expect(
      compared((row, verdict, index) => {
        if (verdict.position === null || lockedIn(index) !== null) return false;
        const head = parentOf(index) ?? index;
        if (lockedIn(head) !== null) return false;
        return !new RegExp(`ule ${String(verdict.position)} of ${String(verdict.ruled)}:`).test(
          row['reason'] ?? ''
        );
      })
    ).toEqual([]);
  });

  it('agrees on who matches nothing, and on who matches several', () => {
    expect(
      compared((row, verdict) => (row['code'] === 'UNMATCHED') !== (verdict.ruled === null))
    ).toEqual([]);
    expect(
      compared(
        (row, verdict, index) =>
          lockedIn(index) === null &&
          verdict.ruled !== null &&
          (row['code'] === 'MULTIPLE_MATCHES') !== verdict.own_matches > 1
      )
    ).toEqual([]);
    const several = [...verdicts.values()].filter((verdict) => verdict.own_matches > 1).length;
    const none = [...verdicts.values()].filter((verdict) => verdict.ruled === null).length;
    expect(several).toBeGreaterThan(500);
    expect(none).toBeGreaterThan(100);
    process.stdout.write(
      `counted: ${String(none)} match nothing, ${String(several)} match several\n`
    );
  });

  it('leaves every locked account where it was', () => {
    const locked = breweries.filter((_, index) => lockedIn(index) !== null);
    expect(locked.map((brewery) => rows.get(brewery.id)?.['territory'])).toEqual(
      locked.map(() => 'locked-land')
    );
  });
});
