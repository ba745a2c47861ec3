import type { FieldDefinition, ObjectDefinition, UserContext } from '../../engine/types.ts';
import type { Site } from '../site.ts';
import { objectOf } from '../wire.ts';
import type { GraphqlError } from './problem.ts';
import type { Document } from './selection.ts';

/** Who reads what: one GraphQL request. Errors of single fields gather here. */
export interface Reader {
  readonly site: Site;
  readonly user: UserContext;
  readonly timeZone: string;
  readonly version: string;
  readonly document: Document;
  readonly errors: GraphqlError[];
}

/** The field of exactly this name that the user may read; null otherwise. */
export function visibleField(
  reader: Reader,
  object: ObjectDefinition,
  name: string
): FieldDefinition | null {
  const field = object.fields.get(name.toLowerCase());
  if (field?.name !== name) return null;
  return reader.site.org.fieldAccess(reader.user, object.name, name).read ? field : null;
}

/** The objects that the parent relationship `name` may point to and the user may read; null when it is none. */
export function parentOf(
  reader: Reader,
  object: ObjectDefinition,
  name: string
): ObjectDefinition[] | null {
  for (const field of object.fields.values()) {
    if (field.relationshipName !== name || visibleField(reader, object, field.name) === null)
      continue;
    return field.referenceTo
      .map((target) => objectOf(reader.site.org.schema, target))
      .filter((target) => target !== undefined && canRead(reader, target))
      .filter((target) => target !== undefined);
  }
  return null;
}

export function canRead(reader: Reader, object: ObjectDefinition): boolean {
  return reader.site.org.objectAccess(reader.user, object.name).read;
}
