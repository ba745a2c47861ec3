import type { DatabaseSync } from 'node:sqlite';
import type { PermissionSet } from './permission-sets.ts';
import type { Schema } from './types.ts';
import type { ValidationRule } from './validation-rules.ts';

/** What all parts of the engine share: the schema, the rows, the clock, and what the metadata grants. */
export interface EngineState {
  readonly schema: Schema;
  readonly database: DatabaseSync;
  readonly organizationId: string;
  /** By API name. */
  readonly permissionSets: ReadonlyMap<string, PermissionSet>;
  /** By lower-case object name. */
  readonly validationRules: ReadonlyMap<string, readonly ValidationRule[]>;
  /** Custom objects, in lower case, whose rows people above in the roles do not see for that alone. */
  readonly withoutHierarchy: ReadonlySet<string>;
  /** Milliseconds since 1970 by the org's own clock. */
  now(): number;
  /** Grows when users, roles or groups may have changed. */
  peopleVersion(): number;
}
