import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'jsforce';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask, connect } from './sign-assertion.ts';

const QUERY = '/services/data/v66.0/jobs/query';
const INGEST = '/services/data/v66.0/jobs/ingest';
const LEADS = 2500;

let local: LocalOrg;
let connection: Connection;

beforeAll(async () => {
  local = await startLocalOrg();
  connection = await connect(local);
  local.org.load(
    'Lead',
    Array.from({ length: LEADS }, (_, index) => ({
      LastName: `Lead "${String(index)}",\nsecond line`,
      Company: 'Bulk Inc',
      NumberOfEmployees: index
    }))
  );
});

afterAll(async () => {
  await local.stop();
});

interface Job {
  id: string;
  state: string;
  errorMessage?: string;
  numberRecordsProcessed: number;
  numberRecordsFailed: number;
}

async function post(
  path: string,
  body: unknown,
  method = 'POST'
): Promise<{ status: number; body: Job }> {
  const response = await ask(local, path, { method, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Job };
}

async function ended(path: string): Promise<Job> {
  for (;;) {
    const job = (await (await ask(local, path)).json()) as Job;
    if (['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function ingest(request: Record<string, unknown>, csv: string): Promise<Job> {
  const { body: job } = await post(INGEST, request);
  const path = `${INGEST}/${job.id}`;
  const uploaded = await ask(local, `${path}/batches`, {
    method: 'PUT',
    body: csv,
    headers: { 'Content-Type': 'text/csv' }
  });
  expect(uploaded.status).toBe(201);
  await post(path, { state: 'UploadComplete' }, 'PATCH');
  return ended(path);
}

async function csvOf(path: string): Promise<string> {
  return (await ask(local, path)).text();
}

describe('bulk query', () => {
  it('is read by jsforce, quotes and line breaks and all', async () => {
    const stream = await connection.bulk2.query(
      "SELECT Id, LastName, NumberOfEmployees, CreatedDate FROM Lead WHERE Company = 'Bulk Inc' ORDER BY NumberOfEmployees",
      { pollInterval: 20 }
    );
    const records = await stream.toArray();
    expect(records).toHaveLength(LEADS);
    expect(records[7]).toMatchObject({
      LastName: 'Lead "7",\nsecond line',
      NumberOfEmployees: '7'
    });
    expect(records[7]?.['CreatedDate']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });

  it('gives pages by locator until the locator is null', async () => {
    const { body: job } = await post(QUERY, {
      operation: 'query',
      query: "SELECT Id FROM Lead WHERE Company = 'Bulk Inc'"
    });
    expect(job.state).toBe('UploadComplete');
    expect(await ended(`${QUERY}/${job.id}`)).toMatchObject({ numberRecordsProcessed: LEADS });
    const ids: string[] = [];
    const sizes: string[] = [];
    for (let locator: string | null = ''; locator !== 'null';) {
      const more: string = locator === '' ? '' : `&locator=${locator ?? ''}`;
      const response = await ask(local, `${QUERY}/${job.id}/results?maxRecords=1000${more}`);
      const [header, ...lines] = (await response.text()).trimEnd().split('\n');
      expect(header).toBe('"Id"');
      ids.push(...lines);
      sizes.push(response.headers.get('sforce-numberofrecords') ?? '');
      locator = response.headers.get('sforce-locator');
    }
    expect(sizes).toEqual(['1000', '1000', '500']);
    expect(new Set(ids).size).toBe(LEADS);
  });

  it('has no results before it is complete or after it was aborted', async () => {
    const rows = Array.from({ length: 40_000 }, () => ({ LastName: 'Many', Company: 'Abort Inc' }));
    local.org.load('Lead', rows);
    const { body: job } = await post(QUERY, {
      operation: 'query',
      query: 'SELECT Id, LastName, Company, CreatedDate, SystemModstamp FROM Lead'
    });
    expect((await ask(local, `${QUERY}/${job.id}/results`)).status).toBe(400);
    const aborted = await post(`${QUERY}/${job.id}`, { state: 'Aborted' }, 'PATCH');
    expect([aborted.status, aborted.body.state]).toEqual([200, 'Aborted']);
    expect((await ask(local, `${QUERY}/${job.id}/results`)).status).toBe(400);
    expect((await ask(local, `${QUERY}/${job.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(local, `${QUERY}/${job.id}`)).status).toBe(404);
  });

  it.each([
    ['aggregates', 'SELECT COUNT(Id) FROM Lead'],
    ['sub-queries', 'SELECT Id, (SELECT Id FROM Contacts) FROM Account'],
    ['compound fields', 'SELECT BillingAddress FROM Account'],
    ['fields that are not there', 'SELECT Nothing__c FROM Account']
  ])('refuses %s', async (_case, query) => {
    expect((await post(QUERY, { operation: 'query', query })).status).toBe(400);
  });

  it("is another user's to neither see nor read", async () => {
    const { body: job } = await post(QUERY, {
      operation: 'query',
      query: 'SELECT Id FROM Lead LIMIT 1'
    });
    await ended(`${QUERY}/${job.id}`);
    expect((await ask(local, `${QUERY}/${job.id}/results`, {}, 'rep')).status).toBe(404);
  });
});

describe('bulk jobs side by side', () => {
  it('do not disturb each other, nor the requests between', async () => {
    const soql = "SELECT Id, LastName FROM Lead WHERE Company = 'Bulk Inc'";
    const names = Array.from({ length: 3000 }, (_, index) => `Beside ${String(index)}`);
    const queries = Array.from({ length: 4 }, async () => {
      const { body: job } = await post(QUERY, { operation: 'query', query: soql });
      return ended(`${QUERY}/${job.id}`);
    });
    const load = ingest({ object: 'Account', operation: 'insert' }, `Name\n${names.join('\n')}\n`);
    const between = connection.query('SELECT Id FROM User LIMIT 1');
    const jobs = await Promise.all([...queries, load]);
    expect(jobs.map((job) => job.numberRecordsProcessed)).toEqual([
      LEADS,
      LEADS,
      LEADS,
      LEADS,
      3000
    ]);
    expect((await between).records).toHaveLength(1);
  });
});

describe('bulk ingest', () => {
  it('is loaded by jsforce: each row in one of the results', async () => {
    const results = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input: [
        { Name: 'Bulk one', Phone: '1' },
        { Name: '', Phone: '2' },
        { Name: 'Bulk "three"', Phone: '3' }
      ],
      pollInterval: 20
    });
    expect(results.successfulResults).toMatchObject([
      { Name: 'Bulk one' },
      { Name: 'Bulk "three"' }
    ]);
    expect(results.failedResults[0]?.sf__Error).toMatch(/^REQUIRED_FIELD_MISSING:.*:Name --$/);
    expect(results.unprocessedRecords).toEqual([]);
  });

  it('creates and changes by external id; a blank leaves a field, #N/A clears it', async () => {
    const request = {
      object: 'Evenfield_Territory__c',
      operation: 'upsert',
      externalIdFieldName: 'Key__c'
    };
    const first = await ingest(
      request,
      'Key__c,Name,Capacity_Hours__c,Territory2_Id__c\nb1,North,40,old\nb2,South,30,old\n'
    );
    expect(first).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 2,
      numberRecordsFailed: 0
    });
    const second = await ingest(
      request,
      'Key__c,Name,Capacity_Hours__c,Territory2_Id__c\nb1,,#N/A,new\nb3,"East\nside",20,\n'
    );
    const created = (await csvOf(`${INGEST}/${second.id}/successfulResults`)).split('\n');
    expect(created[0]).toBe(
      '"sf__Id","sf__Created","Key__c","Name","Capacity_Hours__c","Territory2_Id__c"'
    );
    expect(created[1]).toMatch(/^"\w{18}","false","b1","","#N\/A","new"$/);
    const rows = await connection.query(
      "SELECT Key__c, Name, Capacity_Hours__c, Territory2_Id__c FROM Evenfield_Territory__c WHERE Key__c IN ('b1', 'b3') ORDER BY Key__c"
    );
    expect(rows.records).toMatchObject([
      { Key__c: 'b1', Name: 'North', Capacity_Hours__c: null, Territory2_Id__c: 'new' },
      { Key__c: 'b3', Name: 'East\nside', Capacity_Hours__c: 20, Territory2_Id__c: null }
    ]);
  });

  it('finds parents by their external id and names the one it does not find', async () => {
    const job = await ingest(
      { object: 'Evenfield_Territory__c', operation: 'upsert', externalIdFieldName: 'Key__c' },
      'Key__c,Name,Parent__r.Key__c\nchild1,Child,b2\nchild2,Child,not-there\n'
    );
    expect(job).toMatchObject({ numberRecordsProcessed: 2, numberRecordsFailed: 1 });
    const failed = await csvOf(`${INGEST}/${job.id}/failedResults`);
    expect(failed.split('\n')[0]).toBe('"sf__Id","sf__Error","Key__c","Name","Parent__r.Key__c"');
    expect(failed).toMatch(/"INVALID_FIELD:Foreign key external ID: not-there not found/);
    const child = await connection.query(
      "SELECT Parent__r.Key__c FROM Evenfield_Territory__c WHERE Key__c = 'child1'"
    );
    expect(child.records[0]).toMatchObject({ Parent__r: { Key__c: 'b2' } });
  });

  it('fails as a whole for a column that is no field', async () => {
    const job = await ingest({ object: 'Account', operation: 'insert' }, 'Name,Nothing__c\nA,1\n');
    expect(job).toMatchObject({
      state: 'Failed',
      numberRecordsProcessed: 0,
      errorMessage: 'InvalidBatch : Field name not found : Nothing__c'
    });
  });

  it('fails for line ends that are not those announced', async () => {
    const job = await ingest(
      { object: 'Account', operation: 'insert', lineEnding: 'CRLF' },
      'Name\nA\n'
    );
    expect(job.errorMessage).toBe(
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is CRLF'
    );
  });

  it('processes more than a batch of 10,000 and deletes by id', async () => {
    const names = Array.from({ length: 10_500 }, (_, index) => `Batch ${String(index)}`);
    const made = await ingest(
      { object: 'Account', operation: 'insert' },
      `Name\n${names.join('\n')}\n`
    );
    expect(made).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 10_500,
      numberRecordsFailed: 0
    });
    const results = await csvOf(`${INGEST}/${made.id}/successfulResults`);
    const ids = [...results.matchAll(/^"(001\w{15})"/gm)].map((match) => match[1]);
    const removed = await ingest(
      { object: 'Account', operation: 'delete' },
      `Id\n${ids.join('\n')}\n`
    );
    expect(removed).toMatchObject({ numberRecordsProcessed: 10_500, numberRecordsFailed: 0 });
    expect(
      (await connection.query("SELECT COUNT() FROM Account WHERE Name LIKE 'Batch %'")).totalSize
    ).toBe(0);
  });

  it('leaves rows unprocessed when it is aborted midway', async () => {
    const { body: job } = await post(INGEST, { object: 'Account', operation: 'insert' });
    const path = `${INGEST}/${job.id}`;
    const names = Array.from({ length: 5000 }, (_, index) => `Aborted ${String(index)}`);
    await ask(local, `${path}/batches`, { method: 'PUT', body: `Name\n${names.join('\n')}\n` });
    await post(path, { state: 'UploadComplete' }, 'PATCH');
    await post(path, { state: 'Aborted' }, 'PATCH');
    const count = async (resource: string): Promise<number> =>
      (await csvOf(`${path}/${resource}`)).trimEnd().split('\n').length - 1;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const done = await count('successfulResults');
    const left = await count('unprocessedrecords');
    expect(done + left).toBe(5000);
    expect(left).toBeGreaterThan(0);
  });

  it('refuses a second upload, an unknown object and an upsert without a key', async () => {
    const { body: job } = await post(INGEST, { object: 'Account', operation: 'insert' });
    const path = `${INGEST}/${job.id}/batches`;
    expect((await ask(local, path, { method: 'PUT', body: 'Name\nA\n' })).status).toBe(201);
    expect((await ask(local, path, { method: 'PUT', body: 'Name\nB\n' })).status).toBe(400);
    expect((await post(INGEST, { object: 'Nothing__c', operation: 'insert' })).status).toBe(400);
    expect((await post(INGEST, { object: 'Account', operation: 'upsert' })).status).toBe(400);
  });
});
