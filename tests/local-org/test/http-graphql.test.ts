import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask } from './sign-assertion.ts';

let local: LocalOrg;
let accounts: string[];

interface Answer {
  data: Record<string, unknown> | null;
  errors: { message: string; path?: string[]; extensions: Record<string, string> }[];
}

async function graphql(
  query: string,
  variables: Record<string, unknown> = {},
  alias = 'admin'
): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  const response = await ask(
    local,
    '/services/data/v66.0/graphql',
    { method: 'POST', body },
    alias
  );
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

function userId(alias: string): string {
  return local.users.find((user) => user.alias === alias)?.userId ?? '';
}

beforeAll(async () => {
  local = await startLocalOrg();
  accounts = local.org.load(
    'Account',
    Array.from({ length: 25 }, (_, index) => ({
      Name: `Graph ${String(index).padStart(2, '0')}`,
      AnnualRevenue: index * 1000,
      Industry: index % 2 === 0 ? 'Banking' : null,
      OwnerId: userId(index < 5 ? 'rep' : 'rep2')
    }))
  );
  local.org.load('Contact', [
    { LastName: 'Ames', AccountId: accounts[0] ?? null },
    { LastName: 'Boone', AccountId: accounts[0] ?? null },
    { LastName: 'Cole', AccountId: accounts[1] ?? null }
  ]);
});

afterAll(async () => {
  await local.stop();
});

describe('a GraphQL query', () => {
  it('gives values, display values, parents and pages', async () => {
    const query = `query page($first: Int = 10, $after: String) {
      uiapi { query {
        Account(first: $first, after: $after, where: { Name: { like: "Graph %" } }, orderBy: { Name: { order: DESC } }) {
          totalCount
          edges { cursor node { Id Name { value } AnnualRevenue { value displayValue } Owner { ... on User { Name { value } } } } }
          pageInfo { hasNextPage endCursor }
        }
      } }
    }`;
    const first = await graphql(query);
    expect(first.errors).toEqual([]);
    const connection = connectionOf(first, 'Account');
    expect(connection.totalCount).toBe(25);
    expect(connection.edges).toHaveLength(10);
    expect(connection.edges[0]?.node).toEqual({
      Id: accounts[24],
      Name: { value: 'Graph 24' },
      AnnualRevenue: { value: 24_000, displayValue: '$24,000' },
      Owner: { Name: { value: local.users.find((user) => user.alias === 'rep2')?.name } }
    });
    const rest = connectionOf(
      await graphql(query, { first: 2000, after: connection.pageInfo.endCursor }),
      'Account'
    );
    expect(rest.edges.map((edge) => edge.node['Name'])).toEqual(
      Array.from({ length: 15 }, (_, index) => ({
        value: `Graph ${String(14 - index).padStart(2, '0')}`
      }))
    );
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('gives children of each record, by alias and fragment', async () => {
    const answer = await graphql(`
      query {
        uiapi {
          query {
            Account(
              where: { and: [{ Name: { gte: "Graph 00" } }, { Name: { lte: "Graph 02" } }] }
              orderBy: { Name: { order: ASC } }
            ) {
              edges {
                node {
                  ...named
                  people: Contacts(first: 1, orderBy: { LastName: { order: ASC } }) {
                    totalCount
                    edges {
                      node {
                        LastName {
                          value
                        }
                      }
                    }
                    pageInfo {
                      hasNextPage
                    }
                  }
                }
              }
            }
          }
        }
      }
      fragment named on Account {
        title: Name {
          value
        }
      }
    `);
    expect(answer.errors).toEqual([]);
    const people = (total: number, names: string[], hasNextPage: boolean): unknown => ({
      totalCount: total,
      edges: names.map((name) => ({ node: { LastName: { value: name } } })),
      pageInfo: { hasNextPage }
    });
    expect(connectionOf(answer, 'Account').edges.map((edge) => edge.node)).toEqual([
      { title: { value: 'Graph 00' }, people: people(2, ['Ames'], true) },
      { title: { value: 'Graph 01' }, people: people(1, ['Cole'], false) },
      { title: { value: 'Graph 02' }, people: people(0, [], false) }
    ]);
  });

  it.each([
    ['in', 'Name: { in: ["Graph 01", "Graph 03", "Nothing"] }', 2],
    ['null', 'Name: { like: "Graph %" }, Industry: { eq: null }', 12],
    ['not', 'Name: { like: "Graph %" }, not: { Industry: { eq: "Banking" } }', 12],
    [
      'or',
      'or: [{ Name: { eq: "Graph 01" } }, { AnnualRevenue: { gt: 22000 } }], Name: { like: "Graph %" }',
      3
    ],
    ['a date literal', 'Name: { like: "Graph %" }, CreatedDate: { gte: { literal: TODAY } }', 25],
    [
      'a parent',
      'Owner: { Username: { eq: "rep@evenfield.example" } }, Name: { like: "Graph %" }',
      5
    ],
    [
      'a semi-join',
      'Id: { inq: { Contact: { LastName: { eq: "Cole" } }, ApiName: "AccountId" } }',
      1
    ]
  ])('filters by %s', async (_case, where, expected) => {
    const answer = await graphql(
      `query { uiapi { query { Account(where: { ${where} }) { totalCount } } } }`
    );
    expect(answer.errors).toEqual([]);
    expect(connectionOf(answer, 'Account').totalCount).toBe(expected);
  });

  it('shows a rep her own rows only', async () => {
    const query =
      'query { uiapi { query { Account(where: { Name: { like: "Graph %" } }) { totalCount edges { node { Id } } } } } }';
    const connection = connectionOf(await graphql(query, {}, 'rep'), 'Account');
    expect(connection.totalCount).toBe(5);
    expect(connection.edges.map((edge) => edge.node['Id'])).toEqual(
      expect.arrayContaining(accounts.slice(0, 5))
    );
  });

  it('refuses fields that are not there, and leaves out optional ones', async () => {
    const ask = (field: string): Promise<Answer> =>
      graphql(
        `query { uiapi { query { Account(first: 1) { edges { node { Id ${field} { value } } } } } } }`
      );
    const refused = await ask('Nothing__c');
    expect(refused.data).toBeNull();
    expect(refused.errors[0]?.message).toBe(
      "Validation error of type FieldUndefined: Field 'Nothing__c' in type 'Account' is undefined @ 'uiapi/query/Account/edges/node/Nothing__c'"
    );
    const optional = await ask('Nothing__c @optional');
    expect(optional.errors).toEqual([]);
    expect(Object.keys(connectionOf(optional, 'Account').edges[0]?.node ?? {})).toEqual(['Id']);
  });

  it('does not know objects that the user may not read', async () => {
    const query = 'query { uiapi { query { Evenfield_Territory__c { totalCount } } } }';
    expect((await graphql(query, {}, 'rep')).errors).toEqual([]);
    expect((await graphql(query, {}, 'outsider')).errors[0]?.message).toMatch(/FieldUndefined/);
  });

  it.each([
    ['first above 2,000', 'Account(first: 2001) { totalCount }'],
    ['upperBound with a small first', 'Account(first: 10, upperBound: 5000) { totalCount }'],
    ['a value without its selection', 'Account { edges { node { Name } } }'],
    ['a text for a number', 'Account(where: { AnnualRevenue: { eq: "1" } }) { totalCount }']
  ])('refuses %s', async (_case, connection) => {
    const answer = await graphql(`query { uiapi { query { ${connection} } } }`);
    expect(answer.data).toBeNull();
    expect(answer.errors).toHaveLength(1);
  });

  it('sums by group', async () => {
    const answer = await graphql(
      'query { uiapi { aggregate { Account(groupBy: { Industry: { group: true } }, where: { Name: { like: "Graph %" } }) { edges { node { aggregate { Industry { value } AnnualRevenue { sum { value } } Id { count { value } } } } } } } } }'
    );
    expect(answer.errors).toEqual([]);
    const group = (industry: string | null, sum: number, count: number): unknown => ({
      node: {
        aggregate: {
          Industry: { value: industry },
          AnnualRevenue: { sum: { value: sum } },
          Id: { count: { value: count } }
        }
      }
    });
    expect(answer.data).toEqual({
      uiapi: {
        aggregate: {
          Account: {
            edges: expect.arrayContaining([group(null, 144_000, 12), group('Banking', 156_000, 13)])
          }
        }
      }
    });
  });
});

describe('a GraphQL mutation', () => {
  it('creates, changes and deletes by alias, later ones by the ids of earlier ones', async () => {
    const answer = await graphql(
      `
        mutation make($name: String!) {
          uiapi(input: { allOrNone: true }) {
            a: AccountCreate(input: { Account: { Name: $name } }) {
              Record {
                Id
                Name {
                  value
                }
              }
            }
            c: ContactCreate(input: { Contact: { LastName: "Mutant", AccountId: "@{a}" } }) {
              Record {
                Id
                Account {
                  Name {
                    value
                  }
                }
              }
            }
            u: AccountUpdate(input: { Id: "@{a}", Account: { Phone: "555 0199" } }) {
              success
            }
          }
        }
      `,
      { name: 'Mutation Inc' }
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      uiapi: {
        a: { Record: { Name: { value: 'Mutation Inc' } } },
        c: { Record: { Account: { Name: { value: 'Mutation Inc' } } } },
        u: { success: true }
      }
    });
  });

  it.each([
    [true, 0],
    [false, 1]
  ])('with allOrNone %s keeps %d of one good and one bad', async (allOrNone, kept) => {
    const name = `Half ${String(allOrNone)}`;
    const answer = await graphql(
      `mutation { uiapi(input: { allOrNone: ${String(allOrNone)} }) {
        good: AccountCreate(input: { Account: { Name: "${name}" } }) { Record { Id } }
        bad: AccountCreate(input: { Account: { Phone: "1" } }) { Record { Id } }
      } }`
    );
    expect(
      answer.errors.some((error) => error.extensions['errorCode'] === 'REQUIRED_FIELD_MISSING')
    ).toBe(true);
    const found = await graphql(
      `query { uiapi { query { Account(where: { Name: { eq: "${name}" } }) { totalCount } } } }`
    );
    expect(connectionOf(found, 'Account').totalCount).toBe(kept);
  });
});

interface ConnectionAnswer {
  totalCount: number;
  edges: { cursor?: string; node: Record<string, unknown> }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

function connectionOf(answer: Answer, object: string): ConnectionAnswer {
  const data = answer.data as { uiapi: { query: Record<string, ConnectionAnswer> } };
  const connection = data.uiapi.query[object];
  if (connection === undefined) throw new Error(JSON.stringify(answer));
  return connection;
}
