import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask } from './sign-assertion.ts';

const BASE = '/services/data/v66.0';

let local: LocalOrg;

beforeAll(async () => {
  local = await startLocalOrg();
});

afterAll(async () => {
  await local.stop();
});

interface Answer {
  body: unknown;
  httpStatusCode: number;
  referenceId: string;
}

async function composite(request: Record<string, unknown>): Promise<Answer[]> {
  const response = await ask(local, `${BASE}/composite`, {
    method: 'POST',
    body: JSON.stringify(request)
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as { compositeResponse: Answer[] }).compositeResponse;
}

async function count(soql: string): Promise<number> {
  const response = await ask(local, `${BASE}/query?q=${encodeURIComponent(soql)}`);
  return ((await response.json()) as { totalSize: number }).totalSize;
}

function create(referenceId: string, object: string, body: unknown): Record<string, unknown> {
  return { method: 'POST', url: `${BASE}/sobjects/${object}`, referenceId, body };
}

describe('composite', () => {
  it('gives later requests the ids and fields of earlier ones', async () => {
    const answers = await composite({
      compositeRequest: [
        create('account', 'Account', { Name: 'Composite Inc' }),
        create('contact', 'Contact', { LastName: 'Ames', AccountId: '@{account.id}' }),
        {
          method: 'GET',
          url: `${BASE}/query?q=SELECT Account.Name FROM Contact WHERE Id = '@{contact.id}'`,
          referenceId: 'read'
        },
        {
          method: 'GET',
          url: `${BASE}/sobjects/Account/@{account.id}?fields=Name`,
          referenceId: 'again'
        }
      ]
    });
    expect(answers.map((answer) => answer.httpStatusCode)).toEqual([201, 201, 200, 200]);
    expect(answers[2]?.body).toMatchObject({ records: [{ Account: { Name: 'Composite Inc' } }] });
    expect(answers[3]?.body).toMatchObject({ Name: 'Composite Inc' });
  });

  it('goes on after an error, and refuses what refers to it', async () => {
    const answers = await composite({
      compositeRequest: [
        create('bad', 'Account', { Phone: '1' }),
        create('child', 'Contact', { LastName: 'Orphan', AccountId: '@{bad.id}' }),
        create('good', 'Account', { Name: 'Composite goes on' })
      ]
    });
    expect(answers.map((answer) => answer.httpStatusCode)).toEqual([400, 400, 201]);
    expect(answers[1]?.body).toEqual([expect.objectContaining({ errorCode: 'PROCESSING_HALTED' })]);
    expect(await count("SELECT COUNT() FROM Account WHERE Name = 'Composite goes on'")).toBe(1);
  });

  it('undoes all with allOrNone', async () => {
    const answers = await composite({
      allOrNone: true,
      compositeRequest: [
        create('good', 'Account', { Name: 'Composite undone' }),
        create('bad', 'Account', { Phone: '1' })
      ]
    });
    expect(answers.map((answer) => answer.httpStatusCode)).toEqual([400, 400]);
    expect(answers[0]?.body).toEqual([
      {
        errorCode: 'PROCESSING_HALTED',
        message:
          'The transaction was rolled back since another operation in the same transaction failed.'
      }
    ]);
    expect(answers[1]?.body).toEqual([
      expect.objectContaining({ errorCode: 'REQUIRED_FIELD_MISSING' })
    ]);
    expect(await count("SELECT COUNT() FROM Account WHERE Name = 'Composite undone'")).toBe(0);
  });

  it('answers an unknown object within as alone', async () => {
    const answers = await composite({
      compositeRequest: [
        { method: 'GET', url: `${BASE}/sobjects/Foo`, referenceId: 'CCI__RefId__0__' }
      ]
    });
    expect(answers).toEqual([
      {
        body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
        httpHeaders: {},
        httpStatusCode: 404,
        referenceId: 'CCI__RefId__0__'
      }
    ]);
  });

  it('takes 25 requests and not 26', async () => {
    const compositeRequest = Array.from({ length: 26 }, (_, index) => ({
      method: 'GET',
      url: `${BASE}/limits`,
      referenceId: `r${String(index)}`
    }));
    const response = await ask(local, `${BASE}/composite`, {
      method: 'POST',
      body: JSON.stringify({ compositeRequest })
    });
    expect(response.status).toBe(400);
  });
});

describe('composite/batch', () => {
  it('answers each request for itself and stops when told to', async () => {
    const batchRequests = [
      { method: 'GET', url: 'v66.0/limits' },
      { method: 'GET', url: 'v66.0/sobjects/Foo' },
      { method: 'GET', url: 'v66.0/limits' }
    ];
    const send = async (haltOnError: boolean): Promise<unknown> => {
      const body = JSON.stringify({ batchRequests, haltOnError });
      const answer = await ask(local, `${BASE}/composite/batch`, { method: 'POST', body });
      const { results } = (await answer.json()) as { results: { statusCode: number }[] };
      return results.map((result) => result.statusCode);
    };
    expect(await send(false)).toEqual([200, 404, 200]);
    expect(await send(true)).toEqual([200, 404, 412]);
  });
});

describe('composite/tree', () => {
  const tree = (lastName: string | null): unknown => ({
    records: [
      {
        attributes: { type: 'Account', referenceId: 'a' },
        Name: 'Tree Inc',
        Contacts: {
          records: [{ attributes: { type: 'Contact', referenceId: 'c' }, LastName: lastName }]
        }
      }
    ]
  });

  it('creates parents and children at once, or nothing', async () => {
    const send = (body: unknown): Promise<Response> =>
      ask(local, `${BASE}/composite/tree/Account`, { method: 'POST', body: JSON.stringify(body) });
    const bad = await send(tree(null));
    expect(bad.status).toBe(400);
    expect(await bad.json()).toMatchObject({ hasErrors: true, results: [{ referenceId: 'c' }] });
    expect(await count("SELECT COUNT() FROM Account WHERE Name = 'Tree Inc'")).toBe(0);
    const good = await send(tree('Leaf'));
    expect(good.status).toBe(201);
    expect(await count("SELECT COUNT() FROM Contact WHERE Account.Name = 'Tree Inc'")).toBe(1);
  });
});
