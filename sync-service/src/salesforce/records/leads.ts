import { createRecordNumbers } from '../../domain/core/record-numbers.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { LeadTable } from '../../domain/quota/metrics/leads.ts';
import { leadStates } from '../../domain/quota/metrics/leads.ts';
import type { OrgConnection } from '../connection.ts';
import type { OrgError } from '../errors.ts';
import { readRows } from '../read-rows.ts';
import type { Cells } from '../rows.ts';
import { ownText } from './account-slots.ts';
import { dayCell, flagCell } from './cells.ts';
import { isHidden } from './unless-hidden.ts';

export interface LeadsQuestion {
  /** UTC milliseconds. */
  readonly now: number;
  /** Beginnings, in lower case, of statuses in which nobody works on a lead any more. */
  readonly endedStatuses: readonly string[];
}

export interface LeadsRead {
  /** Null where the org has no leads of the last year, or they cannot be read. */
  readonly leads: LeadTable | null;
  readonly problems: Problem[];
  readonly read: number;
}

const hourMilliseconds = 3_600_000;
const yearMilliseconds = 365 * 24 * hourMilliseconds;

/**
 * Leads that were created within a year, with their first and last finished activity. Conversion moves
 * a lead's activities to the contact that it became, so those of that contact count from the lead's
 * creation on; one that was converted without any is answered by the end of the day of it. Where there
 * are no leads nothing more is read; what the org keeps from the service is a fault and no lead.
 * @throws OrgError for what another try may mend
 */
export async function readLeads(
  connection: OrgConnection,
  question: LeadsQuestion
): Promise<LeadsRead> {
  try {
    return await withActivities(connection, question);
  } catch (error) {
    if (!isHidden(error)) throw error;
    return { leads: null, problems: [notReadable(error)], read: 0 };
  }
}

async function withActivities(
  connection: OrgConnection,
  { now, endedStatuses }: LeadsQuestion
): Promise<LeadsRead> {
  const since = `CreatedDate >= ${new Date(now - yearMilliseconds).toISOString().slice(0, 10)}T00:00:00Z`;
  const ids: string[] = [];
  const owners = createRecordNumbers();
  const ownerIds: string[] = [];
  const owner: number[] = [];
  const created: number[] = [];
  const answered: number[] = [];
  const touched: number[] = [];
  const state: number[] = [];
  const leadOf = new Map<string, number>();
  const contactOf = new Map<string, number[]>();
  let read = await readRows(
    connection,
    {
      object: 'Lead',
      columns: [
        'Id',
        'OwnerId',
        'CreatedDate',
        'Status',
        'IsConverted',
        'ConvertedDate',
        'ConvertedContactId'
      ],
      where: since
    },
    ([id, ownerId, moment, status, isConverted, converted, contact]) => {
      const began = hoursOf(moment);
      if (!id || !ownerId || Number.isNaN(began)) return;
      const lead = ids.push(ownText(id)) - 1;
      const code = owners.numberOf(ownerId);
      if (code === ownerIds.length) ownerIds.push(ownText(ownerId));
      owner.push(code);
      created.push(began);
      answered.push(flagCell(isConverted) ? Math.max(began, (dayCell(converted) + 1) * 24) : NaN);
      touched.push(NaN);
      const words = (status ?? '').toLowerCase();
      const isEnded = endedStatuses.some((beginning) => words.startsWith(beginning));
      state.push(
        leadStates.indexOf(flagCell(isConverted) ? 'Converted' : isEnded ? 'Ended' : 'Open')
      );
      if (!flagCell(isConverted)) leadOf.set(ids[lead] ?? '', lead);
      else if (contact) contactOf.set(contact, [...(contactOf.get(contact) ?? []), lead]);
    }
  );
  if (ids.length === 0) return { leads: null, problems: [], read };
  const met = (lead: number, moment: number): void => {
    if (!(moment <= now / hourMilliseconds)) return;
    const at = Math.max(moment, created[lead] ?? NaN);
    const first = answered[lead] ?? NaN;
    if (!(first <= at)) answered[lead] = at;
    const last = touched[lead] ?? NaN;
    if (!(last >= at)) touched[lead] = at;
  };
  const take = ([who, finished, made]: Cells): void => {
    const moment = hoursOf(finished ?? made);
    const lead = leadOf.get(who ?? '');
    if (lead !== undefined) met(lead, moment);
    // What was done with the contact before the lead came is no answer to it.
    for (const one of contactOf.get(who ?? '') ?? [])
      if (moment >= (created[one] ?? NaN)) met(one, moment);
  };
  const whose = [
    `WhoId IN (SELECT Id FROM Lead WHERE ${since})`,
    ...(contactOf.size === 0
      ? []
      : [`WhoId IN (SELECT ConvertedContactId FROM Lead WHERE IsConverted = true AND ${since})`])
  ];
  for (const where of whose) {
    read += await readRows(
      connection,
      {
        object: 'Task',
        columns: ['WhoId', 'CompletedDateTime', 'CreatedDate'],
        where: `IsClosed = true AND ${where}`
      },
      take
    );
    read += await readRows(
      connection,
      { object: 'Event', columns: ['WhoId', 'StartDateTime', 'CreatedDate'], where },
      take
    );
  }
  return {
    leads: {
      count: ids.length,
      ids,
      owner: Int32Array.from(owner),
      owners: ownerIds,
      created: Float64Array.from(created),
      answered: Float64Array.from(answered),
      touched: Float64Array.from(touched),
      state: Uint8Array.from(state)
    },
    problems: [],
    read
  };
}

/** Hours since 1970; NaN for no moment. */
function hoursOf(moment: string | null | undefined): number {
  return moment === null || moment === undefined || moment === ''
    ? NaN
    : Date.parse(moment) / hourMilliseconds;
}

function notReadable(error: OrgError): Problem {
  return {
    object: 'Lead',
    record: '',
    field: null,
    code: 'NOT_READABLE',
    message: `Leads, or what was done about them, cannot be read: ${error.message} Response to leads, their conversion and dropped ones are not measured.`,
    cure: 'Let the integration user read Lead, Task and Event by the permission set Evenfield_Service.'
  };
}
