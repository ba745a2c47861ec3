import type { ObjectDefinition, ResultRecord } from '../../engine/types.ts';
import type { Reader } from './reader.ts';
import type { Selected } from './selection.ts';

/** What a record's selection needs from SOQL, and how its answer is made from the row. */
export interface NodePlan {
  readonly columns: readonly string[];
  readonly subqueries: readonly string[];
  shape(record: ResultRecord): Record<string, unknown>;
}

/** Plans the selection on one record. */
export type NodePlanner = (
  reader: Reader,
  object: ObjectDefinition,
  sets: Selected['sets'],
  path: readonly string[]
) => NodePlan;
