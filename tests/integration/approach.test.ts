import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { orgSettings } from '../../sync-service/src/config.ts';
import { answerAsked } from '../../sync-service/src/jobs/answer-asked.ts';
import type { ApproachReport } from '../../sync-service/src/jobs/compare-org.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { ask, control } from '../local-org/test/sign-assertion.ts';
import { changesBetween, everyRow } from './every-row.ts';
import { sampleOrg, serviceEnvironment, startCli } from './service-stage.ts';

let org: LocalOrg;
const folder = mkdtempSync(join(tmpdir(), 'evenfield-approach-'));

beforeAll(async () => {
  org = await sampleOrg(300);
}, 120_000);

afterAll(async () => {
  await org.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('evenfield approach', () => {
  it('reads alone, counts the deals that the org has, and makes a page of its own', async () => {
    await control(org, 'DELETE', '/log');
    const admin = org.users.find((user) => user.alias === 'admin');
    const session = { SF_INSTANCE_URL: org.url, SF_ACCESS_TOKEN: admin?.accessToken ?? '' };
    const told = await startCli(org, ['approach', '--json'], session).ended;
    expect([told.stderr, told.code]).toEqual(['', 0]);
    const report = JSON.parse(told.stdout) as ApproachReport;
    const count = (where: string): number =>
      org.org.query(
        { userId: admin?.userId ?? '' },
        `SELECT COUNT() FROM Opportunity WHERE IsClosed = true AND AccountId != null AND CloseDate >= ${report.from}${where}`
      ).totalSize;
    const { comparison } = report;
    expect([comparison.deals, comparison.won]).toEqual([count(''), count(' AND IsWon = true')]);
    expect(comparison.accounts).toBe(300);
    expect(comparison.territories).toBeGreaterThan(10);
    for (const { build } of comparison.approaches) {
      expect(build?.balance).toBeLessThanOrEqual(1);
      expect(build?.hours).toBeGreaterThan(build?.travelHours ?? Infinity);
    }
    const file = join(folder, 'approach.html');
    const page = await startCli(org, ['approach', '--out', file], session).ended;
    expect([page.stderr, page.code]).toEqual(['', 0]);
    expect(page.stdout).toContain(comparison.named.words);
    const html = readFileSync(file, 'utf8');
    expect(html).not.toMatch(/<script|https?:\/\//);
    for (const { name } of comparison.approaches) expect(html).toContain(name);
    const log = (await (await fetch(`${org.url}/control/log`)).json()) as { method: string }[];
    expect(log.length).toBeGreaterThan(10);
    expect(log.filter(({ method }) => method !== 'GET')).toEqual([]);
  }, 180_000);
});

describe('a request for the approach that fits', () => {
  const request = { Kind__c: 'Approach', Status__c: 'Requested' };
  const made = (alias: string): Promise<Response> =>
    ask(
      org,
      '/services/data/v66.0/sobjects/Evenfield_Request__c',
      { method: 'POST', body: JSON.stringify(request) },
      alias
    );

  it('is answered with what the command says, and writes nothing else', async () => {
    const admin = org.users.find((user) => user.alias === 'admin');
    const { id } = (await (await made('admin')).json()) as { id: string };
    const before = everyRow(org.org, admin?.userId ?? '');
    const connection = await connect(orgSettings(serviceEnvironment(org)));
    const context = {
      connection: () => Promise.resolve(connection),
      log: pino({ level: 'silent' }),
      stop: new AbortController().signal,
      finished: () => undefined
    };
    expect(await answerAsked(context, id)).toBe('Done');
    const { added, gone, moved } = changesBetween(before, everyRow(org.org, admin?.userId ?? ''));
    expect([added, gone, moved]).toEqual([[], [], [`Evenfield_Request__c:${id}`]]);
    const session = { SF_INSTANCE_URL: org.url, SF_ACCESS_TOKEN: admin?.accessToken ?? '' };
    const told = await startCli(org, ['approach', '--json'], session).ended;
    const { comparison } = JSON.parse(told.stdout) as ApproachReport;
    const [row] = org.org.query(
      { userId: admin?.userId ?? '' },
      `SELECT Result__c, Answer__c FROM Evenfield_Request__c WHERE Id = '${id}'`
    ).records;
    expect(row?.values['Result__c']).toBe(comparison.named.words);
    expect(
      (JSON.parse(String(row?.values['Answer__c'])) as { comparison: unknown }).comparison
    ).toEqual(JSON.parse(JSON.stringify(comparison)));
  }, 120_000);

  it('is for admins alone, because it tells of the whole org', async () => {
    for (const alias of ['manager', 'rep']) {
      const answer = await made(alias);
      expect([alias, answer.ok]).toEqual([alias, false]);
    }
  });
});
