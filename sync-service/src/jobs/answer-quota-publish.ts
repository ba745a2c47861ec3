import { z } from 'zod';
import { draftChanges } from '../domain/quota/setting/draft-changes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readOnly } from '../salesforce/connection.ts';
import type { AnswerReport } from './answer-report.ts';
import { UnusableRequestError } from './answer-report.ts';
import { draftDigest } from './draft-digest.ts';
import type { DraftPlan } from './quota-plan.ts';
import { draftPlan, parsePlanRequest } from './quota-plan.ts';
import { publishQuotas } from './publish-quotas.ts';
import type { AskedRequest } from './requests.ts';

/** How many differences, and rows that the org refused, are named; the rest is counted. */
const mostNamed = 8;

const askedShape = z.object({
  Kind__c: z.string().nullable(),
  Status__c: z.string().nullable(),
  Filter__c: z.string().nullable(),
  Answer__c: z.string().nullable()
});

const readShape = z.object({
  status: z.literal('Planned'),
  digest: z.string(),
  leftOff: z.number(),
  rows: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      amount: z.number(),
      original: z.number().nullable(),
      overrideReason: z.string().nullable(),
      rationale: z.string().optional()
    })
  )
});
type ReadDraft = z.infer<typeof readShape>;

/**
 * Publishes a draft as it was read: the plan is made anew by the same request, and where it is not
 * the same to the last amount and reason nothing is written.
 * @param asked its target is the id of the request that the draft answers
 * @throws UnusableRequestError naming what differs @throws OrgError
 */
export async function answerQuotaPublish(
  connection: OrgConnection,
  { target, isAgain }: Pick<AskedRequest, 'target' | 'isAgain'>
): Promise<AnswerReport> {
  const { filter, read } = await readDraft(connection, target);
  const draft = await draftPlan(
    readOnly(connection, { bulkQueries: true }),
    parsePlanRequest(filter)
  );
  if (draftDigest(draft) !== read.digest) throw changed(read, draft, isAgain);
  const { changed: planned, written, problems } = await publishQuotas(connection, draft);
  const refused = problems.map(({ record, message }) => `${record}: ${message}`);
  return {
    words: [
      `${String(written)} of ${String(planned)} quotas were published.`,
      ...named(refused)
    ].join(' '),
    answer: JSON.stringify({ planned, written, refused: refused.length })
  };
}

async function readDraft(
  connection: OrgConnection,
  target: string
): Promise<{ filter: string; read: ReadDraft }> {
  const unusable = (why: string): UnusableRequestError =>
    new UnusableRequestError(
      `Nothing was published: ${why}`,
      'Ask for a draft, read it, and publish that one.'
    );
  if (!/^[0-9A-Za-z]{15,18}$/.test(target))
    throw unusable('the request does not name the draft by its id in Target.');
  const row = await connection.json(
    {
      method: 'GET',
      path: `/sobjects/Evenfield_Request__c/${target}?fields=Kind__c,Status__c,Filter__c,Answer__c`,
      about: 'Reading the draft'
    },
    askedShape
  );
  if (row.Kind__c !== 'Quota plan' || row.Status__c !== 'Done')
    throw unusable(`${target} is no request of kind Quota plan that was answered.`);
  const parsed = readShape.safeParse(JSON.parse(row.Answer__c ?? 'null'));
  if (!parsed.success) throw unusable('what was asked for could not be planned.');
  return { filter: row.Filter__c ?? '', read: parsed.data };
}

/** Why the plan made anew is not the one that was read. */
function changed(read: ReadDraft, draft: DraftPlan, isAgain: boolean): UnusableRequestError {
  const differences =
    draft.status === 'Refused'
      ? [`No plan keeps to the limits now. ${draft.words}`]
      : draftChanges(read.rows, draft.rows, draft.currency, read.leftOff === 0);
  const told =
    differences.length > 0
      ? named(differences)
      : [
          read.leftOff > 0
            ? `The difference is in the ${String(read.leftOff)} rows that the answer had no room for.`
            : 'What the draft was asked for was edited.'
        ];
  const lead = isAgain
    ? 'Publishing was broken off, after some rows perhaps, and is not taken up again'
    : 'Nothing was published';
  return new UnusableRequestError(
    `${lead}, because the plan would differ from the draft that was read. ${told.join(' ')}`,
    'Ask for the draft anew, read it, and publish that one.'
  );
}

function named(sentences: readonly string[]): string[] {
  const more = sentences.length - mostNamed;
  return more > 0
    ? [...sentences.slice(0, mostNamed), `And ${String(more)} more.`]
    : [...sentences];
}
