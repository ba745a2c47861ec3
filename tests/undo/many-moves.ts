import { orgSettings } from '../../sync-service/src/config.ts';
import { applyRebalance } from '../../sync-service/src/jobs/apply-rebalance.ts';
import type { OrgConnection, OrgRequest } from '../../sync-service/src/salesforce/connection.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { OrgError } from '../../sync-service/src/salesforce/errors.ts';
import { serviceEnvironment } from '../integration/service-stage.ts';
import type { Chance } from '../local-org/sample/random.ts';
import { chanceFrom } from '../local-org/sample/random.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import type { ManyMoves } from './many-moves-org.ts';
import { loadManyMoves } from './many-moves-org.ts';
import type { UndoStage } from './undo-stage.ts';
import { rowsOf, undoStage } from './undo-stage.ts';

export interface ManyMovesReport {
  readonly moves: number;
  /** Requests of ours, and those among them that only read. */
  readonly calls: number;
  readonly reads: number;
  /** Calls of 200 rows each that all that had to be written fits into, by object, each row once. */
  readonly least: number;
  readonly ratio: number;
  readonly done: number;
  /** Moves that were not made, each with its reason. */
  readonly listed: number;
  /** Moves of which neither is said. */
  readonly unlisted: number;
  /** Accounts whose move is called done, that nobody else touched, and that are not as they should be. */
  readonly wrong: number;
  readonly examples: readonly string[];
  readonly edits: number;
  /** Owners set by others that were neither kept nor saved. */
  readonly editsLost: number;
  readonly faults: number;
  /** How often a lost answer ended the work and it was taken up again. */
  readonly tries: number;
  readonly seconds: number;
  readonly peakMB: number;
}

/** Applies one scenario of many moves in the mode `Owner`, with locks, lost answers and people who edit. */
export async function applyManyMoves(moves: number, seed: number): Promise<ManyMovesReport> {
  const stage = await undoStage('Owner');
  try {
    const chance = chanceFrom(seed);
    const made = loadManyMoves(stage, chance, moves);
    const before = hangingOf(stage);
    const stubborn = await plantFaults(stage, made);
    const alive = await connect(orgSettings(serviceEnvironment(stage.local)));
    const edited = new Map<string, string | null>();
    let reads = 0;
    const connection = counting(alive, ({ method }) => {
      if (method === 'GET') reads += 1;
      if (chance.next() < 0.1) editOne(stage, made, chance, edited);
    });
    const began = performance.now();
    const first = alive.calls();
    let tries = 0;
    for (;;)
      try {
        tries += 1;
        await applyRebalance(connection, made.rebalanceId);
        break;
      } catch (error) {
        if (!(error instanceof OrgError) || !error.retryable || tries > 20) throw error;
      }
    const seconds = (performance.now() - began) / 1000;
    const calls = alive.calls() - first;
    const least = leastCalls(stage, made.rebalanceId);
    const outcomes = rowsOf(
      stage,
      `SELECT Account__c, To__c, Outcome__c, Outcome_Text__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${made.rebalanceId}'`
    );
    const applied = outcomes.filter(({ Outcome__c }) => Outcome__c === 'Applied');
    const said = outcomes.filter(
      ({ Outcome__c, Outcome_Text__c }) =>
        Outcome__c !== null && Outcome__c !== 'Applied' && String(Outcome_Text__c ?? '') !== ''
    );
    const examples = wrongAccounts(
      stage,
      before,
      applied.filter(({ Account__c }) => !edited.has(String(Account__c)))
    );
    return {
      moves,
      calls,
      reads,
      least,
      ratio: Math.round((calls / least) * 1000) / 1000,
      done: applied.length,
      listed: said.length,
      unlisted: moves - applied.length - said.length,
      wrong: examples.length,
      examples: examples.slice(0, 5),
      edits: edited.size,
      editsLost: lostOwners(stage, edited),
      faults: stubborn,
      tries,
      seconds: Math.round(seconds * 10) / 10,
      peakMB: Math.round(process.resourceUsage().maxRSS / 1024)
    };
  } finally {
    await stage.local.stop();
  }
}

function counting(alive: OrgConnection, before: (request: OrgRequest) => void): OrgConnection {
  return {
    ...alive,
    send: (request) => {
      before(request);
      return alive.send(request);
    },
    json: (request, shape) => {
      before(request);
      return alive.json(request, shape);
    }
  };
}

/** Locks on single accounts, on a skewed owner and on a skewed account, and answers that are lost. @returns how many */
async function plantFaults(stage: UndoStage, { accounts, giant }: ManyMoves): Promise<number> {
  const anywhere = 'composite/sobjects|jobs/ingest';
  const records = 'composite/sobjects$';
  const lock = (ids: readonly string[], count: number, path = anywhere, nth = 1): object => ({
    path,
    count,
    nth,
    action: { kind: 'lock', ids }
  });
  const lost = (nth: number, method: string, after: boolean): object => ({
    method,
    path: 'composite/sobjects',
    nth,
    action: { kind: 'status', status: 503, after }
  });
  const every = (step: number): string[] =>
    accounts.filter((account, place) => place % step === 5 && account !== giant);
  const skewedOwner = stage.territories[1]?.owner ?? '';
  const share = Math.ceil(accounts.length / 20);
  const faults = [
    lock(every(100), 2),
    // These never come free.
    lock(every(2_000), 10_000, records),
    lock([giant], 3, records),
    ...[0, 1, 2, 3].map((turn) =>
      lock([skewedOwner], Math.min(60, share), records, 1 + turn * share * 4)
    ),
    lost(3, 'PATCH', false),
    lost(9, 'PATCH', true),
    lost(40, 'PATCH', true),
    lost(2, 'POST', true),
    lost(5, 'POST', false)
  ];
  for (const fault of faults) {
    const answer = await control(stage.local, 'POST', '/faults', fault);
    if (!answer.ok) throw new Error(await answer.text());
  }
  return faults.length;
}

/** Somebody else changes something of one account. @param edited owners that she set, by account; null for other fields */
function editOne(
  stage: UndoStage,
  { accounts }: ManyMoves,
  chance: Chance,
  edited: Map<string, string | null>
): void {
  const { org } = stage.local;
  const account = chance.pick(accounts);
  const update = (object: string, values: Record<string, string | boolean>): void => {
    org.update({ userId: stage.adminId }, object, [values], { allOrNone: true });
  };
  switch (Math.floor(chance.next() * 3)) {
    case 0: {
      const owner = chance.pick(stage.users);
      update('Account', { Id: account, OwnerId: owner });
      edited.set(account, owner);
      return;
    }
    case 1:
      update('Account', { Id: account, Phone: '2' });
      break;
    default: {
      const [row] = rowsOf(
        stage,
        `SELECT Id FROM Evenfield_Coverage__c WHERE Account__c = '${account}'`
      );
      update('Evenfield_Coverage__c', { Id: String(row?.['Id']), Locked__c: true });
    }
  }
  if (!edited.has(account)) edited.set(account, null);
}

/** What has to be written by object: touched records, their undo rows, changes and outcomes. */
function leastCalls(stage: UndoStage, rebalanceId: string): number {
  const counts = new Map<string, number>();
  const count = (name: string, more = 1): void => {
    counts.set(name, (counts.get(name) ?? 0) + more);
  };
  const own = `Rebalance__c = '${rebalanceId}'`;
  const saved = rowsOf(stage, `SELECT Object__c, Written__c FROM Evenfield_Undo__c WHERE ${own}`);
  for (const { Object__c, Written__c } of saved) {
    count('Evenfield_Undo__c');
    if (Written__c !== 'null') count(String(Object__c));
  }
  count('Change', rowsOf(stage, 'SELECT Id FROM Evenfield_Assignment_Change__c').length);
  count('Move', rowsOf(stage, `SELECT Id FROM Evenfield_Rebalance_Move__c WHERE ${own}`).length);
  return [...counts.values()].reduce((sum, rows) => sum + Math.ceil(rows / 200), 0);
}

interface Hanging {
  /** Texts of teams and shares, by account. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly owners: ReadonlyMap<string, string>;
}

function hangingOf(stage: UndoStage): Hanging {
  const rows = new Map<string, string[]>();
  const put = (account: unknown, text: string): void => {
    const list = rows.get(String(account));
    if (list === undefined) rows.set(String(account), [text]);
    else list.push(text);
  };
  for (const row of rowsOf(
    stage,
    'SELECT AccountId, UserId, TeamMemberRole, AccountAccessLevel FROM AccountTeamMember'
  ))
    put(row['AccountId'], JSON.stringify(['team', ...Object.values(row)]));
  for (const row of rowsOf(
    stage,
    "SELECT AccountId, UserOrGroupId, AccountAccessLevel FROM AccountShare WHERE RowCause = 'Manual'"
  ))
    put(row['AccountId'], JSON.stringify(['share', ...Object.values(row)]));
  const accountOf = new Map(
    rowsOf(stage, 'SELECT Id, AccountId FROM Opportunity').map(({ Id, AccountId }) => [
      Id,
      AccountId
    ])
  );
  for (const row of rowsOf(
    stage,
    'SELECT OpportunityId, UserId, TeamMemberRole FROM OpportunityTeamMember'
  ))
    put(accountOf.get(row['OpportunityId'] ?? null), JSON.stringify(Object.values(row)));
  const owners = new Map(
    rowsOf(stage, 'SELECT Id, OwnerId FROM Account').map(({ Id, OwnerId }) => [
      String(Id),
      String(OwnerId)
    ])
  );
  return { rows, owners };
}

/** What is not as it should be of accounts that are called moved. */
function wrongAccounts(
  stage: UndoStage,
  before: Hanging,
  moved: ReturnType<typeof rowsOf>
): string[] {
  const after = hangingOf(stage);
  const ownerOf = new Map(stage.territories.map(({ id, owner }) => [id, owner]));
  const places = new Map(
    rowsOf(stage, 'SELECT Account__c, Territory__c FROM Evenfield_Coverage__c').map((row) => [
      row['Account__c'],
      row['Territory__c']
    ])
  );
  const owned = new Map<string, Set<string>>();
  for (const object of ['Opportunity', 'Case', 'Task'])
    for (const row of rowsOf(stage, `SELECT AccountId, OwnerId FROM ${object}`)) {
      const key = String(row['AccountId']);
      owned.set(key, (owned.get(key) ?? new Set()).add(String(row['OwnerId'])));
    }
  return moved.flatMap((move) => {
    const account = String(move['Account__c']);
    const owner = ownerOf.get(String(move['To__c'])) ?? '';
    const wanted = (before.rows.get(account) ?? []).filter(
      (text) => !text.startsWith(`["share","${account}","${owner}"`)
    );
    const found = after.rows.get(account) ?? [];
    const wrong = [
      ...(places.get(account) === move['To__c'] ? [] : ['territory']),
      ...(after.owners.get(account) === owner ? [] : ['owner']),
      ...([...(owned.get(account) ?? [])].every((one) => one === owner) ? [] : ['what follows']),
      ...(JSON.stringify([...wanted].sort()) === JSON.stringify([...found].sort())
        ? []
        : [`teams and shares: ${String(wanted.length)} before, ${String(found.length)} now`])
    ];
    return wrong.length === 0 ? [] : [`${account}: ${wrong.join(', ')}`];
  });
}

function lostOwners(stage: UndoStage, edited: ReadonlyMap<string, string | null>): number {
  const saved = new Map(
    rowsOf(
      stage,
      "SELECT Record_Id__c, Before__c, Written__c FROM Evenfield_Undo__c WHERE Object__c = 'Account'"
    ).map((row) => [row['Record_Id__c'], `${String(row['Before__c'])}${String(row['Written__c'])}`])
  );
  const owners = hangingOf(stage).owners;
  return [...edited].filter(
    ([account, owner]) =>
      owner !== null && owners.get(account) !== owner && !(saved.get(account) ?? '').includes(owner)
  ).length;
}
