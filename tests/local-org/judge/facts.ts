import type { LocalOrg } from '../http/server.ts';
import { ask, control } from '../test/sign-assertion.ts';
import { readJson } from './recordings.ts';

const BASE = '/services/data/v66.0';
const FILE = 'facts_salesforce_formats.json';

type Json = Record<string, unknown>;

/** What the file says of one topic, and what of it does not hold here. */
type Check = (local: LocalOrg, fact: Json) => Promise<string[]>;

const json = async (reply: Response): Promise<Json> => (await reply.json()) as Json;
const post = (local: LocalOrg, path: string, body: unknown): Promise<Response> =>
  ask(local, `${BASE}${path}`, { method: 'POST', body: JSON.stringify(body) });
const soql = (local: LocalOrg, text: string): Promise<Response> =>
  ask(local, `${BASE}/query?q=${encodeURIComponent(text)}`);
const lacking = (place: string, wanted: readonly string[], body: Json): string[] =>
  wanted.filter((key) => !(key in body)).map((key) => `${place}: lacks ${key}`);
const unless = (holds: boolean, difference: string): string[] => (holds ? [] : [difference]);

async function ended(local: LocalOrg, path: string): Promise<Json> {
  for (;;) {
    const job = await json(await ask(local, path));
    if (!['UploadComplete', 'InProgress'].includes(String(job['state']))) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An ingest job from its creation to its end. */
async function ingest(
  local: LocalOrg,
  csv: string
): Promise<{ statuses: number[]; made: Json; job: Json; path: string }> {
  const created = await post(local, '/jobs/ingest', {
    object: 'Contact',
    operation: 'insert',
    contentType: 'CSV',
    lineEnding: 'LF'
  });
  const made = await json(created);
  const path = `${BASE}/jobs/ingest/${String(made['id'])}`;
  const put = await ask(local, `${path}/batches`, {
    method: 'PUT',
    headers: { 'Content-Type': 'text/csv' },
    body: csv
  });
  const patched = await ask(local, path, {
    method: 'PATCH',
    body: JSON.stringify({ state: 'UploadComplete' })
  });
  await patched.text();
  return {
    statuses: [created.status, put.status, patched.status],
    made,
    job: await ended(local, path),
    path
  };
}

const checks: Readonly<Record<string, Check>> = {
  async limits_response(local, fact) {
    const limits = await json(await ask(local, `${BASE}/limits`));
    const wanted = Object.keys(fact['values'] as Json);
    const shaped = Object.values(limits).every(
      (limit) =>
        typeof (limit as Json)['Max'] === 'number' &&
        typeof (limit as Json)['Remaining'] === 'number'
    );
    return [...lacking('GET /limits', wanted, limits), ...unless(shaped, 'GET /limits: shape')];
  },
  async limit_header(local) {
    const reply = await ask(local, `${BASE}/limits`);
    return unless(
      /^api-usage=\d+\/\d+/.test(reply.headers.get('sforce-limit-info') ?? ''),
      'GET /limits: header Sforce-Limit-Info'
    );
  },
  async bulk2_query_job(local, fact) {
    const place = 'POST /jobs/query';
    const made = await json(
      await post(local, '/jobs/query', {
        operation: 'query',
        query: 'SELECT Id, Name FROM Account'
      })
    );
    const wanted = (fact['fields'] as string[]).map((line) => line.split(' ')[0] ?? '');
    const path = `${BASE}/jobs/query/${String(made['id'])}`;
    await ended(local, path);
    const results = await ask(local, `${path}/results`);
    const text = await results.text();
    const compound = await post(local, '/jobs/query', {
      operation: 'query',
      query: 'SELECT BillingAddress FROM Account'
    });
    const [refusal] = (await compound.json()) as Json[];
    return [
      ...lacking(place, wanted, made),
      ...unless(typeof made['apiVersion'] === 'number', `${place}: apiVersion`),
      ...unless(
        results.headers.get('sforce-locator') === 'null',
        'GET /jobs/query/:id/results: Sforce-Locator'
      ),
      ...unless(
        /^\d+$/.test(results.headers.get('sforce-numberofrecords') ?? ''),
        'GET /jobs/query/:id/results: Sforce-NumberOfRecords'
      ),
      ...unless(text.startsWith('"Id","Name"\n"001'), 'GET /jobs/query/:id/results: quotes'),
      ...unless(
        compound.status === 400 &&
          refusal?.['message'] === 'Selecting compound data not supported in Bulk Query',
        `${place}: compound fields`
      )
    ];
  },
  async bulk2_ingest_job(local, fact) {
    const place = 'POST /jobs/ingest';
    const good = await ingest(local, 'LastName\nOne\n');
    const bad = await ingest(local, 'LastName,Nope\nOne,1\n');
    const half = await ingest(local, 'LastName,Email\nOne,no mail\n');
    const successful = await (await ask(local, `${good.path}/successfulResults`)).text();
    const failed = await (await ask(local, `${half.path}/failedResults`)).text();
    const said = (fact['failed_example'] as Json)['errorMessage'];
    return [
      ...unless(
        good.statuses.join() === '200,201,200',
        `${place}: statuses ${good.statuses.join()}`
      ),
      ...unless(
        good.made['state'] === 'Open' && typeof good.made['apiVersion'] === 'number',
        `${place}: state`
      ),
      ...unless(
        good.made['contentUrl'] ===
          `services/data/v66.0/jobs/ingest/${String(good.made['id'])}/batches`,
        `${place}: contentUrl`
      ),
      ...lacking(
        'GET /jobs/ingest/:id',
        Object.keys(fact['complete_example_fields'] as Json),
        good.job
      ),
      ...unless(
        bad.job['state'] === 'Failed' &&
          bad.job['errorMessage'] === String(said).replace('Email', 'Nope'),
        'GET /jobs/ingest/:id: errorMessage'
      ),
      ...unless(
        successful.startsWith('"sf__Id","sf__Created","LastName"\n'),
        'GET /jobs/ingest/:id/successfulResults: header'
      ),
      ...unless(
        failed.startsWith('"sf__Id","sf__Error","LastName","Email"\n') &&
          failed.includes('INVALID_EMAIL_ADDRESS:'),
        'GET /jobs/ingest/:id/failedResults: header'
      )
    ];
  },
  async bulk2_errors(local) {
    const reply = await post(local, '/jobs/query', {
      operation: 'query',
      query: 'SELECT Id FROM ActivityHistory'
    });
    const [error] = (await reply.json()) as Json[];
    return unless(
      reply.status === 400 && error?.['errorCode'] === 'INVALIDENTITY',
      `POST /jobs/query: refuses with ${String(error?.['errorCode'])}, not INVALIDENTITY`
    );
  },
  async rest_errors(local) {
    const found: string[] = [];
    const seen = async (
      reply: Response,
      status: number,
      code: string,
      place: string
    ): Promise<void> => {
      const [error] = (await reply.json()) as Json[];
      const isSame = reply.status === status && error?.['errorCode'] === code;
      if (!isSame)
        found.push(
          `${place}: ${String(reply.status)} ${String(error?.['errorCode'])}, not ${String(status)} ${code}`
        );
    };
    await control(local, 'POST', '/faults', { action: { kind: 'limit-daily' } });
    await seen(await ask(local, `${BASE}/limits`), 403, 'REQUEST_LIMIT_EXCEEDED', 'GET /limits');
    await seen(
      await fetch(`${local.url}${BASE}/limits`, { headers: { Authorization: 'Bearer gone' } }),
      401,
      'INVALID_SESSION_ID',
      'GET /limits'
    );
    await seen(
      await soql(local, 'select count() from XYZZY'),
      400,
      'INVALID_TYPE',
      'GET /query XYZZY'
    );
    await seen(await ask(local, `${BASE}/sobjects/Foo`), 404, 'NOT_FOUND', 'GET /sobjects/Foo');
    const made = await json(await post(local, '/sobjects/Account', { Name: 'Locked' }));
    await control(local, 'POST', '/faults', { action: { kind: 'lock', ids: [made['id']] } });
    const locked = await ask(local, `${BASE}/sobjects/Account/${String(made['id'])}`, {
      method: 'PATCH',
      body: JSON.stringify({ Site: 'x' })
    });
    const [error] = (await locked.clone().json()) as Json[];
    await seen(locked, 400, 'UNABLE_TO_LOCK_ROW', 'PATCH /sobjects/Account/:id');
    found.push(
      ...unless(
        String(error?.['message']).startsWith('unable to obtain exclusive access to this record'),
        'PATCH /sobjects/Account/:id: message of a lock'
      )
    );
    return found;
  },
  async oauth(local, fact) {
    const reply = await fetch(`${local.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: 'x'
      })
    });
    const body = await json(reply);
    const [[status, wanted] = [0, {}]] = fact['errors'] as [number, Json][];
    return [
      ...unless(
        reply.status === status && body['error'] === wanted['error'],
        'POST /services/oauth2/token: error'
      ),
      ...lacking('POST /services/oauth2/token', Object.keys(wanted), body)
    ];
  },
  async composite(local) {
    const request = (index: number): Json => ({
      method: 'GET',
      referenceId: `r${String(index)}`,
      url: `${BASE}/limits/recordCount?sObjects=Account`
    });
    const many = await post(local, '/composite', {
      compositeRequest: Array.from({ length: 26 }, (_, index) => request(index))
    });
    const halted = await json(
      await post(local, '/composite', {
        allOrNone: true,
        compositeRequest: [
          {
            method: 'POST',
            referenceId: 'a',
            url: `${BASE}/sobjects/Account`,
            body: { Name: 'x' }
          },
          { method: 'POST', referenceId: 'b', url: `${BASE}/sobjects/Account`, body: {} }
        ]
      })
    );
    const [first] = halted['compositeResponse'] as Json[];
    const [error] = (first?.['body'] ?? []) as Json[];
    return [
      ...unless(many.status === 400, 'POST /composite: 26 requests'),
      ...lacking(
        'POST /composite',
        ['body', 'httpHeaders', 'httpStatusCode', 'referenceId'],
        first ?? {}
      ),
      ...unless(error?.['errorCode'] === 'PROCESSING_HALTED', 'POST /composite: PROCESSING_HALTED')
    ];
  },
  async sobject_collections(local) {
    const records = [{ attributes: { type: 'Contact' }, LastName: 'x', Email: 'c@example.com' }];
    const created = (await (
      await post(local, '/composite/sobjects', { records })
    ).json()) as Json[];
    const upserted = (await (
      await ask(local, `${BASE}/composite/sobjects/Contact/Email`, {
        method: 'PATCH',
        body: JSON.stringify({ records })
      })
    ).json()) as Json[];
    const tooMany = await post(local, '/composite/sobjects', {
      records: Array.from({ length: 201 }, () => records[0])
    });
    return [
      ...unless(
        Object.keys(created[0] ?? {})
          .toSorted()
          .join() === 'errors,id,success',
        'POST /composite/sobjects: keys'
      ),
      ...unless(
        upserted[0]?.['created'] === false,
        'PATCH /composite/sobjects/Contact/Email: created'
      ),
      ...unless(tooMany.status === 400, 'POST /composite/sobjects: 201 records')
    ];
  },
  async record(local, fact) {
    const made = await json(
      await post(local, '/sobjects/Account', {
        Name: 'Whole',
        AnnualRevenue: 1.5,
        NumberOfEmployees: 2
      })
    );
    const row = await json(await ask(local, `${BASE}/sobjects/Account/${String(made['id'])}`));
    const wanted = (fact['account_v57_fields'] as string[])
      .map((line) => /^[A-Za-z]+/.exec(line)?.[0] ?? '')
      .filter((name) => !['Shipping', 'custom', 'attributes'].includes(name));
    return [
      ...lacking('GET /sobjects/Account/:id', [...wanted, 'attributes'], row),
      ...unless(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/.test(String(row['CreatedDate'])),
        'GET /sobjects/Account/:id: CreatedDate'
      ),
      ...unless(String(row['Id']).length === 18, 'GET /sobjects/Account/:id: Id')
    ];
  },
  async query_paging(local) {
    const page = await json(
      await ask(local, `${BASE}/query?q=SELECT+Id+FROM+Account`, {
        headers: { 'Sforce-Query-Options': 'batchSize=200' }
      })
    );
    const nested = await json(
      await soql(
        local,
        "SELECT Id, (SELECT Id FROM ChildAccounts) FROM Account WHERE Name = 'Head'"
      )
    );
    const [row] = nested['records'] as Json[];
    const children = row?.['ChildAccounts'] as Json | null;
    return [
      ...unless(
        page['done'] === false &&
          /^\/services\/data\/v66\.0\/query\/01g\w{12,15}-200$/.test(
            String(page['nextRecordsUrl'])
          ),
        'GET /query Account: nextRecordsUrl'
      ),
      ...lacking('GET /query Account (children)', ['totalSize', 'done', 'records'], children ?? {})
    ];
  }
};

/** Holds the facts on formats against the org. @returns the topics, and what of them does not hold */
export async function replayFacts(
  local: LocalOrg
): Promise<{ topics: string[]; differences: string[] }> {
  const facts = readJson(FILE) as Record<string, Json>;
  const topics = Object.keys(facts).filter((topic) => topic !== '_note');
  const differences: string[] = [];
  for (const topic of topics) {
    const check = checks[topic];
    differences.push(
      ...(check === undefined
        ? [`${topic}: is not replayed`]
        : await check(local, facts[topic] ?? {}))
    );
  }
  return { topics, differences };
}
