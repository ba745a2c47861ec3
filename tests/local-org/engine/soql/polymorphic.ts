import { objectAccess } from '../rights.ts';
import type { FieldDefinition, ObjectDefinition } from '../types.ts';
import { visibilityCondition } from '../visibility.ts';
import type { Run } from './run.ts';
import { byPrefix, readableField } from './run.ts';
import { quoted, textLiteral } from './sql-text.ts';

/** Fields of Salesforce's `Name` object, what a lookup to several objects leads to. */
const NAME_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'type',
  'firstname',
  'lastname',
  'email',
  'phone',
  'title',
  'alias',
  'username',
  'isactive',
  'profileid',
  'userroleid'
]);

/**
 * A field over a lookup to several objects (Owner, Who, What): looked up in the object that the
 * id's prefix names. `Type` is that object's name.
 * @returns null where the `Name` object has no such field or the user may read it on no target
 */
export function polymorphicField(
  run: Run,
  lookup: FieldDefinition,
  foreignKey: string,
  name: string
): { sql: string; field: FieldDefinition; object: ObjectDefinition } | null {
  if (!NAME_FIELDS.has(name.toLowerCase())) return null;
  const targets = lookup.referenceTo
    .map((type) => run.state.schema.objects.get(type.toLowerCase()))
    .filter((object) => object !== undefined)
    .filter((object) => objectAccess(run.state, run.user, object.name).read);
  const some = targets[0];
  if (some === undefined) return null;
  if (name.toLowerCase() === 'type') {
    const cases = new Map(targets.map((each) => [each.keyPrefix, textLiteral(each.name)]));
    return { sql: byPrefix(foreignKey, cases), field: typeField(lookup), object: some };
  }
  const cases = new Map<string, string>();
  let field: FieldDefinition | null = null;
  for (const target of targets) {
    const here = readableField(run, target, nameIn(target, name));
    if (here === null) continue;
    field ??= name.toLowerCase() === 'name' ? { ...here, name: 'Name' } : here;
    cases.set(target.keyPrefix, fieldOfTarget(run, target, here, foreignKey));
  }
  return field === null ? null : { sql: byPrefix(foreignKey, cases), field, object: some };
}

/** `Name` stands for what an object is known by: a case's number, a task's subject. */
function nameIn(target: ObjectDefinition, name: string): string {
  if (name.toLowerCase() !== 'name' || target.fields.has('name')) return name;
  return [...target.fields.values()].find((field) => field.nameField)?.name ?? name;
}

function fieldOfTarget(
  run: Run,
  target: ObjectDefinition,
  field: FieldDefinition,
  foreignKey: string
): string {
  run.aliases += 1;
  const alias = `n${String(run.aliases)}`;
  const visible = visibilityCondition(run.state, run.user, target.name, alias, 'read');
  const rest = visible === null ? '' : ` AND ${visible}`;
  return `(SELECT ${alias}.${quoted(field.name)} FROM ${quoted(target.name)} AS ${alias} WHERE ${alias}.Id = ${foreignKey}${rest})`;
}

function typeField(lookup: FieldDefinition): FieldDefinition {
  return { ...lookup, name: 'Type', label: 'Type', type: 'string', referenceTo: [], custom: false };
}
