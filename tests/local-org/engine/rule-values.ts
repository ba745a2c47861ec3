import type { FormulaLiteral } from 'formulon';
import { prepared } from './prepared.ts';
import { hasCustomPermission, userRow } from './rights.ts';
import { relationshipOf } from './relationship.ts';
import { localDate } from './soql/zone.ts';
import type { EngineState } from './state.ts';
import type { StoredRow } from './store.ts';
import type { FieldDefinition, ObjectDefinition, UserContext } from './types.ts';
import type { ValidationRule } from './validation-rules.ts';

/** Who saves, and where. */
export interface RuleContext {
  readonly state: EngineState;
  readonly user: UserContext;
}

/** The row as it was, null on create, and as it is to be. */
export interface RuleRow {
  readonly before: StoredRow | null;
  readonly after: StoredRow;
}

type Stored = string | number | null;

/** One value that a formula reads, and how formulon wants it. */
export interface RuleValue {
  read(context: RuleContext, row: RuleRow): Stored;
  literal(value: Stored): FormulaLiteral;
}

/** What a name stood for in the schema; undefined where there was nothing. */
export interface Pin {
  readonly map: ReadonlyMap<string, unknown>;
  readonly key: string;
  readonly definition: unknown;
}

interface Naming {
  readonly state: EngineState;
  readonly object: ObjectDefinition;
  readonly rule: ValidationRule;
  readonly pins: Pin[];
}

/** A custom name that is not there: the rule that reads it is not there either. */
class NotDeployed extends Error {}

/** Objects behind `$User` and the like, and the id of the row that the name stands for. */
const GLOBALS: Readonly<
  Record<string, { object: string; id: (context: RuleContext) => string | null }>
> = {
  $user: { object: 'User', id: (context) => context.user.userId },
  $profile: {
    object: 'Profile',
    id: ({ state, user }) => userRow(state, user.userId).profileId
  },
  $userrole: {
    object: 'UserRole',
    id: ({ state, user }) => userRow(state, user.userId).roleId
  },
  $organization: { object: 'Organization', id: ({ state }) => state.organizationId }
};

/**
 * The value behind a name or behind a call of ISNEW, ISCHANGED, PRIORVALUE, TODAY or NOW; null
 * where a custom part of it is not deployed. `pins` takes what the schema said.
 * @throws Error for a standard name that does not exist
 */
export function ruleValue(
  state: EngineState,
  object: ObjectDefinition,
  rule: ValidationRule,
  name: string,
  call: string | null,
  pins: Pin[]
): RuleValue | null {
  const naming = { state, object, rule, pins };
  try {
    return call === null ? namedValue(naming, name) : calledValue(naming, call, name);
  } catch (error) {
    if (error instanceof NotDeployed) return null;
    throw error;
  }
}

function calledValue(naming: Naming, call: string, name: string): RuleValue {
  switch (call) {
    case 'ISNEW':
      return flag((_, row) => row.before === null);
    case 'TODAY':
      return {
        read: ({ state, user }) =>
          localDate(state.now(), userRow(state, user.userId).timeZone || 'GMT'),
        literal: (value) => moment('date', value)
      };
    case 'NOW':
      return {
        read: ({ state }) => new Date(state.now()).toISOString(),
        literal: (value) => moment('datetime', value)
      };
    case 'ISCHANGED': {
      const field = fieldAt(naming, naming.object, name);
      return flag(
        (_, { before, after }) =>
          before !== null && (before[field.name] ?? null) !== (after[field.name] ?? null)
      );
    }
    default: {
      const field = fieldAt(naming, naming.object, name);
      return {
        read: (_, { before, after }) => (before ?? after)[field.name] ?? null,
        literal: (value) => fieldLiteral(field, value)
      };
    }
  }
}

function namedValue(naming: Naming, name: string): RuleValue {
  const [first = '', ...rest] = name.split('.');
  if (first.toLowerCase() === '$permission') {
    const permission = rest.join('.');
    return flag(({ state, user }) => hasCustomPermission(state, user, permission));
  }
  if (first.startsWith('$')) {
    const known = GLOBALS[first.toLowerCase()];
    if (known === undefined || rest.length === 0) throw unknown(naming, name);
    const path = pathFrom(naming, objectNamed(naming, known.object), rest);
    return {
      read: (context) => follow(context, known.id(context), path),
      literal: (value) => fieldLiteral(path.field, value)
    };
  }
  if (rest.length === 0) {
    const field = fieldAt(naming, naming.object, name);
    return {
      read: (_, { after }) => after[field.name] ?? null,
      literal: (value) => fieldLiteral(field, value)
    };
  }
  const lookup = lookupAt(naming, naming.object, first);
  const path = pathFrom(naming, lookup.target, rest);
  return {
    read: (context, { after }) => follow(context, after[lookup.field.name] ?? null, path),
    literal: (value) => fieldLiteral(path.field, value)
  };
}

interface Path {
  /** Lookups to follow, each with the SQL that reads it, then the SQL of the field itself. */
  readonly sql: readonly string[];
  readonly field: FieldDefinition;
}

function pathFrom(naming: Naming, object: ObjectDefinition, names: readonly string[]): Path {
  const [first = '', ...rest] = names;
  if (rest.length === 0) {
    const field = fieldAt(naming, object, first);
    return { sql: [columnSql(object, field)], field };
  }
  const { field, target } = lookupAt(naming, object, first);
  const inner = pathFrom(naming, target, rest);
  return { sql: [columnSql(object, field), ...inner.sql], field: inner.field };
}

const columnSql = (object: ObjectDefinition, field: FieldDefinition): string =>
  `SELECT "${field.name}" AS value FROM "${object.name}" WHERE Id = ?`;

function follow(context: RuleContext, from: Stored, path: Path): Stored {
  let value = from;
  for (const sql of path.sql) {
    if (value === null) return null;
    const found = prepared(context.state.database, sql).get(value)?.['value'];
    value = typeof found === 'string' || typeof found === 'number' ? found : null;
  }
  return value;
}

function objectNamed(naming: Naming, name: string): ObjectDefinition {
  const { objects } = naming.state.schema;
  const object = objects.get(name.toLowerCase());
  naming.pins.push({ map: objects, key: name.toLowerCase(), definition: object });
  if (object === undefined) throw missing(naming, name);
  return object;
}

function fieldAt(naming: Naming, object: ObjectDefinition, name: string): FieldDefinition {
  const field = object.fields.get(name.toLowerCase());
  naming.pins.push({ map: object.fields, key: name.toLowerCase(), definition: field });
  if (field === undefined) throw missing(naming, name);
  if (field.calculated || field.type === 'address' || field.type === 'location')
    throw new Error(
      `${naming.object.name}.${naming.rule.name}: the local org reads no ${field.calculated ? 'formula field' : 'compound'} (${name}) in a validation rule.`
    );
  return field;
}

/** The lookup behind a relationship's name; `Owner:User` says which of its objects is meant. */
function lookupAt(
  naming: Naming,
  object: ObjectDefinition,
  name: string
): { field: FieldDefinition; target: ObjectDefinition } {
  const [relationship = '', type] = name.split(':');
  const found = [...object.fields.values()].find(
    (candidate) => relationshipOf(candidate)?.toLowerCase() === relationship.toLowerCase()
  );
  const key = found?.name ?? relationship.replace(/__r$/i, '__c');
  naming.pins.push({ map: object.fields, key: key.toLowerCase(), definition: found });
  if (found === undefined) throw missing(naming, name);
  if (type === undefined && found.referenceTo.length > 1) throw unknown(naming, name);
  return { field: found, target: objectNamed(naming, type ?? found.referenceTo[0] ?? '') };
}

function missing(naming: Naming, name: string): Error {
  return /__[cr]$/i.test(name.split(':')[0] ?? '') ? new NotDeployed() : unknown(naming, name);
}

function unknown(naming: Naming, name: string): Error {
  return new Error(`${naming.object.name}.${naming.rule.name}: Field ${name} does not exist.`);
}

function flag(read: (context: RuleContext, row: RuleRow) => boolean): RuleValue {
  return {
    read: (context, row) => (read(context, row) ? 1 : 0),
    literal: (value) => checkbox(value === 1)
  };
}

const checkbox = (value: boolean): FormulaLiteral => ({
  type: 'literal',
  dataType: 'checkbox',
  value,
  options: {}
});

const moment = (dataType: 'date' | 'datetime', value: Stored): FormulaLiteral => ({
  type: 'literal',
  dataType,
  value: new Date(value ?? 0),
  options: {}
});

function fieldLiteral(field: FieldDefinition, value: Stored): FormulaLiteral {
  if (field.type === 'boolean') return checkbox(value === 1);
  if (field.type === 'picklist')
    return {
      type: 'literal',
      dataType: 'picklist',
      value: value ?? '',
      options: { values: field.picklist.map((item) => item.value) }
    };
  if (value === null) return { type: 'literal', dataType: 'null', value: null, options: {} };
  switch (field.type) {
    case 'date':
    case 'datetime':
      return moment(field.type, value);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return {
        type: 'literal',
        dataType: 'number',
        value: Number(value),
        options: { length: field.precision - field.scale, scale: field.scale }
      };
    default:
      return {
        type: 'literal',
        dataType: 'text',
        value: String(value),
        options: { length: String(value).length }
      };
  }
}
