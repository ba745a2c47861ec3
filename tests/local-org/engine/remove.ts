import { refuseTerritoryRemoval } from './sales-territories.ts';
import { forgetRights, objectAccess } from './rights.ts';
import type { Writing } from './writing.ts';
import type { Store } from './store.ts';
import { isView } from './store.ts';
import { endMembership } from './teams.ts';
import type { FieldDefinition, ObjectDefinition, SaveResult } from './types.ts';
import { SalesforceError } from './types.ts';
import { canEdit, canSee } from './visibility.ts';

/** The object that ids of this prefix belong to. @throws SalesforceError for an unknown prefix */
export function objectOfId(writing: Pick<Writing, 'state'>, id: string): ObjectDefinition {
  for (const object of writing.state.schema.objects.values()) {
    if (object.keyPrefix === id.slice(0, 3)) return object;
  }
  throw new SalesforceError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

/** Deletes one row with its details. @throws SalesforceError */
export function removeRow(writing: Writing, id: string): SaveResult {
  const { state, store, user } = writing;
  const object = objectOfId(writing, id);
  const row = store.byId(object, id);
  if (row === null)
    throw new SalesforceError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (row['IsDeleted'] === 1)
    throw new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  const rights = objectAccess(state, user, object.name);
  if (
    !rights.read ||
    !canSee(state, user, object.name, id) ||
    !rights.delete ||
    !canEdit(state, user, object.name, id)
  )
    throw new SalesforceError(
      403,
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'insufficient access rights on object id'
    );
  refuseTerritoryRemoval(object, row);
  store.atomically(() => {
    removeWithDetails(writing, object, id);
  });
  if (object.name === 'PermissionSetAssignment') forgetRights(state);
  return { id, success: true, created: false, errors: [] };
}

/** True for the field by which a share row names what it shares. */
function isShareOf(share: ObjectDefinition, field: FieldDefinition): boolean {
  if (share.name.endsWith('__Share')) return field.name === 'ParentId';
  return share.name.endsWith('Share') && field.name === `${share.name.replace(/Share$/, '')}Id`;
}

/** Share rows end with what they share, and leave no trace. */
function dropShares(
  store: Store,
  share: ObjectDefinition,
  field: FieldDefinition,
  id: string
): void {
  store.statement(`DELETE FROM "${share.name}" WHERE "${field.name}" = ?`).run(id);
}

/** Ends the shares of a row that is merged away. */
export function removeShares(writing: Writing, object: ObjectDefinition, id: string): void {
  for (const child of object.children) {
    const definition = writing.state.schema.objects.get(child.childObject.toLowerCase());
    const field = definition?.fields.get(child.field.toLowerCase());
    if (definition !== undefined && field !== undefined && isShareOf(definition, field))
      dropShares(writing.store, definition, field, id);
  }
}

/** Deletes a row: its details go with it, lookups to it are emptied, rows that forbid it stop it. */
export function removeWithDetails(writing: Writing, object: ObjectDefinition, id: string): void {
  const { state, store, user } = writing;
  const moment = writing.stamp();
  for (const child of object.children) {
    const definition = state.schema.objects.get(child.childObject.toLowerCase());
    const field = definition?.fields.get(child.field.toLowerCase());
    if (definition === undefined || field === undefined || child.field.endsWith('ById')) continue;
    if (isView(definition)) continue;
    if (isShareOf(definition, field)) {
      dropShares(store, definition, field, id);
      continue;
    }
    const rows = store
      .statement(`SELECT Id FROM "${definition.name}" WHERE "${field.name}" = ? AND IsDeleted = 0`)
      .all(id);
    if (rows.length === 0) continue;
    if (field.deleteConstraint === 'Restrict')
      throw new SalesforceError(
        400,
        'DELETE_FAILED',
        `Your attempt to delete ${id} could not be completed because it is associated with the following ${definition.labelPlural}.: `
      );
    for (const row of rows) {
      if (child.cascadeDelete) removeWithDetails(writing, definition, String(row['Id']));
      else
        store.updateColumns(definition, String(row['Id']), {
          [field.name]: null,
          SystemModstamp: moment
        });
    }
  }
  if (object.name.endsWith('Share')) {
    store.statement(`DELETE FROM "${object.name}" WHERE Id = ?`).run(id);
    return;
  }
  const ended = store.byId(object, id);
  if (ended !== null) endMembership(store, object, ended);
  store.tell({
    object: object.name,
    id,
    kind: 'DELETE',
    userId: user.userId,
    fields: [],
    row: { Id: id }
  });
  store.updateColumns(object, id, {
    IsDeleted: 1,
    SystemModstamp: moment,
    LastModifiedDate: moment,
    LastModifiedById: user.userId
  });
}
