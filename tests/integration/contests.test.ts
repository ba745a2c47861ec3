import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { ask, control, usernameOf } from '../local-org/test/sign-assertion.ts';
import { results, runCli, sampleOrg } from './service-stage.ts';

let org: LocalOrg;
let adminId = '';
let account = '';
const person = (alias: string): string =>
  org.users.find((user) => user.alias === alias)?.userId ?? '';
const rows = (soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: adminId }, soql).records.map((row) => row.values);

const path = '/services/data/v66.0/sobjects/Evenfield_Contest__c';
const said = {
  What__c: 'Potential',
  Proposed_Value__c: 987_654,
  Reason__c: 'They build a second plant.',
  Status__c: 'Open'
};

async function answered(
  alias: string,
  method: 'POST' | 'PATCH' | 'GET',
  at: string,
  body?: Readonly<Record<string, unknown>>
): Promise<{ status: number; text: string }> {
  const answer = await ask(
    org,
    at,
    { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
    alias
  );
  return { status: answer.status, text: await answer.text() };
}

const decision = (alias: string, values: Readonly<Record<string, unknown>>): typeof values => ({
  Decided_By__c: person(alias),
  Decided_At__c: new Date(org.org.now()).toISOString(),
  ...values
});

/** Potential of every account, and where it comes from. */
const potentials = (): Map<string, unknown[]> =>
  new Map(
    rows('SELECT Account__c, Potential__c, Potential_Source__c FROM Evenfield_Coverage__c').map(
      (row) => [String(row['Account__c']), [row['Potential__c'], row['Potential_Source__c']]]
    )
  );

const sees = async (alias: string, id: string): Promise<boolean> => {
  const { status } = await answered(alias, 'GET', `${path}/${id}`);
  return status === 200;
};

beforeAll(async () => {
  org = await sampleOrg(120);
  adminId = person('admin');
  await control(org, 'POST', '/permission-set-assignments', {
    username: usernameOf(org, 'outsider'),
    permissionSet: 'Evenfield_Manager'
  });
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
  const [row] = rows(
    `SELECT Account__c FROM Evenfield_Coverage__c WHERE Territory__r.Key__c = 'new-england' AND Account__r.OwnerId = '${person('rep')}' ORDER BY Account__r.Name LIMIT 1`
  );
  account = String(row?.['Account__c']);
}, 180_000);

afterAll(async () => {
  await org.stop();
});

describe('a contest', () => {
  let id = '';

  it('is made by a rep with her own token, once however often it is sent', async () => {
    const body = { ...said, Account__c: account, Key__c: `${account}:${person('rep')}:1` };
    const made = await answered('rep', 'POST', path, body);
    expect(made.status).toBe(201);
    id = (JSON.parse(made.text) as { id: string }).id;
    expect((await answered('rep', 'POST', path, body)).text).toContain('DUPLICATE_VALUE');
    expect(
      (await answered('rep', 'POST', path, { ...said, Account__c: account, Status__c: 'Accepted' }))
        .text
    ).toContain('A new contest is open');
    expect(
      (
        await answered('rep', 'POST', path, {
          ...said,
          Account__c: account,
          Proposed_Value__c: -1
        })
      ).text
    ).toContain('an amount of 0 or more');
  });

  it('is seen by her and those above her, and by no peer', async () => {
    expect([await sees('rep', id), await sees('manager', id), await sees('admin', id)]).toEqual([
      true,
      true,
      true
    ]);
    expect([await sees('rep2', id), await sees('outsider', id)]).toEqual([false, false]);
  });

  it('of risk or health names a band and no amount, and is accepted by another', async () => {
    const { Proposed_Value__c: amount, ...words } = said;
    const risk = { ...words, Account__c: account, What__c: 'Churn Risk', Proposed_Band__c: 'High' };
    const { Proposed_Band__c: band, ...bandless } = risk;
    for (const half of [
      bandless,
      { ...risk, Proposed_Band__c: 'Better' },
      { ...risk, Proposed_Value__c: amount },
      { ...risk, What__c: 'Account Health' },
      { ...words, Account__c: account },
      { ...said, Account__c: account, Proposed_Band__c: band }
    ])
      expect((await answered('rep', 'POST', path, half)).text).toContain('a band of it');
    const health = { ...risk, What__c: 'Account Health', Proposed_Band__c: 'Worse' };
    expect((await answered('rep', 'POST', path, health)).status).toBe(201);
    const made = await answered('rep', 'POST', path, risk);
    const { id: riskId } = JSON.parse(made.text) as { id: string };
    expect([await sees('manager', riskId), await sees('rep2', riskId)]).toEqual([true, false]);
    const accepted = decision('manager', { Status__c: 'Accepted' });
    const changed = { ...accepted, Proposed_Band__c: 'Low' };
    expect((await answered('manager', 'PATCH', `${path}/${riskId}`, changed)).text).toContain(
      'keeps its words and figures'
    );
    expect((await answered('manager', 'PATCH', `${path}/${riskId}`, accepted)).status).toBe(204);
  });

  it('changes nothing while it is open, nor does an accepted one of risk', async () => {
    const before = potentials();
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    expect(potentials()).toEqual(before);
  }, 60_000);

  it('opens to who answers above the territory by the tree alone, once a run has been', async () => {
    const [top] = rows("SELECT Parent__c FROM Evenfield_Territory__c WHERE Key__c = 'new-england'");
    org.org.load('Evenfield_Territory_Member__c', [
      {
        Key__c: 'above',
        Territory__c: String(top?.['Parent__c']),
        User__c: person('outsider'),
        Role__c: 'Owner'
      }
    ]);
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    expect([await sees('outsider', id), await sees('rep2', id)]).toEqual([true, false]);
    expect(
      rows("SELECT Message__c FROM Evenfield_Run_Error__c WHERE Object__c LIKE '%Contest%'")
    ).toEqual([]);
  }, 60_000);

  it('is decided by another who may, who says so, and once', async () => {
    const change = async (alias: string, values: Readonly<Record<string, unknown>>) =>
      (await answered(alias, 'PATCH', `${path}/${id}`, values)).text;
    expect(await change('rep', decision('rep', { Status__c: 'Accepted' }))).not.toBe('');
    expect(await change('manager', { Status__c: 'Accepted' })).toContain('by you and now');
    expect(
      await change(
        'manager',
        decision('manager', { Status__c: 'Accepted', Decided_At__c: '2031-01-01T00:00:00.000Z' })
      )
    ).toContain('by you and now');
    expect(await change('manager', decision('rep', { Status__c: 'Accepted' }))).toContain(
      'made by you'
    );
    expect(await change('manager', decision('manager', { Status__c: 'Rejected' }))).toContain(
      'Say why the contest is rejected.'
    );
    expect(
      await change('manager', decision('manager', { Status__c: 'Accepted', Proposed_Value__c: 1 }))
    ).toContain('keeps its words and figures');
    expect(
      await change('manager', decision('manager', { Status__c: 'Accepted', Answer__c: 'Seen it.' }))
    ).toBe('');
    expect(await change('manager', { Answer__c: 'Changed my mind.' })).toContain('is decided');
  });

  it('moves the potential of that account and of no other with the next night, and then nothing', async () => {
    const before = potentials();
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const after = potentials();
    const [amount, source] = after.get(account) ?? [];
    expect(amount).toBe(987_654);
    expect(source).toMatch(/^Contested, accepted by .+ on \d{4}-\d{2}-\d{2}$/);
    before.delete(account);
    after.delete(account);
    expect(after).toEqual(before);
    const held = results(org);
    expect(await runCli(org, ['sync'])).toMatchObject({ changed: 0, written: 0 });
    expect(results(org)).toEqual(held);
  }, 120_000);

  it('of one’s own is for another to decide, even for an admin', async () => {
    const made = await answered('admin', 'POST', path, { ...said, Account__c: account });
    const own = (JSON.parse(made.text) as { id: string }).id;
    const { text } = await answered(
      'admin',
      'PATCH',
      `${path}/${own}`,
      decision('admin', { Status__c: 'Accepted' })
    );
    expect(text).toContain('nobody decides on a contest of her own');
  });
});

describe('a contest of a published quota', () => {
  let quota = '';
  let id = '';
  const amount = (): unknown =>
    rows(`SELECT Amount__c FROM Evenfield_Quota__c WHERE Id = '${quota}'`)[0]?.['Amount__c'];
  const body = (): Record<string, unknown> => ({
    What__c: 'Quota',
    Quota__c: quota,
    Proposed_Value__c: 1234,
    Reason__c: 'Half of the accounts have left.',
    Status__c: 'Open',
    Key__c: `${quota}:${person('rep')}:1`
  });

  it('is made by a rep with her own token, of a quota that she can see', async () => {
    const [row] = rows(
      "SELECT Id FROM Evenfield_Quota__c WHERE Territory__r.Key__c = 'new-england' ORDER BY Id LIMIT 1"
    );
    quota = String(row?.['Id']);
    const made = await answered('rep', 'POST', path, body());
    expect(made.status).toBe(201);
    id = (JSON.parse(made.text) as { id: string }).id;
    expect((await answered('rep', 'POST', path, body())).text).toContain('DUPLICATE_VALUE');
    const { Quota__c: _, Key__c: __, ...without } = body();
    expect((await answered('rep', 'POST', path, without)).text).toContain(
      'which account or quota it is about'
    );
    const peers = await answered('rep2', 'POST', path, { ...body(), Key__c: 'peer' });
    expect(peers.text).toContain('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
  });

  it('is seen by no peer, and by who answers above the territory once a run has been', async () => {
    expect([await sees('rep', id), await sees('outsider', id)]).toEqual([true, false]);
    const [before, held] = [amount(), potentials()];
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    expect([await sees('outsider', id), await sees('manager', id), await sees('rep2', id)]).toEqual(
      [true, true, false]
    );
    expect([amount(), potentials()]).toEqual([before, held]);
  }, 60_000);

  it('keeps its quota, is answered by another, and she reads the answer; the amount stays', async () => {
    const before = amount();
    const rejected = decision('outsider', {
      Status__c: 'Rejected',
      Answer__c: 'They are back in May.'
    });
    const other = { ...rejected, Quota__c: null };
    expect((await answered('outsider', 'PATCH', `${path}/${id}`, other)).text).toContain(
      'keeps its words and figures'
    );
    const { text } = await answered('outsider', 'PATCH', `${path}/${id}`, rejected);
    expect(text).toBe('');
    const read = await answered('rep', 'GET', `${path}/${id}`);
    expect(JSON.parse(read.text)).toMatchObject({
      Status__c: 'Rejected',
      Answer__c: 'They are back in May.'
    });
    expect(amount()).toBe(before);
    expect(await runCli(org, ['sync'])).toMatchObject({ changed: 0, written: 0 });
  }, 60_000);
});
