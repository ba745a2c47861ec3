import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orgSettings } from '../../sync-service/src/config.ts';
import { serveRebalance } from '../../sync-service/src/jobs/serve-rebalance.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { ask, control } from '../local-org/test/sign-assertion.ts';
import type { UndoStage } from '../undo/undo-stage.ts';
import { rowsOf, undoStage } from '../undo/undo-stage.ts';
import { runCli, serviceEnvironment } from './service-stage.ts';

/** The whole story on an org of five territories: asked, explained, challenged, approved, applied, undone. */
let stage: UndoStage;
let service: OrgConnection;
const accounts: string[] = [];
const data = '/services/data/v66.0';
const scenarioObject = 'Evenfield_Rebalance__c';
const moveObject = 'Evenfield_Rebalance_Move__c';

beforeAll(async () => {
  stage = await undoStage('Owner');
  service = await connect(orgSettings(serviceEnvironment(stage.local)));
  const { org } = stage.local;
  // Nine accounts in the first territory, three in each other: four and a bit each would be fair.
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
          Since__c: '2024-01-01',
          Source__c: 'Import'
        }
      ]);
    }
  });
}, 60_000);

afterAll(async () => {
  await stage.local.stop();
});

async function write(
  alias: string,
  method: 'POST' | 'PATCH',
  path: string,
  body: Readonly<Record<string, unknown>>
): Promise<{ status: number; text: string; id: string }> {
  const answer = await ask(
    stage.local,
    `${data}/sobjects/${path}`,
    { method, body: JSON.stringify(body) },
    alias
  );
  const text = await answer.text();
  const id = /"id":"(\w+)"/.exec(text)?.[1] ?? '';
  return { status: answer.status, text, id };
}

async function asked(alias: string, kind: string, target: string, filter = '{}'): Promise<string> {
  const { id, text } = await write(alias, 'POST', 'Evenfield_Request__c', {
    Kind__c: kind,
    Status__c: 'Requested',
    Target__c: target,
    Filter__c: filter
  });
  if (id === '') return text;
  await serveRebalance(service, id);
  const [row] = rowsOf(
    stage,
    `SELECT Status__c, Result__c, Error__c FROM Evenfield_Request__c WHERE Id = '${id}'`
  );
  return `${String(row?.['Status__c'])}: ${String(row?.['Result__c'] ?? row?.['Error__c'])}`;
}

const created = (
  alias: string,
  more: Readonly<Record<string, unknown>> = {}
): Promise<{ id: string; text: string }> =>
  write(alias, 'POST', scenarioObject, {
    Name: 'Even out',
    Status__c: 'Requested',
    Parameters__c: '{"measures":[{"name":"accounts","tolerance":0.25}]}',
    ...more
  });
const statusOf = (id: string): unknown =>
  rowsOf(stage, `SELECT Status__c FROM ${scenarioObject} WHERE Id = '${id}'`)[0]?.['Status__c'];
const movesOf = (id: string): ReturnType<typeof rowsOf> =>
  rowsOf(
    stage,
    `SELECT Id, Account__c, From__c, To__c, Reason__c, Keeps_If__c, Next_Best_Reason__c, Verdict__c, Outcome__c, Outcome_Text__c FROM ${moveObject} WHERE Rebalance__c = '${id}' ORDER BY Account__c`
  );
const accountName = (move: Record<string, unknown> | undefined): string =>
  String(
    rowsOf(stage, `SELECT Name FROM Account WHERE Id = '${String(move?.['Account__c'])}'`)[0]?.[
      'Name'
    ]
  );
const territoryOf = (account: unknown): unknown =>
  rowsOf(
    stage,
    `SELECT Territory__c FROM Evenfield_Coverage__c WHERE Account__c = '${String(account)}'`
  )[0]?.['Territory__c'];
const ownerOf = (account: unknown): unknown =>
  rowsOf(stage, `SELECT OwnerId FROM Account WHERE Id = '${String(account)}'`)[0]?.['OwnerId'];
const mode = (value: string): Promise<unknown> =>
  write('admin', 'PATCH', `Evenfield_Policy__c/${stage.policyId}`, { Write_Mode__c: value });

let scenario = '';

describe('a rebalance', () => {
  it('is computed with reasons for each move, a bound and a gap', async () => {
    ({ id: scenario } = await created('admin'));
    expect(await asked('admin', 'Rebalance', scenario)).toMatch(/^Done: Within/);
    expect(statusOf(scenario)).toBe('Proposed');
    const moves = movesOf(scenario);
    // Twenty-one accounts, 4.2 each, ±25 %: at most five and at least four in each.
    expect(moves).toHaveLength(4);
    for (const move of moves) {
      expect(move['From__c']).toBe(stage.territories[0]?.id);
      expect(String(move['Reason__c'])).toMatch(/accounts/);
      expect(String(move['Keeps_If__c'])).toMatch(/^It would stay if/);
      expect(String(move['Next_Best_Reason__c'])).toMatch(/next best|Next best/);
    }
    const [row] = rowsOf(
      stage,
      `SELECT Objective__c, Bound__c, Gap__c, Out_Before__c, Out_After__c FROM ${scenarioObject} WHERE Id = '${scenario}'`
    );
    expect(Number(row?.['Bound__c'])).toBeLessThanOrEqual(Number(row?.['Objective__c']) + 1e-6);
    expect([row?.['Out_Before__c'], row?.['Out_After__c']]).toEqual([5, 0]);
  });

  it('is seen by whom it touches, move by move, and by nobody else', async () => {
    const seen = async (alias: string, object: string): Promise<number | string> => {
      const answer = await ask(stage.local, `${data}/query?q=SELECT+Id+FROM+${object}`, {}, alias);
      const body = (await answer.json()) as { totalSize?: number; errorCode?: string }[] & {
        totalSize?: number;
      };
      return body.totalSize ?? body[0]?.errorCode ?? 'none';
    };
    const byGraphql = async (alias: string, object: string): Promise<number | null> => {
      const query = `query seen { uiapi { query { ${object}(first: 100) { edges { node { Id } } } } } }`;
      const body = JSON.stringify({ query });
      const answer = await ask(stage.local, `${data}/graphql`, { method: 'POST', body }, alias);
      const rows = (await answer.json()) as {
        data?: { uiapi?: { query?: Record<string, { edges: unknown[] } | null> } } | null;
      };
      return rows.data?.uiapi?.query?.[object]?.edges.length ?? null;
    };
    const toRep2 = movesOf(scenario).filter(
      (move) => move['To__c'] === stage.territories[1]?.id
    ).length;
    expect(toRep2).toBeGreaterThan(0);
    expect([await seen('rep', moveObject), await seen('rep2', moveObject)]).toEqual([4, toRep2]);
    expect(await seen('rep', scenarioObject)).toBe('INVALID_TYPE');
    expect(await seen('manager', scenarioObject)).toBe(0);
    expect(await seen('rep', 'Evenfield_Undo__c')).toBe('INVALID_TYPE');
    expect(await seen('outsider', moveObject)).toBe('INVALID_TYPE');
    expect([
      await byGraphql('rep', moveObject),
      await byGraphql('rep2', moveObject),
      await byGraphql('outsider', moveObject),
      await byGraphql('rep', scenarioObject),
      await byGraphql('manager', scenarioObject),
      await byGraphql('admin', scenarioObject)
    ]).toEqual([4, toRep2, null, null, 0, 1]);
  });

  it('is challenged by a rep with a reason, and decided on by nobody who may not', async () => {
    const [move] = movesOf(scenario);
    const path = `${moveObject}/${String(move?.['Id'])}`;
    expect((await write('rep', 'PATCH', path, { Challenge__c: 'Challenged' })).text).toContain(
      'Say why'
    );
    expect((await write('rep', 'PATCH', path, { Verdict__c: 'Rejected' })).status).toBe(400);
    expect(
      (
        await write('rep', 'PATCH', path, {
          Challenge__c: 'Challenged',
          Challenge_Reason__c: 'I know them.'
        })
      ).status
    ).toBe(204);
    const { id: own } = await created('manager', { Name: 'Hers' });
    expect(own).not.toBe('');
    expect(await asked('manager', 'Rebalance', own)).toMatch(/^Done/);
    // Hers are three of the five territories: her answer tells of no other.
    const hers = stage.territories.slice(0, 3);
    const [answer] = rowsOf(stage, `SELECT Before__c FROM ${scenarioObject} WHERE Id = '${own}'`);
    expect(
      (JSON.parse(String(answer?.['Before__c'])) as { name: string }[]).map(({ name }) => name)
    ).toEqual(hers.map(({ name }) => name));
    expect(movesOf(own).length).toBeGreaterThan(0);
    for (const move of movesOf(own)) expect(hers.map(({ id }) => id)).toContain(move['To__c']);
    expect(
      (await write('manager', 'PATCH', `${scenarioObject}/${own}`, { Status__c: 'Approved' })).text
    ).toContain('You cannot set this status now');
    expect(await asked('manager', 'Apply', own)).toContain('You need the custom permission');
    expect(await asked('manager', 'Verdict', scenario, '{"verdict":"Rejected"}')).toContain(
      'belongs to somebody else'
    );
    const [mine] = movesOf(own);
    const side = { verdict: 'Rejected', to: mine?.['To__c'] };
    expect(await asked('manager', 'Verdict', own, JSON.stringify(side))).toMatch(/^Done/);
    for (const move of movesOf(own))
      expect(move['Verdict__c'] === 'Rejected').toBe(move['To__c'] === mine?.['To__c']);
    const found = { verdict: 'Accepted', state: 'Rejected', search: accountName(mine).slice(2) };
    expect(await asked('manager', 'Verdict', own, JSON.stringify(found))).toBe(
      'Done: 1 moves are accepted now.'
    );
    expect(movesOf(own).filter((move) => move['Verdict__c'] === 'Accepted')).toEqual([
      { ...mine, Verdict__c: 'Accepted' }
    ]);
    // An admin decides on whose scenario it may be; what the night drafts is nobody's own.
    expect(await asked('admin', 'Verdict', own, '{"verdict":"Open","state":"Accepted"}')).toBe(
      'Done: 1 moves are open now.'
    );
    expect(await asked('manager', 'Preflight', own)).toContain('You need the custom permission');
    expect(await asked('rep', 'Preflight', scenario)).toContain('errorCode');
    expect((await created('rep')).text).toContain('errorCode');
    expect(await asked('admin', 'Apply', scenario)).toMatch(/^Failed: Even out is Proposed/);
  });

  it('freezes what an accepted challenge keeps when it is solved again', async () => {
    const [challenged] = movesOf(scenario);
    await write('admin', 'PATCH', `${moveObject}/${String(challenged?.['Id'])}`, {
      Challenge_Status__c: 'Accepted',
      Challenge_Answer__c: 'Agreed.'
    });
    await write('admin', 'PATCH', `${scenarioObject}/${scenario}`, { Status__c: 'Requested' });
    expect(await asked('admin', 'Rebalance', scenario)).toMatch(/^Done: Within/);
    const others = movesOf(scenario).filter((move) => move['Id'] !== challenged?.['Id']);
    expect(others.map((move) => move['Account__c'])).not.toContain(challenged?.['Account__c']);
    expect(others).toHaveLength(4);
  });

  it('is applied once approved, owners too, and the night leaves it so', async () => {
    await mode('Owner');
    expect(
      (await write('admin', 'PATCH', `${scenarioObject}/${scenario}`, { Status__c: 'Approved' }))
        .status
    ).toBe(204);
    const touched = (): unknown =>
      [
        `SELECT FIELDS(ALL) FROM ${scenarioObject} LIMIT 200`,
        `SELECT FIELDS(ALL) FROM ${moveObject} LIMIT 200`,
        'SELECT FIELDS(ALL) FROM Evenfield_Coverage__c LIMIT 200',
        'SELECT Id, OwnerId, LastModifiedDate FROM Account',
        'SELECT Id FROM Evenfield_Undo__c',
        'SELECT Id FROM Evenfield_Run__c'
      ].map((soql) => rowsOf(stage, soql));
    const before = touched();
    // Five moves, one of them of an accepted challenge: nothing stands in the way, and nothing is written.
    expect(await asked('admin', 'Preflight', scenario)).toMatch(
      /^Done: 5 moves, write mode Owner\.\n.*About \d+ calls of \d+ left today, about 1 minutes\./s
    );
    expect(touched()).toEqual(before);
    const [looked] = rowsOf(
      stage,
      "SELECT Answer__c FROM Evenfield_Request__c WHERE Kind__c = 'Preflight'"
    );
    expect(JSON.parse(String(looked?.['Answer__c']))).toMatchObject({
      obstacles: [],
      lines: expect.arrayContaining(['The service may change owners of accounts.'])
    });
    expect(await asked('admin', 'Apply', scenario)).toMatch(
      /^Done: 4 applied, 1 skipped, 0 failed/
    );
    expect(statusOf(scenario)).toBe('Applied');
    const applied = movesOf(scenario).filter((move) => move['Outcome__c'] === 'Applied');
    for (const move of applied) {
      expect(territoryOf(move['Account__c'])).toBe(move['To__c']);
      expect(ownerOf(move['Account__c'])).toBe(
        stage.territories.find(({ id }) => id === move['To__c'])?.owner
      );
    }
    expect(await runCli(stage.local, ['sync'])).toMatchObject({ status: 'Completed' });
    for (const move of applied) expect(territoryOf(move['Account__c'])).toBe(move['To__c']);
  }, 180_000);

  it('works out what was drawn on the map: the territories that its moves name, and no others', async () => {
    const { id: drawn } = await created('admin', {
      Name: 'Drawn',
      Status__c: 'Draft',
      Scope__c: 'Territories',
      Design__c: 'Chosen Moves',
      Parameters__c: null
    });
    const [home, , , , far] = stage.territories;
    const at = (territory: string | undefined): string | undefined =>
      accounts.find((account) => territoryOf(account) === territory);
    for (const [account, from] of [
      [at(home?.id), home?.id],
      [at(stage.territories[2]?.id), home?.id]
    ])
      await write('admin', 'POST', moveObject, {
        Rebalance__c: drawn,
        Account__c: account,
        From__c: from,
        To__c: far?.id
      });
    await write('admin', 'PATCH', `${scenarioObject}/${drawn}`, { Status__c: 'Requested' });
    expect(await asked('admin', 'Rebalance', drawn)).toContain('outside of the scenario');
    expect(movesOf(drawn).map((move) => [move['Reason__c'], move['Outcome__c']])).toEqual([
      [`Chosen: from ${home?.name ?? ''} to ${far?.name ?? ''}.`, null],
      [null, 'Skipped']
    ]);
  });

  it('leaves an account that another scenario has moved since, and says so', async () => {
    const [moved] = movesOf(scenario).filter((move) => move['Outcome__c'] === 'Applied');
    const { id: late } = await created('admin', {
      Name: 'Late',
      Status__c: 'Draft',
      Design__c: 'Chosen Moves'
    });
    await write('admin', 'POST', moveObject, {
      Rebalance__c: late,
      Account__c: moved?.['Account__c'],
      From__c: moved?.['From__c'],
      To__c: stage.territories.find(
        ({ id }) => id !== moved?.['To__c'] && id !== moved?.['From__c']
      )?.id
    });
    await write('admin', 'PATCH', `${scenarioObject}/${late}`, { Status__c: 'Requested' });
    expect(await asked('admin', 'Rebalance', late)).toMatch(/^Done/);
    // As if it had been computed before the other was applied.
    stage.local.org.update(
      { userId: stage.local.users.find(({ alias }) => alias === 'service')?.userId ?? '' },
      moveObject,
      [{ Id: String(movesOf(late)[0]?.['Id']), From__c: String(moved?.['From__c']) }],
      { allOrNone: true }
    );
    await write('admin', 'PATCH', `${scenarioObject}/${late}`, { Status__c: 'Approved' });
    expect(await asked('admin', 'Apply', late)).toMatch(/^Done: 0 applied, 1 skipped/);
    expect(movesOf(late)[0]?.['Outcome_Text__c']).toContain('what changed since was left as it is');
    expect(territoryOf(moved?.['Account__c'])).toBe(moved?.['To__c']);
  });

  it('is rolled back for one account, then as a whole', async () => {
    const applied = movesOf(scenario).filter((move) => move['Outcome__c'] === 'Applied');
    const [first, ...rest] = applied.map((move) => String(move['Account__c']));
    expect(await asked('admin', 'Roll Back', scenario, JSON.stringify({ account: first }))).toMatch(
      /^Done: 1 moves are as they were before/
    );
    const home = stage.territories[0];
    expect([territoryOf(first), ownerOf(first), statusOf(scenario)]).toEqual([
      home?.id,
      home?.owner,
      'Applied'
    ]);
    for (const account of rest) expect(territoryOf(account)).not.toBe(home?.id);
    expect(applied).toHaveLength(4);
    expect(await asked('admin', 'Roll Back', scenario)).toMatch(
      /^Done: 4 moves are as they were before, 0 keep/
    );
    expect(statusOf(scenario)).toBe('Rolled Back');
    for (const account of [first, ...rest])
      expect([territoryOf(account), ownerOf(account)]).toEqual([home?.id, home?.owner]);
  });

  it('is decided on and approved by an admin who is no system administrator, whoever asked', async () => {
    const { id } = await created('manager', { Name: 'For approval' });
    expect(await asked('manager', 'Rebalance', id)).toMatch(/^Done/);
    // A standard user with our permission sets alone: no Modify All Data helps her.
    const username = stage.local.users.find(({ alias }) => alias === 'outsider')?.username;
    for (const permissionSet of ['Evenfield_Admin', 'Evenfield_Manager', 'Evenfield_Rep'])
      await control(stage.local, 'POST', '/permission-set-assignments', {
        username,
        permissionSet
      });
    const [move] = movesOf(id);
    expect(
      (
        await write('outsider', 'PATCH', `${moveObject}/${String(move?.['Id'])}`, {
          Verdict__c: 'Rejected'
        })
      ).status
    ).toBe(204);
    expect(
      (await write('outsider', 'PATCH', `${scenarioObject}/${id}`, { Status__c: 'Approved' })).text
    ).toBe('');
    expect(statusOf(id)).toBe('Approved');
  });
});
