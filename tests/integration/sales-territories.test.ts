import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orgSettings } from '../../sync-service/src/config.ts';
import { compareAssociations } from '../../sync-service/src/jobs/compare-associations.ts';
import { applyRebalance } from '../../sync-service/src/jobs/apply-rebalance.ts';
import { checkRebalance } from '../../sync-service/src/jobs/check-rebalance.ts';
import { runSync } from '../../sync-service/src/jobs/sync.ts';
import { openRun } from '../../sync-service/src/salesforce/run-record.ts';
import { importDesign } from '../../sync-service/src/jobs/import-design.ts';
import { rollBackRebalance } from '../../sync-service/src/jobs/roll-back-rebalance.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { readRebalance } from '../../sync-service/src/salesforce/records/rebalances.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import type { UndoStage } from '../undo/undo-stage.ts';
import { rowsOf, undoStage } from '../undo/undo-stage.ts';
import { serviceEnvironment } from './service-stage.ts';

/** An org with Sales Territories; five territories, each with a rule for the state of its name. */
let stage: UndoStage;
let connection: OrgConnection;
let [manual, ruled, tied] = ['', '', ''];

const settings = (policy: Record<string, boolean | string>): void => {
  stage.local.org.update(
    { userId: stage.adminId },
    'Evenfield_Policy__c',
    [{ Id: stage.policyId, Write_Mode__c: 'ETM', ...policy }],
    { allOrNone: true }
  );
};
const places = (account: string): unknown[][] =>
  rowsOf(
    stage,
    `SELECT Territory2Id, AssociationCause FROM ObjectTerritory2Association WHERE ObjectId = '${account}' ORDER BY Territory2Id`
  ).map(({ Territory2Id, AssociationCause }) => [
    stage.territories.find(({ place }) => place === Territory2Id)?.name,
    AssociationCause
  ]);

beforeAll(async () => {
  stage = await undoStage('ETM');
  connection = await connect(orgSettings(serviceEnvironment(stage.local)));
  const { org } = stage.local;
  [manual = '', ruled = '', tied = ''] = org.load('Account', [
    { Name: 'By hand' },
    { Name: 'By rule', BillingState: 'Land 0' },
    { Name: 'In two' }
  ]);
  const [one, , three] = stage.territories;
  org.load('ObjectTerritory2Association', [
    ...[manual, tied].map((account) => ({
      ObjectId: account,
      SobjectType: 'Account',
      Territory2Id: one?.place ?? '',
      AssociationCause: 'Territory2Manual'
    })),
    {
      ObjectId: ruled,
      SobjectType: 'Account',
      Territory2Id: one?.place ?? '',
      AssociationCause: 'Territory2AssignmentRule'
    },
    {
      ObjectId: tied,
      SobjectType: 'Account',
      Territory2Id: three?.place ?? '',
      AssociationCause: 'Territory2Manual'
    }
  ]);
  for (const account of [manual, ruled, tied])
    org.load('Evenfield_Coverage__c', [
      { Key__c: account, Account__c: account, Territory__c: one?.id ?? '', Source__c: 'Import' }
    ]);
}, 60_000);

afterAll(async () => {
  await stage.local.stop();
});

/** An approved scenario that moves accounts from the first to the second territory. */
function approved(accounts: readonly string[]): string {
  const { org } = stage.local;
  const [id = ''] = org.load('Evenfield_Rebalance__c', [{ Name: 'Moves', Status__c: 'Approved' }]);
  for (const account of accounts)
    org.load('Evenfield_Rebalance_Move__c', [
      {
        Key__c: `${id}:${account}`,
        Rebalance__c: id,
        Account__c: account,
        From__c: stage.territories[0]?.id ?? '',
        To__c: stage.territories[1]?.id ?? '',
        Verdict__c: 'Open',
        Wave__c: 0
      }
    ]);
  return id;
}

const outcomes = (id: string): unknown[] =>
  rowsOf(
    stage,
    `SELECT Outcome__c, Outcome_Text__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${id}' ORDER BY Account__c`
  ).map(({ Outcome__c, Outcome_Text__c }) => `${String(Outcome__c)}: ${String(Outcome_Text__c)}`);

describe('the write mode ETM', () => {
  it('refuses before writing where a rule holds the account and the policy makes no exclusions', async () => {
    settings({ Exclude_From_Rules__c: false });
    const id = approved([ruled]);
    await applyRebalance(connection, id);
    expect(outcomes(id)).toEqual([
      'Skipped: A rule of Sales Territories puts the account into Land 0, and the policy makes no exclusions from rules.'
    ]);
    expect(places(ruled)).toEqual([['Land 0', 'Territory2AssignmentRule']]);
  });

  it('tells what somebody moved in Salesforce, and changes nothing of it', async () => {
    const { org } = stage.local;
    settings({});
    const night = async (key: string): Promise<string> => {
      const run = await openRun(connection, key, 'Nightly');
      if (run === null) throw new Error('The run is in the org already.');
      return (await runSync(connection, run)).message;
    };
    const findings = (): unknown[] =>
      rowsOf(
        stage,
        "SELECT Record_Id__c, Message__c, Resolved__c FROM Evenfield_Run_Error__c WHERE Code__c = 'ETM_ELSEWHERE'"
      );
    await expect(compareAssociations(connection, 'Owner')).resolves.toEqual({
      message: '',
      findings: []
    });
    expect(await night('nightly:1')).toContain('every account is there where it is here');
    expect(findings()).toEqual([]);
    const [held] = rowsOf(
      stage,
      `SELECT Id, Territory2Id FROM ObjectTerritory2Association WHERE ObjectId = '${manual}'`
    );
    org.remove({ userId: stage.adminId }, [String(held?.['Id'])], { allOrNone: true });
    const before = rowsOf(stage, 'SELECT Id, Territory__c FROM Evenfield_Coverage__c');
    expect(await night('nightly:2')).toContain('1 accounts are elsewhere than here');
    const finding = {
      Record_Id__c: manual,
      Message__c: expect.stringContaining('is in no territory there and in Land 0 here')
    };
    expect(findings()).toEqual([{ ...finding, Resolved__c: false }]);
    expect(rowsOf(stage, 'SELECT Id, Territory__c FROM Evenfield_Coverage__c')).toEqual(before);
    // A run for changed accounts compares nothing, and takes the finding for no less true.
    const change = await openRun(connection, 'change:1', 'Change');
    if (change !== null) await runSync(connection, change, { changed: [manual] });
    expect(findings()).toEqual([{ ...finding, Resolved__c: false }]);
    org.load('ObjectTerritory2Association', [
      {
        ObjectId: manual,
        SobjectType: 'Account',
        Territory2Id: String(held?.['Territory2Id']),
        AssociationCause: 'Territory2Manual'
      }
    ]);
    await night('nightly:3');
    expect(findings()).toEqual([{ ...finding, Resolved__c: true }]);
  });

  it('moves associations, ends a rule-made one by an exclusion, and takes both back', async () => {
    settings({ Exclude_From_Rules__c: true });
    const id = approved([manual, ruled]);
    expect(await applyRebalance(connection, id)).toMatchObject({ status: 'Applied', applied: 2 });
    expect(places(manual)).toEqual([['Land 1', 'Territory2Manual']]);
    expect(places(ruled)).toEqual([['Land 1', 'Territory2Manual']]);
    // The rule still matches; the exclusion keeps it out when somebody saves the account.
    stage.local.org.update({ userId: stage.adminId }, 'Account', [{ Id: ruled, Phone: '2' }], {
      allOrNone: true
    });
    expect(places(ruled)).toEqual([['Land 1', 'Territory2Manual']]);
    await rollBackRebalance(connection, id);
    expect(places(manual)).toEqual([['Land 0', 'Territory2Manual']]);
    expect(places(ruled)).toEqual([['Land 0', 'Territory2AssignmentRule']]);
    expect(rowsOf(stage, 'SELECT Id FROM Territory2ObjectExclusion')).toEqual([]);
  });

  it('skips an account that is not in the territory any more', async () => {
    settings({ Exclude_From_Rules__c: true });
    const lone = stage.local.org.load('Account', [{ Name: 'Gone' }])[0] ?? '';
    stage.local.org.load('Evenfield_Coverage__c', [
      { Key__c: lone, Account__c: lone, Territory__c: stage.territories[0]?.id ?? '' }
    ]);
    const id = approved([lone]);
    await applyRebalance(connection, id);
    expect(outcomes(id)).toEqual([
      'Skipped: The account is not in Land 0 in Sales Territories any more; what changed since was left as it is.'
    ]);
    expect(places(lone)).toEqual([]);
  });

  it('is stopped by the preflight where rights or calls are missing, and writes nothing', async () => {
    const { org } = stage.local;
    const refused = async (words: RegExp): Promise<void> => {
      const id = approved([manual]);
      await expect(applyRebalance(connection, id)).rejects.toMatchObject({
        code: 'PREFLIGHT',
        message: expect.stringMatching(words)
      });
      const [row] = rowsOf(
        stage,
        `SELECT Status__c, Message__c FROM Evenfield_Rebalance__c WHERE Id = '${id}'`
      );
      expect(row).toEqual({ Status__c: 'Failed', Message__c: expect.stringMatching(words) });
      expect(places(manual)).toEqual([['Land 0', 'Territory2Manual']]);
    };
    const { userId } = connection;
    settings({});
    org.removePermissionSet(userId, 'Evenfield_Service_ETM');
    await refused(/may not manage territories/);
    settings({ Write_Mode__c: 'Owner' });
    await refused(/may not change owners of accounts/);
    org.assignPermissionSet(userId, 'Evenfield_Service_ETM');
    settings({});
    const remaining = (left: Record<string, number>): Promise<Response> =>
      control(stage.local, 'POST', '/limits', left);
    await remaining({ dailyRemaining: 60 });
    await refused(/needs about 61 calls, and \d+ are left today/);
    await remaining({ dailyRemaining: 100_000, deliveriesRemaining: 0 });
    await refused(/makes up to 1 change events, and 0 deliveries are left today/);
    await remaining({ deliveriesRemaining: 1_000 });
  });

  it('waits for a run of assignment rules, and for none that died', async () => {
    const { org } = stage.local;
    const [model] = rowsOf(stage, 'SELECT Id FROM Territory2Model');
    const run = (StartTime: string, EndTime: string | null): void => {
      org.load('Territory2AlignmentLog', [
        { Territory2ModelId: String(model?.['Id']), StartTime, EndTime }
      ]);
    };
    const id = approved([manual]);
    run('2026-01-05T06:00:00.000Z', '2026-01-05T07:00:00.000Z');
    run(new Date(org.now()).toISOString(), null);
    const looked = await checkRebalance(connection, await readRebalance(connection, id));
    expect([looked.obstacles, looked.lines.at(-1)]).toEqual([
      [],
      expect.stringMatching(/has been under way since .*Applying waits until it has ended\.$/)
    ]);
    await expect(applyRebalance(connection, id)).rejects.toMatchObject({
      code: 'RULES_RUN',
      kind: 'transient'
    });
    expect(places(manual)).toEqual([['Land 0', 'Territory2Manual']]);
    const said = (): unknown =>
      rowsOf(
        stage,
        `SELECT Status__c, Step__c, Message__c, Preflight__c FROM Evenfield_Rebalance__c WHERE Id = '${id}'`
      )[0];
    expect(said()).toMatchObject({
      Status__c: 'Approved',
      Step__c: 'Waits for a run of assignment rules',
      Message__c: expect.stringContaining('over the whole territory model has been under way since')
    });
    const nextDay = { ...connection, now: () => connection.now() + 25 * 3_600_000 };
    expect(await applyRebalance(nextDay, id)).toMatchObject({ status: 'Applied', applied: 1 });
    expect(said()).toMatchObject({
      Preflight__c: expect.stringContaining('1 runs of assignment rules began more than 24 hours')
    });
    await rollBackRebalance(nextDay, id);
    expect(places(manual)).toEqual([['Land 0', 'Territory2Manual']]);
  });

  it('is refused before the first write in an org without Sales Territories', async () => {
    const plain = await startLocalOrg();
    try {
      plain.org.load('Evenfield_Policy__c', [
        { Name: 'Policy', Key__c: 'policy', Active__c: true, Write_Mode__c: 'ETM' }
      ]);
      const [id = ''] = plain.org.load('Evenfield_Rebalance__c', [
        { Name: 'Moves', Status__c: 'Approved' }
      ]);
      const other = await connect(orgSettings(serviceEnvironment(plain)));
      await expect(applyRebalance(other, id)).rejects.toMatchObject({ code: 'ETM_OFF' });
      await expect(importDesign(other, 'etm', true)).rejects.toMatchObject({ code: 'ETM_OFF' });
    } finally {
      await plain.stop();
    }
  });
});

describe('evenfield import --from etm', () => {
  it('builds the tree, owners and assignments of the active model, and says which accounts are in several', async () => {
    const { org } = stage.local;
    const [one, two, three] = stage.territories;
    const owner = stage.users[6] ?? '';
    org.load('UserTerritory2Association', [
      { UserId: owner, Territory2Id: three?.place ?? '', RoleInTerritory2: 'Owner', IsActive: true }
    ]);
    org.update(
      { userId: stage.adminId },
      'Territory2',
      [{ Id: three?.place ?? '', ParentTerritory2Id: two?.place ?? '' }],
      { allOrNone: true }
    );
    const fresh = org.load('Account', [{ Name: 'Fresh' }])[0] ?? '';
    org.load('ObjectTerritory2Association', [
      {
        ObjectId: fresh,
        SobjectType: 'Account',
        Territory2Id: three?.place ?? '',
        AssociationCause: 'Territory2Manual'
      }
    ]);
    const dry = await importDesign(connection, 'etm', false);
    // Four accounts are in the model, three of them have a territory here already.
    expect(dry).toMatchObject({ territories: 5, members: 1, assigned: 1, kept: 3 });
    expect(dry.problems.map(({ code, record }) => [code, record])).toContainEqual([
      'IN_SEVERAL',
      tied
    ]);
    await importDesign(connection, 'etm', true);
    const made = rowsOf(
      stage,
      "SELECT Name, Key__c, Parent__r.Key__c, OwnerId, Territory2_Id__c FROM Evenfield_Territory__c WHERE Key__c LIKE 'etm:%' ORDER BY Key__c"
    );
    expect(made).toHaveLength(5);
    expect(made[2]).toMatchObject({
      Name: 'Land 2',
      Key__c: 'etm:Land_2',
      OwnerId: owner,
      Territory2_Id__c: three?.place
    });
    expect(
      rowsOf(
        stage,
        `SELECT Territory__r.Key__c FROM Evenfield_Coverage__c WHERE Account__c = '${fresh}' AND Territory__r.Key__c = 'etm:Land_2' AND Territory__r.Parent__r.Key__c = 'etm:Land_1'`
      )
    ).toHaveLength(1);
    expect(one?.name).toBe('Land 0');
  });
});
