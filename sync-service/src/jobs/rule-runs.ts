import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { readRows } from '../salesforce/read-rows.ts';
import { writeRebalance } from '../salesforce/records/rebalances.ts';

/** A run without an end is believed to be under way for so long; one that died never gets an end. */
const longestRunHours = 24;
const hourMilliseconds = 3_600_000;

/** What the org tells of runs of assignment rules over the active model. */
export interface RuleRuns {
  /** A run under way, in words; null where none is. */
  readonly underWay: string | null;
  readonly line: string;
}

/**
 * Looks for runs of assignment rules that have begun and not ended: `Territory2AlignmentLog`, which
 * orgs have from API version 54 on, with a row for each run that a person started. Rules that run
 * because somebody saves an account leave no row and take an instant. `Territory2Model` itself tells
 * only when the last run ended.
 * @throws OrgError
 */
export async function readRuleRuns(connection: OrgConnection): Promise<RuleRuns> {
  const open: { start: number; territory: string | null }[] = [];
  try {
    await readRows(
      connection,
      {
        object: 'Territory2AlignmentLog',
        columns: ['Id', 'StartTime', 'Territory2.Name'],
        where: "EndTime = null AND Territory2Model.State = 'Active'"
      },
      ([, start, territory]) => {
        open.push({ start: Date.parse(start ?? ''), territory: territory ?? null });
      }
    );
  } catch (error) {
    if (error instanceof OrgError && error.code === 'INVALID_TYPE')
      return {
        underWay: null,
        line: 'The org does not tell of runs of assignment rules (no Territory2AlignmentLog), so none was looked for.'
      };
    throw error;
  }
  const since = connection.now() - longestRunHours * hourMilliseconds;
  const alive = open.filter(({ start }) => !(start < since)).sort((a, b) => a.start - b.start);
  const [first] = alive;
  if (first === undefined)
    return {
      underWay: null,
      line:
        open.length === 0
          ? 'No run of assignment rules is under way.'
          : `${String(open.length)} runs of assignment rules began more than ${String(longestRunHours)} hours ago and have no end; they are taken for dead.`
    };
  const began = Number.isNaN(first.start)
    ? 'waits to begin'
    : `has been under way since ${new Date(first.start).toISOString()}`;
  const words = `A run of assignment rules over ${first.territory ?? 'the whole territory model'} ${began}.`;
  return { underWay: words, line: words };
}

/**
 * Lets a run of assignment rules end before associations are written, which it would write against;
 * the scenario says what it waits for, and its status stays what it is.
 * @returns a line for the preflight
 * @throws OrgError RULES_RUN, to be tried again, while a run is under way
 */
export async function waitForRules(
  connection: OrgConnection,
  rebalanceId: string
): Promise<string> {
  const { underWay, line } = await readRuleRuns(connection);
  if (underWay === null) return line;
  await writeRebalance(connection, rebalanceId, {
    Step__c: 'Waits for a run of assignment rules',
    Message__c: `${underWay} The scenario goes on when it has ended.`
  });
  throw new OrgError(
    'transient',
    'RULES_RUN',
    underWay,
    'The service goes on when it has ended; or wait and ask again.',
    rebalanceId
  );
}
