import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { connect } from './sign-assertion.ts';

const extra = mkdtempSync(join(tmpdir(), 'evenfield-erase-'));
let org: LocalOrg;
let adminId: string;

beforeAll(async () => {
  writeFileSync(
    join(extra, 'May_Erase.permissionset-meta.xml'),
    `<?xml version="1.0" encoding="UTF-8"?><PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>May erase</label><userPermissions><enabled>true</enabled><name>BulkApiHardDelete</name></userPermissions></PermissionSet>`
  );
  org = await startLocalOrg({ sources: ['force-app', extra] });
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
}, 30_000);

afterAll(async () => {
  await org.stop();
  rmSync(extra, { recursive: true, force: true });
});

const admin = (): { userId: string } => ({ userId: adminId });

function accountWithCoverage(name: string): { account: string; coverage: string } {
  const [account = ''] = org.org.load('Account', [{ Name: name }]);
  const [coverage = ''] = org.org.load('Evenfield_Coverage__c', [
    { Account__c: account, Key__c: account }
  ]);
  return { account, coverage };
}

const count = (soql: string, all = false): number =>
  org.org.query(admin(), soql, { all }).totalSize;

describe('the recycle bin', () => {
  it('gives a row back with the details that went with it, by SOAP as jsforce asks', async () => {
    const { account, coverage } = accountWithCoverage('Comes back');
    const connection = await connect(org, 'admin');
    await connection.sobject('Account').destroy(account);
    expect(count(`SELECT COUNT() FROM Evenfield_Coverage__c WHERE Id = '${coverage}'`)).toBe(0);
    const [result] = await connection.soap.undelete([account]);
    expect(result).toMatchObject({ id: account, success: true });
    expect(count(`SELECT COUNT() FROM Account WHERE Id = '${account}'`)).toBe(1);
    expect(count(`SELECT COUNT() FROM Evenfield_Coverage__c WHERE Id = '${coverage}'`)).toBe(1);
  });

  it('does not give back a detail that was deleted before by itself', () => {
    const { account, coverage } = accountWithCoverage('Without');
    org.org.remove(admin(), [coverage], { allOrNone: true });
    // Stamps are whole seconds: another second tells the two deletions apart.
    org.org.setClock(5_000);
    org.org.remove(admin(), [account], { allOrNone: true });
    org.org.undelete(admin(), [account], { allOrNone: true });
    expect(count(`SELECT COUNT() FROM Evenfield_Coverage__c WHERE Id = '${coverage}'`)).toBe(0);
    org.org.setClock(0);
  });

  it('has nothing of what was not deleted, of what was merged away, and of no id', () => {
    const { account } = accountWithCoverage('Stays');
    const loser = accountWithCoverage('Merged').account;
    org.org.merge(admin(), 'Account', account, [loser]);
    const codes = [account, loser, 'nothing'].map(
      (id) => org.org.undelete(admin(), [id], { allOrNone: false })[0]?.errors[0]?.statusCode
    );
    expect(codes).toEqual(['UNDELETE_FAILED', 'UNDELETE_FAILED', 'MALFORMED_ID']);
  });
});

describe('a hard delete', () => {
  async function hardDelete(alias: string, id: string): Promise<string> {
    const connection = await connect(org, alias);
    const job = connection.bulk2.createJob({ operation: 'hardDelete', object: 'Account' });
    try {
      await job.open();
      await job.uploadData([{ Id: id }]);
      await job.close();
      await job.poll(20, 10_000);
      return 'done';
    } catch (error) {
      return error instanceof Error ? error.name : 'unknown';
    }
  }

  it('leaves nothing of a row and its details, not even for queryAll', async () => {
    const { account, coverage } = accountWithCoverage('Gone for good');
    expect(await hardDelete('admin', account)).toBe('done');
    expect(count(`SELECT COUNT() FROM Account WHERE Id = '${account}'`, true)).toBe(0);
    expect(count(`SELECT COUNT() FROM Evenfield_Coverage__c WHERE Id = '${coverage}'`, true)).toBe(
      0
    );
  }, 30_000);

  it('is refused to who has no right to it', async () => {
    const { account } = accountWithCoverage('Stays too');
    expect(await hardDelete('manager', account)).toBe('FEATURENOTENABLED');
    expect(count(`SELECT COUNT() FROM Account WHERE Id = '${account}'`)).toBe(1);
  }, 30_000);
});
