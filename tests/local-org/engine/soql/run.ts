import type { HavingClause, WhereClause } from '@jetstreamapp/soql-parser-js';
import { fieldAccess, objectAccess } from '../rights.ts';
import type { EngineState } from '../state.ts';
import type { FieldDefinition, ObjectDefinition, UserContext } from '../types.ts';
import type { Conditions, ConditionTree } from './conditions.ts';
import type { Clock } from './dates.ts';
import { noSuchType } from './errors.ts';
import { textLiteral } from './sql-text.ts';

/** What holds for the whole run of one query. */
export interface Run {
  readonly state: EngineState;
  readonly user: UserContext;
  readonly soql: string;
  /** True for queryAll, which sees deleted rows. */
  readonly all: boolean;
  readonly clock: Clock;
  /** Trees of the query's WHERE and HAVING clauses. */
  readonly conditions: Conditions;
  /** Relationship paths by the alias that the main FROM gives them. */
  readonly fromAliases: ReadonlyMap<string, readonly string[]>;
  /** Offset in the query of the part being compiled; see `QueryText`. */
  searchFrom: number;
  /** Counts table aliases. */
  aliases: number;
}

/** @throws SalesforceError INVALID_TYPE, also where the user may not read the object */
export function objectFor(run: Run, name: string): ObjectDefinition {
  const object = run.state.schema.objects.get(name.toLowerCase());
  if (object === undefined || !objectAccess(run.state, run.user, object.name).read)
    throw noSuchType(run, name);
  return object;
}

/** A field that exists and that the user may read, else null. */
export function readableField(
  run: Run,
  object: ObjectDefinition,
  name: string
): FieldDefinition | null {
  const field = object.fields.get(name.toLowerCase());
  if (field === undefined) return null;
  return fieldAccess(run.state, run.user, object.name, field.name).read ? field : null;
}

/** CASE over the prefix of an id, for lookups that lead to several objects. */
export function byPrefix(foreignKey: string, cases: ReadonlyMap<string, string>): string {
  if (cases.size === 0) return 'NULL';
  const arms = [...cases].map(([prefix, sql]) => `WHEN ${textLiteral(prefix)} THEN ${sql}`);
  return `(CASE substr(${foreignKey}, 1, 3) ${arms.join(' ')} END)`;
}

/** The tree of one clause of the query. */
export function treeFor(run: Run, clause: WhereClause | HavingClause): ConditionTree {
  const tree = run.conditions.get(clause);
  if (tree === undefined) throw new Error('a clause of another query');
  return tree;
}
