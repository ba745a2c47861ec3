import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'jsforce';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask, connect, control } from './sign-assertion.ts';

const BASE = '/services/data/v66.0';

let local: LocalOrg;
let connection: Connection;

beforeAll(async () => {
  local = await startLocalOrg();
  connection = await connect(local);
});

afterAll(async () => {
  await local.stop();
});

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

describe('records through jsforce', () => {
  it('are created, read, changed and deleted', async () => {
    const created = await connection
      .sobject('Account')
      .create({ Name: 'Reed Paper', NumberOfEmployees: 40 });
    expect(created.success).toBe(true);
    const id = created.id ?? '';
    expect(id).toMatch(/^001[a-zA-Z0-9]{15}$/);
    await connection.sobject('Account').update({ Id: id, NumberOfEmployees: 41 });
    const read = await connection.sobject('Account').retrieve(id);
    expect(read['Name']).toBe('Reed Paper');
    expect(read['NumberOfEmployees']).toBe(41);
    expect(read['CreatedDate']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
    expect(read.attributes).toEqual({ type: 'Account', url: `${BASE}/sobjects/Account/${id}` });
    await connection.sobject('Account').destroy(id);
    await expect(connection.sobject('Account').retrieve(id)).rejects.toThrow();
  });

  it('are described with fields and urls', async () => {
    const described = await connection.describe('Evenfield_Coverage__c');
    const key = described.fields.find((field) => field.name === 'Key__c');
    expect(key?.externalId).toBe(true);
    expect(described.urls['describe']).toBe(`${BASE}/sobjects/Evenfield_Coverage__c/describe`);
    const global = await connection.describeGlobal();
    expect(global.sobjects.map((object) => object.name)).toContain('Account');
  });

  it('are paged by 2,000 and read to the end by queryMore', async () => {
    local.org.load(
      'Lead',
      Array.from({ length: 4501 }, (_, index) => ({
        LastName: `Lead ${String(index)}`,
        Company: 'Paging Inc'
      }))
    );
    const soql = "SELECT Id FROM Lead WHERE Company = 'Paging Inc'";
    const first = await connection.query(soql);
    expect(first).toMatchObject({ totalSize: 4501, done: false });
    expect(first.records).toHaveLength(2000);
    const second = await connection.queryMore(first.nextRecordsUrl ?? '');
    const third = await connection.queryMore(second.nextRecordsUrl ?? '');
    expect(third.done).toBe(true);
    const ids = new Set(
      [first, second, third].flatMap((page) => page.records.map((record) => record['Id']))
    );
    expect(ids.size).toBe(4501);
  });

  it('keep a batch size between 200 and 2,000', async () => {
    const soql = encodeURIComponent("SELECT Id FROM Lead WHERE Company = 'Paging Inc'");
    const response = await ask(local, `${BASE}/query?q=${soql}`, {
      headers: { 'Sforce-Query-Options': 'batchSize=50' }
    });
    const page = (await response.json()) as { records: unknown[]; nextRecordsUrl: string };
    expect(page.records).toHaveLength(200);
    expect(page.nextRecordsUrl).toMatch(/^\/services\/data\/v66\.0\/query\/01g\w+-200$/);
  });

  it('merge through SOAP and leave their traces', async () => {
    const [winner, loser] = await connection
      .sobject('Account')
      .create([{ Name: 'Winner' }, { Name: 'Loser' }]);
    const masterRecord = {
      type: 'Account',
      Id: winner?.id ?? '',
      fieldsToNull: [],
      Phone: '555 0100'
    };
    const result = await connection.soap.merge({
      masterRecord,
      recordToMergeIds: [loser?.id ?? '']
    });
    expect(result).toMatchObject({ success: true, id: winner?.id });
    const traces = await connection.query(
      `SELECT IsDeleted, MasterRecordId FROM Account WHERE Id = '${loser?.id ?? ''}'`,
      { scanAll: true }
    );
    expect(traces.records[0]).toMatchObject({ IsDeleted: true, MasterRecordId: winner?.id });
    expect((await connection.sobject('Account').retrieve(winner?.id ?? ''))['Phone']).toBe(
      '555 0100'
    );
  });
});

describe('upsert by external id', () => {
  it('answers 201 when it creates and 200 when it changes', async () => {
    const url = `${BASE}/sobjects/Evenfield_Territory__c/Key__c/north`;
    const body = JSON.stringify({ Name: 'North' });
    const created = await ask(local, url, { method: 'PATCH', body });
    const changed = await ask(local, url, { method: 'PATCH', body });
    expect([created.status, changed.status]).toEqual([201, 200]);
    expect(await created.json()).toMatchObject({ success: true, created: true });
    expect(await changed.json()).toMatchObject({ success: true, created: false });
  });

  it('refuses the key in the body and a field that is no key', async () => {
    const url = `${BASE}/sobjects/Evenfield_Territory__c`;
    const doubled = await ask(local, `${url}/Key__c/north`, {
      method: 'PATCH',
      body: JSON.stringify({ Key__c: 'x' })
    });
    expect(doubled.status).toBe(400);
    const noKey = await ask(local, `${url}/Name/north`, { method: 'PATCH', body: '{}' });
    expect(noKey.status).toBe(404);
    expect(await noKey.json()).toEqual([
      {
        message: 'Provided external ID field does not exist or is not accessible: Name',
        errorCode: 'NOT_FOUND'
      }
    ]);
  });
});

describe('collections', () => {
  it('keep the good rows and report the bad ones', async () => {
    const results = await connection.sobject('Account').create([{ Name: 'Good' }, { Phone: '1' }]);
    expect(results.map((result) => result.success)).toEqual([true, false]);
    expect(results[1]?.errors[0]).toMatchObject({ statusCode: 'REQUIRED_FIELD_MISSING' });
  });

  it('undo all with allOrNone', async () => {
    const results = await connection
      .sobject('Account')
      .create([{ Name: 'Undone by its neighbour' }, { Phone: '1' }], { allOrNone: true });
    expect(results[0]?.errors[0]).toMatchObject({
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK'
    });
    const found = await connection.query(
      "SELECT Id FROM Account WHERE Name = 'Undone by its neighbour'"
    );
    expect(found.totalSize).toBe(0);
  });

  it('take 200 rows and not 201', async () => {
    const rows = Array.from({ length: 201 }, (_, index) => ({
      Key__c: `many-${String(index)}`,
      Name: 'Many'
    }));
    const most = await connection
      .sobject('Evenfield_Territory__c')
      .upsert(rows.slice(0, 200), 'Key__c');
    expect(most.filter((result) => result.success)).toHaveLength(200);
    await expect(
      connection.sobject('Evenfield_Territory__c').upsert(rows, 'Key__c')
    ).rejects.toMatchObject({
      errorCode: 'EXCEEDED_ID_LIMIT'
    });
  });

  it('read by ids with null for what is not there, and delete by ids', async () => {
    const created = await connection.sobject('Account').create([{ Name: 'One' }, { Name: 'Two' }]);
    const ids = created.map((result) => result.id).filter(isText);
    const missing = `${ids[0]?.slice(0, 9) ?? ''}ZZZZZZ`;
    const response = await ask(
      local,
      `${BASE}/composite/sobjects/Account?ids=${[...ids, missing].join(',')}&fields=Name`
    );
    const records = (await response.json()) as ({ Name: string } | null)[];
    expect(records.map((record) => record?.Name ?? null)).toEqual(['One', 'Two', null]);
    const removed = await connection.sobject('Account').destroy(ids);
    expect(removed.map((result) => result.success)).toEqual([true, true]);
  });
});

describe('refusals', () => {
  it.each([
    ['an unknown resource', 'GET', `${BASE}/nothing/here`, 404, 'NOT_FOUND'],
    ['an unknown object', 'GET', `${BASE}/sobjects/Nothing__c`, 404, 'NOT_FOUND'],
    ['an unknown version', 'GET', '/services/data/v99.0/limits', 404, 'NOT_FOUND'],
    ['a resource outside of the API', 'GET', '/services/apexrest/thing', 404, 'NOT_FOUND'],
    ['a method that the resource lacks', 'DELETE', `${BASE}/query`, 405, 'METHOD_NOT_ALLOWED'],
    [
      'a query of an unknown object',
      'GET',
      `${BASE}/query?q=SELECT+Id+FROM+Nothing__c`,
      400,
      'INVALID_TYPE'
    ],
    [
      'a query of an unknown field',
      'GET',
      `${BASE}/query?q=SELECT+Nothing__c+FROM+Account`,
      400,
      'INVALID_FIELD'
    ],
    ['a query that is none', 'GET', `${BASE}/query?q=SELEKT`, 400, 'MALFORMED_QUERY'],
    [
      'an unknown locator',
      'GET',
      `${BASE}/query/01gxx0000000000AAA-2000`,
      400,
      'INVALID_QUERY_LOCATOR'
    ]
  ])('%s', async (_case, method, path, status, errorCode) => {
    const response = await ask(local, path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual([expect.objectContaining({ errorCode })]);
  });

  it('a body that is no JSON', async () => {
    const response = await ask(local, `${BASE}/sobjects/Account`, {
      method: 'POST',
      body: '{"Name": '
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual([
      expect.objectContaining({ errorCode: 'JSON_PARSER_ERROR' })
    ]);
  });

  it('a query string of more than 16,384 bytes', async () => {
    const response = await ask(
      local,
      `${BASE}/query?q=SELECT+Id+FROM+Account+WHERE+Name='${'x'.repeat(16_400)}'`
    );
    expect(response.status).toBe(414);
  });
});

describe('limits', () => {
  it('count up in the header and down in the resource', async () => {
    const first = await ask(local, `${BASE}/limits`);
    const second = await ask(local, `${BASE}/limits`);
    const used = (response: Response): number =>
      Number(
        /^api-usage=(\d+)\/100000$/.exec(response.headers.get('sforce-limit-info') ?? '')?.[1]
      );
    expect(used(second)).toBe(used(first) + 1);
    const body = (await second.json()) as { DailyApiRequests: { Max: number; Remaining: number } };
    expect(body.DailyApiRequests).toEqual({ Max: 100_000, Remaining: 100_000 - used(second) });
  });

  it('refuse calls when the day is used up, until the window has moved on', async () => {
    await control(local, 'POST', '/limits', { dailyRemaining: 1 });
    expect((await ask(local, `${BASE}/limits`)).status).toBe(200);
    const refused = await ask(local, `${BASE}/limits`);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual([
      { message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }
    ]);
    await control(local, 'POST', '/limits', { dailyRemaining: 100_000 });
  });
});
