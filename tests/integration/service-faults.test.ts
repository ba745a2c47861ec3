import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { results, runCli, sampleOrg } from './service-stage.ts';

/** Enough for Bulk reading and Bulk writing. */
const accounts = 2100;
const forever = 1_000_000_000;

let undisturbed: Map<string, string>;
let org: LocalOrg;

beforeAll(async () => {
  org = await sampleOrg(accounts);
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
  undisturbed = results(org);
  await org.stop();
  expect(undisturbed.size).toBeGreaterThan(accounts);
}, 120_000);

afterEach(async () => {
  await org.stop();
});

const bulkResults = '/jobs/query/\\w+/results';

describe('transient trouble ends Completed and like an undisturbed run', () => {
  it.each([
    ['every answer late', { action: { kind: 'latency', milliseconds: 40 }, count: forever }],
    [
      'three 503 while results are read',
      { path: bulkResults, count: 3, action: { kind: 'status', status: 503 } }
    ],
    [
      'a 500 after the upload was taken in',
      { method: 'PUT', action: { kind: 'status', status: 500, after: true } }
    ],
    [
      'a 502 on the way to a query',
      { path: '/query\\?', nth: 4, count: 2, action: { kind: 'status', status: 502 } }
    ],
    ['a dropped upload', { method: 'PUT', action: { kind: 'drop' } }],
    ['an upload sent and not answered', { method: 'PUT', action: { kind: 'drop', after: true } }],
    [
      'a job closed and not answered',
      { method: 'PATCH', path: '/jobs/ingest/', action: { kind: 'drop', after: true } }
    ],
    ['a dropped sign-in', { path: '/oauth2/token', action: { kind: 'drop' } }],
    ['rows locked twice', { action: { kind: 'lock' }, count: 2 }],
    [
      'too many requests at once',
      { path: '/query', nth: 3, count: 4, action: { kind: 'limit-concurrent' } }
    ],
    [
      'a query that takes too long',
      { path: '/query\\?', nth: 6, action: { kind: 'query-timeout' } }
    ],
    [
      'a session that ends while results are read',
      { path: bulkResults, nth: 2, action: { kind: 'expire-session' } }
    ],
    ['a page of results cut anywhere', { path: bulkResults, nth: 2, action: { kind: 'truncate' } }],
    [
      'a page of results cut between rows',
      { path: bulkResults, nth: 1, action: { kind: 'truncate', atRow: true } }
    ],
    ['a query page cut short', { path: '/query\\?q=SELECT', nth: 8, action: { kind: 'truncate' } }]
  ])(
    '%s',
    async (_name, fault) => {
      org = await sampleOrg(accounts);
      expect((await control(org, 'POST', '/faults', fault)).ok).toBe(true);
      expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
      expect(results(org)).toEqual(undisturbed);
    },
    90_000
  );
});

describe('lasting trouble stops within a minute, says what to do, and writes nothing after', () => {
  it.each([
    [
      'the daily limit',
      { path: '/jobs/ingest', action: { kind: 'limit-daily' }, count: forever },
      /daily API requests are used up/
    ],
    [
      'an org that is away',
      { path: '/jobs/ingest', action: { kind: 'status', status: 503 }, count: forever },
      /tries again/
    ]
  ])(
    '%s',
    async (_name, fault, cure) => {
      org = await sampleOrg(accounts);
      await control(org, 'POST', '/faults', fault);
      const started = Date.now();
      const report = await runCli(org, ['sync']);
      expect(Date.now() - started).toBeLessThan(60_000);
      expect(report).toMatchObject({ status: 'Failed', cure: expect.stringMatching(cure) });
      const after = results(org);
      await control(org, 'DELETE', '/faults');
      await new Promise((done) => setTimeout(done, 1500));
      expect(results(org)).toEqual(after);
      expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
      expect(results(org)).toEqual(undisturbed);
    },
    150_000
  );

  it('a right taken away', async () => {
    org = await sampleOrg(accounts);
    const right = { username: 'service@evenfield.example', permissionSet: 'Evenfield_Service' };
    await control(org, 'DELETE', '/permission-set-assignments', right);
    const report = await runCli(org, ['sync']);
    expect(report).toMatchObject({
      status: 'Failed',
      cure: expect.stringContaining('Evenfield_Service')
    });
    await control(org, 'POST', '/permission-set-assignments', right);
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    expect(results(org)).toEqual(undisturbed);
  }, 90_000);
});
