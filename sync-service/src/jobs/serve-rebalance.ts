import { z } from 'zod';
import { isInScope } from '../domain/rebalance/verdict-scope.ts';
import { isAdmin } from '../salesforce/admins.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { id, optionalText, readChecked } from '../salesforce/records/checked.ts';
import { moveObject, readMoves } from '../salesforce/records/rebalance-moves.ts';
import type { Rebalance } from '../salesforce/records/rebalances.ts';
import { readRebalance } from '../salesforce/records/rebalances.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { applyRebalance } from './apply-rebalance.ts';
import { checkRebalance } from './check-rebalance.ts';
import { proposeRebalance } from './propose-rebalance.ts';
import { answerRequest } from './requests.ts';
import { rollBackRebalance } from './roll-back-rebalance.ts';

/** Kinds of requests that are about a rebalance. */
export const rebalanceKinds = ['Rebalance', 'Verdict', 'Preflight', 'Apply', 'Roll Back'] as const;

const applyFilter = z.strictObject({ wave: z.number().int().min(0).optional() });
const rollBackFilter = z.strictObject({
  wave: z.number().int().min(0).optional(),
  territory: z.string().optional(),
  account: z.string().optional()
});
const verdictFilter = z.strictObject({
  verdict: z.enum(['Open', 'Accepted', 'Rejected']),
  wave: z.number().int().min(0).optional(),
  territory: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  search: z.string().optional(),
  state: z.enum(['Open', 'Accepted', 'Rejected', 'challenged']).optional()
});

const shape = {
  Id: id,
  Kind__c: optionalText,
  Status__c: optionalText,
  Target__c: optionalText,
  Filter__c: optionalText,
  CreatedById: id
};

/**
 * Serves a request about a rebalance, from where an earlier try left it.
 * @returns what was said to the person; null where the request needs nothing any more
 * @throws OrgError for what a later try may mend; what the person has to mend is answered
 */
export async function serveRebalance(
  connection: OrgConnection,
  requestId: string,
  stop?: AbortSignal
): Promise<string | null> {
  const { records } = await readChecked(
    connection,
    {
      object: 'Evenfield_Request__c',
      where: `Id = '${requestId}' AND Status__c IN ('Requested', 'Working')`
    },
    shape
  );
  const [request] = records;
  if (request === undefined) return null;
  await answerRequest(connection, requestId, { Status__c: 'Working', Progress__c: 0 });
  try {
    const { said, answer } = await work(connection, request, stop);
    await answerRequest(connection, requestId, {
      Status__c: 'Done',
      Progress__c: 1,
      Result__c: said.slice(0, 32_000),
      ...(answer === undefined ? {} : { Answer__c: answer }),
      Error__c: null
    });
    return said;
  } catch (error) {
    if (!(error instanceof OrgError) || error.retryable) throw error;
    const said = `${error.message}\n${error.cure}`;
    await answerRequest(connection, requestId, {
      Status__c: 'Failed',
      Error__c: said.slice(0, 4_000)
    });
    return said;
  }
}

interface Asked {
  /** Working where a try before this one began it. */
  readonly Status__c: string | null;
  readonly Kind__c: string | null;
  readonly Target__c: string | null;
  readonly Filter__c: string | null;
  readonly CreatedById: string;
}

interface Served {
  /** In words. */
  readonly said: string;
  /** As JSON, for the page that asked. */
  readonly answer?: string;
}

async function work(
  connection: OrgConnection,
  request: Asked,
  stop: AbortSignal | undefined
): Promise<Served> {
  const target = request.Target__c ?? '';
  const done = await doneBefore(connection, request, target);
  if (done !== null) return { said: done };
  if (request.Kind__c === 'Preflight') return check(connection, request, target);
  return { said: await perform(connection, request, target, stop) };
}

async function perform(
  connection: OrgConnection,
  request: Asked,
  target: string,
  stop: AbortSignal | undefined
): Promise<string> {
  switch (request.Kind__c) {
    case 'Rebalance':
      return (await proposeRebalance(connection, target)).message;
    case 'Apply': {
      const { wave } = parsed(applyFilter, request.Filter__c);
      return (
        await applyRebalance(connection, target, {
          ...(wave === undefined ? {} : { wave }),
          ...(stop === undefined ? {} : { stop })
        })
      ).message;
    }
    case 'Roll Back':
      return (
        await rollBackRebalance(connection, target, parsed(rollBackFilter, request.Filter__c), stop)
      ).message;
    case 'Verdict':
      return decide(connection, request, target);
    default:
      throw new OrgError(
        'data',
        'UNKNOWN_KIND',
        `This version of the service does not know the request "${request.Kind__c ?? ''}".`,
        'Update the service.'
      );
  }
}

/** Status of a scenario with which each kind of request ends. */
const endedBy: Readonly<Partial<Record<string, string>>> = {
  Rebalance: 'Proposed',
  Apply: 'Applied',
  'Roll Back': 'Rolled Back'
};

/** What a try before this one said, where it ended its work and died before it answered; else null. */
async function doneBefore(
  connection: OrgConnection,
  request: Asked,
  target: string
): Promise<string | null> {
  const ended = endedBy[request.Kind__c ?? ''];
  if (request.Status__c !== 'Working' || ended === undefined) return null;
  const { status, message } = await readRebalance(connection, target);
  return status === ended ? (message ?? '') : null;
}

/** Sets the verdict on many moves for whoever owns the scenario, or an admin: what the night drafts is the service's own. */
async function decide(connection: OrgConnection, request: Asked, target: string): Promise<string> {
  const filter = parsed(verdictFilter, request.Filter__c);
  const rebalance = await readRebalance(connection, target);
  await refuseOthers(
    connection,
    rebalance,
    request,
    'Ask its owner, or decide on the moves themselves.'
  );
  if (rebalance.status !== 'Proposed' && rebalance.status !== 'Draft')
    throw new OrgError(
      'data',
      'NO_VERDICT',
      `${rebalance.name} is ${rebalance.status}; verdicts are taken while it is Draft or Proposed.`,
      'Set it back to Draft first.',
      rebalance.id
    );
  const moves = (await readMoves(connection, `Rebalance__c = '${rebalance.id}'`)).filter(
    (move) => move.verdict !== filter.verdict && isInScope(move, filter)
  );
  const report = await writeRows(connection, {
    object: moveObject,
    operation: 'update',
    columns: ['Id', 'Verdict__c'],
    rows: moves.map((move) => [move.id, filter.verdict])
  });
  return `${String(report.written)} moves are ${filter.verdict.toLowerCase()} now.`;
}

/** More lines than these nobody reads, and the field has an end. */
const mostLines = 300;

/** Looks at what applying would look at, for whoever owns the scenario, or an admin. @throws OrgError */
async function check(connection: OrgConnection, request: Asked, target: string): Promise<Served> {
  const rebalance = await readRebalance(connection, target);
  await refuseOthers(connection, rebalance, request, 'Ask its owner or an admin.');
  const { obstacles, lines } = await checkRebalance(connection, rebalance);
  const short = (all: readonly string[]): string[] =>
    all.length <= mostLines
      ? [...all]
      : [...all.slice(0, mostLines), `${String(all.length - mostLines)} more of this.`];
  const told = { obstacles: short(obstacles), lines: short(lines) };
  return {
    said: [...told.obstacles, ...told.lines].join('\n'),
    answer: JSON.stringify(told)
  };
}

/** An answer about a scenario tells of its territories and people: it is whose the scenario is, and admins'. */
async function refuseOthers(
  connection: OrgConnection,
  { id: scenario, name, ownerId }: Rebalance,
  request: Asked,
  cure: string
): Promise<void> {
  if (ownerId === request.CreatedById || (await isAdmin(connection, request.CreatedById))) return;
  throw new OrgError('data', 'NOT_YOURS', `${name} belongs to somebody else.`, cure, scenario);
}

function parsed<T>(filter: z.ZodType<T>, text: string | null): T {
  const invalid = (message: string): OrgError =>
    new OrgError(
      'data',
      'FILTER_INVALID',
      `Filter of the request: ${message}`,
      'Correct Filter; docs/rebalance.md says what may stand there.'
    );
  let json: unknown;
  try {
    json = JSON.parse(text ?? '{}');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(`no JSON: ${error.message}`);
  }
  const answer = filter.safeParse(json);
  if (answer.success) return answer.data;
  throw invalid(z.prettifyError(answer.error));
}
