import { isView } from './store.ts';
import { objectAccess } from './rights.ts';
import { removeShares } from './remove.ts';
import type { Writing } from './writing.ts';
import type { ObjectDefinition } from './types.ts';
import { SalesforceError } from './types.ts';
import { canEdit } from './visibility.ts';

/**
 * Merges up to two losers into the winner: their children, details among them, move over; they are
 * deleted with MasterRecordId telling where they went.
 * @throws SalesforceError
 */
export function mergeRows(
  writing: Writing,
  object: ObjectDefinition,
  winnerId: string,
  loserIds: readonly string[]
): void {
  const { state, store, user } = writing;
  if (!object.fields.has('masterrecordid'))
    throw new SalesforceError(400, 'INVALID_TYPE', `${object.name} cannot be merged`);
  if (loserIds.length === 0 || loserIds.length > 2)
    throw new SalesforceError(
      400,
      'INVALID_NUM_DUPLICATES',
      'one or two records can be merged into another'
    );
  if (new Set([winnerId, ...loserIds]).size <= loserIds.length)
    throw new SalesforceError(
      400,
      'INVALID_ID_FIELD',
      'the records to merge must differ from each other and from the master'
    );
  const rights = objectAccess(state, user, object.name);
  for (const id of [winnerId, ...loserIds]) {
    const row = store.byId(object, id);
    if (row === null)
      throw new SalesforceError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    if (row['IsDeleted'] === 1)
      throw new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
    if (
      !rights.edit ||
      !canEdit(state, user, object.name, id) ||
      (id !== winnerId && !rights.delete)
    )
      throw new SalesforceError(
        403,
        'INSUFFICIENT_ACCESS_OR_READONLY',
        'insufficient access rights on object id'
      );
  }
  const moment = writing.stamp();
  store.atomically(() => {
    for (const loser of loserIds) {
      moveChildren(writing, object, winnerId, loser, moment);
      removeShares(writing, object, loser);
    }
    for (const loser of loserIds) {
      store.tell({
        object: object.name,
        id: loser,
        kind: 'DELETE',
        userId: user.userId,
        fields: [],
        row: { Id: loser }
      });
      store.updateColumns(object, loser, {
        IsDeleted: 1,
        MasterRecordId: winnerId,
        SystemModstamp: moment,
        LastModifiedDate: moment,
        LastModifiedById: user.userId
      });
    }
    store.updateColumns(object, winnerId, {
      SystemModstamp: moment,
      LastModifiedDate: moment,
      LastModifiedById: user.userId
    });
  });
}

function moveChildren(
  writing: Writing,
  object: ObjectDefinition,
  winner: string,
  loser: string,
  moment: string
): void {
  for (const child of object.children) {
    const definition = writing.state.schema.objects.get(child.childObject.toLowerCase());
    if (
      definition === undefined ||
      isView(definition) ||
      child.field === 'MasterRecordId' ||
      definition.name.endsWith('Share')
    )
      continue;
    writing.store
      .statement(
        `UPDATE "${definition.name}" SET "${child.field}" = ?, SystemModstamp = ? WHERE "${child.field}" = ? AND IsDeleted = 0 AND Id <> ?`
      )
      .run(winner, moment, loser, winner);
    // The winner cannot be its own parent.
    if (definition.name === object.name)
      writing.store
        .statement(
          `UPDATE "${object.name}" SET "${child.field}" = NULL WHERE "${child.field}" = ? AND Id = ?`
        )
        .run(loser, winner);
  }
}
