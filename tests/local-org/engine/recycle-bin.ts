import { objectOfId } from './remove.ts';
import { objectAccess } from './rights.ts';
import { passesRecycleBin } from './sales-territories.ts';
import type { Writing } from './writing.ts';
import { isView } from './store.ts';
import type { ObjectDefinition, SaveResult } from './types.ts';
import { SalesforceError } from './types.ts';
import { canEdit } from './visibility.ts';

/**
 * Takes a row out of the recycle bin, with the details that went with it. Lookups that its deletion
 * emptied stay empty.
 * @throws SalesforceError where it is not in the bin, or was merged away
 */
export function undeleteRow(writing: Writing, id: string): SaveResult {
  const { state, store, user } = writing;
  const object = objectOfId(writing, id);
  const row = store.byId(object, id);
  if (row === null)
    throw new SalesforceError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (
    row['IsDeleted'] !== 1 ||
    (row['MasterRecordId'] ?? null) !== null ||
    passesRecycleBin(object.name)
  )
    throw new SalesforceError(400, 'UNDELETE_FAILED', 'Entity is not in the recycle bin');
  if (!objectAccess(state, user, object.name).delete)
    throw new SalesforceError(
      403,
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'insufficient access rights on object id'
    );
  restore(writing, object, id, String(row['SystemModstamp']));
  return { id, success: true, created: false, errors: [] };
}

function restore(writing: Writing, object: ObjectDefinition, id: string, deletedAt: string): void {
  const { store, user } = writing;
  const moment = writing.stamp();
  store.updateColumns(object, id, {
    IsDeleted: 0,
    SystemModstamp: moment,
    LastModifiedDate: moment,
    LastModifiedById: user.userId
  });
  store.tell({
    object: object.name,
    id,
    kind: 'UNDELETE',
    userId: user.userId,
    fields: [],
    row: { Id: id }
  });
  forEachDetail(writing, object, id, 1, (detail, row) => {
    if (String(row['SystemModstamp']) === deletedAt) restore(writing, detail, row['Id'], deletedAt);
  });
}

/**
 * Deletes a row past the recycle bin, whether it is in it or not, with its details.
 * @throws SalesforceError where the user may not
 */
export function eraseRow(writing: Writing, id: string): SaveResult {
  const { state, store, user } = writing;
  const object = objectOfId(writing, id);
  const row = store.byId(object, id);
  if (row === null)
    throw new SalesforceError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (
    !objectAccess(state, user, object.name).delete ||
    (row['IsDeleted'] !== 1 && !canEdit(state, user, object.name, id))
  )
    throw new SalesforceError(
      403,
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'insufficient access rights on object id'
    );
  erase(writing, object, id);
  return { id, success: true, created: false, errors: [] };
}

/** For a row that was deleted before: nothing of it and its details is left. */
function erase(writing: Writing, object: ObjectDefinition, id: string): void {
  forEachDetail(writing, object, id, 1, (detail, row) => {
    erase(writing, detail, row['Id']);
  });
  writing.store.statement(`DELETE FROM "${object.name}" WHERE Id = ?`).run(id);
}

function forEachDetail(
  { state, store }: Writing,
  object: ObjectDefinition,
  id: string,
  isDeleted: 0 | 1,
  visit: (detail: ObjectDefinition, row: { Id: string; SystemModstamp: string }) => void
): void {
  for (const child of object.children) {
    const detail = state.schema.objects.get(child.childObject.toLowerCase());
    if (!child.cascadeDelete || detail === undefined || isView(detail)) continue;
    if (detail.name.endsWith('Share')) continue;
    const rows = store
      .statement(
        `SELECT Id, SystemModstamp FROM "${detail.name}" WHERE "${child.field}" = ? AND IsDeleted = ?`
      )
      .all(id, isDeleted);
    for (const row of rows)
      visit(detail, { Id: String(row['Id']), SystemModstamp: String(row['SystemModstamp']) });
  }
}
