import type {
  FieldDefinition,
  FieldValue,
  ObjectDefinition,
  RecordValues,
  Schema
} from '../../engine/types.ts';
import { objectOf } from '../wire.ts';
import { valueFromText } from '../rest/incoming.ts';

/** One column of an upload: the name under which the engine takes it, and the field that it fills. */
export interface IngestColumn {
  readonly name: string;
  readonly field: FieldDefinition;
}

/** @returns the columns, or the name that the object does not have. */
export function readColumns(
  schema: Schema,
  object: ObjectDefinition,
  header: readonly string[]
): IngestColumn[] | string {
  const columns: IngestColumn[] = [];
  for (const written of header) {
    const column = readColumn(schema, object, written.trim());
    if (column === null) return written;
    columns.push(column);
  }
  return columns;
}

/** `Name`, `Parent__r.Key__c`, or `Type:Parent__r.Key__c` for a parent of several types. */
function readColumn(
  schema: Schema,
  object: ObjectDefinition,
  written: string
): IngestColumn | null {
  const own = object.fields.get(written.toLowerCase());
  if (own !== undefined) return { name: own.name, field: own };
  const [path = '', type] = written.split(':').toReversed();
  const [relationship, key, ...rest] = path.split('.');
  if (relationship === undefined || key === undefined || rest.length > 0) return null;
  const reference = [...object.fields.values()].find(
    (field) => field.relationshipName?.toLowerCase() === relationship.toLowerCase()
  );
  if (reference === undefined) return null;
  const parent = objectOf(schema, type ?? reference.referenceTo[0] ?? '');
  const field = parent?.fields.get(key.toLowerCase());
  if (field === undefined) return null;
  return { name: `${reference.relationshipName ?? relationship}.${field.name}`, field };
}

export type RowOrError = { readonly row: RecordValues } | { readonly error: string };

/**
 * A line's cells as a record: `#N/A` is null, a blank leaves the field as it is.
 * @returns the row, or the row error in Bulk's words when a cell does not fit its type.
 */
export function readRow(columns: readonly IngestColumn[], cells: readonly string[]): RowOrError {
  const row: Record<string, FieldValue> = {};
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    const cell = cells[index];
    if (column === undefined || cell === undefined || cell === '') continue;
    if (cell === '#N/A') {
      row[column.name] = null;
      continue;
    }
    const value = valueFromText(column.field, cell);
    const misfit = typeof value === 'string' ? xsdType(column.field.type) : null;
    if (misfit !== null) {
      const reason = `'${cell}' is not a valid value for the type ${misfit}`;
      return {
        error: `INVALID_FIELD:Failed to deserialize field at col ${String(index)}. Due to, ${reason}:${column.name} --`
      };
    }
    row[column.name] = value;
  }
  return { row };
}

/** The type's name where a text is no value of it. */
function xsdType(type: string): string | null {
  if (type === 'int') return 'xsd:int';
  if (type === 'double' || type === 'currency' || type === 'percent') return 'xsd:double';
  return type === 'boolean' ? 'xsd:boolean' : null;
}
