import { dayNumber, dayText } from '../domain/core/days.ts';
import type { Problem } from '../domain/core/result.ts';
import type { Audit } from '../domain/rebalance/audit-shape.ts';
import type { ApproachComparison } from '../domain/territory/approach/approach-shape.ts';
import type { ApproachInput } from '../domain/territory/compare-approaches.ts';
import { compareApproaches } from '../domain/territory/compare-approaches.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readClosedDeals, readProducts } from '../salesforce/records/closed-deals.ts';
import { readPlainly } from './read-plainly.ts';

export interface ApproachReport {
  readonly today: string;
  /** Territories are Evenfield's, or each account owner stands for one. */
  readonly by: Audit['by'];
  /** First day of the deals used. */
  readonly from: string;
  readonly comparison: ApproachComparison;
  readonly problems: readonly Problem[];
  readonly calls: number;
}

/** How far back deals count. */
const daysBack = 730;

/** What is compared, as it was read. Plain data: it goes to a thread. */
export interface ApproachTask extends Omit<ApproachReport, 'comparison'> {
  readonly input: ApproachInput;
}

/**
 * Reads accounts, territories and the closed deals of two years, by plain queries alone.
 * @throws OrgError
 */
export async function readApproach(connection: OrgConnection): Promise<ApproachTask> {
  const { snapshot, by, problems, currencies } = await readPlainly(
    connection,
    [],
    ['AccountSource', 'BillingPostalCode']
  );
  const { ids } = snapshot.accounts;
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const from = dayText(dayNumber(snapshot.today) - daysBack);
  const deals = await readClosedDeals(connection, indexOf, from, currencies);
  const product = await readProducts(connection, indexOf);
  return {
    today: snapshot.today,
    by,
    from,
    input: { snapshot, deals, product },
    problems,
    calls: connection.calls()
  };
}

/** Compares the ways to cut what was read into territories. */
export function approachReport({ input, ...read }: ApproachTask): ApproachReport {
  return { ...read, comparison: compareApproaches(input) };
}

/** Reads an org and compares. @throws OrgError */
export async function compareOrg(connection: OrgConnection): Promise<ApproachReport> {
  return approachReport(await readApproach(connection));
}
