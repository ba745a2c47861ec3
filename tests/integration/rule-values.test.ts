import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { runCli, sampleOrg } from './service-stage.ts';

let org: LocalOrg;
let adminId: string;

beforeAll(async () => {
  org = await sampleOrg(60);
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
}, 60_000);

afterAll(async () => {
  await org.stop();
});

describe('a rule that asks for a value that its picklist does not have', () => {
  it('is told to the admin, unless an account holds it all the same', async () => {
    const rows = (soql: string): Record<string, unknown>[] =>
      org.org.query({ userId: adminId }, soql).records.map((row) => row.values);
    const [rule] = rows(
      "SELECT Id FROM Evenfield_Territory_Rule__c WHERE Active__c = true AND Territory__r.Key__c = 'florida' LIMIT 1"
    );
    const criteria = {
      any: ['Banking', 'Bnking', 'Space Travel'].map((value) => ({
        field: 'Industry',
        op: 'equals',
        value
      }))
    };
    const writing = { allOrNone: true };
    const [saved] = org.org.update(
      { userId: adminId },
      'Evenfield_Territory_Rule__c',
      [{ Id: String(rule?.['Id']), Criteria__c: JSON.stringify(criteria) }],
      writing
    );
    expect(saved).toMatchObject({ success: true });
    // Industry takes values that it does not list, as an import may bring them.
    org.org.load('Account', [{ Name: 'Rockets', Industry: 'Space Travel' }]);
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const told = rows(
      "SELECT Message__c FROM Evenfield_Run_Error__c WHERE Code__c = 'RULE_VALUE_UNKNOWN'"
    ).map((row) => String(row['Message__c']));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^"Bnking" is no value of the picklist Industry/);
  }, 60_000);
});
