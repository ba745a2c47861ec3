import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { openRun } from '../../sync-service/src/salesforce/run-record.ts';
import { stillToServe } from '../../sync-service/src/jobs/requests.ts';
import { runSync } from '../../sync-service/src/jobs/sync.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { parseCsv } from '../../sync-service/src/salesforce/csv-page.ts';
import { readRows } from '../../sync-service/src/salesforce/read-rows.ts';
import { dayCell } from '../../sync-service/src/salesforce/records/cells.ts';
import { writeRows } from '../../sync-service/src/salesforce/write-rows.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { everyRow } from './every-row.ts';
import { sampleOrg } from './service-stage.ts';

/** Faults of Salesforce and jsforce that were met before: each test fails without the guard that it names. */
let org: LocalOrg;
let connection: OrgConnection;
let adminId: string;
/** Enough for Bulk reading. */
const accounts = 2_100;
let runs = 0;

beforeAll(async () => {
  org = await sampleOrg(accounts);
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  connection = await connect({
    loginUrl: org.url,
    clientId: org.clientId,
    username: 'service@evenfield.example',
    privateKey: readFileSync(org.privateKeyFile, 'utf8'),
    audience: org.url,
    apiVersion: '66.0'
  });
}, 60_000);

afterEach(async () => {
  await control(org, 'DELETE', '/faults');
  await control(org, 'DELETE', '/log');
});

afterAll(async () => {
  await org.stop();
});

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly autoAssign: string | null;
}

async function seen(method: RegExp, path: RegExp): Promise<Seen[]> {
  const log = (await (await fetch(`${org.url}/control/log`)).json()) as Seen[];
  return log.filter((entry) => method.test(entry.method) && path.test(entry.path));
}

async function sync(later = 0): Promise<{ status: string; changed: number; read: number }> {
  runs += 1;
  const run = await openRun(connection, `trap:${String(runs)}`, 'Manual');
  if (run === null) throw new Error('The run is there already');
  return runSync(connection, { ...run, started: run.started + later });
}

const count = (soql: string): number => org.org.query({ userId: adminId }, soql).totalSize;

/** Rows of an upsert by key, enough for Bulk writing where `many`. */
const runRows = (many: boolean, prefix: string): (string | null)[][] =>
  Array.from({ length: many ? 2_100 : 3 }, (_, index) => [
    `${prefix}:${String(index)}`,
    'Manual',
    'Completed'
  ]);
const toWrite = (rows: (string | null)[][]): Parameters<typeof writeRows>[1] => ({
  object: 'Evenfield_Run__c',
  operation: 'upsert',
  externalId: 'Key__c',
  columns: ['Key__c', 'Kind__c', 'Status__c'],
  rows
});

describe('a write', () => {
  it('that must not be sent twice is not, and an upsert by key is sent again', async () => {
    const lost = { method: '^(POST|PATCH)$', action: { kind: 'drop', after: true } };
    await control(org, 'POST', '/faults', { ...lost, method: 'POST', path: '/sobjects/Task$' });
    const before = count('SELECT COUNT() FROM Task');
    const creation = connection.send({
      method: 'POST',
      path: '/sobjects/Task',
      body: JSON.stringify({ Subject: 'Call' }),
      about: 'Adding a task',
      repeatable: false
    });
    await expect(creation).rejects.toThrow(/Adding a task/);
    expect(await seen(/POST/, /sobjects\/Task$/)).toHaveLength(1);
    expect(count('SELECT COUNT() FROM Task') - before).toBeLessThanOrEqual(1);
    await control(org, 'POST', '/faults', {
      ...lost,
      method: 'PATCH',
      path: '/composite/sobjects/'
    });
    expect((await writeRows(connection, toWrite(runRows(false, 'twice')))).written).toBe(3);
    expect(await seen(/PATCH/, /composite\/sobjects\//)).toHaveLength(2);
    expect(count("SELECT COUNT() FROM Evenfield_Run__c WHERE Key__c LIKE 'twice:%'")).toBe(3);
  }, 30_000);

  it('in bulk whose polling breaks off looks its job up again and neither ends it nor starts a second', async () => {
    await control(org, 'POST', '/faults', {
      method: 'GET',
      path: '/jobs/ingest/\\w+$',
      count: 4,
      action: { kind: 'drop' }
    });
    expect((await writeRows(connection, toWrite(runRows(true, 'bulk')))).written).toBe(2_100);
    expect(await seen(/POST/, /\/jobs\/ingest$/)).toHaveLength(1);
    expect(await seen(/DELETE/, /\/jobs\/ingest/)).toEqual([]);
  }, 60_000);

  it('sends locked rows again, those alone, until their parent is free', async () => {
    await control(org, 'POST', '/faults', {
      path: '/composite/sobjects/',
      count: 3,
      action: { kind: 'lock', ids: ['lock:1'] }
    });
    expect((await writeRows(connection, toWrite(runRows(false, 'lock')))).written).toBe(3);
    expect(await seen(/PATCH/, /composite\/sobjects\//)).toHaveLength(4);
  }, 30_000);
});

describe('a reading', () => {
  it('keeps bars and semicolons within a cell, in bulk too', async () => {
    org.org.load('Account', [{ Name: 'Pipe | Semicolon; Comma, "Quote"' }]);
    const names: (string | null | undefined)[] = [];
    const columns = ['Id', 'Name'];
    const read = await readRows(connection, { object: 'Account', columns }, (cells) => {
      names.push(cells[1]);
    });
    expect(read).toBeGreaterThan(2_000);
    expect(await seen(/POST/, /\/jobs\/query$/)).toHaveLength(1);
    expect(names).toContain('Pipe | Semicolon; Comma, "Quote"');
  }, 30_000);

  it('takes an answer that is no CSV for an error, not for text or an empty result', () => {
    const busy = '<html>\n<body>Busy</body>\n</html>\n';
    expect(() => parseCsv(busy, 2, 'Reading Account', 2)).toThrow(/Reading Account/);
    expect(() => parseCsv('{"busy": true}', 2, 'Reading Account', 2)).toThrow(/0 rows of 2/);
  });

  it('knows a moment by both spellings: +0000 of REST and Z of Bulk', () => {
    expect(dayCell('2026-03-08T23:59:59.000+0000')).toBe(dayCell('2026-03-08T23:59:59.000Z'));
    expect(dayCell('2026-03-08T23:59:59.000Z')).toBe(Date.UTC(2026, 2, 8) / 86_400_000);
  });

  it('of many ids stays below 16,384 bytes a query', async () => {
    const ids = Array.from(
      { length: 2_000 },
      (_, index) => `a0X5e000000${String(index).padStart(4, '0')}`
    );
    expect(await stillToServe(connection, ids, 'a run')).toEqual([]);
    const queries = await seen(/GET/, /\/query/);
    expect(queries.length).toBeGreaterThan(1);
    for (const { path } of queries) expect(path.length).toBeLessThan(16_384);
  }, 30_000);

  it('in which all rows bear one stamp misses none', async () => {
    const stamps = org.org.query(
      { userId: adminId },
      'SELECT COUNT_DISTINCT(SystemModstamp) many, COUNT(Id) rows FROM Account'
    ).records[0]?.values as { many: number; rows: number };
    expect(stamps.many).toBeLessThan(stamps.rows / 10);
    const ids = new Set<string>();
    const columns = ['Id'];
    await readRows(connection, { object: 'Account', columns }, (cells) => {
      ids.add(cells[0] ?? '');
    });
    expect(ids.size).toBe(stamps.rows);
  }, 30_000);
});

describe('a night', () => {
  it('reads all: it sees what changed without any row’s stamp', async () => {
    expect(await sync()).toMatchObject({ status: 'Completed' });
    expect(await sync()).toMatchObject({ status: 'Completed', changed: 0 });
    // Forty days on, figures by date are others, though nobody saved anything.
    const report = await sync(40 * 86_400_000);
    expect(report.changed).toBeGreaterThan(accounts / 10);
  }, 120_000);

  it('asks in bulk only what Bulk can answer', async () => {
    expect(await sync()).toMatchObject({ status: 'Completed' });
    expect((await seen(/POST/, /\/jobs\/query$/)).length).toBeGreaterThan(1);
    expect((await seen(/POST/, /\/jobs\/query$/)).filter(({ status }) => status >= 400)).toEqual(
      []
    );
  }, 60_000);

  it('sends rows by account, so that no two batches lock one parent', () => {
    const rows = org.org.query(
      { userId: adminId },
      'SELECT Account__c FROM Evenfield_Coverage__c ORDER BY Id'
    ).records;
    const parents = rows.map(({ values }) => String(values['Account__c']));
    expect(parents.length).toBeGreaterThan(2_000);
    expect(parents).toEqual([...parents].sort());
  });

  it('writes no account, deal, case or task, so owners, teams and shares stay', async () => {
    const ofPeople = /^(Account|Opportunity|Case|Contact|Task|Event|Asset|Contract):/;
    const looked = (): [string, string][] =>
      [...everyRow(org.org, adminId)]
        .filter(([key]) => ofPeople.test(key))
        .map(([key, row]) => [key, row.stamp]);
    const before = looked();
    org.org.create(
      { userId: adminId },
      'Account',
      [{ Name: 'New customer', BillingState: 'OH', BillingPostalCode: '43004' }],
      { allOrNone: true }
    );
    expect(await sync()).toMatchObject({ status: 'Completed' });
    const after = new Map(looked());
    expect(after.size).toBe(before.length + 1);
    for (const [key, stamp] of before) expect([key, after.get(key)]).toEqual([key, stamp]);
  }, 60_000);

  it('says of each write that no assignment rule shall run', async () => {
    expect(await sync()).toMatchObject({ status: 'Completed' });
    const writes = await seen(/POST|PATCH|PUT/, /\/services\/data\//);
    expect(writes.length).toBeGreaterThan(1);
    expect(writes.filter(({ autoAssign }) => autoAssign !== 'false')).toEqual([]);
  }, 60_000);

  it('needs no Sales Territories: an org without their types is synced', async () => {
    const names = [...org.org.schema.objects.keys()].filter((name) => /territory2/i.test(name));
    expect(names).toEqual([]);
    expect(await sync()).toMatchObject({ status: 'Completed' });
    expect(await seen(/.*/, /territory2/i)).toEqual([]);
  }, 60_000);
});
