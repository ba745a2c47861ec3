import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { runCli, sampleOrg } from './service-stage.ts';

let org: LocalOrg;
let adminId = '';

beforeAll(async () => {
  org = await sampleOrg(300);
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
}, 120_000);

afterAll(async () => {
  await org.stop();
});

const rows = (soql: string): Readonly<Record<string, unknown>>[] =>
  org.org.query({ userId: adminId }, soql).records.map(({ values }) => values);

/** Ids of accounts by territory as the map's rows hold them: the first 15 of every 36 characters. */
function onMap(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const row of rows('SELECT Territory__c, Kind__c, Points__c FROM Evenfield_Map_Points__c')) {
    const owner = row['Kind__c'] === 'Unassigned' ? 'none' : String(row['Territory__c']);
    const ids =
      (typeof row['Points__c'] === 'string' ? row['Points__c'] : '').match(/.{36}/g) ?? [];
    found.set(owner, [...(found.get(owner) ?? []), ...ids.map((text) => text.slice(0, 15))].sort());
  }
  return found;
}

/** The same from coverage: accounts with a place. */
function inCoverage(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const row of rows(
    "SELECT Account__c, Territory__c FROM Evenfield_Coverage__c WHERE Place_Source__c != 'None'"
  )) {
    const owner = typeof row['Territory__c'] === 'string' ? row['Territory__c'] : 'none';
    const ids = found.get(owner) ?? [];
    ids.push(String(row['Account__c']).slice(0, 15));
    found.set(owner, ids.sort());
  }
  return found;
}

const withAccounts = (map: Map<string, string[]>): Map<string, string[]> =>
  new Map([...map].filter(([, ids]) => ids.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));

interface PointsNode {
  readonly Points__c: { readonly value: string | null };
}

describe('the rows of the map', () => {
  it('hold every account with a place once, under its territory', () => {
    const expected = withAccounts(inCoverage());
    expect(expected.size).toBeGreaterThan(15);
    expect(withAccounts(onMap())).toEqual(expected);
  });

  it('tell a scenario’s map, in one request, every account of the territories that its moves touch', async () => {
    const held = inCoverage();
    const [from = '', to = '', other = ''] = [...held.keys()].filter((id) => id !== 'none').sort();
    const moved = held.get(from)?.[0] ?? '';
    const [rebalance = ''] = org.org.load('Evenfield_Rebalance__c', [
      { Name: 'One', Status__c: 'Proposed', OwnerId: adminId }
    ]);
    org.org.load('Evenfield_Rebalance_Move__c', [
      { Key__c: 'one', Rebalance__c: rebalance, Account__c: moved, From__c: from, To__c: to }
    ]);
    const file = 'force-app/main/rebalance/lwc/rebalanceMap/movesMapQuery.ts';
    const [, query = ''] = /gql`([^`]*)`/.exec(readFileSync(file, 'utf8')) ?? [];
    const answer = await fetch(`${org.url}/services/data/v66.0/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${org.users.find((user) => user.alias === 'admin')?.accessToken ?? ''}`,
        'content-type': 'application/json'
      },
      body: JSON.stringify({ query, variables: { rebalance } })
    });
    const { data, errors } = (await answer.json()) as {
      errors: unknown[];
      data: { uiapi: { query: Record<string, { edges: { node: PointsNode }[] }> } };
    };
    expect(errors).toEqual([]);
    const found = (name: string): string[] =>
      (data.uiapi.query[name]?.edges ?? []).flatMap(({ node }) =>
        (node.Points__c.value?.match(/.{36}/g) ?? []).map((text) => text.slice(0, 15))
      );
    expect([found('giving').sort(), found('taking').sort(), found('none').sort()]).toEqual([
      held.get(from),
      held.get(to),
      held.get('none') ?? []
    ]);
    expect(found('giving')).toContain(moved);
    expect(held.get(other)?.length).toBeGreaterThan(0);
  });

  it('follow when a person empties a territory, and its rows go', async () => {
    const [from = '', to = ''] = [...inCoverage().keys()].filter((id) => id !== 'none').sort();
    const leaving = rows(`SELECT Id FROM Evenfield_Coverage__c WHERE Territory__c = '${from}'`);
    const token = org.users.find((user) => user.alias === 'admin')?.accessToken ?? '';
    for (const { Id: id } of leaving) {
      const answer = await fetch(
        `${org.url}/services/data/v66.0/sobjects/Evenfield_Coverage__c/${String(id)}`,
        {
          method: 'PATCH',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            Locked__c: false,
            Override_Territory__c: to,
            Override_Reason__c: 'The territory is given up.'
          })
        }
      );
      expect(answer.status).toBe(204);
    }
    await runCli(org, ['sync']);
    expect(rows(`SELECT Id FROM Evenfield_Map_Points__c WHERE Territory__c = '${from}'`)).toEqual(
      []
    );
    expect(withAccounts(onMap())).toEqual(withAccounts(inCoverage()));
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', changed: 0 });
  }, 120_000);
});
