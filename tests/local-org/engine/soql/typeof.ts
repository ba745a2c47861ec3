import type { FieldTypeOf } from '@jetstreamapp/soql-parser-js';
import { malformed } from './errors.ts';
import { polymorphicField } from './polymorphic.ts';
import { objectFor } from './run.ts';
import type { Found, PolymorphicLookup, Scope } from './scope.ts';
import { finderBehind, polymorphicLookup } from './scope.ts';

/** One branch of a TYPEOF: its fields in the object of `prefix`, or in any other without it. */
export interface Branch {
  /** First three characters of the ids that the branch is for; null for ELSE. */
  readonly prefix: string | null;
  readonly type: string;
  readonly idSql: string;
  readonly found: readonly Found[];
}

export interface TypeOfSelection {
  readonly relationship: string;
  readonly branches: readonly Branch[];
}

/**
 * Reads `TYPEOF What WHEN Account THEN … ELSE … END`.
 * @throws SalesforceError for a lookup to one object, an object it cannot lead to, unknown fields
 */
export function typeOfSelection(scope: Scope, clause: FieldTypeOf): TypeOfSelection {
  const lookup = polymorphicLookup(scope, clause.field);
  return {
    relationship: lookup.relationship,
    branches: clause.conditions.map((condition) =>
      condition.objectType === undefined
        ? elseBranch(scope, lookup, condition.fieldList)
        : whenBranch(scope, lookup, condition.objectType, condition.fieldList)
    )
  };
}

function whenBranch(
  scope: Scope,
  lookup: PolymorphicLookup,
  objectType: string,
  fields: readonly string[]
): Branch {
  const target = objectFor(scope.run, objectType);
  if (!lookup.lookup.referenceTo.includes(target.name))
    throw malformed(
      scope.run,
      objectType,
      `sObject type '${target.name}' is not a valid type for relationship '${lookup.relationship}'`
    );
  const { idSql, find } = finderBehind(scope, lookup, target);
  return { prefix: target.keyPrefix, type: target.name, idSql, found: fields.map(find) };
}

function elseBranch(scope: Scope, lookup: PolymorphicLookup, fields: readonly string[]): Branch {
  const found = fields.map((name): Found => {
    const field = polymorphicField(scope.run, lookup.lookup, lookup.foreignKey, name);
    if (field === null)
      throw malformed(scope.run, name, `No such column '${name}' on entity 'Name'`);
    return { ...field, steps: [] };
  });
  return { prefix: null, type: 'Name', idSql: lookup.foreignKey, found };
}
