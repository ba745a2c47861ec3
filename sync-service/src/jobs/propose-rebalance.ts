import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import type { RebalanceAnswer } from '../domain/rebalance/rebalance-answer.ts';
import type { RebalanceQuestion } from '../domain/rebalance/question.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { moveObject } from '../salesforce/records/rebalance-moves.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import type { WavePlan } from '../salesforce/records/rebalances.ts';
import { questionOf, readRebalance, writeRebalance } from '../salesforce/records/rebalances.ts';
import { hasTouched } from '../salesforce/records/undo-rows.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { answerChallenges } from './answer-challenges.ts';
import { proposeApart } from './propose-apart.ts';
import { openTerritories } from './open-territories.ts';
import { readPlainly } from './read-plainly.ts';
import { shareMoves } from './share-moves.ts';
import { failRebalance, refuseApplied } from './fail-rebalance.ts';
import { writeMoves } from './write-moves.ts';
import { writePeople } from './write-people.ts';

export interface ProposeOutcome {
  readonly status: 'Proposed' | 'Cancelled';
  readonly moves: number;
  readonly message: string;
}

const lookMilliseconds = 3_000;
/** Progress is written seldom: each write is an event delivered to every listener. */
const tellMilliseconds = 10_000;
const longText = 131_072;

/**
 * Computes what a scenario asks: reads the org as a night does, searches in a thread, writes moves
 * with reasons and figures. Moves that people chose stay chosen; what was agreed in challenges is
 * frozen or wanted. Called again after a death it begins anew and ends the same.
 * @throws OrgError; the scenario says Failed and why where it is the question that is wrong
 */
export async function proposeRebalance(
  connection: OrgConnection,
  rebalanceId: string
): Promise<ProposeOutcome> {
  const rebalance = await readRebalance(connection, rebalanceId);
  if (rebalance.status !== 'Requested' && rebalance.status !== 'Computing')
    throw new OrgError(
      'data',
      'NOT_REQUESTED',
      `${rebalance.name} is ${rebalance.status}; only a scenario that was asked for is computed.`,
      'Set its status to Requested.',
      rebalance.id
    );
  const fail = (message: string, cure: string): Promise<never> =>
    failRebalance(connection, rebalance.id, message, cure);
  if (await hasTouched(connection, rebalance.id)) return refuseApplied(connection, rebalance);
  const before = await answerChallenges(connection, rebalance.id);
  const { chosen, frozen } = agreedMoves(before, rebalance.design === 'Chosen Moves');
  let asked: { question: RebalanceQuestion; waves: WavePlan };
  try {
    const touched = before.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null);
    asked = questionOf(rebalance, chosen, frozen, [...new Set(touched)]);
  } catch (error) {
    if (error instanceof OrgError && error.code === 'PARAMETERS_INVALID')
      return fail(error.message, error.cure);
    throw error;
  }
  await writeRebalance(connection, rebalance.id, {
    Status__c: 'Computing',
    Step__c: 'Reading the org',
    Progress__c: 0,
    Message__c: null,
    Cure__c: null
  });
  const { snapshot } = await readPlainly(connection);
  const open = await openTerritories(connection, snapshot, rebalance.ownerId);
  const question = within(asked.question, snapshot, open);
  if (rebalance.design === 'People') {
    const message = await writePeople(connection, rebalance.id, snapshot, question);
    return { status: 'Proposed', moves: 0, message };
  }
  let told = Date.now();
  let isCancelled = false;
  const search = proposeApart(snapshot, question, ({ stage }) => {
    if (Date.now() - told < tellMilliseconds) return;
    told = Date.now();
    const share = { prices: 0.3, rounding: 0.5, search: 0.6, bound: 0.8 }[stage];
    writeRebalance(connection, rebalance.id, {
      Step__c: `Computing: ${stage}`,
      Progress__c: share
    }).catch(() => undefined);
  });
  const look = setInterval(() => {
    readRebalance(connection, rebalance.id).then(
      ({ status }) => {
        if (status !== 'Cancelled') return;
        isCancelled = true;
        search.stop();
      },
      () => undefined
    );
  }, lookMilliseconds);
  let answer: RebalanceAnswer | null;
  try {
    answer = await search.done;
  } catch (error) {
    return fail(
      error instanceof Error ? error.message : String(error),
      'Correct what the message names, and ask again.'
    );
  } finally {
    clearInterval(look);
  }
  isCancelled ||= (await readRebalance(connection, rebalance.id)).status === 'Cancelled';
  if (isCancelled)
    return { status: 'Cancelled', moves: 0, message: 'Cancelled; nothing was written.' };
  if (answer === null)
    return fail(
      'Fewer than two territories with people and accounts take part, so there is nothing to rebalance.',
      'Widen the scope, or give the territories owners, hours and accounts.'
    );
  await writeRebalance(connection, rebalance.id, { Step__c: 'Writing moves', Progress__c: 0.85 });
  await writeMoves(connection, rebalance.id, answer.moves, before, asked.waves);
  await removeMoves(connection, before, answer, rebalance.design === 'Chosen Moves');
  await shareMoves(connection, rebalance.id, snapshot);
  const message = [answer.quality, ...answer.notes].join('\n');
  await writeRebalance(connection, rebalance.id, {
    Status__c: 'Proposed',
    Step__c: 'Done',
    Progress__c: 1,
    Message__c: message.slice(0, 32_000),
    Before__c: listText(answer.before),
    After__c: listText(answer.after),
    Stays__c: listText(answer.stays),
    Objective__c: answer.objective,
    Bound__c: answer.bound,
    Gap__c: answer.gap,
    Quality__c: answer.quality.slice(0, 255),
    Moves__c: answer.moves.length,
    Moved_Hours__c: Math.round(sum(answer.moves.map(({ hours }) => hours)) * 1000) / 1000,
    Moved_Revenue__c: Math.round(sum(answer.moves.map(({ revenue }) => revenue)) * 100) / 100,
    Out_Before__c: answer.before.filter(({ isInBand }) => !isInBand).length,
    Out_After__c: answer.after.filter(({ isInBand }) => !isInBand).length
  });
  return { status: 'Proposed', moves: answer.moves.length, message };
}

/** The question about those territories alone that its asker may open. */
function within(
  question: RebalanceQuestion,
  { territories }: OrgSnapshot,
  open: ReadonlySet<string> | null
): RebalanceQuestion {
  if (open === null) return question;
  const named = question.territories === null ? null : new Set(question.territories);
  const asked = territories.filter(
    ({ id, key }) => open.has(id) && (named === null || named.has(id) || named.has(key))
  );
  return { ...question, territories: asked.map(({ id }) => id) };
}

/** Moves that people chose or agreed on in challenges, and accounts that a challenge keeps. */
export function agreedMoves(
  moves: readonly MoveRow[],
  isChosen: boolean
): { chosen: RebalanceQuestion['chosen']; frozen: string[] } {
  const chosen: { account: string; to: string }[] = [];
  const frozen: string[] = [];
  for (const move of moves) {
    const isUpheld = move.challenge === 'Challenged' && move.challengeStatus === 'Accepted';
    if (isUpheld || move.verdict === 'Rejected') {
      const other = isUpheld ? move.challengeProposal : null;
      if (other !== null && other !== move.from)
        chosen.push({ account: move.accountId, to: other });
      else frozen.push(move.accountId);
    } else if (move.to !== null && (isChosen || move.verdict === 'Accepted'))
      chosen.push({ account: move.accountId, to: move.to });
  }
  return { chosen, frozen };
}

/** Moves of an earlier answer that are no part of this one; those that people chose or decided on stay. */
async function removeMoves(
  connection: OrgConnection,
  before: readonly MoveRow[],
  answer: RebalanceAnswer,
  isChosen: boolean
): Promise<void> {
  const wanted = new Set(answer.moves.map(({ accountId }) => accountId));
  const gone = before.filter(
    (move) => !wanted.has(move.accountId) && move.verdict !== 'Rejected' && move.challenge === null
  );
  if (isChosen) {
    const text =
      'The account is in none of the territories of the scenario, or one of them is not at work; it is not moved.';
    await writeRows(connection, {
      object: moveObject,
      operation: 'update',
      columns: ['Id', 'Outcome__c', 'Outcome_Text__c'],
      rows: gone.map(({ id }) => [id, 'Skipped', text])
    });
    return;
  }
  await writeRows(connection, {
    object: moveObject,
    operation: 'delete',
    columns: ['Id'],
    rows: gone.map(({ id }) => [id])
  });
}

/** A list as JSON, cut at a row where the field is too short, and then saying how many are missing. */
export function listText(rows: readonly unknown[]): string {
  const whole = JSON.stringify(rows);
  if (whole.length <= longText) return whole;
  let length = 60;
  let count = 0;
  for (const row of rows) {
    length += JSON.stringify(row).length + 1;
    if (length > longText) break;
    count += 1;
  }
  return JSON.stringify([...rows.slice(0, count), { missing: rows.length - count }]);
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
