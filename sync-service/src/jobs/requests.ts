import { z } from 'zod';
import type { OrgConnection } from '../salesforce/connection.ts';
import { id, optionalText, readChecked } from '../salesforce/records/checked.ts';

const object = 'Evenfield_Request__c';
const shape = { Id: id, Kind__c: optionalText, Status__c: optionalText, Target__c: optionalText };

export interface OpenRequest {
  readonly id: string;
  readonly kind: string;
}

/** Requests that wait for the service, oldest first. @throws OrgError */
export async function waitingRequests(connection: OrgConnection): Promise<OpenRequest[]> {
  const { records } = await readChecked(
    connection,
    { object, where: "Status__c = 'Requested'" },
    shape
  );
  return records
    .map((row) => ({ id: row.Id, kind: row.Kind__c ?? '' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Requests of these kinds that a service has taken up: one whose job was lost is queued again. @throws OrgError */
export async function workingRequests(
  connection: OrgConnection,
  kinds: readonly string[]
): Promise<string[]> {
  const list = kinds.map((kind) => `'${kind}'`).join(', ');
  const { records } = await readChecked(
    connection,
    { object, where: `Status__c = 'Working' AND Kind__c IN (${list})` },
    { Id: id }
  );
  return records.map((row) => row.Id).sort();
}

/** Ids that fit into one query string. */
const idsAtOnce = 300;

/**
 * Of these requests those that still wait for a run, or that this very run had taken up before it
 * died. Two sweeps may name one request in two jobs; it is served by the first.
 * @throws OrgError
 */
export async function stillToServe(
  connection: OrgConnection,
  ids: readonly string[],
  runKey: string
): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const part = ids.slice(from, from + idsAtOnce).map((one) => `'${one}'`);
    const key = runKey.replaceAll("'", String.raw`\'`);
    const { records } = await readChecked(
      connection,
      {
        object,
        where: `Id IN (${part.join(', ')}) AND (Status__c = 'Requested' OR (Status__c = 'Working' AND Run__r.Key__c = '${key}'))`
      },
      { Id: id }
    );
    found.push(...records.map((row) => row.Id));
  }
  return found.sort();
}

/** A request that the service took up and has not answered. */
export interface UnansweredRequest extends OpenRequest {
  /** How its run ended; null for a kind that is answered without a run. */
  readonly run: { readonly isDone: boolean; readonly message: string } | null;
}

/**
 * Requests whose run has ended without an answer, because the service died in between, and those
 * that are answered without a run and were taken up.
 * @throws OrgError
 */
export async function unansweredRequests(connection: OrgConnection): Promise<UnansweredRequest[]> {
  const { records } = await readChecked(
    connection,
    {
      object,
      where:
        "Status__c = 'Working' AND (Run__c = null OR Run__r.Status__c IN ('Completed', 'Failed'))"
    },
    {
      Id: id,
      Kind__c: optionalText,
      'Run__r.Status__c': optionalText,
      'Run__r.Message__c': optionalText
    }
  );
  return records.map((row) => ({
    id: row.Id,
    kind: row.Kind__c ?? '',
    run:
      row['Run__r.Status__c'] === null
        ? null
        : {
            isDone: row['Run__r.Status__c'] === 'Completed',
            message: row['Run__r.Message__c'] ?? ''
          }
  }));
}

/** What somebody asks for, with the parameters. */
export interface AskedRequest extends OpenRequest {
  /** JSON as the page wrote it; empty where there is none. */
  readonly filter: string;
  /** Key or id of what it is about; empty where there is none. */
  readonly target: string;
  /** Id of the user who made the request. */
  readonly askedBy: string;
  /** It was taken up before, and broken off. */
  readonly isAgain: boolean;
}

const askedShape = z.object({
  Id: z.string(),
  Kind__c: z.string().nullable(),
  Status__c: z.string().nullable(),
  Filter__c: z.string().nullable(),
  Target__c: z.string().nullable(),
  CreatedById: z.string()
});

/** The request while it waits or is worked on; null once it is answered or cancelled. @throws OrgError */
export async function readAskedRequest(
  connection: OrgConnection,
  requestId: string
): Promise<AskedRequest | null> {
  const row = await connection.json(
    {
      method: 'GET',
      path: `/sobjects/${object}/${requestId}?fields=Id,Kind__c,Status__c,Filter__c,Target__c,CreatedById`,
      about: 'Reading a request'
    },
    askedShape
  );
  const isOpen = row.Status__c === 'Requested' || row.Status__c === 'Working';
  return isOpen
    ? {
        id: row.Id,
        kind: row.Kind__c ?? '',
        filter: row.Filter__c ?? '',
        target: row.Target__c ?? '',
        askedBy: row.CreatedById,
        isAgain: row.Status__c === 'Working'
      }
    : null;
}

/** Writes the service's side of a request. @throws OrgError */
export async function answerRequest(
  connection: OrgConnection,
  requestId: string,
  values: Readonly<Record<string, string | number | null>>
): Promise<void> {
  await connection.send({
    method: 'PATCH',
    path: `/sobjects/${object}/${requestId}`,
    body: JSON.stringify(values),
    about: 'Answering a request'
  });
}
