import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { leafPlans, troubles } from '../local-org/sample/territory-plan.ts';
import { connect } from '../local-org/test/sign-assertion.ts';
import { runCli, sampleOrg } from './service-stage.ts';

interface Row {
  readonly account: string;
  readonly state: string | null;
  readonly zip: string | null;
  readonly reason: string | null;
  readonly code: string | null;
  readonly finding: string | null;
}

let org: LocalOrg;
let before: Row[];

beforeAll(async () => {
  org = await sampleOrg(900);
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
  before = await rows();
}, 120_000);

afterAll(async () => {
  await org.stop();
});

/** Accounts without a family, in the order of their ids. */
async function rows(): Promise<Row[]> {
  const connection = await connect(org, 'admin');
  const soql =
    'SELECT Account__c, Account__r.BillingState, Account__r.BillingPostalCode, Reason__c, Finding_Code__c, Finding__c FROM Evenfield_Coverage__c WHERE Account__r.ParentId = null AND Account__c NOT IN (SELECT ParentId FROM Account WHERE ParentId != null) ORDER BY Account__c';
  const found = await connection.query<Record<string, unknown>>(soql, {
    autoFetch: true,
    maxFetch: 5000
  });
  return found.records.map((record) => {
    const account = record['Account__r'] as {
      BillingState: string | null;
      BillingPostalCode: string | null;
    };
    return {
      account: String(record['Account__c']),
      state: account.BillingState,
      zip: account.BillingPostalCode,
      reason: record['Reason__c'] as string | null,
      code: record['Finding_Code__c'] as string | null,
      finding: record['Finding__c'] as string | null
    };
  });
}

/** The first rule that fits, worked out from the plan of the sample and not by the rule engine. */
function firstRule(
  state: string | null,
  zip: string | null
): { order: number; name: string } | null {
  const at = leafPlans.findIndex(
    (plan) =>
      plan.states.includes(state ?? '') &&
      (plan.zipStarts === undefined ||
        plan.zipStarts.some((start) => (zip ?? '').startsWith(start)))
  );
  const plan = leafPlans[at];
  return plan === undefined ? null : { order: (at + 1) * 10, name: plan.name };
}

describe('the sample after a sync', () => {
  it('has exactly the planted troubles on the list of what to act on', async () => {
    const connection = await connect(org, 'manager');
    const worst = await connection.query<{ Key__c: string }>(
      "SELECT Key__c FROM Evenfield_Territory__c WHERE Severity__c = 'Act'"
    );
    expect(worst.records.map((row) => row.Key__c).sort()).toEqual(Object.values(troubles).sort());
  });

  it('keeps the rows that it could not use where the admin sees them', async () => {
    const connection = await connect(org, 'admin');
    const errors = await connection.query<{ Code__c: string; Record_Id__c: string }>(
      'SELECT Code__c, Record_Id__c FROM Evenfield_Run_Error__c WHERE Resolved__c = false'
    );
    expect(errors.records.map((row) => row.Code__c).sort()).toEqual([
      'PLACE_INVALID',
      'PLACE_INVALID',
      'RULE_INVALID'
    ]);
  });

  it('names the first matching rule for a hundred accounts, and a change of the named field moves the finding', async () => {
    const chosen = before.filter((_, index) => index % 6 === 0).slice(0, 100);
    expect(chosen).toHaveLength(100);
    for (const row of chosen) {
      const rule = firstRule(row.state, row.zip);
      if (rule === null) expect(row.code).toBe('UNMATCHED');
      else expect(row.reason).toContain(`rule ${String(rule.order)} of ${rule.name}: `);
    }
    const connection = await connect(org, 'admin');
    const moved = chosen.map((row) => ({ row, state: row.state === 'IL' ? 'OH' : 'IL' }));
    await connection.sobject('Account').update(
      moved.map(({ row, state }) => ({
        Id: row.account,
        BillingState: state,
        BillingPostalCode: state === 'IL' ? '60601' : '43085'
      }))
    );
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const after = new Map((await rows()).map((row) => [row.account, row]));
    for (const { row, state } of moved) {
      const now = after.get(row.account);
      const target = state === 'IL' ? 'Illinois' : 'Ohio Valley';
      if (firstRule(row.state, row.zip) === null) expect(now?.reason).toContain(`of ${target}: `);
      else
        expect([now?.code, now?.finding]).toEqual([
          'RULE_DIFFERS',
          expect.stringContaining(`would go to ${target}.`)
        ]);
    }
    process.stdout.write(
      `counted: ${String(chosen.length)} accounts, ${String(moved.length)} findings moved\n`
    );
  }, 60_000);
});
