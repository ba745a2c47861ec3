import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask, connect, control } from './sign-assertion.ts';

const LIMITS = '/services/data/v66.0/limits';

let local: LocalOrg;

beforeAll(async () => {
  local = await startLocalOrg();
  local.org.load(
    'Account',
    Array.from({ length: 10 }, (_, index) => ({ Name: `Fault ${String(index)}` }))
  );
});

afterEach(async () => {
  await control(local, 'DELETE', '/faults');
  await control(local, 'DELETE', '/schema');
});

afterAll(async () => {
  await local.stop();
});

async function inject(fault: Record<string, unknown>): Promise<void> {
  const response = await control(local, 'POST', '/faults', fault);
  expect(response.status).toBe(201);
}

async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { errorCode: string }[];
  return body[0]?.errorCode ?? '';
}

/** jsforce's types name the code otherwise than the collections' answer does. */
function statusCodeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error
    ? error.statusCode
    : undefined;
}

describe('injected faults', () => {
  it('meet the nth request and as many as counted', async () => {
    await inject({ path: '/limits', nth: 2, count: 2, action: { kind: 'status', status: 503 } });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call += 1) statuses.push((await ask(local, LIMITS)).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
  });

  it('delay', async () => {
    await inject({ action: { kind: 'latency', milliseconds: 150 } });
    const begun = performance.now();
    expect((await ask(local, LIMITS)).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(140);
  });

  it('drop the connection before the work, or after it', async () => {
    const create = (name: string): Promise<Response> =>
      ask(local, '/services/data/v66.0/sobjects/Account', {
        method: 'POST',
        body: JSON.stringify({ Name: name })
      });
    await inject({ method: 'POST', action: { kind: 'drop' } });
    await expect(create('Lost before')).rejects.toThrow();
    await control(local, 'DELETE', '/faults');
    await inject({ method: 'POST', action: { kind: 'drop', after: true } });
    await expect(create('Lost after')).rejects.toThrow();
    const connection = await connect(local);
    const found = await connection.query("SELECT Name FROM Account WHERE Name LIKE 'Lost %'");
    expect(found.records.map((record) => record['Name'])).toEqual(['Lost after']);
  });

  it.each([
    ['limit-daily', 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
    ['limit-concurrent', 403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'],
    ['query-timeout', 400, 'QUERY_TIMEOUT', 'Your query request was running for too long.'],
    ['expire-session', 401, 'INVALID_SESSION_ID', 'Session expired or invalid']
  ])('answer as %s', async (kind, status, errorCode, message) => {
    const connection = await connect(local);
    await inject({ path: '/limits', action: { kind } });
    const headers = { Authorization: `Bearer ${connection.accessToken ?? ''}` };
    const response = await fetch(`${local.url}${LIMITS}`, { headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual([{ message, errorCode }]);
  });

  it('lock the rows named, each as often as counted, and no other', async () => {
    const connection = await connect(local);
    const rows = ['lock-a', 'lock-b', 'lock-c'].map((key) => ({ Key__c: key, Name: key }));
    await inject({ count: 2, action: { kind: 'lock', ids: ['lock-b'] } });
    const outcomes: unknown[][] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const results = await connection.sobject('Evenfield_Territory__c').upsert(rows, 'Key__c');
      outcomes.push(
        results.map((result) => (result.success ? 'ok' : statusCodeOf(result.errors[0])))
      );
    }
    expect(outcomes).toEqual([
      ['ok', 'UNABLE_TO_LOCK_ROW', 'ok'],
      ['ok', 'UNABLE_TO_LOCK_ROW', 'ok'],
      ['ok', 'ok', 'ok']
    ]);
  });

  it('truncate a page and leave its counts', async () => {
    await inject({
      path: "/query\\?q=SELECT Id FROM Account WHERE Name LIKE 'Fault %'",
      action: { kind: 'truncate' }
    });
    const response = await ask(
      local,
      "/services/data/v66.0/query?q=SELECT+Id+FROM+Account+WHERE+Name+LIKE+'Fault+%25'"
    );
    const page = (await response.json()) as {
      totalSize: number;
      done: boolean;
      records: unknown[];
    };
    expect([page.totalSize, page.done, page.records.length]).toEqual([10, true, 5]);
  });

  it.each([true, false])(
    'truncate a bulk result (between rows: %s) and leave its count',
    async (atRow) => {
      const jobs = '/services/data/v66.0/jobs/query';
      const query = "SELECT Id, Name FROM Account WHERE Name LIKE 'Fault %'";
      const created = await ask(local, jobs, {
        method: 'POST',
        body: JSON.stringify({ operation: 'query', query })
      });
      const { id } = (await created.json()) as { id: string };
      const results = `${jobs}/${id}/results`;
      while ((await ask(local, results)).status !== 200)
        await new Promise((resolve) => setTimeout(resolve, 10));
      const whole = await (await ask(local, results)).text();
      await inject({ path: '/results', action: { kind: 'truncate', atRow } });
      const response = await ask(local, results);
      const half = await response.text();
      expect(response.headers.get('sforce-numberofrecords')).toBe('10');
      expect(whole.startsWith(half)).toBe(true);
      expect(half.length).toBeLessThan(whole.length * 0.7);
      expect(half.endsWith('\n')).toBe(atRow);
    }
  );

  it('fit by body', async () => {
    await inject({ method: 'POST', body: 'Special', action: { kind: 'status', status: 500 } });
    const create = (name: string): Promise<Response> =>
      ask(local, '/services/data/v66.0/sobjects/Account', {
        method: 'POST',
        body: JSON.stringify({ Name: name })
      });
    expect((await create('Plain')).status).toBe(201);
    expect((await create('Special')).status).toBe(500);
  });

  it('are refused when they are none', async () => {
    expect(
      (await control(local, 'POST', '/faults', { action: { kind: 'earthquake' } })).status
    ).toBe(400);
    expect(
      (await control(local, 'POST', '/faults', { path: '(', action: { kind: 'drop' } })).status
    ).toBe(400);
  });
});

describe('the control endpoint', () => {
  it('hides an object and a field as if they were not deployed, and restores them', async () => {
    const soql =
      '/services/data/v66.0/query?q=SELECT+Id,+Capacity_Hours__c+FROM+Evenfield_Territory__c';
    expect((await ask(local, soql)).status).toBe(200);
    await control(local, 'POST', '/schema', { hide: 'Evenfield_Territory__c.Capacity_Hours__c' });
    expect(await codeOf(await ask(local, soql))).toBe('INVALID_FIELD');
    await control(local, 'POST', '/schema', { hide: 'Evenfield_Territory__c' });
    expect(await codeOf(await ask(local, soql))).toBe('INVALID_TYPE');
    await control(local, 'DELETE', '/schema');
    expect((await ask(local, soql)).status).toBe(200);
  });

  it('takes a permission set away and gives it back', async () => {
    const path = '/services/data/v66.0/sobjects/Evenfield_Territory__c/describe';
    const request = { username: 'rep@evenfield.example', permissionSet: 'Evenfield_Rep' };
    expect((await ask(local, path, {}, 'rep')).status).toBe(200);
    await control(local, 'DELETE', '/permission-set-assignments', request);
    expect((await ask(local, path, {}, 'rep')).status).toBe(404);
    await control(local, 'POST', '/permission-set-assignments', request);
    expect((await ask(local, path, {}, 'rep')).status).toBe(200);
  });

  it('logs what was asked, itself not', async () => {
    await control(local, 'DELETE', '/log');
    await ask(local, LIMITS);
    await ask(local, '/services/data/v66.0/nothing');
    const log: unknown = await (await control(local, 'GET', '/log')).json();
    expect(log).toEqual([
      { method: 'GET', path: LIMITS, autoAssign: null, status: 200 },
      { method: 'GET', path: '/services/data/v66.0/nothing', autoAssign: null, status: 404 }
    ]);
  });
});
