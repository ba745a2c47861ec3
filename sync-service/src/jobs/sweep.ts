import type { OrgConnection } from '../salesforce/connection.ts';
import type { WorkQueue } from './queue.ts';
import { isAnsweredKind } from './answered-kinds.ts';
import { answerRequest, unansweredRequests, waitingRequests, workingRequests } from './requests.ts';
import { rebalanceKinds } from './serve-rebalance.ts';

/**
 * Finds what people asked for and hands it to the queue. Several requests for a sync are one run.
 * A kind that this version does not know is answered, not left waiting. @throws OrgError
 */
export async function sweepRequests(connection: OrgConnection, queue: WorkQueue): Promise<number> {
  const requests = await waitingRequests(connection);
  const syncs = requests.filter((request) => request.kind === 'Sync').map((request) => request.id);
  const [first] = syncs;
  if (first !== undefined)
    await queue.add('sync', { runKey: `request:${first}`, requestIds: syncs }, `request:${first}`);
  const answer = (requestId: string): Promise<string> =>
    queue.add('answer', { requestId }, `request:${requestId}`);
  const about = new Set<string>(rebalanceKinds);
  const left = await workingRequests(connection, rebalanceKinds);
  for (const id of [
    ...requests.filter((request) => about.has(request.kind)).map((request) => request.id),
    ...left
  ])
    await queue.add('rebalance', { requestId: id }, `rebalance:${id}`);
  for (const request of requests) {
    if (request.kind === 'Sync' || about.has(request.kind)) continue;
    if (isAnsweredKind(request.kind)) {
      await answer(request.id);
      continue;
    }
    await answerRequest(connection, request.id, {
      Status__c: 'Failed',
      Error__c: `This version of the service does not know the request "${request.kind}". Update the service.`
    });
  }
  for (const { id, kind, run } of await unansweredRequests(connection)) {
    if (run === null) {
      // Redis may have forgotten the job; one that is still at work is not queued twice.
      if (isAnsweredKind(kind)) await answer(id);
      continue;
    }
    await answerRequest(
      connection,
      id,
      run.isDone
        ? { Status__c: 'Done', Progress__c: 1, Result__c: run.message, Error__c: null }
        : { Status__c: 'Failed', Error__c: run.message }
    );
  }
  return requests.length;
}
