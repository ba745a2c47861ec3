import { z } from 'zod';
import { computeRun } from '../domain/core/compute-run.ts';
import { dayIn } from '../domain/core/days.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import type { Leaver } from '../domain/rebalance/leavers.ts';
import { leaversOf } from '../domain/rebalance/leavers.ts';
import { rebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readChecked } from '../salesforce/records/checked.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import { readFrozen } from '../salesforce/records/frozen-users.ts';
import { readLeaving } from '../salesforce/records/leaving-members.ts';
import { readRebalances } from '../salesforce/records/rebalances.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { proposeRebalance } from './propose-rebalance.ts';
import { readPlainly } from './read-plainly.ts';

/** Each is a search of its own; the next night goes on. */
const mostANight = 3;

/**
 * Drafts, for whoever was deactivated or frozen and leaves accounts behind, the scenario that gives
 * her accounts away and moves no other; once for each membership, whatever becomes of it. Approving
 * stays a person's, and so does ending the membership.
 * @returns what it did or why it did nothing, in words
 * @throws OrgError
 */
export async function draftForLeavers(connection: OrgConnection): Promise<string> {
  const { row } = await readPolicyRow(connection);
  if (rebalancePolicy(row).driftAccounts === 0) return 'Leavers: turned off.';
  const frozen = (await readFrozen(connection)) ?? new Set<string>();
  const today = dayIn(parsePolicy(row).policy.timeZone, connection.now());
  const told = await toldBefore(connection);
  const leaving = await readLeaving(connection, frozen, today);
  if (leaving.every((memberId) => told.has(keyOf(memberId))))
    return 'Leavers: nobody new left accounts behind.';
  const { snapshot } = await readPlainly(connection);
  const column = computeRun(snapshot).coverage.get('Territory__c');
  const held = column?.kind === 'text' ? column.values : [];
  const fresh = leaversOf(snapshot, held, frozen).filter(
    ({ memberId }) => !told.has(keyOf(memberId))
  );
  if (fresh.length === 0) return 'Leavers: nobody new left accounts behind.';
  const said: string[] = [];
  for (const leaver of fresh.slice(0, mostANight)) said.push(await draft(connection, leaver));
  if (fresh.length > mostANight)
    said.push(`${String(fresh.length - mostANight)} more wait for the next night.`);
  return `Leavers: ${said.join(' ')}`;
}

/** Keys of scenarios for leavers that are computed, whatever became of them. */
async function toldBefore(connection: OrgConnection): Promise<ReadonlySet<string>> {
  const { records } = await readChecked(
    connection,
    {
      object: 'Evenfield_Rebalance__c',
      where: "Key__c LIKE 'leaver:%' AND Status__c NOT IN ('Requested', 'Computing')"
    },
    { Key__c: z.string() }
  );
  return new Set(records.map(({ Key__c }) => Key__c));
}

const keyOf = (memberId: string): string => `leaver:${memberId}`;

async function draft(connection: OrgConnection, leaver: Leaver): Promise<string> {
  const key = keyOf(leaver.memberId);
  const own = `Key__c = '${key}'`;
  const name = `${leaver.name} leaves`.slice(0, 80);
  if ((await readRebalances(connection, own)).length === 0)
    await writeRows(connection, {
      object: 'Evenfield_Rebalance__c',
      operation: 'upsert',
      externalId: 'Key__c',
      columns: ['Key__c', 'Name', 'Status__c', 'Design__c', 'Seed__c', 'Parameters__c'],
      rows: [[key, name, 'Requested', 'Smallest Change', 1, parametersOf(leaver)]]
    });
  const [drafted] = await readRebalances(connection, own);
  if (drafted === undefined) return `${name}: the scenario could not be written.`;
  const { moves } = await proposeRebalance(connection, drafted.id);
  return `${name}: ${String(moves)} of ${String(leaver.accounts)} accounts of ${leaver.territories.join(', ')} would go elsewhere; the scenario waits for people.`;
}

/** What the field takes. */
const longText = 131_072;

/** With so many territories that their names do not fit, others may move as well. */
function parametersOf({ userId, others }: Leaver): string {
  const whatIfs = [{ kind: 'leaver', user: userId }];
  const whole = JSON.stringify({ whatIfs, frozen: others });
  return whole.length <= longText ? whole : JSON.stringify({ whatIfs });
}
