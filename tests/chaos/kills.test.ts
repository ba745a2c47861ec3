import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { results, runCli, sampleOrg, startCli } from '../integration/service-stage.ts';

/** Enough for Bulk reading and for more than one batch of Bulk writing. */
const accounts = 12_000;
const bulkResults = /\/jobs\/query\/\w+\/results/;

/** A moment at which the service is killed: when the org has seen the `nth` request of this kind. */
interface Moment {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly nth: number;
  /** Kill this long after the request was answered. */
  readonly after?: number;
}

const moments: readonly Moment[] = [
  { name: 'a query job was created', method: 'POST', path: /\/jobs\/query$/, nth: 1 },
  { name: 'all query jobs were created', method: 'POST', path: /\/jobs\/query$/, nth: 4 },
  { name: 'the first page was downloaded', method: 'GET', path: bulkResults, nth: 1 },
  { name: 'downloads were half way', method: 'GET', path: bulkResults, nth: 3 },
  { name: 'downloads were nearly done', method: 'GET', path: bulkResults, nth: 5 },
  { name: 'the computation began', method: 'DELETE', path: /\/jobs\/query\//, nth: 4, after: 60 },
  {
    name: 'the computation went on',
    method: 'DELETE',
    path: /\/jobs\/query\//,
    nth: 4,
    after: 250
  },
  {
    name: 'the computation was nearly done',
    method: 'DELETE',
    path: /\/jobs\/query\//,
    nth: 4,
    after: 450
  },
  { name: 'the ingest job was open', method: 'POST', path: /\/jobs\/ingest$/, nth: 1 },
  { name: 'the upload was sent', method: 'PUT', path: /\/batches$/, nth: 1 },
  { name: 'the upload was closed', method: 'PATCH', path: /\/jobs\/ingest\//, nth: 1 },
  { name: 'some rows were written', method: 'PATCH', path: /\/jobs\/ingest\//, nth: 1, after: 150 },
  { name: 'more rows were written', method: 'PATCH', path: /\/jobs\/ingest\//, nth: 1, after: 400 },
  {
    name: 'half the rows were written',
    method: 'PATCH',
    path: /\/jobs\/ingest\//,
    nth: 1,
    after: 700
  },
  {
    name: 'most rows of a batch were written',
    method: 'PATCH',
    path: /\/jobs\/ingest\//,
    nth: 1,
    after: 1100
  },
  {
    name: 'one batch was written and the next was not begun',
    method: 'GET',
    path: /\/unprocessedrecords/,
    nth: 1
  },
  {
    name: 'coverage was done and territories were not',
    method: 'PATCH',
    path: /\/composite\/sobjects\/Evenfield_Coverage__c/,
    nth: 10
  },
  {
    name: 'territories were written and snapshots were not',
    method: 'PATCH',
    path: /\/composite\/sobjects$/,
    nth: 1
  },
  {
    name: 'snapshots were written and quotas were not',
    method: 'PATCH',
    path: /\/composite\/sobjects\/Evenfield_Health_Snapshot__c/,
    nth: 1
  },
  {
    name: 'all was written and the run was not closed',
    method: 'GET',
    path: /Evenfield_Run_Error__c/,
    nth: 1
  }
];

let undisturbed: Map<string, string>;
let org: LocalOrg;
let partly = 0;
/** The last test starts no org. */
let isUp = false;

beforeAll(async () => {
  org = await sampleOrg(accounts);
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
  undisturbed = results(org);
  await org.stop();
}, 120_000);

afterEach(async () => {
  if (isUp) await org.stop();
  isUp = false;
});

interface LogEntry {
  readonly method: string;
  readonly path: string;
}

async function killedAt(moment: Moment): Promise<void> {
  const run = startCli(org, ['sync', '--json']);
  const log = async (): Promise<LogEntry[]> =>
    (await (await fetch(`${org.url}/control/log`)).json()) as LogEntry[];
  for (;;) {
    const entries = await log();
    const list = Array.isArray(entries)
      ? entries
      : ((entries as { requests?: LogEntry[] }).requests ?? []);
    const seen = list.filter(
      (entry) => entry.method === moment.method && moment.path.test(decodeURIComponent(entry.path))
    ).length;
    if (seen >= moment.nth) break;
    if (run.child.exitCode !== null) throw new Error(`The run ended before ${moment.name}.`);
    await new Promise((done) => setTimeout(done, 5));
  }
  if (moment.after !== undefined) await new Promise((done) => setTimeout(done, moment.after));
  run.child.kill('SIGKILL');
  await run.ended;
}

describe('killed when', () => {
  it.each(moments)(
    '$name, the next run ends like an undisturbed one',
    async (moment) => {
      org = await sampleOrg(accounts);
      isUp = true;
      await killedAt(moment);
      const written = [...results(org).keys()].filter((key) =>
        key.startsWith('Evenfield_Coverage__c')
      ).length;
      const left = results(org);
      if (written > 0 && JSON.stringify([...left]) !== JSON.stringify([...undisturbed]))
        partly += 1;
      expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
      expect(results(org)).toEqual(undisturbed);
      process.stdout.write(
        `counted: killed when ${moment.name}: ${String(written)} of ${String(accounts)} coverage rows written\n`
      );
    },
    120_000
  );

  it('ten of them or more left some rows written and some not', () => {
    process.stdout.write(
      `counted: ${String(moments.length)} kills, ${String(partly)} with some rows written and some not\n`
    );
    expect(partly).toBeGreaterThanOrEqual(10);
  });
});
