import { z } from 'zod';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { moveObject } from '../salesforce/records/rebalance-moves.ts';
import type { TerritoryModel } from '../salesforce/records/territory-model.ts';
import { countRows } from '../salesforce/rest-query.ts';
import { seeLimits } from './preflight-limits.ts';
import type { RebalanceGround } from './rebalance-task.ts';
import { isAtWork } from '../domain/territory/at-work.ts';

export interface Preflight {
  /** What stops the scenario before the first write. */
  readonly obstacles: readonly string[];
  /** All that was looked at. */
  readonly lines: readonly string[];
}

const described = z.object({
  createable: z.boolean(),
  deletable: z.boolean(),
  updateable: z.boolean(),
  fields: z.array(z.object({ name: z.string(), updateable: z.boolean() }))
});
const grouped = z.object({
  records: z.array(z.object({ owner: z.string().nullable(), number: z.number() }))
});
const parents = z.object({
  records: z.array(z.object({ parent: z.string().nullable(), number: z.number() }))
});
const users = z.object({ records: z.array(z.object({ Id: z.string(), IsActive: z.boolean() })) });

/** An owner of more accounts than this makes sharing slow and locks likely. */
const mostOfOwner = 10_000;
/** A parent of more children than this is skewed: each of them that is written locks it. */
const mostChildren = 10_000;

const query = (soql: string): string => `/query?q=${encodeURIComponent(soql)}`;

/** Looks at rights, owners, locks, skew, calls and event deliveries before anything is written. @throws OrgError */
export async function preflight(
  connection: OrgConnection,
  rebalanceId: string,
  moves: readonly MoveRow[],
  ground: RebalanceGround
): Promise<Preflight> {
  const obstacles: string[] = [];
  const lines: string[] = [`${String(moves.length)} moves, write mode ${ground.mode}.`];
  obstacles.push(...stageObstacles(moves, ground, lines));
  if (ground.mode === 'Owner') {
    const account = await connection.json(
      { method: 'GET', path: '/sobjects/Account/describe', about: 'Describing Account' },
      described
    );
    const mayWrite =
      account.updateable &&
      account.fields.some(({ name, updateable }) => name === 'OwnerId' && updateable);
    lines.push(mayWrite ? 'The service may change owners of accounts.' : 'Rights are missing.');
    if (!mayWrite)
      obstacles.push(
        'The integration user may not change owners of accounts: assign the permission set Evenfield_Service_Owner to it.'
      );
    obstacles.push(...(await ownerObstacles(connection, moves, ground, lines)));
  }
  if (ground.model !== null)
    await placeObstacles(connection, moves, ground.model, lines, obstacles);
  lines.push(...(await lockLines(connection, rebalanceId, ground)));
  const due = moves.filter(({ waveDate }) => (waveDate ?? '').slice(0, 10) <= ground.today);
  const seen = await seeLimits(connection, due.length, ground.mode);
  lines.push(...seen.lines);
  obstacles.push(...seen.obstacles);
  return { obstacles, lines };
}

/** Territories that accounts would come to and that are not at work: every account would be a finding there. */
function stageObstacles(
  moves: readonly MoveRow[],
  { territories }: RebalanceGround,
  lines: string[]
): string[] {
  const ends = [...new Set(moves.map(({ to }) => to))].flatMap((id) => {
    const found = territories.get(id ?? '');
    return found === undefined ? [] : [found];
  });
  const vacant = ends.filter(({ owner }) => owner === null).length;
  lines.push(
    `${String(ends.length)} territories take accounts, ${String(vacant)} of them have no owner; accounts that come to those keep theirs.`
  );
  return ends
    .filter(({ stage }) => !isAtWork(stage))
    .map(
      ({ name, stage }) =>
        `${name} is ${stage}: make it Pilot or Active before accounts come to it, or propose again without it.`
    );
}

/** Accounts that are locked now, and those with very many open cases where these follow the owner. */
async function lockLines(
  connection: OrgConnection,
  rebalanceId: string,
  { mode, policy }: RebalanceGround
): Promise<string[]> {
  const within = (column: string): string =>
    `${column} IN (SELECT Account__c FROM ${moveObject} WHERE Rebalance__c = '${rebalanceId}')`;
  const lines: string[] = [];
  const locked = await countRows(connection, {
    object: 'Evenfield_Coverage__c',
    where: `Locked__c = true AND ${within('Account__c')}`
  });
  if (locked > 0) lines.push(`${String(locked)} accounts are locked; their moves are skipped.`);
  if (mode !== 'Owner' || !policy.followCases) return lines;
  const { records } = await connection.json(
    {
      method: 'GET',
      path: query(
        `SELECT AccountId parent, COUNT(Id) number FROM Case WHERE IsClosed = false AND ${within('AccountId')} GROUP BY AccountId HAVING COUNT(Id) > ${String(mostChildren)}`
      ),
      about: 'Counting cases of the accounts'
    },
    parents
  );
  for (const { parent, number } of records)
    lines.push(
      `${parent ?? ''} has ${String(number)} open cases: writing them locks the account for long.`
    );
  return lines;
}

/** What Sales Territories need: the right to manage territories, and a place there for both sides. */
async function placeObstacles(
  connection: OrgConnection,
  moves: readonly MoveRow[],
  { placeOf }: TerritoryModel,
  lines: string[],
  obstacles: string[]
): Promise<void> {
  const { createable, deletable } = await connection.json(
    {
      method: 'GET',
      path: '/sobjects/ObjectTerritory2Association/describe',
      about: 'Describing ObjectTerritory2Association'
    },
    described
  );
  if (!createable || !deletable)
    obstacles.push(
      'The integration user may not manage territories: assign the permission set Evenfield_Service_ETM to it (folder scripts/etm).'
    );
  const ends = new Set(moves.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null));
  const missing = [...ends].filter((id) => !placeOf.has(id)).length;
  lines.push(
    `${String(ends.size)} territories, ${String(missing)} of them without a territory of the active model; moves into those are skipped.`
  );
}

async function ownerObstacles(
  connection: OrgConnection,
  moves: readonly MoveRow[],
  ground: RebalanceGround,
  lines: string[]
): Promise<string[]> {
  const gains = new Map<string, number>();
  for (const { to } of moves) {
    const owner = to === null ? null : (ground.territories.get(to)?.owner ?? null);
    if (owner !== null) gains.set(owner, (gains.get(owner) ?? 0) + 1);
  }
  if (gains.size === 0) return [];
  const list = [...gains.keys()].map((one) => `'${one}'`).join(', ');
  const { records } = await connection.json(
    {
      method: 'GET',
      path: query(`SELECT Id, IsActive FROM User WHERE Id IN (${list})`),
      about: 'Reading the new owners'
    },
    users
  );
  const inactive = records.filter(({ IsActive }) => !IsActive).map(({ Id }) => Id);
  const { records: counts } = await connection.json(
    {
      method: 'GET',
      path: query(
        `SELECT OwnerId owner, COUNT(Id) number FROM Account WHERE OwnerId IN (${list}) GROUP BY OwnerId`
      ),
      about: 'Counting accounts of the new owners'
    },
    grouped
  );
  const skewed = counts.filter(
    ({ owner, number }) => number + (gains.get(owner ?? '') ?? 0) > mostOfOwner
  );
  for (const { owner, number } of skewed)
    lines.push(
      `${owner ?? ''} would own more than ${String(mostOfOwner)} accounts (${String(number)} now): sharing will be slow and rows may lock.`
    );
  lines.push(`${String(gains.size)} new owners, ${String(inactive.length)} of them inactive.`);
  return inactive.map(
    (id) =>
      `The new owner ${id} is not active: give its territory an active owner and propose again.`
  );
}
