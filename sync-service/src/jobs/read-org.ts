import { dayIn } from '../domain/core/days.ts';
import { createFigures, figureCalendar } from '../domain/core/figures.ts';
import { fieldsNeeded } from '../domain/core/compute-run.ts';
import type { Policy } from '../domain/core/policy.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import type { Problem } from '../domain/core/result.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import { periodFor } from '../domain/quota/period.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { prepareAccounts } from '../salesforce/records/accounts.ts';
import type { LeftoverRow } from '../salesforce/records/coverage.ts';
import { prepareCoverage } from '../salesforce/records/coverage.ts';
import type { Design } from '../salesforce/records/design.ts';
import { readDesign, readPastSnapshots } from '../salesforce/records/design.ts';
import { prepareHistory } from '../salesforce/records/history.ts';

export interface OrgRead {
  readonly snapshot: OrgSnapshot;
  readonly leftovers: readonly LeftoverRow[];
  readonly problems: Problem[];
  /** Rows read that figures are made of; our own results, read to compare, are not counted. */
  readonly read: number;
}

/** The design and the policy that it holds; cheap, and read first because it says what else is needed. */
export async function readPolicyAndDesign(
  connection: OrgConnection
): Promise<{ design: Design; policy: Policy; problems: Problem[] }> {
  const design = await readDesign(connection);
  const { policy, problems } = parsePolicy(design.policyRow);
  return { design, policy, problems: [...design.problems, ...problems] };
}

/**
 * Reads everything that a run needs. All queries are started at once; rows stream into columns.
 * @param now the run's own moment, UTC milliseconds
 * @throws OrgError
 */
export async function readOrg(connection: OrgConnection, now: number): Promise<OrgRead> {
  const { design, policy, problems } = await readPolicyAndDesign(connection);
  const today = dayIn(policy.timeZone, now);
  const period = periodFor(design.quotas, today);
  const calendar = figureCalendar(today, period);
  const accounts = await prepareAccounts(connection, fieldsNeeded(policy, design.rules));
  const [coverage, history, past] = await Promise.all([
    prepareCoverage(connection),
    prepareHistory(connection, calendar, accounts.count),
    readPastSnapshots(connection, today)
  ]);
  const accountsRead = await accounts.read();
  const figures = createFigures(accountsRead.accounts.count);
  const [coverageRead, historyRead] = await Promise.all([
    coverage.read(accountsRead.indexById, accountsRead.accounts.count),
    history.readInto(figures, accountsRead.indexById)
  ]);
  return {
    snapshot: {
      today,
      now,
      period,
      policy,
      territories: design.territories,
      members: design.members,
      rules: design.rules,
      quotas: design.quotas,
      users: design.users,
      pastSnapshots: past.snapshots,
      accounts: accountsRead.accounts,
      figures,
      coverage: coverageRead.coverage
    },
    leftovers: coverageRead.leftovers,
    problems: [...problems, ...accountsRead.problems, ...historyRead.problems, ...past.problems],
    read: design.read + accountsRead.read + historyRead.read
  };
}
