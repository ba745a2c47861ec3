import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ask, control, usernameOf } from '../local-org/test/sign-assertion.ts';

let org: LocalOrg;
let territory = '';
/** Field rights wider than any of ours, so that only a rule stands between a person and a figure. */
const wide = mkdtempSync(join(tmpdir(), 'evenfield-wide-'));
const computed = [
  ['Territory', 'Health', 90],
  ['Territory', 'Band', 'In band'],
  ['Quota', 'Attained', 5],
  ['Request', 'Progress', 1]
] as const;

beforeAll(async () => {
  mkdirSync(join(wide, 'permissionsets'));
  writeFileSync(
    join(wide, 'permissionsets', 'Too_Wide.permissionset-meta.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">${computed
      .map(
        ([object, field]) =>
          `<fieldPermissions><editable>true</editable><field>Evenfield_${object}__c.${field}__c</field><readable>true</readable></fieldPermissions>`
      )
      .join('')}<label>Too Wide</label></PermissionSet>`
  );
  org = await startLocalOrg({ sources: ['force-app', wide] });
  await control(org, 'POST', '/permission-set-assignments', {
    username: usernameOf(org, 'admin'),
    permissionSet: 'Too_Wide'
  });
  [territory = ''] = org.org.load('Evenfield_Territory__c', [{ Name: 'Land', Key__c: 'land' }]);
});
afterAll(async () => {
  await org.stop();
  rmSync(wide, { recursive: true });
});

async function refusal(
  method: 'POST' | 'PATCH',
  path: string,
  body: Readonly<Record<string, unknown>>
): Promise<string> {
  const answer = await ask(org, `/services/data/v66.0/sobjects/${path}`, {
    method,
    body: JSON.stringify(body)
  });
  return answer.ok ? 'accepted' : answer.text();
}

describe('validation rules, asked as an administrator', () => {
  it('want a condition on a rule', async () => {
    const rule = { Territory__c: territory, Order__c: 1, Key__c: 'r1' };
    expect(await refusal('POST', 'Evenfield_Territory_Rule__c', rule)).toContain(
      'Give the condition as JSON.'
    );
    expect(
      await refusal('POST', 'Evenfield_Territory_Rule__c', { ...rule, Criteria__c: '{"all":[]}' })
    ).toBe('accepted');
  });

  it('want a reason only where a target differs from its original', async () => {
    const quota = {
      Territory__c: territory,
      Tier__c: 'New',
      Period_Start__c: '2026-10-01',
      Period_End__c: '2026-12-31',
      Original__c: 100
    };
    const create = (values: Readonly<Record<string, unknown>>): Promise<string> =>
      refusal('POST', 'Evenfield_Quota__c', { ...quota, ...values });
    expect(await create({ Key__c: 'q1', Amount__c: 120 })).toContain('Say why the target differs');
    expect(await create({ Key__c: 'q2', Amount__c: 120, Override_Reason__c: 'New rep' })).toBe(
      'accepted'
    );
    expect(await create({ Key__c: 'q3', Amount__c: 100 })).toBe('accepted');
  });

  it('let a person cancel what waits, and nothing that is answered', async () => {
    const outcomes: Record<string, string> = {};
    for (const status of ['Requested', 'Working', 'Done', 'Failed']) {
      const [id = ''] = org.org.load('Evenfield_Request__c', [
        { Kind__c: 'Sync', Status__c: status }
      ]);
      const said = await refusal('PATCH', `Evenfield_Request__c/${id}`, { Status__c: 'Cancelled' });
      outcomes[status] = said.includes('already answered') ? 'refused' : said;
    }
    expect(outcomes).toEqual({
      Requested: 'accepted',
      Working: 'accepted',
      Done: 'refused',
      Failed: 'refused'
    });
  });

  it('keep computed fields of a new row to the service, whatever field rights say', async () => {
    const rows: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      Territory: { Name: 'Land' },
      Quota: {
        Territory__c: territory,
        Tier__c: 'Renewal',
        Period_Start__c: '2026-10-01',
        Period_End__c: '2026-12-31'
      },
      Request: { Kind__c: 'Sync', Status__c: 'Requested' }
    };
    for (const [object, field, value] of computed) {
      const create = (values: Readonly<Record<string, unknown>>): Promise<string> =>
        refusal('POST', `Evenfield_${object}__c`, { ...rows[object], ...values });
      expect(await create({ [`${field}__c`]: value })).toContain(
        'Only the Evenfield service writes'
      );
      const key = object === 'Request' ? {} : { Key__c: `new-${field}` };
      expect(await create(key)).toBe('accepted');
    }
  });

  it('take a blank picklist for blank', async () => {
    expect(await refusal('POST', 'Evenfield_Territory__c', { Name: 'New', Key__c: 'new' })).toBe(
      'accepted'
    );
  });
});
