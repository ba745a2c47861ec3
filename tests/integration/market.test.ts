import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalOrg } from '../local-org/http/server.ts';
import { changesBetween, everyRow } from './every-row.ts';
import { runCli, sampleOrg, startCli } from './service-stage.ts';

let org: LocalOrg;
let adminId: string;
const folder = mkdtempSync(join(tmpdir(), 'evenfield-market-'));
const file = join(folder, 'market.csv');

beforeAll(async () => {
  org = await sampleOrg(120);
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
}, 120_000);

afterAll(async () => {
  await org.stop();
  rmSync(folder, { recursive: true, force: true });
});

const rows = (soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: adminId }, soql).records.map((row) => row.values);

describe('evenfield import market', () => {
  it('writes nothing when dry, then the good lines once, and names the bad ones', async () => {
    const [account] = rows('SELECT Id FROM Account ORDER BY Name LIMIT 1');
    const id = String(account?.['Id']);
    writeFileSync(
      file,
      [
        'level,place,potential,population,competitors,source,date',
        `Account,${id},987654,,,Survey,2026-03-01`,
        'ZIP,2139,500000,41000,"Acme, Bolt",Census,2026-01-31',
        'ZIP,Dallas,1,,,Census,2026-01-31',
        'Industry,Energy,lots,,,Census,2026-01-31'
      ].join('\r\n')
    );
    const before = everyRow(org.org, adminId);
    const dry = await startCli(org, ['import', 'market', file]).ended;
    expect(dry.stdout).toContain('Would import: 2 rows of 4 lines');
    expect(dry.stdout).toContain('line 4, place: "Dallas" is no ZIP of five digits.');
    expect(dry.stdout).toContain('line 5, potential: "lots" is no number of 0 or more.');
    expect(dry.code).toBe(1);
    expect(changesBetween(before, everyRow(org.org, adminId)).added).toEqual([]);
    expect(await runCli(org, ['import', 'market', file, '--apply'])).toMatchObject({ written: 2 });
    const held = rows(
      'SELECT Level__c, Place__c, Account__c, Potential__c, Competitors__c FROM Evenfield_Market_Data__c'
    ).sort((a, b) => String(a['Level__c']).localeCompare(String(b['Level__c'])));
    expect(held).toEqual([
      expect.objectContaining({ Level__c: 'Account', Account__c: id, Potential__c: 987_654 }),
      expect.objectContaining({ Level__c: 'ZIP', Place__c: '02139', Competitors__c: 'Acme, Bolt' })
    ]);
    const once = everyRow(org.org, adminId);
    expect(await runCli(org, ['import', 'market', file, '--apply'])).toMatchObject({
      written: 0,
      same: 2
    });
    expect(changesBetween(once, everyRow(org.org, adminId))).toMatchObject({
      moved: [],
      added: []
    });
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const potential = (): unknown[] => {
      const [row] = rows(
        `SELECT Potential__c, Potential_Source__c FROM Evenfield_Coverage__c WHERE Account__c = '${id}'`
      );
      return [row?.['Potential__c'], String(row?.['Potential_Source__c']).startsWith('Survey')];
    };
    expect(potential()[1]).toBe(false);
    const [policy] = rows('SELECT Id FROM Evenfield_Policy__c WHERE Active__c = true');
    org.org.update(
      { userId: adminId },
      'Evenfield_Policy__c',
      [{ Id: String(policy?.['Id']), Market_Weight__c: 1 }],
      { allOrNone: true }
    );
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    expect(potential()).toEqual([987_654, true]);
  }, 240_000);

  it('says which column a file lacks', async () => {
    writeFileSync(file, 'level,place,potential\nZIP,75001,1\n');
    const { code, stderr } = await startCli(org, ['import', 'market', file]).ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining('has no column source, date')]);
  }, 60_000);
});
