import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask } from './sign-assertion.ts';

const UI = '/services/data/v66.0/ui-api';

let local: LocalOrg;
let account: string;

beforeAll(async () => {
  local = await startLocalOrg();
  const owner = local.users.find((user) => user.alias === 'rep')?.userId ?? '';
  [account = ''] = local.org.load('Account', [
    { Name: 'Shown Inc', AnnualRevenue: 1_234_567, OwnerId: owner }
  ]);
});

afterAll(async () => {
  await local.stop();
});

describe('UI API records', () => {
  it('show values, display values and the parent by path', async () => {
    const fields =
      'fields=Account.Name,Account.AnnualRevenue,Account.Owner.Name&optionalFields=Account.Nothing__c';
    const response = await ask(local, `${UI}/records/${account}?${fields}`, {}, 'rep');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      apiName: 'Account',
      id: account,
      fields: {
        Name: { displayValue: null, value: 'Shown Inc' },
        AnnualRevenue: { displayValue: '$1,234,567', value: 1_234_567 },
        Owner: {
          displayValue: 'Rachel Kim',
          value: { apiName: 'User', fields: { Name: { value: 'Rachel Kim' } } }
        }
      }
    });
  });

  it('refuse a required field that is not there and a record that is hidden', async () => {
    expect((await ask(local, `${UI}/records/${account}?fields=Account.Nothing__c`)).status).toBe(
      400
    );
    expect(
      (await ask(local, `${UI}/records/${account}?fields=Account.Name`, {}, 'rep2')).status
    ).toBe(404);
  });

  it('are created and changed, and errors name the field', async () => {
    const created = await ask(local, `${UI}/records`, {
      method: 'POST',
      body: JSON.stringify({ apiName: 'Account', fields: { Name: 'Made by UI' } })
    });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    const patch = (fields: unknown): Promise<Response> =>
      ask(local, `${UI}/records/${id}`, { method: 'PATCH', body: JSON.stringify({ fields }) });
    expect(await (await patch({ Phone: '555 0123' })).json()).toMatchObject({
      fields: { Phone: { value: '555 0123' } }
    });
    const refused = await patch({ Name: null });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject([
      { output: { fieldErrors: { Name: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] } } }
    ]);
  });
});

describe('UI API object info', () => {
  it('tells what the user may see and change', async () => {
    const info = async (alias: string): Promise<Record<string, unknown>> => {
      const response = await ask(local, `${UI}/object-info/Evenfield_Coverage__c`, {}, alias);
      return (await response.json()) as Record<string, unknown>;
    };
    const rep = await info('rep');
    expect(rep).toMatchObject({
      apiName: 'Evenfield_Coverage__c',
      keyPrefix: expect.stringMatching(/^a/)
    });
    expect(rep['fields']).toMatchObject({ Tier__c: { dataType: 'Picklist', updateable: false } });
    const service = await info('service');
    expect(service['fields']).toMatchObject({ Tier__c: { updateable: true } });
  });

  it('is refused to who may not read the object', async () => {
    expect(
      (await ask(local, `${UI}/object-info/Evenfield_Coverage__c`, {}, 'outsider')).status
    ).toBe(403);
  });

  it('lists picklist values', async () => {
    const response = await ask(
      local,
      `${UI}/object-info/Evenfield_Coverage__c/picklist-values/012000000000000AAA/Tier__c`
    );
    const { values } = (await response.json()) as { values: { label: string; value: string }[] };
    expect(values.map((entry) => entry.value)).toEqual(['A', 'B', 'C']);
  });
});
