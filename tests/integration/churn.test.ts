import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { plantedCustomers } from '../../sync-service/test/domain/retention/planted-customers.ts';
import type { ChurnOrg } from './churn-stage.ts';
import { churnOrg, riskByAccount } from './churn-stage.ts';
import { runCli } from './service-stage.ts';

const count = 480;
const { table, chances } = plantedCustomers(count, 33);
/** One in four stays outside: the org never knows whether that customer leaves. */
const known = (row: number): boolean => row % 4 !== 0;
let stage: ChurnOrg;
let admin = '';

const asked = (query: string): Readonly<Record<string, unknown>>[] =>
  stage.org.org
    .query({ userId: admin }, query)
    .records.map(({ id, values }) => ({ ...values, Id: id }));
const versions =
  'SELECT Key__c, Kind__c, In_Use__c, Rows__c, Churners__c, ROC_Area__c, Message__c FROM Evenfield_Model_Version__c';

beforeAll(async () => {
  stage = await churnOrg(table, known);
  admin = stage.org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  await runCli(stage.org, ['sync']);
}, 120_000);
afterAll(async () => {
  await stage.org.stop();
  rmSync(stage.source, { recursive: true });
});

describe('a churn set in the org, mapped by the policy', () => {
  it('is learned from by the run, which keeps one version with its measures', () => {
    const rows = asked(versions);
    expect(rows).toHaveLength(1);
    const left = table.churned.filter((own, row) => own === 1 && known(row)).length;
    expect(rows[0]).toMatchObject({
      Kind__c: left >= 100 ? 'Additive' : 'Ridge',
      In_Use__c: true,
      Rows__c: table.churned.filter((_, row) => known(row)).length,
      Churners__c: left
    });
    expect(Number(rows[0]?.['ROC_Area__c'])).toBeGreaterThan(0.7);
  });

  it('gives customers whose outcome stayed outside chances that rank as the planted ones', () => {
    const risks = riskByAccount(stage.org);
    const outside = stage.ids.flatMap((id, row) =>
      known(row) ? [] : [{ told: Number(risks.get(id)?.['Churn_Risk__c']), row }]
    );
    let right = 0;
    let pairs = 0;
    for (const a of outside)
      for (const b of outside) {
        if (!((chances[a.row] ?? 0) > (chances[b.row] ?? 0) + 0.2)) continue;
        pairs += 1;
        right += a.told > b.told ? 1 : 0;
      }
    expect(right / pairs).toBeGreaterThan(0.85);
    for (const row of risks.values())
      expect(row).toMatchObject({ Risk_Measured__c: true, Churn_Risk__c: expect.any(Number) });
  });

  it('fits nothing the next time, and writes nothing anew', async () => {
    const report = await runCli(stage.org, ['sync']);
    expect(report).toMatchObject({ status: 'Completed', written: 0 });
    expect(asked(versions)).toHaveLength(1);
  });

  it('keeps a worse version beside the one in use', async () => {
    const [row] = asked('SELECT Id FROM Evenfield_Model_Version__c');
    const service = stage.org.users.find((user) => user.username === 'service@evenfield.example');
    stage.org.org.update(
      { userId: service?.userId ?? '' },
      'Evenfield_Model_Version__c',
      [
        {
          Id: String(row?.['Id']),
          Fitted__c: '2020-01-01',
          Key__c: 'churn:2020-01-01',
          Brier_Skill__c: 0.99
        }
      ],
      { allOrNone: true }
    );
    expect(await runCli(stage.org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
    const rows = asked(`${versions} ORDER BY Key__c`);
    expect(rows.map((own) => own['In_Use__c'])).toEqual([true, false]);
    expect(rows[1]?.['Message__c']).toContain('Not in use');
  });
});
