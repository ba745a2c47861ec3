import { z } from 'zod';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import type { TerritoryModel } from '../salesforce/records/territory-model.ts';
import type { RebalanceGround } from './rebalance-task.ts';

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
const users = z.object({ records: z.array(z.object({ Id: z.string(), IsActive: z.boolean() })) });

/** An owner of more accounts than this makes sharing slow and locks likely. */
const mostOfOwner = 10_000;
/** Rows that one call of sObject Collections carries. */
const rowsACall = 200;
/** Rows that a move writes beside its own: undo twice, account, coverage, change, outcome. */
const rowsAMove = 7;

/** Looks at rights, owners, skew and calls before anything is written. @throws OrgError */
export async function preflight(
  connection: OrgConnection,
  moves: readonly MoveRow[],
  ground: RebalanceGround
): Promise<Preflight> {
  const obstacles: string[] = [];
  const lines: string[] = [`${String(moves.length)} moves, write mode ${ground.mode}.`];
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
  const calls = Math.ceil((moves.length * rowsAMove) / rowsACall) + 20;
  const usage = connection.usage();
  const left = usage === null ? null : usage.allowed - usage.used;
  lines.push(
    `About ${String(calls)} calls${left === null ? '' : ` of ${String(left)} left today`}, about ${String(Math.max(1, Math.round(calls / 60)))} minutes.`
  );
  if (left !== null && calls > left)
    obstacles.push(
      `The scenario needs about ${String(calls)} calls, and ${String(left)} are left today: wait, or apply it in waves with dates.`
    );
  return { obstacles, lines };
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
  const query = (soql: string): string => `/query?q=${encodeURIComponent(soql)}`;
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
