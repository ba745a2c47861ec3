import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ask, control, usernameOf } from '../local-org/test/sign-assertion.ts';
import { runCli } from './service-stage.ts';

/**
 * A land of ten C accounts, one of which was called this month, in a region. By hand: a tenth of the
 * accounts was touched in time, under the mark of 40 %: one alert to act on. Nobody has a quota, an A
 * account or hours, and the policy turns off what the region is measured by. Its second line is no pair
 * of marks: a problem in each run, and the default holds.
 */
let org: LocalOrg;
const data = '/services/data/v66.0';
const person = (alias: string): string =>
  org.users.find((user) => user.alias === alias)?.userId ?? '';
const ids = { land: '', accounts: [] as string[] };

beforeAll(async () => {
  org = await startLocalOrg({ withoutHierarchy: ['Evenfield_Alert__c'] });
  await control(org, 'POST', '/permission-set-assignments', {
    username: usernameOf(org, 'rep2'),
    permissionSet: 'Evenfield_Rep'
  });
  const load = (object: string, values: Record<string, string | number | boolean>): string =>
    org.org.load(object, [values])[0] ?? '';
  load('Evenfield_Policy__c', {
    Name: 'Policy',
    Key__c: 'policy',
    Active__c: true,
    Alert_Marks__c: 'Region Balance off\nCoverage high 0.5'
  });
  const region = load('Evenfield_Territory__c', {
    Name: 'Region',
    Key__c: 'region',
    Stage__c: 'Active',
    OwnerId: person('admin')
  });
  const land = (key: string, alias: string): string => {
    const id = load('Evenfield_Territory__c', {
      Name: `Land ${key}`,
      Key__c: key,
      Stage__c: 'Active',
      Parent__c: region,
      OwnerId: person('admin')
    });
    load('Evenfield_Territory_Member__c', {
      Key__c: key,
      Territory__c: id,
      User__c: person(alias),
      Role__c: 'Owner'
    });
    return id;
  };
  ids.land = land('hers', 'rep');
  land('other', 'rep2');
  load('Evenfield_Territory_Member__c', {
    Key__c: 'region',
    Territory__c: region,
    User__c: person('manager'),
    Role__c: 'Owner'
  });
  for (let place = 0; place < 10; place += 1) {
    const account = load('Account', { Name: `Account ${String(place)}`, OwnerId: person('rep') });
    load('Evenfield_Coverage__c', {
      Key__c: account,
      Account__c: account,
      Territory__c: ids.land,
      Since__c: '2026-01-01',
      Source__c: 'Manual'
    });
    ids.accounts.push(account);
  }
  call([ids.accounts[0] ?? '']);
}, 120_000);

afterAll(async () => {
  await org.stop();
});

/** Loads a finished call of today, by the org's clock. */
function call(accounts: readonly string[]): void {
  const today = new Date(org.org.now()).toISOString().slice(0, 10);
  org.org.load(
    'Task',
    accounts.map((account) => ({
      Subject: 'Call',
      AccountId: account,
      WhatId: account,
      ActivityDate: today,
      Status: 'Completed',
      IsClosed: true,
      OwnerId: person('rep')
    }))
  );
}

interface AlertRow {
  readonly Id: string;
  readonly Severity__c: string;
  readonly Closed__c: string | null;
  readonly Told__c: string | null;
  readonly Done__c: boolean;
  readonly What__c: string;
}

/** What she sees, past sessions that the moved clock ended. */
function alerts(alias: string): AlertRow[] {
  const soql =
    'SELECT Id, Severity__c, Closed__c, Told__c, Done__c, What__c FROM Evenfield_Alert__c ORDER BY Key__c';
  return org.org
    .query({ userId: person(alias) }, soql)
    .records.map(({ values }) => values as unknown as AlertRow);
}

async function notified(): Promise<{ to: string[]; title: string; targetId: string }[]> {
  const answer = await control(org, 'GET', '/notifications');
  const sent = (await answer.json()) as {
    recipientIds: string[];
    title: string;
    targetId: string;
  }[];
  return sent.map(({ recipientIds, title, targetId }) => ({ to: recipientIds, title, targetId }));
}

const patch = (alias: string, id: string, values: object): Promise<Response> =>
  ask(
    org,
    `${data}/sobjects/Evenfield_Alert__c/${id}`,
    { method: 'PATCH', body: JSON.stringify(values) },
    alias
  );
const day = 86_400_000;
let ahead = 0;
/** A run of a service whose clock goes as the org's does. */
const sync = (): Promise<Record<string, unknown>> =>
  runCli(org, ['sync'], {
    NODE_OPTIONS: '--import ./tests/integration/shifted-date.ts',
    SHIFTED_BY: String(ahead)
  });
const later = (days: number): Promise<Response> => {
  ahead = days * day;
  return control(org, 'POST', '/clock', { offsetMilliseconds: ahead });
};

describe('an alert in the org', () => {
  it('is not lost where it is written and cannot be told', async () => {
    await control(org, 'POST', '/faults', {
      path: '/actions/standard/',
      count: 50,
      action: { kind: 'status', status: 400 }
    });
    expect(await sync()).toMatchObject({ status: 'Completed', failed: 2 });
    expect(await notified()).toEqual([]);
    expect(alerts('rep')).toMatchObject([{ Severity__c: 'Act', Told__c: null }]);
    await control(org, 'DELETE', '/faults');
    expect(await sync()).toMatchObject({ status: 'Completed', failed: 1 });
    const [alert] = alerts('rep');
    expect(alert).toMatchObject({
      Told__c: 'Act',
      What__c:
        'Land hers leaves accounts untouched beyond their cadence: 10 % of the accounts were touched in time, the mark is 40 %.'
    });
    expect(await notified()).toEqual([
      { to: [person('rep')], title: 'Act: Coverage', targetId: alert?.Id }
    ]);
  }, 120_000);

  it('is hers before it is her manager’s, and never another’s', () => {
    expect(alerts('rep')).toHaveLength(1);
    expect(alerts('manager')).toEqual([]);
    expect(alerts('rep2')).toEqual([]);
  });

  it('is snoozed, noted and done by her, who changes nothing else of it', async () => {
    const [{ Id: id }] = alerts('rep') as [AlertRow];
    expect((await patch('rep', id, { Done__c: true, Note__c: 'Four visits planned' })).ok).toBe(
      true
    );
    expect((await patch('rep', id, { Severity__c: 'Watch' })).ok).toBe(false);
    expect((await patch('admin', id, { Severity__c: 'Watch' })).ok).toBe(false);
    expect((await patch('rep2', id, { Done__c: false })).ok).toBe(false);
    const made = await ask(
      org,
      `${data}/sobjects/Evenfield_Alert__c`,
      { method: 'POST', body: JSON.stringify({ Note__c: 'Mine' }) },
      'admin'
    );
    expect([made.ok, await made.text()]).toEqual([
      false,
      expect.stringContaining('Only the Evenfield service opens alerts')
    ]);
  });

  it('stays done, is told once, and is her manager’s from the next day on', async () => {
    await later(1);
    expect(await sync()).toMatchObject({ status: 'Completed', failed: 1 });
    expect(alerts('manager')).toMatchObject([{ Done__c: true, Closed__c: null }]);
    expect(alerts('rep2')).toEqual([]);
    expect(await notified()).toHaveLength(1);
    expect(await sync()).toMatchObject({ changed: 0, written: 0 });
  }, 120_000);

  it('closes by itself when its cause is gone, and is kept for a while', async () => {
    call(ids.accounts.slice(0, 8));
    expect(await sync()).toMatchObject({ status: 'Completed', failed: 1 });
    const [closed] = alerts('rep');
    expect(closed?.Closed__c).not.toBeNull();
    const [reopened] = org.org.update(
      { userId: person('rep') },
      'Evenfield_Alert__c',
      [{ Id: closed?.Id ?? '', Done__c: false }],
      { allOrNone: true }
    );
    expect(reopened?.success).toBe(false);
    expect(await sync()).toMatchObject({ changed: 0, written: 0 });
  }, 120_000);

  it('opens anew on a later day, and is told again', async () => {
    await later(120);
    expect(await sync()).toMatchObject({ status: 'Completed', failed: 1 });
    const rows = alerts('rep');
    // The one that closed ninety days ago and more was tidied away.
    expect(rows).toMatchObject([{ Closed__c: null, Done__c: false, Told__c: 'Act' }]);
    expect(await notified()).toHaveLength(2);
  }, 120_000);
});
