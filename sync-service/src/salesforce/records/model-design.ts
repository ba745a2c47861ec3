import type {
  ModelPerson,
  ModelPlace,
  ModelTerritory
} from '../../domain/territory/plan-from-model.ts';
import type { OrgConnection } from '../connection.ts';
import { readRows } from '../read-rows.ts';
import { whereTerritories } from './territory-model.ts';

const isActive = "Territory2Model.State = 'Active'";

/** The active model's territories, their people and the accounts in them. @throws OrgError ETM_OFF */
export async function readModelDesign(connection: OrgConnection): Promise<{
  territories: ModelTerritory[];
  people: ModelPerson[];
  places: ModelPlace[];
}> {
  const territories: ModelTerritory[] = [];
  await whereTerritories(() =>
    readRows(
      connection,
      {
        object: 'Territory2',
        columns: [
          'Id',
          'Name',
          'DeveloperName',
          'ParentTerritory2Id',
          'ForecastUserId',
          'Territory2Type.Priority'
        ],
        where: isActive
      },
      ([id, name, developerName, parentId, forecastUserId, priority]) => {
        territories.push({
          id: id ?? '',
          name: name ?? '',
          developerName: developerName ?? '',
          parentId: parentId ?? null,
          forecastUserId: forecastUserId ?? null,
          priority: Number(priority ?? 0)
        });
      }
    )
  );
  const people: ModelPerson[] = [];
  await readRows(
    connection,
    {
      object: 'UserTerritory2Association',
      columns: ['Territory2Id', 'UserId', 'RoleInTerritory2'],
      where: `Territory2.${isActive}`
    },
    ([territoryId, userId, role]) => {
      people.push({ territoryId: territoryId ?? '', userId: userId ?? '', role: role ?? null });
    }
  );
  const places: ModelPlace[] = [];
  await readRows(
    connection,
    {
      object: 'ObjectTerritory2Association',
      columns: ['Territory2Id', 'ObjectId'],
      where: `SobjectType = 'Account' AND Territory2.${isActive}`
    },
    ([territoryId, accountId]) => {
      places.push({ territoryId: territoryId ?? '', accountId: accountId ?? '' });
    }
  );
  return { territories, people, places };
}
