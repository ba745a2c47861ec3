import { computeRun } from '../domain/core/compute-run.ts';
import { decideDrift } from '../domain/rebalance/drift.ts';
import { rebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import { readRebalances } from '../salesforce/records/rebalances.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { proposeRebalance } from './propose-rebalance.ts';
import { readPlainly } from './read-plainly.ts';

/**
 * Drafts the smallest change that brings a drifted org back, within the policy's budget; once a
 * day, since the scenario's key is the day. Approving stays a person's.
 * @returns what it did or why it did nothing, in words
 * @throws OrgError
 */
export async function draftForDrift(connection: OrgConnection): Promise<string> {
  const { row } = await readPolicyRow(connection);
  const policy = rebalancePolicy(row);
  if (policy.driftAccounts === 0) return 'Drift: turned off.';
  const waiting = await readRebalances(
    connection,
    "Key__c LIKE 'drift:%' AND Status__c IN ('Draft', 'Proposed', 'Approved', 'Applying', 'Rolling Back')"
  );
  const [open] = waiting;
  if (open !== undefined)
    return `Drift: nothing drafted, since ${open.name} is ${open.status} and waits for people.`;
  const { snapshot } = await readPlainly(connection);
  const decision = decideDrift(snapshot, computeRun(snapshot), policy);
  if (decision.kind === 'nothing') return `Drift: nothing drafted. ${decision.why}`;
  const key = `drift:${snapshot.today}`;
  const [today] = await readRebalances(connection, `Key__c = '${key}'`);
  if (today !== undefined && today.status !== 'Requested' && today.status !== 'Computing')
    return `Drift: nothing drafted, since the scenario of today is ${today.status}.`;
  if (today === undefined) {
    const { question } = decision;
    await writeRows(connection, {
      object: 'Evenfield_Rebalance__c',
      operation: 'upsert',
      externalId: 'Key__c',
      columns: ['Key__c', 'Name', 'Status__c', 'Design__c', 'Seed__c', 'Parameters__c'],
      rows: [
        [
          key,
          `Drift of ${snapshot.today}`,
          'Requested',
          question.design,
          question.seed,
          JSON.stringify({
            mostAccounts: question.mostAccounts,
            mostRevenue: question.mostRevenue,
            frozen: question.frozen
          })
        ]
      ]
    });
  }
  const [drafted] = await readRebalances(connection, `Key__c = '${key}'`);
  if (drafted === undefined) return 'Drift: the scenario of today could not be written.';
  const { moves } = await proposeRebalance(connection, drafted.id);
  return `Drift: ${drafted.name} proposes ${String(moves)} moves and waits for people. ${decision.why}`;
}
