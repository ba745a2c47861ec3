import { z } from 'zod';
import type { PeopleGroup } from '../domain/rebalance/people-groups.ts';
import { planPeopleWrites } from '../domain/rebalance/plan-people-writes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { PeopleNow } from './people-records.ts';
import type { Preflight } from './preflight.ts';
import type { RebalanceGround } from './rebalance-task.ts';

const described = z.object({
  createable: z.boolean(),
  deletable: z.boolean(),
  updateable: z.boolean(),
  fields: z.array(
    z.object({
      name: z.string(),
      picklistValues: z.array(z.object({ value: z.string(), active: z.boolean() })).optional()
    })
  )
});

/**
 * Looks at rights, people and roles before a proposal of people is applied: who is to get a territory
 * and may not sign in stops it; what of it the org has changed since is told and left alone.
 * @throws OrgError
 */
export async function preflightPeople(
  connection: OrgConnection,
  groups: readonly PeopleGroup[],
  { mode, model }: RebalanceGround,
  now: PeopleNow
): Promise<Preflight> {
  const people = groups.flatMap((group) => group.people);
  const hindered = groups.flatMap(({ obstacle }) => obstacle ?? []);
  const obstacles = people
    .filter(({ userId, getsId }) => getsId !== null && now.held.users.get(userId)?.active !== true)
    .map(
      ({ person, gets }) =>
        `${person}, who is to get ${gets ?? ''}, is not active: propose again, so that somebody else gets it.`
    );
  const lines = [
    `${String(people.length)} people would change, write mode ${mode}.`,
    ...hindered.map((text) => `Left as it is: ${text}`)
  ];
  const member = await describe(connection, 'Evenfield_Territory_Member__c');
  if (!member.createable || !member.updateable || !member.deletable)
    obstacles.push(
      'The integration user may not change members of territories: assign the permission set Evenfield_Service to it.'
    );
  if (model === null) return { obstacles, lines };
  const seat = await describe(connection, 'UserTerritory2Association');
  if (!seat.createable || !seat.deletable)
    obstacles.push(
      'The integration user may not manage territories: assign the permission set Evenfield_Service_ETM to it (folder scripts/etm).'
    );
  const known = new Set(
    seat.fields
      .find(({ name }) => name === 'RoleInTerritory2')
      ?.picklistValues?.filter(({ active }) => active)
      .map(({ value }) => value)
  );
  const roles = groups
    .flatMap((group) =>
      group.obstacle === null ? planPeopleWrites('', group.people, now.held, now.seats) : []
    )
    .flatMap(({ object, before, written }) =>
      object === 'UserTerritory2Association' && before === null
        ? (written?.['RoleInTerritory2'] ?? [])
        : []
    );
  for (const role of new Set(roles.map(String)))
    if (!known.has(role))
      obstacles.push(
        `The role "${role}" in Sales Territories is not in use any more: give the people who bear it another.`
      );
  const ends = new Set(
    people.flatMap(({ holdsId, getsId }) => [holdsId, getsId]).filter((id) => id !== null)
  );
  const missing = [...ends].filter((id) => !model.placeOf.has(id)).length;
  lines.push(
    `${String(ends.size)} territories, ${String(missing)} of them without a territory of the active model; people are not assigned to those there.`
  );
  return { obstacles, lines };
}

function describe(connection: OrgConnection, object: string): Promise<z.infer<typeof described>> {
  return connection.json(
    { method: 'GET', path: `/sobjects/${object}/describe`, about: `Describing ${object}` },
    described
  );
}
