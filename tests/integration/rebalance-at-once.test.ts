import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orgSettings } from '../../sync-service/src/config.ts';
import { applyRebalance } from '../../sync-service/src/jobs/apply-rebalance.ts';
import { checkRebalance } from '../../sync-service/src/jobs/check-rebalance.ts';
import { proposeRebalance } from '../../sync-service/src/jobs/propose-rebalance.ts';
import { rollBackRebalance } from '../../sync-service/src/jobs/roll-back-rebalance.ts';
import { serveRebalance } from '../../sync-service/src/jobs/serve-rebalance.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { readRebalance } from '../../sync-service/src/salesforce/records/rebalances.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { OrgError } from '../../sync-service/src/salesforce/errors.ts';
import { dyingConnection } from '../undo/dying-connection.ts';
import type { UndoStage } from '../undo/undo-stage.ts';
import { rowsOf, undoStage } from '../undo/undo-stage.ts';
import { serviceEnvironment } from './service-stage.ts';

let stage: UndoStage;
let service: OrgConnection;
const accounts: string[] = [];

beforeAll(async () => {
  stage = await undoStage('Owner');
  service = await connect(orgSettings(serviceEnvironment(stage.local)));
  const { org } = stage.local;
  stage.territories.forEach((territory, place) => {
    for (let number = 0; number < (place === 0 ? 9 : 3); number += 1) {
      const [account = ''] = org.load('Account', [
        { Name: `Account ${String(place)}.${String(number)}`, OwnerId: territory.owner }
      ]);
      accounts.push(account);
      org.load('Evenfield_Coverage__c', [
        {
          Key__c: account,
          Account__c: account,
          Territory__c: territory.id,
          Territory_Label__c: territory.name,
          Source__c: 'Import'
        }
      ]);
    }
  });
}, 60_000);

afterAll(async () => {
  await stage.local.stop();
});

const movesOf = (id: string): ReturnType<typeof rowsOf> =>
  rowsOf(
    stage,
    `SELECT Account__c, From__c, To__c, Reason__c, Keeps_At__c, Wave__c, Outcome__c, Outcome_Text__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${id}' ORDER BY Account__c`
  );

describe('a scenario that is computed while the service is killed', () => {
  const asked = (): { scenario: string; request: string } => {
    const { org } = stage.local;
    const [scenario = ''] = org.load('Evenfield_Rebalance__c', [
      {
        Name: 'Even out',
        Status__c: 'Requested',
        OwnerId: stage.adminId,
        Design__c: 'Smallest Change',
        Parameters__c: '{"measures":[{"name":"accounts","tolerance":0.25}]}'
      }
    ]);
    const [request = ''] = org.load('Evenfield_Request__c', [
      { Kind__c: 'Rebalance', Status__c: 'Requested', Target__c: scenario, Filter__c: '{}' }
    ]);
    return { scenario, request };
  };
  const states = (scenario: string, request: string): string =>
    [
      ...rowsOf(stage, `SELECT Status__c FROM Evenfield_Rebalance__c WHERE Id = '${scenario}'`),
      ...rowsOf(stage, `SELECT Status__c FROM Evenfield_Request__c WHERE Id = '${request}'`)
    ]
      .map(({ Status__c }) => String(Status__c))
      .join(' ');

  it('says Proposed only once all moves stand, and ends as if nothing had happened', async () => {
    const clean = asked();
    const counted = dyingConnection(service, Infinity, false);
    await serveRebalance(counted.connection, clean.request);
    const wanted = movesOf(clean.scenario);
    expect(wanted.length).toBeGreaterThan(0);
    const last = counted.requests();
    // The reading kills at its ends; every request from the writing of moves on. What dies before
    // one leaves the org as what dies after the one before it.
    const steps = [1, 12, ...[7, 6, 5, 4, 3, 2, 1, 0].map((back) => last - back)];
    for (const nth of steps) {
      const { scenario, request } = asked();
      const dying = dyingConnection(service, nth, true);
      await serveRebalance(dying.connection, request).catch(() => undefined);
      if (states(scenario, request).startsWith('Proposed'))
        expect(movesOf(scenario)).toEqual(wanted);
      await serveRebalance(service, request);
      expect(states(scenario, request)).toBe('Proposed Done');
      expect(movesOf(scenario)).toEqual(wanted);
    }
  }, 180_000);
});

describe('two admins who apply overlapping scenarios at once', () => {
  it('have each account end in one of the two outcomes, and tell who came second', async () => {
    const { org } = stage.local;
    const [home, left, right] = stage.territories;
    const approved = (name: string, to: string, some: readonly string[]): string => {
      const [id = ''] = org.load('Evenfield_Rebalance__c', [{ Name: name, Status__c: 'Approved' }]);
      for (const account of some)
        org.load('Evenfield_Rebalance_Move__c', [
          {
            Key__c: `${id}:${account}`,
            Rebalance__c: id,
            Account__c: account,
            From__c: home?.id ?? '',
            To__c: to,
            Verdict__c: 'Open',
            Wave__c: 0
          }
        ]);
      return id;
    };
    org.update(
      { userId: stage.adminId },
      'Evenfield_Policy__c',
      [{ Id: stage.policyId, Write_Mode__c: 'Owner' }],
      { allOrNone: true }
    );
    const scenarios = [
      approved('Left', left?.id ?? '', accounts.slice(0, 6)),
      approved('Right', right?.id ?? '', accounts.slice(3, 9))
    ];
    // As the queue does: who finds the other writing comes again.
    const patiently = async (id: string): Promise<void> => {
      for (;;)
        try {
          await applyRebalance(service, id);
          return;
        } catch (error) {
          if (!(error instanceof OrgError) || error.code !== 'BUSY') throw error;
          await new Promise((done) => setTimeout(done, 50));
        }
    };
    await Promise.all(scenarios.map(patiently));
    const outcomes = scenarios.flatMap((id) => movesOf(id));
    for (const account of accounts.slice(0, 9)) {
      const own = outcomes.filter(({ Account__c }) => Account__c === account);
      const applied = own.filter(({ Outcome__c }) => Outcome__c === 'Applied');
      expect(applied).toHaveLength(1);
      const [row] = rowsOf(
        stage,
        `SELECT Territory__c, Account__r.OwnerId FROM Evenfield_Coverage__c WHERE Account__c = '${account}'`
      );
      expect(row?.['Territory__c']).toBe(applied[0]?.['To__c']);
      for (const other of own.filter((move) => move !== applied[0])) {
        expect(other['Outcome__c']).toBe('Skipped');
        expect(other['Outcome_Text__c']).toMatch(/^The account is in Land [12] now, not in Land 0/);
      }
    }
    expect(
      scenarios.map(
        (id) =>
          rowsOf(
            stage,
            `SELECT Status__c, Message__c FROM Evenfield_Rebalance__c WHERE Id = '${id}'`
          )[0]
      )
    ).toEqual(
      expect.arrayContaining([
        { Status__c: 'Applied', Message__c: expect.stringContaining('6 applied, 0 skipped') },
        { Status__c: 'Applied', Message__c: expect.stringContaining('3 applied, 3 skipped') }
      ])
    );
  }, 60_000);
});

describe('a scenario that was cancelled half-way', () => {
  it('stays cancelled when a part of it goes back, so that its other waves never come', async () => {
    const { org } = stage.local;
    const [, , to] = stage.territories;
    const own = accounts.slice(9, 12);
    const held = (): string[] =>
      own.map((id) =>
        String(
          rowsOf(
            stage,
            `SELECT Territory__c FROM Evenfield_Coverage__c WHERE Account__c = '${id}'`
          )[0]?.['Territory__c']
        )
      );
    const before = held();
    const [id = ''] = org.load('Evenfield_Rebalance__c', [{ Name: 'Half', Status__c: 'Approved' }]);
    org.load(
      'Evenfield_Rebalance_Move__c',
      own.map((account, place) => ({
        Key__c: `${id}:${account}`,
        Rebalance__c: id,
        Account__c: account,
        From__c: before[place] ?? '',
        To__c: to?.id ?? '',
        Verdict__c: 'Open',
        Wave__c: place < 2 ? 0 : 1,
        Wave_Date__c: place < 2 ? null : '2099-01-01'
      }))
    );
    const status = (): unknown =>
      rowsOf(stage, `SELECT Status__c FROM Evenfield_Rebalance__c WHERE Id = '${id}'`)[0]?.[
        'Status__c'
      ];
    await applyRebalance(service, id);
    expect([status(), held()]).toEqual(['Applying', [to?.id, to?.id, before[2]]]);
    org.update(
      { userId: stage.adminId },
      'Evenfield_Rebalance__c',
      [{ Id: id, Status__c: 'Cancelled' }],
      { allOrNone: true }
    );
    await rollBackRebalance(service, id, { account: own[0] });
    expect([status(), held()]).toEqual(['Cancelled', [before[0], to?.id, before[2]]]);
    await expect(applyRebalance(service, id)).rejects.toThrow('Half is Cancelled');
    // Computed anew it would write over what is saved for the undo.
    org.update(
      { userId: stage.adminId },
      'Evenfield_Rebalance__c',
      [{ Id: id, Status__c: 'Requested' }],
      { allOrNone: true }
    );
    await expect(proposeRebalance(service, id)).rejects.toThrow('was applied in part');
    expect([status(), held()]).toEqual(['Cancelled', [before[0], to?.id, before[2]]]);
    await rollBackRebalance(service, id, { account: own[1] });
    expect([status(), held()]).toEqual(['Rolled Back', before]);
  }, 60_000);
});

describe('a scenario that moves accounts into a territory that is only planned', () => {
  it('is stopped by the preflight, and writes nothing', async () => {
    const { org } = stage.local;
    const account = accounts[20] ?? '';
    const held = (): unknown =>
      rowsOf(
        stage,
        `SELECT Territory__c FROM Evenfield_Coverage__c WHERE Account__c = '${account}'`
      )[0]?.['Territory__c'];
    const before = held();
    const [planned = ''] = org.load('Evenfield_Territory__c', [
      { Name: 'Next year', Key__c: 'next-year', Stage__c: 'Planned' }
    ]);
    const [id = ''] = org.load('Evenfield_Rebalance__c', [{ Name: 'Soon', Status__c: 'Approved' }]);
    org.load('Evenfield_Rebalance_Move__c', [
      {
        Key__c: `${id}:${account}`,
        Rebalance__c: id,
        Account__c: account,
        From__c: String(before),
        To__c: planned,
        Verdict__c: 'Open',
        Wave__c: 0
      }
    ]);
    // Asked before, the same is told however often the service dies, and the scenario stays what it is.
    const [request = ''] = org.load('Evenfield_Request__c', [
      { Kind__c: 'Preflight', Status__c: 'Requested', Target__c: id, Filter__c: '{}' }
    ]);
    let dying = dyingConnection(service, 1, true);
    for (let nth = 1; nth === 1 || dying.isDead(); nth += 1) {
      dying = dyingConnection(service, nth, true);
      try {
        await serveRebalance(dying.connection, request);
      } catch (error) {
        if (!dying.isDead()) throw error;
      }
    }
    const [answered] = rowsOf(
      stage,
      `SELECT Status__c, Result__c FROM Evenfield_Request__c WHERE Id = '${request}'`
    );
    expect(answered).toEqual({
      Status__c: 'Done',
      Result__c: expect.stringMatching(/^Next year is Planned/)
    });
    expect(await checkRebalance(service, await readRebalance(service, id))).toMatchObject({
      obstacles: [expect.stringContaining('Next year is Planned')]
    });
    expect(
      rowsOf(stage, `SELECT Status__c FROM Evenfield_Rebalance__c WHERE Id = '${id}'`)[0]
    ).toEqual({ Status__c: 'Approved' });
    await expect(applyRebalance(service, id)).rejects.toThrow('Next year is Planned');
    expect(held()).toBe(before);
    expect(rowsOf(stage, `SELECT Id FROM Evenfield_Undo__c WHERE Rebalance__c = '${id}'`)).toEqual(
      []
    );
    const [row] = rowsOf(
      stage,
      `SELECT Status__c, Preflight__c FROM Evenfield_Rebalance__c WHERE Id = '${id}'`
    );
    expect(row?.['Status__c']).toBe('Failed');
    expect(row?.['Preflight__c']).toContain('1 territories take accounts, 1 of them have no owner');
  }, 30_000);
});

describe('hand-off tasks', () => {
  it('stand once for each owner whatever is killed, follow no account further, and go with the roll back but for those that somebody touched', async () => {
    const { org } = stage.local;
    const [, home, away, further] = stage.territories;
    org.update(
      { userId: stage.adminId },
      'Evenfield_Policy__c',
      [{ Id: stage.policyId, Write_Mode__c: 'Owner', Handoff_Days__c: 7, Follow_Tasks__c: true }],
      { allOrNone: true }
    );
    const [account = ''] = org.load('Account', [{ Name: 'Related', OwnerId: home?.owner ?? '' }]);
    org.load('Opportunity', [
      { Name: 'Deal', AccountId: account, StageName: 'Prospecting', CloseDate: '2030-01-01' }
    ]);
    // Somebody's own task, whatever its subject, follows the account.
    org.load('Task', [
      { WhatId: account, AccountId: account, OwnerId: home?.owner ?? '', Subject: 'Hand-off: mine' }
    ]);
    org.load('Evenfield_Coverage__c', [
      { Key__c: account, Account__c: account, Territory__c: home?.id ?? '', Source__c: 'Import' }
    ]);
    const scenario = (name: string, from: string, to: string): string => {
      const [id = ''] = org.load('Evenfield_Rebalance__c', [{ Name: name, Status__c: 'Approved' }]);
      org.load('Evenfield_Rebalance_Move__c', [
        {
          Key__c: `${id}:${account}`,
          Rebalance__c: id,
          Account__c: account,
          From__c: from,
          To__c: to,
          Verdict__c: 'Open',
          Wave__c: 0
        }
      ]);
      return id;
    };
    const tasks = (): Record<string, unknown>[] =>
      rowsOf(
        stage,
        `SELECT Id, OwnerId, Subject FROM Task WHERE WhatId = '${account}' ORDER BY Subject, OwnerId`
      );
    const whose = (): unknown[] => tasks().map(({ OwnerId, Subject }) => [OwnerId, Subject]);
    const id = scenario('Handed over', home?.id ?? '', away?.id ?? '');
    let clock = 0;
    let kills = 0;
    for (let nth = 20; ; nth += 1) {
      const dying = dyingConnection(service, nth, true);
      try {
        await applyRebalance(dying.connection, id);
        if (!dying.isDead()) break;
      } catch (error) {
        if (!dying.isDead()) throw error;
      }
      kills += 1;
      org.setClock((clock += 61_000));
    }
    expect(kills).toBeGreaterThan(20);
    const first = [
      [home?.owner, 'Hand-off: give Related (Handed over)'],
      [away?.owner, 'Hand-off: take Related (Handed over)']
    ];
    expect(whose()).toEqual([first[0], [away?.owner, 'Hand-off: mine'], first[1]]);
    const next = scenario('Next', away?.id ?? '', further?.id ?? '');
    await applyRebalance(service, next);
    expect(whose()).toEqual([
      first[0],
      [away?.owner, 'Hand-off: give Related (Next)'],
      [further?.owner, 'Hand-off: mine'],
      first[1],
      [further?.owner, 'Hand-off: take Related (Next)']
    ]);
    await rollBackRebalance(service, next);
    expect(whose()).toEqual([first[0], [away?.owner, 'Hand-off: mine'], first[1]]);
    org.update(
      { userId: stage.adminId },
      'Task',
      [{ Id: String(tasks()[0]?.['Id']), Description: 'Ann knows them.' }],
      { allOrNone: true }
    );
    await rollBackRebalance(service, id);
    expect(whose()).toEqual([first[0], [home?.owner, 'Hand-off: mine']]);
  }, 120_000);

  it('are made for what is open alone where no owner changes, too', async () => {
    const { org } = stage.local;
    const [home, away] = stage.territories;
    org.update(
      { userId: stage.adminId },
      'Evenfield_Policy__c',
      [{ Id: stage.policyId, Write_Mode__c: 'Advisory', Handoff_Days__c: 7 }],
      { allOrNone: true }
    );
    const [account = ''] = org.load('Account', [{ Name: 'Asking', OwnerId: home?.owner ?? '' }]);
    org.load('Case', [{ AccountId: account, Subject: 'Where is it?', Status: 'New' }]);
    org.load('Evenfield_Coverage__c', [
      { Key__c: account, Account__c: account, Territory__c: home?.id ?? '', Source__c: 'Import' }
    ]);
    const [id = ''] = org.load('Evenfield_Rebalance__c', [{ Name: 'Told', Status__c: 'Approved' }]);
    org.load('Evenfield_Rebalance_Move__c', [
      {
        Key__c: `${id}:${account}`,
        Rebalance__c: id,
        Account__c: account,
        From__c: home?.id ?? '',
        To__c: away?.id ?? '',
        Verdict__c: 'Open',
        Wave__c: 0
      }
    ]);
    await applyRebalance(service, id);
    const tasks = rowsOf(
      stage,
      `SELECT OwnerId, Subject, Description FROM Task WHERE WhatId = '${account}' ORDER BY Subject`
    );
    expect(tasks.map(({ OwnerId, Subject }) => [OwnerId, Subject])).toEqual([
      [home?.owner, 'Hand-off: give Asking (Told)'],
      [away?.owner, 'Hand-off: take Asking (Told)']
    ]);
    for (const { Description } of tasks) expect(Description).toContain('Open cases and tasks: 1');
    const [after] = rowsOf(stage, `SELECT OwnerId FROM Account WHERE Id = '${account}'`);
    expect(after?.['OwnerId']).toBe(home?.owner);
  }, 30_000);
});
