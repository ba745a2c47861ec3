import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { readRows } from '../read-rows.ts';

/** The active model of Sales Territories, as far as a rebalance needs it. */
export interface TerritoryModel {
  /** Id in the active model by the id of our territory. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** Priority of the type by the id in the active model. */
  readonly priorityOf: ReadonlyMap<string, number>;
}

/**
 * Reads the active territory model and which of our territories stand for its own.
 * @throws OrgError ETM_OFF where the org has no Sales Territories, NO_ACTIVE_MODEL where none is active
 */
export async function readTerritoryModel(connection: OrgConnection): Promise<TerritoryModel> {
  const priorityOf = new Map<string, number>();
  await whereTerritories(() =>
    readRows(
      connection,
      {
        object: 'Territory2',
        columns: ['Id', 'Territory2Type.Priority'],
        where: "Territory2Model.State = 'Active'"
      },
      ([id, priority]) => {
        priorityOf.set(id ?? '', Number(priority ?? 0));
      }
    )
  );
  if (priorityOf.size === 0)
    throw new OrgError(
      'configuration',
      'NO_ACTIVE_MODEL',
      'No territory model is active, or it has no territories; nothing was written.',
      'Activate a territory model, and wait until its state is Active.'
    );
  const placeOf = new Map<string, string>();
  await readRows(
    connection,
    {
      object: 'Evenfield_Territory__c',
      columns: ['Id', 'Territory2_Id__c'],
      where: 'Territory2_Id__c != null'
    },
    ([id, place]) => {
      if (priorityOf.has(place ?? '')) placeOf.set(id ?? '', place ?? '');
    }
  );
  return { placeOf, priorityOf };
}

/** Reads something of Sales Territories. @throws OrgError ETM_OFF where the org has none */
export async function whereTerritories<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OrgError && error.code === 'INVALID_TYPE')
      throw new OrgError(
        'configuration',
        'ETM_OFF',
        'Sales Territories (Enterprise Territory Management) is not switched on in this org; nothing was written.',
        'Switch it on in Setup, or do without: import from owners or a file, and set Write Mode of the active policy to Advisory or Owner.'
      );
    throw error;
  }
}
