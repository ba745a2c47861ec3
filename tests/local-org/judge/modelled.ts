import type { LocalOrg } from '../http/server.ts';
import { ask, assertionFor, JWT_BEARER } from '../test/sign-assertion.ts';
import { readJson } from './recordings.ts';
import { shapeDifferences } from './shape.ts';

const BASE = '/services/data/v66.0';

interface Modelled {
  /** File of restforce's answers, below `restforce/`. */
  readonly file: string;
  /** The request, for the differences' names. */
  readonly place: string;
  readonly send: (stage: Stage) => Promise<Response>;
}

/** The org with a few rows: ids of an account, and of its list view. */
export interface Stage {
  readonly local: LocalOrg;
  readonly accountId: string;
  readonly listViewId: string;
}

const get =
  (path: string | ((stage: Stage) => string), headers: Record<string, string> = {}) =>
  (stage: Stage): Promise<Response> =>
    ask(stage.local, `${BASE}${typeof path === 'string' ? path : path(stage)}`, { headers });
const query = (soql: string, headers: Record<string, string> = {}) =>
  get(`/query?q=${encodeURIComponent(soql)}`, headers);
const send =
  (method: string, path: string, body?: unknown) =>
  ({ local }: Stage): Promise<Response> =>
    ask(local, `${BASE}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
const signIn =
  (form: (stage: Stage) => Record<string, string>) =>
  (stage: Stage): Promise<Response> =>
    fetch(`${stage.local.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form(stage))
    });
const byAssertion = signIn(({ local }) => ({
  grant_type: JWT_BEARER,
  assertion: assertionFor(local)
}));

const signInPlace = 'POST /services/oauth2/token';
/** The last day by the org's clock: longer ago than thirty the org does not remember. */
const period = ({ local }: Stage): string =>
  [
    ['start', -86_400_000],
    ['end', 60_000]
  ]
    .map(
      ([name, away]) => `${String(name)}=${new Date(local.org.now() + Number(away)).toISOString()}`
    )
    .join('&');

const modelled: readonly Modelled[] = [
  {
    file: 'auth_error_response.json',
    place: signInPlace,
    send: signIn(() => ({ grant_type: JWT_BEARER, assertion: 'no assertion' }))
  },
  { file: 'auth_success_response.json', place: signInPlace, send: byAssertion },
  { file: 'reauth_success_response.json', place: signInPlace, send: byAssertion },
  { file: 'refresh_success_response.json', place: signInPlace, send: byAssertion },
  {
    file: 'refresh_error_response.json',
    place: `${signInPlace} (refresh_token)`,
    send: signIn(() => ({ grant_type: 'refresh_token', refresh_token: 'x' }))
  },
  {
    file: 'expired_session_response.json',
    place: 'GET /sobjects',
    send: ({ local }) =>
      fetch(`${local.url}${BASE}/sobjects`, { headers: { Authorization: 'Bearer gone' } })
  },
  {
    file: 'services_data_success_response.json',
    place: 'GET /services/data',
    send: ({ local }) => ask(local, '/services/data')
  },
  {
    file: 'sobject/create_success_response.json',
    place: 'POST /sobjects/Account',
    send: send('POST', '/sobjects/Account', { Name: 'New' })
  },
  {
    file: 'sobject/write_error_response.json',
    place: 'POST /sobjects/Account',
    send: send('POST', '/sobjects/Account', { Name: 'New', foo: 1 })
  },
  {
    file: 'sobject/delete_error_response.json',
    place: 'DELETE /sobjects/Account/:id',
    send: send('DELETE', '/sobjects/Account/rid')
  },
  {
    file: 'sobject/describe_sobjects_success_response.json',
    place: 'GET /sobjects',
    send: get('/sobjects')
  },
  {
    file: 'sobject/list_sobjects_success_response.json',
    place: 'GET /sobjects',
    send: get('/sobjects')
  },
  {
    file: 'sobject/get_deleted_success_response.json',
    place: 'GET /sobjects/Account/deleted',
    send: get((stage) => `/sobjects/Account/deleted/?${period(stage)}`)
  },
  {
    file: 'sobject/get_updated_success_response.json',
    place: 'GET /sobjects/Account/updated',
    send: get((stage) => `/sobjects/Account/updated/?${period(stage)}`)
  },
  {
    file: 'sobject/list_view_results_success_response.json',
    place: 'GET /sobjects/Account/listviews/:id/results',
    send: get(({ listViewId }) => `/sobjects/Account/listviews/${listViewId}/results`)
  },
  {
    file: 'sobject/org_query_response.json',
    place: 'GET /query Organization',
    send: query('SELECT Id FROM Organization')
  },
  {
    file: 'sobject/query_aggregate_success_response.json',
    place: 'GET /query Opportunity',
    send: query('SELECT CampaignId, SUM(Amount) FROM Opportunity GROUP BY CampaignId')
  },
  {
    file: 'sobject/query_empty_response.json',
    place: 'GET /query Account',
    send: query("SELECT Id FROM Account WHERE Name = 'Nobody'")
  },
  {
    file: 'sobject/query_error_response.json',
    place: 'GET /query Account',
    send: query('SELECT foo FROM Account')
  },
  {
    file: 'sobject/query_paginated_first_page_response.json',
    place: 'GET /query Account',
    send: query('SELECT Id FROM Account', { 'Sforce-Query-Options': 'batchSize=200' })
  },
  {
    file: 'sobject/query_paginated_last_page_response.json',
    place: 'GET /query/:locator',
    send: async (stage) => {
      const first = await query('SELECT Id FROM Account', {
        'Sforce-Query-Options': 'batchSize=200'
      })(stage);
      const { nextRecordsUrl } = (await first.json()) as { nextRecordsUrl: string };
      return ask(stage.local, nextRecordsUrl, {
        headers: { 'Sforce-Query-Options': 'batchSize=2000' }
      });
    }
  },
  {
    file: 'sobject/query_success_response.json',
    place: 'GET /query Account',
    send: query(
      "SELECT Name, Parent.Name, (SELECT Name FROM ChildAccounts) FROM Account WHERE ParentId != null OR Name = 'Head'"
    )
  },
  { file: 'sobject/recent_success_response.json', place: 'GET /recent', send: get('/recent') },
  {
    file: 'sobject/search_error_response.json',
    place: 'GET /search',
    send: get('/search?q=FIND%20bar')
  },
  {
    file: 'sobject/search_success_response.json',
    place: 'GET /search',
    send: get('/search?q=FIND%20%7BHead%7D%20IN%20NAME%20FIELDS%20RETURNING%20Account(Id)')
  },
  {
    file: 'sobject/sobject_describe_error_response.json',
    place: 'GET /sobjects/Foo/describe',
    send: get('/sobjects/Foo/describe')
  },
  {
    file: 'sobject/sobject_describe_success_response.json',
    place: 'GET /sobjects/Account/describe',
    send: get('/sobjects/Account/describe')
  },
  {
    file: 'sobject/sobject_find_error_response.json',
    place: 'GET /sobjects/Account/:id',
    send: get('/sobjects/Account/23foo')
  },
  {
    file: 'sobject/sobject_find_success_response.json',
    place: 'GET /sobjects/Account/:id',
    send: get(({ accountId }) => `/sobjects/Account/${accountId}`)
  },
  {
    file: 'sobject/sobject_select_success_response.json',
    place: 'GET /sobjects/Account/:id',
    send: get(({ accountId }) => `/sobjects/Account/${accountId}?fields=Id`)
  },
  {
    file: 'sobject/upsert_created_success_response.json',
    place: 'PATCH /sobjects/Contact/Email/:value',
    send: send('PATCH', '/sobjects/Contact/Email/new%40example.com', { LastName: 'New' })
  },
  {
    file: 'sobject/upsert_error_response.json',
    place: 'PATCH /sobjects/Account/Namez/:value',
    send: send('PATCH', '/sobjects/Account/Namez/x', { Name: 'x' })
  },
  {
    file: 'sobject/upsert_multiple_error_response.json',
    place: 'PATCH /sobjects/Contact/Email/:value',
    send: send('PATCH', '/sobjects/Contact/Email/twice%40example.com', { LastName: 'x' })
  }
];

/** The answers' own fields, of an object that only that library's tests know. */
const OF_THAT_OBJECT = /_Label|Whizbang|Auto_Number|External_Field__c|Text_Label/;

/**
 * Sends the requests of restforce's answers. These were modelled on API 20 to 26, so that a key
 * more is none too many: newer versions added some.
 */
export async function replayModelled(
  stage: Stage
): Promise<{ files: string[]; differences: string[] }> {
  const differences: string[] = [];
  for (const { file, place, send: request } of modelled) {
    const real = readJson(`restforce/${file}`);
    const reply = await request(stage);
    const ours: unknown = await reply.json();
    const found = shapeDifferences(real, ours).filter(
      (difference) => !difference.startsWith('adds ') && !OF_THAT_OBJECT.test(difference)
    );
    if (Array.isArray(real) && Array.isArray(ours) && ours.length === 0) found.push('[] is empty');
    const [wanted, got] = [codeOf(real), codeOf(ours)];
    if (wanted !== got) found.push(`refuses with ${got ?? 'nothing'}, not ${wanted ?? 'nothing'}`);
    differences.push(...found.map((difference) => `${place}: ${difference}`));
  }
  return { files: modelled.map(({ file }) => `restforce/${file}`), differences };
}

function codeOf(body: unknown): string | null {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (first === null || typeof first !== 'object') return null;
  const { errorCode, error } = first as Record<string, unknown>;
  return typeof errorCode === 'string' ? errorCode : typeof error === 'string' ? error : null;
}
