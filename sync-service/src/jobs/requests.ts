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

/**
 * Requests whose run has ended without an answer, because the service died in between.
 * @throws OrgError
 */
export async function unansweredRequests(
  connection: OrgConnection
): Promise<{ id: string; isDone: boolean; message: string }[]> {
  const { records } = await readChecked(
    connection,
    { object, where: "Status__c = 'Working' AND Run__r.Status__c IN ('Completed', 'Failed')" },
    { Id: id, 'Run__r.Status__c': optionalText, 'Run__r.Message__c': optionalText }
  );
  return records.map((row) => ({
    id: row.Id,
    isDone: row['Run__r.Status__c'] === 'Completed',
    message: row['Run__r.Message__c'] ?? ''
  }));
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
