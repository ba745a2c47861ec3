/**
 * A first and a steady sync against what a bare client needs to download the same queries and to
 * ingest the same rows: jsforce's own request path, the best page size, the same parallelism, and
 * nothing done with the text. The org runs in a process of its own; three rounds, medians.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { HttpResponse } from 'jsforce';
import { Connection } from 'jsforce';
import { HttpApi } from 'jsforce/lib/http-api.js';
import { z } from 'zod';
import { orgSettings } from '../src/config.ts';
import { figureCalendar } from '../src/domain/core/figures.ts';
import { periodFor } from '../src/domain/quota/period.ts';
import { dayIn } from '../src/domain/core/days.ts';
import type { OrgConnection } from '../src/salesforce/connection.ts';
import { connect } from '../src/salesforce/connection.ts';
import { peoplesCoverage, writtenCoverage } from '../src/salesforce/records/coverage.ts';
import { historyStreams } from '../src/salesforce/records/history.ts';
import type { RowsQuery } from '../src/salesforce/rows.ts';
import { soqlOf } from '../src/salesforce/rows.ts';

const orgLine = z.object({
  url: z.string(),
  clientId: z.string(),
  privateKeyFile: z.string(),
  users: z.array(z.object({ alias: z.string(), accessToken: z.string() }))
});
const report = z.object({
  status: z.string(),
  read: z.number(),
  written: z.number(),
  apiCalls: z.number(),
  seconds: z.number(),
  peakMB: z.number(),
  cpuSeconds: z.number()
});
const job = z.object({ id: z.string(), state: z.string() });
const bestPageRows = 50_000;

interface Round {
  readonly download: number;
  readonly first: z.infer<typeof report>;
  readonly steadyDownload: number;
  readonly steady: z.infer<typeof report>;
  readonly ingest: number;
}

/** `--accounts N --opportunities N --tasks N --rounds N`. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '100000' },
      opportunities: { type: 'string', default: '300000' },
      tasks: { type: 'string', default: '500000' },
      rounds: { type: 'string', default: '3' }
    }
  });
  const rounds = Number(values.rounds);
  const done: Round[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    process.stderr.write(`round ${String(turn + 1)} of ${String(rounds)}\n`);
    done.push(await round(values));
  }
  const part = (
    name: 'first' | 'steady',
    download: (one: Round) => number
  ): Record<string, number> => ({
    seconds: median(done.map((one) => one[name].seconds)),
    downloadSeconds: median(done.map(download)),
    ingestSeconds: median(done.map((one) => one.ingest)),
    ownRowsPerSecond: Math.round(
      median(done.map((one) => (one[name].read + one[name].written) / one[name].cpuSeconds))
    ),
    peakMB: Math.max(...done.map((one) => one[name].peakMB)),
    apiCalls: median(done.map((one) => one[name].apiCalls))
  });
  return {
    accounts: Number(values.accounts),
    rounds,
    first: part('first', (one) => one.download),
    steady: part('steady', (one) => one.steadyDownload)
  };
}

async function round(size: {
  accounts: string;
  opportunities: string;
  tasks: string;
}): Promise<Round> {
  const org = spawn(
    'node',
    [
      '--no-warnings',
      'tests/local-org/main.ts',
      '--sample',
      size.accounts,
      '--opportunities',
      size.opportunities,
      '--tasks',
      size.tasks
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  );
  try {
    const line = orgLine.parse(JSON.parse(await firstLine(org)));
    const environment = {
      ...process.env,
      SF_LOGIN_URL: line.url,
      SF_CLIENT_ID: line.clientId,
      SF_USERNAME: 'service@evenfield.example',
      SF_PRIVATE_KEY_FILE: line.privateKeyFile
    };
    const connection = await connect(orgSettings(environment));
    const download = await timed(() => bareDownload(connection));
    const first = await sync(environment);
    await touchOnePercent(connection, line);
    const steadyDownload = await timed(() => bareDownload(connection));
    const steady = await sync(environment);
    const rows = await coverageText(connection);
    await emptyCoverage(connection);
    const ingest = await timed(() => bareIngest(connection, 'upsert', rows));
    return { download, first, steadyDownload, steady, ingest };
  } finally {
    org.kill('SIGTERM');
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    child.once('exit', (code) => {
      failed(new Error(`The local org ended with ${String(code)}`));
    });
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', done);
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function sync(environment: NodeJS.ProcessEnv): Promise<z.infer<typeof report>> {
  const child = spawn(
    'node',
    ['--no-warnings', 'sync-service/src/cli/evenfield.ts', 'sync', '--json'],
    { env: environment, stdio: ['ignore', 'pipe', 'ignore'] }
  );
  return new Promise((done, failed) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      const parsed = report.parse(JSON.parse(line));
      if (parsed.status === 'Completed') done(parsed);
      else failed(new Error(line));
    });
  });
}

/** The large queries of a sync. */
function queries(connection: OrgConnection): RowsQuery[] {
  const today = dayIn('America/New_York', connection.now());
  const accountColumns = [
    'Id',
    'Name',
    'ParentId',
    'OwnerId',
    'BillingLatitude',
    'BillingLongitude',
    'ShippingLatitude',
    'ShippingLongitude',
    'BillingPostalCode',
    'BillingState',
    'Industry',
    'NumberOfEmployees',
    'Rating'
  ];
  return [
    { object: 'Account', columns: accountColumns },
    {
      object: 'Evenfield_Coverage__c',
      columns: [
        'Id',
        'Account__c',
        'Key__c',
        ...Object.keys(writtenCoverage),
        ...Object.keys(peoplesCoverage)
      ]
    },
    ...historyStreams(figureCalendar(today, periodFor([], today))).map((stream) => stream.query)
  ];
}

async function bareDownload(connection: OrgConnection): Promise<void> {
  await Promise.all(
    queries(connection).map((query) => download(connection, query, () => undefined))
  );
}

async function download(
  connection: OrgConnection,
  query: RowsQuery,
  take: (page: string) => void
): Promise<void> {
  const about = 'bare download';
  const { id } = await connection.json(
    {
      method: 'POST',
      path: '/jobs/query',
      body: JSON.stringify({ operation: 'query', query: soqlOf(query) }),
      about
    },
    job
  );
  await finished(connection, `/jobs/query/${id}`);
  let locator = '';
  do {
    const answer = await bareGet(
      connection,
      `/jobs/query/${id}/results?maxRecords=${String(bestPageRows)}${locator}`
    );
    take(answer.text);
    const next = answer.headers['sforce-locator'];
    locator = next === undefined || next === 'null' ? '' : `&locator=${next}`;
  } while (locator !== '');
}

/** A page by jsforce's own request path and transport, its text as it comes. */
async function bareGet(
  connection: OrgConnection,
  path: string
): Promise<{ text: string; headers: Readonly<Record<string, string>> }> {
  const { token, instanceUrl } = connection.access();
  const bare = new Connection({ instanceUrl, accessToken: token, version: '66.0' });
  const http = new HttpApi(bare, { responseType: 'text/plain' });
  let headers: Readonly<Record<string, string>> = {};
  http.on('response', (response: HttpResponse) => {
    headers = response.headers ?? {};
  });
  const text = await http.request<string>({
    method: 'GET',
    url: `${instanceUrl}/services/data/v66.0${path}`,
    headers: { accept: 'text/csv' }
  });
  return { text, headers };
}

async function finished(connection: OrgConnection, path: string): Promise<void> {
  for (;;) {
    const { state } = await connection.json({ method: 'GET', path, about: 'bare job' }, job);
    if (state === 'JobComplete') return;
    if (state === 'Failed' || state === 'Aborted') throw new Error(`${path} ${state}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** One account in a hundred changes its state, by the admin. */
async function touchOnePercent(
  connection: OrgConnection,
  line: z.infer<typeof orgLine>
): Promise<void> {
  const ids: string[] = [];
  await download(connection, { object: 'Account', columns: ['Id'] }, (page) =>
    ids.push(
      ...page
        .split('\n')
        .slice(1)
        .filter((id) => id !== '')
        .map((id) => id.replaceAll('"', ''))
    )
  );
  const chosen = ids.filter((_, index) => index % 100 === 0);
  const token = line.users.find((user) => user.alias === 'admin')?.accessToken ?? '';
  for (let from = 0; from < chosen.length; from += 200) {
    const records = chosen
      .slice(from, from + 200)
      .map((id) => ({ attributes: { type: 'Account' }, id, BillingState: 'OK' }));
    await fetch(`${line.url}/services/data/v66.0/composite/sobjects`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ allOrNone: false, records })
    });
  }
}

async function coverageText(connection: OrgConnection): Promise<string[]> {
  const pages: string[] = [];
  await download(
    connection,
    {
      object: 'Evenfield_Coverage__c',
      columns: ['Key__c', 'Account__c', ...Object.keys(writtenCoverage)]
    },
    (page) => pages.push(page)
  );
  return pages;
}

async function emptyCoverage(connection: OrgConnection): Promise<void> {
  const pages: string[] = [];
  await download(connection, { object: 'Evenfield_Coverage__c', columns: ['Id'] }, (page) =>
    pages.push(page)
  );
  await bareIngest(connection, 'delete', pages);
}

async function bareIngest(
  connection: OrgConnection,
  operation: 'upsert' | 'delete',
  pages: readonly string[]
): Promise<void> {
  const about = 'bare ingest';
  for (const page of pages) {
    const description = {
      object: 'Evenfield_Coverage__c',
      operation,
      contentType: 'CSV',
      lineEnding: 'LF',
      ...(operation === 'upsert' ? { externalIdFieldName: 'Key__c' } : {})
    };
    const { id } = await connection.json(
      { method: 'POST', path: '/jobs/ingest', body: JSON.stringify(description), about },
      job
    );
    await connection.send({
      method: 'PUT',
      path: `/jobs/ingest/${id}/batches`,
      body: page,
      contentType: 'text/csv',
      about
    });
    await connection.send({
      method: 'PATCH',
      path: `/jobs/ingest/${id}`,
      body: JSON.stringify({ state: 'UploadComplete' }),
      about
    });
    await finished(connection, `/jobs/ingest/${id}`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
