import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orgSettings } from '../../sync-service/src/config.ts';
import { applyRebalance } from '../../sync-service/src/jobs/apply-rebalance.ts';
import { checkRebalance } from '../../sync-service/src/jobs/check-rebalance.ts';
import { rollBackRebalance } from '../../sync-service/src/jobs/roll-back-rebalance.ts';
import { serveRebalance } from '../../sync-service/src/jobs/serve-rebalance.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { readRebalance } from '../../sync-service/src/salesforce/records/rebalances.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { killCheck } from '../undo/kill-check.ts';
import type { UndoStage } from '../undo/undo-stage.ts';
import { rowsOf, undoStage } from '../undo/undo-stage.ts';
import { serviceEnvironment } from './service-stage.ts';

/** An org with Sales Territories; each territory's owner is assigned to its twin there. */
let stage: UndoStage;
let service: OrgConnection;

beforeAll(async () => {
  stage = await undoStage('ETM');
  service = await connect(orgSettings(serviceEnvironment(stage.local)));
  const { org } = stage.local;
  org.update(
    { userId: stage.adminId },
    'Evenfield_Policy__c',
    [{ Id: stage.policyId, Write_Mode__c: 'ETM' }],
    { allOrNone: true }
  );
  for (const { owner, place, name, id } of stage.territories) {
    org.load('UserTerritory2Association', [
      { UserId: owner, Territory2Id: place, RoleInTerritory2: 'Sales Rep', IsActive: true }
    ]);
    const [account = ''] = org.load('Account', [{ Name: `Of ${name}`, OwnerId: owner }]);
    org.load('Evenfield_Coverage__c', [
      { Key__c: account, Account__c: account, Territory__c: id, Source__c: 'Import' }
    ]);
  }
}, 60_000);

afterAll(async () => {
  await stage.local.stop();
});

describe('people to territories', () => {
  const asked = async (owner: string, parameters: object): Promise<Record<string, unknown>> => {
    const { org } = stage.local;
    const [scenario = ''] = org.load('Evenfield_Rebalance__c', [
      {
        Name: 'People',
        Status__c: 'Requested',
        OwnerId: owner,
        Design__c: 'People',
        Parameters__c: JSON.stringify(parameters)
      }
    ]);
    const [request = ''] = org.load('Evenfield_Request__c', [
      { Kind__c: 'Rebalance', Status__c: 'Requested', Target__c: scenario, Filter__c: '{}' }
    ]);
    await serveRebalance(service, request);
    const [row] = rowsOf(
      stage,
      `SELECT Id, Status__c, Moves__c, People__c FROM Evenfield_Rebalance__c WHERE Id = '${scenario}'`
    );
    return row ?? {};
  };
  const placed = (
    answer: Record<string, unknown>
  ): {
    people: {
      userId: string;
      holds: string;
      gets: string;
      why: string;
      outcome?: string;
    }[];
    vacancies: { territory: string; why: string }[];
  } => JSON.parse(String(answer['People__c'])) as ReturnType<typeof placed>;
  const members = (): unknown[] =>
    rowsOf(
      stage,
      'SELECT Id, Territory__c, User__c, Start_Date__c, End_Date__c FROM Evenfield_Territory_Member__c ORDER BY Id'
    );

  it('says who would hold what when somebody leaves, and changes nothing yet', async () => {
    const before = members();
    const [first] = stage.territories;
    const answer = await asked(stage.adminId, {
      whatIfs: [{ kind: 'leaver', user: first?.owner }]
    });
    expect(answer).toMatchObject({ Status__c: 'Proposed', Moves__c: 0 });
    const { people, vacancies } = placed(answer);
    // Four people are left for five territories: they stay, and the leaver's is a gap.
    expect(people.map(({ holds, gets }) => [holds, gets])).toEqual(
      people.map(({ holds }) => [holds, holds])
    );
    expect(people).toHaveLength(4);
    expect(people[0]?.why).toMatch(/holds it today/);
    expect(vacancies.map(({ territory }) => territory)).toEqual(['Land 0']);
    expect(members()).toEqual(before);
  }, 30_000);

  it('is applied once approved, leaves what somebody changed since, and is taken back', async () => {
    const { org } = stage.local;
    const [first, second, third, fourth] = stage.territories;
    const admin = { userId: stage.adminId };
    const edit = (object: string, values: Record<string, string | null>): void => {
      org.update(admin, object, [values], { allOrNone: true });
    };
    const memberOf = (territory: string | undefined): Record<string, unknown> =>
      rowsOf(
        stage,
        `SELECT Id, User__c, End_Date__c FROM Evenfield_Territory_Member__c WHERE Territory__c = '${territory ?? ''}' ORDER BY Id`
      )[0] ?? {};
    // Each of four territories needs what the owner of another has.
    [first, second, third, fourth].forEach((territory, place) => {
      edit('Evenfield_Territory__c', {
        Id: territory?.id ?? '',
        Needs_Skills__c: ['oil', 'wine', 'silk', 'tea'][place] ?? null
      });
      edit('Evenfield_Territory_Member__c', {
        Id: String(memberOf(territory?.id)['Id']),
        Skills__c: ['wine', 'oil', 'tea', 'silk'][place] ?? null
      });
    });
    const before = members();
    const answer = await asked(stage.adminId, {});
    const scenario = String(answer['Id']);
    const swapped = [
      [first, second],
      [second, first],
      [third, fourth],
      [fourth, third]
    ].map(([from, to]) => `${from?.name ?? ''} to ${to?.name ?? ''}`);
    expect(
      placed(answer)
        .people.filter(({ holds, gets }) => holds !== gets)
        .map(({ holds, gets }) => `${holds} to ${gets}`)
        .sort()
    ).toEqual(swapped);
    // Somebody takes a third's place before it is applied.
    edit('Evenfield_Territory_Member__c', {
      Id: String(memberOf(third?.id)['Id']),
      User__c: stage.users[6] ?? ''
    });
    edit('Evenfield_Rebalance__c', { Id: scenario, Status__c: 'Approved' });
    await expect(applyRebalance(service, scenario)).resolves.toMatchObject({
      applied: 2,
      skipped: 2,
      status: 'Applied'
    });
    const owners = (territory: string | undefined): unknown[] =>
      rowsOf(
        stage,
        `SELECT User__c FROM Evenfield_Territory_Member__c WHERE Territory__c = '${territory ?? ''}' AND End_Date__c = null`
      ).map(({ User__c }) => User__c);
    expect([first, second, third, fourth].map((territory) => owners(territory?.id))).toEqual([
      [second?.owner],
      [first?.owner],
      [stage.users[6]],
      [fourth?.owner]
    ]);
    const seats = (): unknown[] =>
      rowsOf(
        stage,
        'SELECT UserId, Territory2Id, RoleInTerritory2 FROM UserTerritory2Association ORDER BY Territory2Id'
      ).map(({ UserId, RoleInTerritory2 }) => [UserId, RoleInTerritory2]);
    const fifth = stage.territories[4];
    expect(seats()).toEqual(
      [second, first, third, fourth, fifth].map((one) => [one?.owner, 'Sales Rep'])
    );
    const [told] = rowsOf(
      stage,
      `SELECT Message__c, People__c FROM Evenfield_Rebalance__c WHERE Id = '${scenario}'`
    );
    expect(told?.['Message__c']).toMatch(/does not own Land 2 any more|is owned by .* now/);
    expect(
      placed(told ?? {})
        .people.map(({ outcome }) => outcome ?? '')
        .sort()
    ).toEqual(['', 'Applied', 'Applied', 'Skipped', 'Skipped']);
    edit('Evenfield_Territory_Member__c', {
      Id: String(memberOf(third?.id)['Id']),
      User__c: third?.owner ?? ''
    });
    await expect(rollBackRebalance(service, scenario, { wave: 0 })).rejects.toThrow(
      'rolled back as a whole'
    );
    await expect(rollBackRebalance(service, scenario)).resolves.toMatchObject({
      restored: 2,
      kept: 0,
      status: 'Rolled Back'
    });
    expect(members()).toEqual(before);
    expect(seats()).toEqual(stage.territories.map(({ owner }) => [owner, 'Sales Rep']));
  }, 60_000);

  it('is stopped by the preflight where who is to come may not sign in', async () => {
    const { org } = stage.local;
    const answer = await asked(stage.adminId, {});
    const [one] = placed(answer).people.filter(({ holds, gets }) => holds !== gets);
    const active = (value: boolean): void => {
      org.update({ userId: stage.adminId }, 'User', [{ Id: one?.userId ?? '', IsActive: value }], {
        allOrNone: true
      });
    };
    active(false);
    org.update(
      { userId: stage.adminId },
      'Evenfield_Rebalance__c',
      [{ Id: String(answer['Id']), Status__c: 'Approved' }],
      { allOrNone: true }
    );
    const looked = await checkRebalance(
      service,
      await readRebalance(service, String(answer['Id']))
    );
    expect(looked.obstacles).toEqual([expect.stringContaining('is not active')]);
    await expect(applyRebalance(service, String(answer['Id']))).rejects.toThrow('is not active');
    active(true);
    expect(
      rowsOf(
        stage,
        `SELECT Status__c FROM Evenfield_Rebalance__c WHERE Id = '${String(answer['Id'])}'`
      )
    ).toEqual([{ Status__c: 'Failed' }]);
  }, 30_000);

  it('counts homes where the policy names their fields, and tells of fields that are none', async () => {
    const { org } = stage.local;
    const admin = { userId: stage.adminId };
    const set = (object: string, values: Record<string, string | number | null>): void => {
      const [result] = org.update(admin, object, [values], { allOrNone: false });
      if (result?.success !== true) throw new Error(JSON.stringify(result?.errors));
    };
    const [one, two] = stage.territories;
    // The owners of the first two live at each other's base, a thousand miles away.
    for (const { base, home, latitude } of [
      { base: one, home: two, latitude: 45 },
      { base: two, home: one, latitude: 30 }
    ]) {
      set('Evenfield_Territory__c', {
        Id: base?.id ?? '',
        Base_Latitude__c: latitude,
        Base_Longitude__c: -90,
        Needs_Skills__c: null
      });
      set('User', { Id: home?.owner ?? '', Latitude: latitude, Longitude: -90 });
    }
    set('Evenfield_Policy__c', {
      Id: stage.policyId,
      People_Fields__c:
        'Home Latitude: Latitude\nHome Longitude: Longitude\nYears: EmployeeNumber\nWishes: Hopes__c'
    });
    const answer = await asked(stage.adminId, {});
    expect(placed(answer).people.filter(({ gets }) => /Land [01]/.test(gets))).toEqual([
      expect.objectContaining({ holds: 'Land 0', gets: 'Land 1' }),
      expect.objectContaining({ holds: 'Land 1', gets: 'Land 0' })
    ]);
    const [{ Message__c } = {}] = rowsOf(
      stage,
      `SELECT Message__c FROM Evenfield_Rebalance__c WHERE Id = '${String(answer['Id'])}'`
    );
    expect(Message__c).toContain(
      'User.EmployeeNumber is no number: the years of people do not count'
    );
    expect(Message__c).toContain('User has no field Hopes__c');
    set('Evenfield_Policy__c', { Id: stage.policyId, People_Fields__c: null });
  }, 30_000);

  it('tells a manager of the people of her territories alone', async () => {
    const manager = stage.local.users.find(({ alias }) => alias === 'manager')?.userId ?? '';
    const answer = await asked(manager, {});
    expect(
      placed(answer)
        .people.map(({ holds }) => holds)
        .sort()
    ).toEqual(['Land 0', 'Land 1', 'Land 2']);
  }, 30_000);
});

describe('a scenario killed at its requests in turn', () => {
  it('ends as if nothing had happened, and says at no moment what is not so', async () => {
    const report = await killCheck(stage, service, 'ETM', {
      phases: ['moves', 'people'],
      every: 31,
      ends: ['after']
    });
    process.stdout.write(`counted: kills: ${JSON.stringify(report)}\n`);
    expect(report).toMatchObject({ failures: 0, lies: 0, examples: [] });
    expect(report.kills).toBeGreaterThan(10);
  }, 180_000);
});
