/**
 * Accounts into the local org by Bulk API 2.0 and back again, each row looked at: what the org that
 * our claims are tested against can take, and in how much memory.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const orgLine = z.object({ url: z.string(), accessToken: z.string() });
const job = z.object({
  id: z.string(),
  state: z.string(),
  numberRecordsProcessed: z.number().optional(),
  numberRecordsFailed: z.number().optional()
});
/** Rows of one upload: below the 100 MB that a job may have. */
const rowsAJob = 100_000;
const rowsAPage = 50_000;

/** `--accounts N`. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: { accounts: { type: 'string', default: '1000000' } }
  });
  const accounts = Number(values.accounts);
  const folder = mkdtempSync(join(tmpdir(), 'evenfield-bulk-'));
  const org = spawn(
    'node',
    ['--no-warnings', 'tests/local-org/main.ts', '--sample', 'none', '--keep', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  );
  try {
    const line = orgLine.parse(JSON.parse(await firstLine(org)));
    const began = performance.now();
    for (let from = 0; from < accounts; from += rowsAJob)
      await insert(line, from, Math.min(accounts, from + rowsAJob));
    const inserted = performance.now();
    const { rows, wrong } = await readBack(line);
    const ended = performance.now();
    return {
      accounts,
      inSeconds: (inserted - began) / 1000,
      inRowsPerSecond: Math.round(accounts / ((inserted - began) / 1000)),
      outSeconds: (ended - inserted) / 1000,
      outRowsPerSecond: Math.round(rows / ((ended - inserted) / 1000)),
      rows,
      wrong,
      orgPeakMB: peakOf(org)
    };
  } finally {
    org.kill('SIGTERM');
    await new Promise((done) => org.once('exit', done));
    rmSync(folder, { recursive: true, force: true });
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

type Line = z.infer<typeof orgLine>;

async function ask(
  line: Line,
  method: string,
  path: string,
  body?: string,
  type = 'application/json'
): Promise<Response> {
  const answer = await fetch(`${line.url}/services/data/v66.0${path}`, {
    method,
    headers: { authorization: `Bearer ${line.accessToken}`, 'content-type': type },
    ...(body === undefined ? {} : { body })
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer;
}

/** A company of a number, by which the row that comes back is known again. */
function lineOf(index: number): string {
  return `"Company ${String(index)}, Inc.",${String(100_000 + index)},${String(index % 5000)},${String(index * 7)}`;
}

async function insert(line: Line, from: number, to: number): Promise<void> {
  const rows = ['Name,AccountNumber,NumberOfEmployees,AnnualRevenue'];
  for (let index = from; index < to; index += 1) rows.push(lineOf(index));
  const description = {
    object: 'Account',
    operation: 'insert',
    contentType: 'CSV',
    lineEnding: 'LF'
  };
  const { id } = job.parse(
    await (await ask(line, 'POST', '/jobs/ingest', JSON.stringify(description))).json()
  );
  await ask(line, 'PUT', `/jobs/ingest/${id}/batches`, `${rows.join('\n')}\n`, 'text/csv');
  await ask(line, 'PATCH', `/jobs/ingest/${id}`, JSON.stringify({ state: 'UploadComplete' }));
  const done = await finished(line, `/jobs/ingest/${id}`);
  if (done.numberRecordsProcessed !== to - from || done.numberRecordsFailed !== 0)
    throw new Error(`Job ${id}: ${JSON.stringify(done)}`);
  await ask(line, 'DELETE', `/jobs/ingest/${id}`);
}

async function finished(line: Line, path: string): Promise<z.infer<typeof job>> {
  for (;;) {
    const status = job.parse(await (await ask(line, 'GET', path)).json());
    if (status.state === 'JobComplete') return status;
    if (status.state === 'Failed' || status.state === 'Aborted')
      throw new Error(`${path}: ${status.state}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function readBack(line: Line): Promise<{ rows: number; wrong: number }> {
  const query = 'SELECT Name, AccountNumber, NumberOfEmployees, AnnualRevenue FROM Account';
  const { id } = job.parse(
    await (
      await ask(line, 'POST', '/jobs/query', JSON.stringify({ operation: 'query', query }))
    ).json()
  );
  await finished(line, `/jobs/query/${id}`);
  let rows = 0;
  let wrong = 0;
  let locator = '';
  do {
    const answer = await ask(
      line,
      'GET',
      `/jobs/query/${id}/results?maxRecords=${String(rowsAPage)}${locator}`
    );
    const next = answer.headers.get('sforce-locator');
    locator = next === null || next === 'null' ? '' : `&locator=${next}`;
    const lines = (await answer.text()).split('\n').slice(1, -1);
    for (const text of lines) {
      rows += 1;
      if (!isWhole(text)) wrong += 1;
    }
  } while (locator !== '');
  return { rows, wrong };
}

/** Whether a row says of its number what was written. */
function isWhole(text: string): boolean {
  const [, name, number, employees, revenue] =
    /^"Company (\d+), Inc\.","(\d+)","(\d+)","([\d.E]+)"$/.exec(text) ?? [];
  const index = Number(name);
  return (
    Number(number) === 100_000 + index &&
    Number(employees) === index % 5000 &&
    Number(revenue) === index * 7
  );
}

/** Peak resident memory of a process, in MB; null where the system does not tell. */
function peakOf(child: ChildProcess): number | null {
  try {
    const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
