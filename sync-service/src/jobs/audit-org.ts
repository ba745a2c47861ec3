import type { Problem } from '../domain/core/result.ts';
import type { Audit } from '../domain/rebalance/audit-shape.ts';
import { auditOf } from '../domain/rebalance/audit.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPlainly } from './read-plainly.ts';

export interface AuditReport {
  readonly audit: Audit;
  /** Rows that could not be used. */
  readonly problems: readonly Problem[];
  readonly calls: number;
}

/**
 * Reads an org as a night does, by plain queries alone, and looks at its territories; where
 * nobody has designed any, each active owner of accounts stands for a territory.
 * @throws OrgError
 */
export async function auditOrg(connection: OrgConnection): Promise<AuditReport> {
  const { snapshot, by, problems } = await readPlainly(connection);
  return { audit: auditOf(snapshot, by), problems, calls: connection.calls() };
}
