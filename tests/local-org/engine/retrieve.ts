import { normalId } from './ids.ts';
import { fieldAccess, objectAccess } from './rights.ts';
import { runQuery } from './soql/query.ts';
import type { EngineState } from './state.ts';
import type { ResultRecord, UserContext } from './types.ts';
import { SalesforceError } from './types.ts';

/**
 * One record with the fields named, or all that the user may read.
 * @throws SalesforceError NOT_FOUND, ENTITY_IS_DELETED, INVALID_FIELD
 */
export function retrieveRecord(
  state: EngineState,
  user: UserContext,
  objectName: string,
  id: string,
  fields?: readonly string[]
): ResultRecord {
  const object = state.schema.objects.get(objectName.toLowerCase());
  const missing = new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (object === undefined || !objectAccess(state, user, object.name).read) throw missing;
  const full = normalId(id);
  if (full === null)
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${id}`
    );
  const names =
    fields ??
    [...object.fields.values()]
      .filter((field) => fieldAccess(state, user, object.name, field.name).read)
      .map((field) => field.name);
  const all = names.length === 0 ? ['Id'] : names;
  const [record] = runQuery(
    state,
    user,
    `SELECT ${all.join(', ')} FROM ${object.name} WHERE Id = '${full}'`,
    {}
  ).records;
  if (record !== undefined) return record;
  const deleted = state.database
    .prepare(`SELECT IsDeleted FROM "${object.name}" WHERE Id = ?`)
    .get(full);
  if (deleted?.['IsDeleted'] === 1)
    throw new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  throw missing;
}
