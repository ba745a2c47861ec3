import { autoNumber } from './save.ts';
import { forgetRights } from './rights.ts';
import type { EngineState } from './state.ts';
import type { Store } from './store.ts';
import { storedFields, toStored } from './store.ts';
import type { FieldDefinition, RecordValues } from './types.ts';

/**
 * Loads rows past all checks and rights, system fields included.
 * @throws Error for a field that the object does not have
 */
export function loadRows(
  state: EngineState,
  store: Store,
  objectName: string,
  rows: readonly RecordValues[],
  userId: string
): string[] {
  const object = state.schema.objects.get(objectName.toLowerCase());
  if (object === undefined) throw new Error(`There is no object ${objectName} to load.`);
  const fields = storedFields(object);
  const index = new Map(fields.map((field, position) => [field.name.toLowerCase(), position]));
  const moment = new Date(Math.floor(state.now() / 1000) * 1000).toISOString();
  const standing: Readonly<Record<string, string | number>> = {
    IsDeleted: 0,
    CreatedDate: moment,
    LastModifiedDate: moment,
    SystemModstamp: moment,
    CreatedById: userId,
    LastModifiedById: userId,
    OwnerId: userId
  };
  const defaults = fields.map((field) => standing[field.name] ?? defaultFor(field));
  const sql = `INSERT INTO "${object.name}" (${fields.map((field) => `"${field.name}"`).join(', ')}) VALUES (${fields.map(() => '?').join(', ')})`;
  const insert = store.statement(sql);
  const numbered = fields.flatMap((field, position) =>
    field.autoNumber ? [{ field, position }] : []
  );
  const idPosition = index.get('id') ?? 0;
  const namePosition = object.fields.has('lastname') ? index.get('name') : undefined;
  const customName = index.get('name');
  const ids = store.atomically(() =>
    rows.map((given) => {
      const values = [...defaults];
      const { id, number } = store.nextId(object);
      values[idPosition] = id;
      for (const { field, position } of numbered) values[position] = autoNumber(field, number);
      for (const [name, value] of Object.entries(given)) {
        const position = index.get(name.toLowerCase());
        if (position === undefined) throw new Error(`${object.name} has no field ${name} to load.`);
        values[position] = storedForm(fields[position], value);
      }
      if (namePosition !== undefined && values[namePosition] === null) {
        values[namePosition] = [given['FirstName'], given['LastName']]
          .filter((part) => typeof part === 'string')
          .join(' ');
      }
      if (object.custom && customName !== undefined) values[customName] ??= id;
      insert.run(...values);
      return String(values[idPosition]);
    })
  );
  if (['User', 'PermissionSetAssignment', 'Profile', 'PermissionSet'].includes(object.name))
    forgetRights(state);
  return ids;
}

function defaultFor(field: FieldDefinition): string | number | null {
  if (field.autoNumber) return null;
  if (field.type === 'boolean') return field.defaultValue === true ? 1 : 0;
  return toStored(field.defaultValue);
}

function storedForm(
  field: FieldDefinition | undefined,
  value: RecordValues[string]
): string | number | null {
  if (field?.type === 'datetime' && typeof value === 'string')
    return new Date(Math.floor(Date.parse(value) / 1000) * 1000).toISOString();
  return toStored(value ?? null);
}
