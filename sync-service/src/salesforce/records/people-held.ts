import { z } from 'zod';
import type { PeopleHeld } from '../../domain/rebalance/people-groups.ts';
import type { SeatHeld } from '../../domain/rebalance/plan-people-writes.ts';
import type { PersonPlaced } from '../../domain/rebalance/propose-people.ts';
import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { readRows } from '../read-rows.ts';
import { flag, id, optionalDay, optionalNumber, optionalText, readChecked } from './checked.ts';

/** Memberships, territories and people as the org holds them. @throws OrgError */
export async function readPeopleHeld(
  connection: OrgConnection,
  today: string
): Promise<PeopleHeld> {
  const members = await readChecked(
    connection,
    { object: 'Evenfield_Territory_Member__c' },
    {
      Id: id,
      Key__c: optionalText,
      Territory__c: id,
      User__c: id,
      Role__c: optionalText,
      Start_Date__c: optionalDay,
      End_Date__c: optionalDay,
      Capacity_Hours__c: optionalNumber,
      Ramp__c: optionalNumber,
      Skills__c: optionalText
    }
  );
  const territories = await readChecked(
    connection,
    { object: 'Evenfield_Territory__c' },
    { Id: id, Name: z.string(), OwnerId: id }
  );
  const users = await readChecked(
    connection,
    { object: 'User' },
    { Id: id, Name: z.string(), IsActive: flag }
  );
  return {
    today,
    members: members.records
      .map((row) => ({
        id: row.Id,
        key: row.Key__c,
        territoryId: row.Territory__c,
        userId: row.User__c,
        role: row.Role__c ?? '',
        start: row.Start_Date__c,
        end: row.End_Date__c,
        capacity: row.Capacity_Hours__c,
        ramp: row.Ramp__c,
        skills: row.Skills__c
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    territories: new Map(
      territories.records.map((row) => [row.Id, { name: row.Name, ownerId: row.OwnerId }])
    ),
    users: new Map(users.records.map((row) => [row.Id, { name: row.Name, active: row.IsActive }]))
  };
}

/** Assignments of people to territories of the active model. @throws OrgError */
export async function readSeats(connection: OrgConnection): Promise<SeatHeld[]> {
  const seats: SeatHeld[] = [];
  await readRows(
    connection,
    {
      object: 'UserTerritory2Association',
      columns: ['Id', 'UserId', 'Territory2Id', 'RoleInTerritory2', 'LastModifiedById'],
      where: "Territory2.Territory2Model.State = 'Active'"
    },
    ([id, userId, placeId, role, maker]) => {
      seats.push({
        id: id ?? '',
        userId: userId ?? '',
        placeId: placeId ?? '',
        role: role ?? null,
        isOurs: maker === connection.userId
      });
    }
  );
  return seats;
}

/** What became of a person's change. */
export interface PersonOutcome {
  readonly outcome: 'Applied' | 'Skipped' | 'Failed' | 'Rolled Back' | 'Kept';
  readonly outcomeText: string;
}

const territoryName = z.string().nullable();
const placedShape = z.looseObject({
  people: z.array(
    z.looseObject({
      person: z.string(),
      userId: z.string(),
      holds: territoryName,
      holdsId: territoryName,
      gets: territoryName,
      getsId: territoryName,
      displaces: z.array(z.string()),
      why: z.string(),
      outcome: z.enum(['Applied', 'Skipped', 'Failed', 'Rolled Back', 'Kept']).optional(),
      outcomeText: z.string().optional()
    })
  )
});

/** A proposal of people as its scenario holds it, what is beside the people left as it is. */
export interface PeopleProposal {
  readonly people: readonly (PersonPlaced & Partial<PersonOutcome>)[];
}

/** Reads the proposal of a scenario. @throws OrgError PEOPLE_INVALID where it is none, or one of an older version */
export async function readPeopleProposal(
  connection: OrgConnection,
  rebalanceId: string
): Promise<PeopleProposal> {
  const { records } = await readChecked(
    connection,
    { object: 'Evenfield_Rebalance__c', where: `Id = '${rebalanceId}'` },
    { Id: id, People__c: optionalText }
  );
  const parsed = placedShape.safeParse(jsonOf(records[0]?.People__c ?? null));
  if (parsed.success) return parsed.data as PeopleProposal;
  throw new OrgError(
    'data',
    'PEOPLE_INVALID',
    `People of the scenario cannot be applied: ${z.prettifyError(parsed.error)}`,
    'Set the scenario back to Draft and ask again: proposals of older versions name no ids.',
    rebalanceId
  );
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
