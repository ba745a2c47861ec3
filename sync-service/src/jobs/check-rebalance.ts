import { groupPeople } from '../domain/rebalance/people-groups.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { readMoves } from '../salesforce/records/rebalance-moves.ts';
import type { Rebalance } from '../salesforce/records/rebalances.ts';
import { readPeopleProposal } from '../salesforce/records/people-held.ts';
import { isOpen } from './apply-rebalance.ts';
import { readPeopleNow } from './people-records.ts';
import { preflightPeople } from './preflight-people.ts';
import type { Preflight } from './preflight.ts';
import { preflight } from './preflight.ts';
import type { RebalanceGround } from './rebalance-task.ts';
import { readGround } from './rebalance-task.ts';
import { readRuleRuns } from './rule-runs.ts';
import { isWriterAtWork } from './writer-lock.ts';

/** Statuses from which a scenario may come to be applied. */
const comesToApplying: readonly string[] = ['Proposed', 'Approved', 'Applying'];

/**
 * What applying would look at before its first write, looked at now: nothing of the org is written,
 * the scenario neither. Applying looks once more.
 * @throws OrgError NOT_COMPUTED for a scenario that has nothing to apply; in the mode `ETM` ETM_OFF or NO_ACTIVE_MODEL
 */
export async function checkRebalance(
  connection: OrgConnection,
  rebalance: Rebalance
): Promise<Preflight> {
  if (!comesToApplying.includes(rebalance.status))
    throw new OrgError(
      'data',
      'NOT_COMPUTED',
      `${rebalance.name} is ${rebalance.status}; what is Proposed, Approved or Applying can be looked at.`,
      'Ask for it first, and wait until it is computed.',
      rebalance.id
    );
  const ground = await readGround(connection, rebalance);
  const looked = await look(connection, rebalance, ground);
  const lines = [...looked.lines];
  if (ground.model !== null) {
    const { underWay, line } = await readRuleRuns(connection);
    lines.push(underWay === null ? line : `${line} Applying waits until it has ended.`);
  }
  if (await isWriterAtWork(connection))
    lines.push('Another scenario is being applied or rolled back; this one waits for its end.');
  return { obstacles: looked.obstacles, lines };
}

async function look(
  connection: OrgConnection,
  rebalance: Rebalance,
  ground: RebalanceGround
): Promise<Preflight> {
  if (rebalance.design !== 'People') {
    const moves = await readMoves(connection, `Rebalance__c = '${rebalance.id}'`);
    return preflight(connection, rebalance.id, moves.filter(isOpen), ground);
  }
  const { people } = await readPeopleProposal(connection, rebalance.id);
  const now = await readPeopleNow(connection, ground);
  return preflightPeople(connection, groupPeople(people, now.held), ground, now);
}
