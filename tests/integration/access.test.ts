import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ask, control, usernameOf } from '../local-org/test/sign-assertion.ts';
import { runCli } from './service-stage.ts';

/**
 * Two managers side by side, no role of either above the other: what one sees comes of the tree
 * alone. By hand, of world > north > n1, n2 and world > south > s1: `rep` answers for north and so
 * opens north, n1 and n2; `rep2` answers for south and so opens south and s1; `outsider` covers n1
 * and opens n1 alone.
 */
const trees: Readonly<Record<string, readonly string[]>> = {
  rep: ['n1', 'n2', 'north'],
  rep2: ['s1', 'south'],
  outsider: ['n1']
};
const all = ['n1', 'n2', 'north', 's1', 'south', 'world'];
const parents: Readonly<Record<string, string>> = {
  north: 'world',
  south: 'world',
  n1: 'north',
  n2: 'north',
  s1: 'south'
};
const data = '/services/data/v66.0';
/** Everything that hangs on a territory, and the territory. */
const objects = ['', '_Member', '_Rule'].map((name) => `Evenfield_Territory${name}__c`);
objects.push('Evenfield_Quota__c', 'Evenfield_Health_Snapshot__c');

let org: LocalOrg;
const territories = new Map<string, string>();
/** Of each object, the id of the row that hangs on the territory. */
const rows = new Map<string, Map<string, string>>();

beforeAll(async () => {
  org = await startLocalOrg();
  for (const alias of ['rep', 'rep2', 'outsider'])
    await control(org, 'POST', '/permission-set-assignments', {
      username: usernameOf(org, alias),
      permissionSet: 'Evenfield_Manager'
    });
  const person = (alias: string): string =>
    org.users.find((user) => user.alias === alias)?.userId ?? '';
  const load = (object: string, key: string, values: Record<string, string | number>): string => {
    const [id = ''] = org.org.load(object, [values]);
    rows.set(object, (rows.get(object) ?? new Map<string, string>()).set(key, id));
    return id;
  };
  for (const key of [...all].reverse()) {
    const id = load('Evenfield_Territory__c', key, {
      Name: `Land ${key}`,
      Key__c: key,
      Stage__c: 'Active',
      OwnerId: person('admin')
    });
    territories.set(key, id);
  }
  for (const [key, parent] of Object.entries(parents))
    org.org.update(
      { userId: person('admin') },
      'Evenfield_Territory__c',
      [{ Id: territories.get(key) ?? '', Parent__c: territories.get(parent) ?? '' }],
      { allOrNone: true }
    );
  for (const [key, id] of territories) {
    load('Evenfield_Territory_Rule__c', key, {
      Key__c: key,
      Territory__c: id,
      Order__c: 1,
      Criteria__c: '{"field":"BillingState","op":"equals","value":"XX"}'
    });
    load('Evenfield_Quota__c', key, {
      Key__c: key,
      Territory__c: id,
      Tier__c: 'New',
      Period_Start__c: '2026-01-01',
      Period_End__c: '2026-03-31'
    });
    load('Evenfield_Health_Snapshot__c', key, {
      Key__c: key,
      Territory__c: id,
      Date__c: '2026-01-31'
    });
  }
  const member = (key: string, alias: string, role: string): void => {
    load('Evenfield_Territory_Member__c', key, {
      Key__c: `${key}:${alias}`,
      Territory__c: territories.get(key) ?? '',
      User__c: person(alias),
      Role__c: role
    });
  };
  member('north', 'rep', 'Owner');
  member('south', 'rep2', 'Owner');
  member('n1', 'outsider', 'Cover');
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
}, 120_000);

afterAll(async () => {
  await org.stop();
});

interface Connection {
  readonly edges: readonly { readonly node: { readonly Id: string } }[];
}

async function graphql(query: string, alias: string): Promise<Record<string, Connection>> {
  const answer = await ask(
    org,
    `${data}/graphql`,
    { method: 'POST', body: JSON.stringify({ query }) },
    alias
  );
  const body = (await answer.json()) as {
    data?: { uiapi?: { query?: Record<string, Connection> } } | null;
    errors?: unknown[];
  };
  expect(body.errors ?? []).toEqual([]);
  return body.data?.uiapi?.query ?? {};
}

/** Keys of the territories whose row of the object has one of these ids. */
function keysOf(object: string, ids: readonly string[]): string[] {
  return [...(rows.get(object) ?? [])]
    .filter(([, id]) => ids.includes(id))
    .map(([key]) => key)
    .sort();
}

/** What of an object hangs on her tree. */
function hers(alias: string, object: string): string[] {
  return (trees[alias] ?? []).filter((key) => rows.get(object)?.has(key) === true);
}

describe.each(Object.keys(trees))('%s, who answers for a part of the tree', (alias) => {
  it.each(objects)('sees of %s her part by SOQL, GraphQL, REST and the UI API', async (object) => {
    const soql = await ask(org, `${data}/query?q=SELECT+Id+FROM+${object}`, {}, alias);
    const { records } = (await soql.json()) as { records: { Id: string }[] };
    const bySoql = records.map((record) => record.Id);
    expect(keysOf(object, bySoql)).toEqual(hers(alias, object));
    const found = await graphql(
      `{ uiapi { query { ${object}(first: 200) { edges { node { Id } } } } } }`,
      alias
    );
    const byGraphql = (found[object]?.edges ?? []).map(({ node }) => node.Id);
    expect(keysOf(object, byGraphql)).toEqual(hers(alias, object));
    for (const [key, id] of rows.get(object) ?? []) {
      const isHers = hers(alias, object).includes(key);
      const rest = await ask(org, `${data}/sobjects/${object}/${id}`, {}, alias);
      const page = await ask(org, `${data}/ui-api/records/${id}?fields=${object}.Id`, {}, alias);
      expect([key, rest.status, page.status]).toEqual([
        key,
        ...(isHers ? [200, 200] : [404, page.status])
      ]);
      expect(page.ok).toBe(isHers);
    }
  });

  it('sees by the query of the board, as the page asks it, her part', async () => {
    const file = 'force-app/main/territory/lwc/territoryBoard/boardQuery.ts';
    const [, query = ''] = /gql`([^`]*)`/.exec(readFileSync(file, 'utf8')) ?? [];
    const found = await graphql(query, alias);
    const ids = (found['Evenfield_Territory__c']?.edges ?? []).map(({ node }) => node.Id);
    expect(keysOf('Evenfield_Territory__c', ids)).toEqual(trees[alias]);
  });

  it('finds no other by search, and changes none', async () => {
    const search = await ask(
      org,
      `${data}/search/?q=${encodeURIComponent('FIND {Land} IN NAME FIELDS RETURNING Evenfield_Territory__c(Id)')}`,
      {},
      alias
    );
    const { searchRecords } = (await search.json()) as { searchRecords: { Id: string }[] };
    expect(
      keysOf(
        'Evenfield_Territory__c',
        searchRecords.map((row) => row.Id)
      )
    ).toEqual(trees[alias]);
    for (const key of all.filter((one) => trees[alias]?.includes(one) === false)) {
      const changed = await ask(
        org,
        `${data}/sobjects/Evenfield_Territory__c/${territories.get(key) ?? ''}`,
        { method: 'PATCH', body: JSON.stringify({ Name: 'Mine' }) },
        alias
      );
      expect([key, changed.ok]).toEqual([key, false]);
    }
  });
});

describe('a manager in her own part', () => {
  const patch = (key: string, values: object): Promise<Response> =>
    ask(
      org,
      `${data}/sobjects/Evenfield_Territory__c/${territories.get(key) ?? ''}`,
      { method: 'PATCH', body: JSON.stringify(values) },
      'rep'
    );

  it('writes the words of a brief, and leaves name, owner and tree to admins', async () => {
    expect((await patch('n2', { Brief_Plan__c: 'Two days a month up north' })).ok).toBe(true);
    const renamed = await patch('n2', { Name: 'Mine' });
    expect([renamed.ok, await renamed.text()]).toEqual([
      false,
      expect.stringContaining('Only an Evenfield admin renames a territory')
    ]);
    const rep = org.users.find((user) => user.alias === 'rep')?.userId;
    expect((await patch('n2', { OwnerId: rep })).ok).toBe(false);
    expect((await patch('n2', { Parent__c: territories.get('south') })).ok).toBe(false);
    expect((await patch('s1', { Brief_Plan__c: 'None of hers' })).ok).toBe(false);
  });
});

describe('the share rows', () => {
  it('are kept: what the service wrote and is no longer due goes, what an admin shared stays', async () => {
    const admin = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
    const service = org.users.find((user) => user.alias === 'service')?.userId ?? '';
    const manager = org.users.find((user) => user.alias === 'manager')?.userId ?? '';
    const share = (userId: string, key: string): void => {
      const [saved] = org.org.create(
        { userId },
        'Evenfield_Territory__Share',
        [
          {
            ParentId: territories.get(key) ?? '',
            UserOrGroupId: manager,
            AccessLevel: 'Read',
            RowCause: 'Manual'
          }
        ],
        { allOrNone: true }
      );
      expect(saved?.success).toBe(true);
    };
    share(admin, 's1');
    share(service, 'n2');
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
    const { records } = org.org.query(
      { userId: admin },
      `SELECT ParentId FROM Evenfield_Territory__Share WHERE UserOrGroupId = '${manager}'`
    );
    expect(records.map((row) => row.values['ParentId'])).toEqual([territories.get('s1')]);
  });
});
