import type { ProposedMove } from '../domain/rebalance/rebalance-answer.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { SendCell } from '../salesforce/csv-text.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { moveObject } from '../salesforce/records/rebalance-moves.ts';
import type { WavePlan } from '../salesforce/records/rebalances.ts';
import { writeRows } from '../salesforce/write-rows.ts';

/** Accounts of the canary: few enough to look at each. */
const canarySize = 10;

/** Wave and first day of each move, by its place in the list: a canary, then waves of the plan's size. */
export function wavesOf(count: number, plan: WavePlan): { wave: number; date: string | null }[] {
  return Array.from({ length: count }, (_, place) => {
    const wave = place < canarySize ? 0 : 1 + Math.floor((place - canarySize) / plan.size);
    return { wave, date: wave === 0 ? null : (plan.dates[wave - 1] ?? null) };
  });
}

/**
 * Writes a scenario's moves by their key, so that writing twice is writing once. Rows that people
 * made or decided on are found by account and keep what people said.
 * @throws OrgError
 */
export async function writeMoves(
  connection: OrgConnection,
  rebalanceId: string,
  moves: readonly ProposedMove[],
  before: readonly MoveRow[],
  plan: WavePlan
): Promise<void> {
  const known = new Map(before.map((row) => [row.accountId, row]));
  const ordered = [...moves].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const waves = wavesOf(ordered.length, plan);
  const fresh = ordered.map((move, place) => ({ move, wave: waves[place] }));
  const send = async (rows: typeof fresh, isKnown: boolean): Promise<void> => {
    const report = await writeRows(connection, {
      object: moveObject,
      operation: isKnown ? 'update' : 'upsert',
      ...(isKnown ? {} : { externalId: 'Key__c' }),
      columns: isKnown
        ? ['Id', 'Key__c', 'Wave__c', ...columns]
        : ['Key__c', 'Rebalance__c', 'Account__c', 'Wave__c', 'Wave_Date__c', ...columns],
      rows: rows.map(({ move, wave }) => [
        ...(isKnown ? [known.get(move.accountId)?.id] : []),
        `${rebalanceId}:${move.accountId}`,
        ...(isKnown
          ? [known.get(move.accountId)?.wave ?? 0]
          : [rebalanceId, move.accountId, wave?.wave ?? 0, wave?.date ?? null]),
        ...cellsOf(move)
      ])
    });
    const [failure] = report.failures;
    if (failure !== undefined)
      throw new OrgError(
        'data',
        failure.code ?? 'REFUSED',
        `${String(report.failures.length)} moves could not be written: ${failure.message ?? 'no reason given'}`,
        'Mend what the message names and ask again.'
      );
  };
  await send(
    fresh.filter(({ move }) => !known.has(move.accountId)),
    false
  );
  await send(
    fresh.filter(({ move }) => known.has(move.accountId)),
    true
  );
}

const columns = [
  'From__c',
  'To__c',
  'Account_Label__c',
  'From_Label__c',
  'To_Label__c',
  'From_Owner__c',
  'To_Owner__c',
  'Reason_Code__c',
  'Reason__c',
  'Effects__c',
  'Costs__c',
  'Next_Best__c',
  'Next_Best_Reason__c',
  'Keeps_If__c',
  'Keeps_At__c',
  'Hours__c',
  'Potential__c',
  'Revenue__c',
  'Miles_Before__c',
  'Miles_After__c',
  'Outcome__c',
  'Outcome_Text__c'
];

function cellsOf(move: ProposedMove): SendCell[] {
  return [
    move.from,
    move.to,
    move.accountName.slice(0, 255),
    move.fromName.slice(0, 80),
    move.toName.slice(0, 80),
    move.fromOwner,
    move.toOwner,
    move.reasonCode,
    move.reason.slice(0, 4_000),
    JSON.stringify(move.effects).slice(0, 4_000),
    move.costs.slice(0, 2_000),
    move.nextBest,
    move.nextBestReason.slice(0, 2_000),
    move.staysIf.slice(0, 2_000),
    move.staysAt === null ? null : rounded(move.staysAt, 9),
    rounded(move.hours, 3),
    rounded(move.potential, 2),
    rounded(move.revenue, 2),
    move.milesBefore,
    move.milesAfter,
    null,
    null
  ];
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
