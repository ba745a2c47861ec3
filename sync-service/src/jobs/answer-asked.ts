import type { OrgConnection } from '../salesforce/connection.ts';
import { readOnly } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { answerApproach } from './answer-approach.ts';
import { answerQuotaPlan } from './answer-quota-plan.ts';
import { answerQuotaDraft, answerQuotaPublish } from './answer-quota-publish.ts';
import { answerRulesPreview } from './answer-rules-preview.ts';
import type { AnsweredKind } from './answered-kinds.ts';
import { isAnsweredKind } from './answered-kinds.ts';
import type { AnswerReport, Answering } from './answer-report.ts';
import { UnusableRequestError } from './answer-report.ts';
import type { JobContext } from './handlers.ts';
import type { AskedRequest } from './requests.ts';
import { answerRequest, readAskedRequest } from './requests.ts';

type WritingKind = 'Quota draft' | 'Quota publish';

/** Kinds whose answer is in more than the request. */
const writing: Readonly<
  Record<WritingKind, (connection: OrgConnection, asked: AskedRequest) => Promise<AnswerReport>>
> = {
  'Quota draft': answerQuotaDraft,
  'Quota publish': answerQuotaPublish
};

const answering: Readonly<Record<Exclude<AnsweredKind, WritingKind>, Answering>> = {
  'Rules preview': answerRulesPreview,
  Approach: answerApproach,
  'Quota plan': answerQuotaPlan
};

/** How many characters `Error__c` takes. */
const longestError = 4000;

/**
 * Answers a request that needs no run. Reads alone, so that the one thing written is the request
 * itself; opening a draft of quotas and publishing it write those too. A request that was cancelled meanwhile stays so,
 * unless it has written.
 * @returns the state that the request was left in; null where there was nothing to answer
 */
export async function answerAsked(
  context: JobContext,
  requestId: string
): Promise<'Done' | 'Failed' | 'Cancelled' | null> {
  const connection = await context.connection();
  const request = await readAskedRequest(connection, requestId);
  if (request === null || !isAnsweredKind(request.kind)) return null;
  await answerRequest(connection, requestId, { Status__c: 'Working', Progress__c: 0 });
  let report: AnswerReport;
  try {
    report =
      request.kind === 'Quota draft' || request.kind === 'Quota publish'
        ? await writing[request.kind](connection, request)
        : await answering[request.kind](
            readOnly(connection, { bulkQueries: true }),
            request.filter,
            request
          );
  } catch (error) {
    const known = error instanceof OrgError || error instanceof UnusableRequestError ? error : null;
    const message = error instanceof Error ? error.message : String(error);
    const cure = known?.cure ?? 'This is a fault of Evenfield; please report it with this message.';
    context.log.warn({ requestId, kind: request.kind, error: message }, 'not answered');
    await answerRequest(connection, requestId, {
      Status__c: 'Failed',
      Error__c: `${message}\n${cure}`.slice(0, longestError)
    });
    return 'Failed';
  }
  const hasWritten = request.kind in writing;
  if (!hasWritten && (await readAskedRequest(connection, requestId)) === null) return 'Cancelled';
  await answerRequest(connection, requestId, {
    Status__c: 'Done',
    Progress__c: 1,
    Result__c: report.words,
    Answer__c: report.answer,
    Error__c: null
  });
  context.log.info({ requestId, kind: request.kind }, 'answered');
  return 'Done';
}
