import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

describe('the rows of the map', () => {
  it('hold every account with a place once, under its territory', () => {
    const expected = withAccounts(inCoverage());
    expect(expected.size).toBeGreaterThan(15);
    expect(withAccounts(onMap())).toEqual(expected);
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
