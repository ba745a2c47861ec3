import { draftChanges } from '../domain/quota/setting/draft-changes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readOnly } from '../salesforce/connection.ts';
import { readQuotasOf } from '../salesforce/records/quota-drafts.ts';
import type { AnswerReport } from './answer-report.ts';
import { UnusableRequestError } from './answer-report.ts';
import { draftDigest } from './draft-digest.ts';
import type { DraftPlan } from './quota-plan.ts';
import { draftPlan, parsePlanRequest } from './quota-plan.ts';
import { mustAnswerFor, partOfTarget, rootDifference } from './plan-part.ts';
import { publishQuotas, publishRows } from './publish-quotas.ts';
import type { FoundDraft, ReadDraft } from './read-draft.ts';
import { readDraft } from './read-draft.ts';
import type { AskedRequest } from './requests.ts';
import { draftKey, sealOf, writeDraft } from './write-draft.ts';
import type { WriteTotals } from './write-totals.ts';

/** How many differences, and rows that the org refused, are named; the rest is counted. */
const mostNamed = 8;

type Asked = Pick<AskedRequest, 'target' | 'askedBy' | 'isAgain'>;

/**
 * Publishes a draft as it was read. Where its rows were opened to people they are turned into the quotas
 * that count, as they stand, however the org has changed since. Else the plan is made anew by the same
 * request, and where it is not the same to the last amount and reason nothing is written.
 * @param asked its target is the id of the request that the draft answers
 * @throws UnusableRequestError naming what differs @throws OrgError
 */
export async function answerQuotaPublish(
  connection: OrgConnection,
  asked: Asked
): Promise<AnswerReport> {
  const lead = asked.isAgain
    ? 'Publishing was broken off, after some rows perhaps, and is not taken up again'
    : 'Nothing was published';
  const { filter, read } = await draftFor(connection, asked, lead);
  const opened = await publishOpened(connection, filter, read);
  const {
    changed: planned,
    written,
    problems
  } = opened ?? (await publishQuotas(connection, await sameDraft(connection, filter, read, lead)));
  const difference = await rootDifference(connection, parsePlanRequest(filter));
  return {
    words: [
      `${String(written)} of ${String(planned)} quotas were published.`,
      ...(difference === '' ? [] : [difference]),
      ...named(refusedOf(problems))
    ].join(' '),
    answer: JSON.stringify({ planned, written, refused: problems.length })
  };
}

/**
 * Writes a draft as it was read as rows that people can see and contest before it is published.
 * @param asked its target is the id of the request that the draft answers
 * @throws UnusableRequestError naming what differs from the draft that was read @throws OrgError
 */
export async function answerQuotaDraft(
  connection: OrgConnection,
  asked: Asked
): Promise<AnswerReport> {
  const lead = 'No draft was opened';
  const { filter, read } = await draftFor(connection, asked, lead);
  const draft = await sameDraft(connection, filter, read, lead);
  const { planned, problems } = await writeDraft(connection, draft);
  return {
    words: [
      `${String(planned - problems.length)} of ${String(planned)} rows can be read and contested by those who answer for them.`,
      ...named(refusedOf(problems))
    ].join(' '),
    answer: JSON.stringify({ planned, refused: problems.length })
  };
}

/**
 * The draft that is asked about. Who may plan a part alone opens and publishes her own drafts of a part
 * that she still answers for.
 * @throws UnusableRequestError @throws OrgError
 */
async function draftFor(
  connection: OrgConnection,
  { target, askedBy }: Asked,
  lead: string
): Promise<Pick<FoundDraft, 'filter' | 'read'>> {
  const ofPart = partOfTarget(target);
  const found = await readDraft(connection, ofPart ?? target, lead);
  if (ofPart === null) return found;
  const part = partOfTarget(found.target);
  // The filter may be edited by whoever asked; the target may not.
  if (part === null || found.askedBy !== askedBy || parsePlanRequest(found.filter).root !== part)
    throw new UnusableRequestError(
      `${lead}, because this is no draft of a part that you asked for, or what it was asked for was edited.`,
      'Ask for a draft of your part, read it, and name that one.'
    );
  await mustAnswerFor(connection, part, askedBy);
  return found;
}

/** Publishes the rows of a draft that stand in the org; null where they do not, or not all of them. */
async function publishOpened(
  connection: OrgConnection,
  filter: string,
  read: ReadDraft
): Promise<WriteTotals | null> {
  const request = parsePlanRequest(filter);
  const key = draftKey(read.digest, request.root);
  const { quotas } = await readQuotasOf(connection, request);
  const seal = sealOf(quotas.filter((row) => row.key?.startsWith(key) === true));
  if (seal.count !== read.seal.count) return null;
  if (seal.digest !== read.seal.digest)
    throw new UnusableRequestError(
      'Nothing was published, because rows of the draft were edited since it was read.',
      'Ask for the draft anew, read it, and publish that one.'
    );
  return publishRows(connection, key, request);
}

/** The plan made anew, which is the draft that was read. @throws UnusableRequestError where it is not */
async function sameDraft(
  connection: OrgConnection,
  filter: string,
  read: ReadDraft,
  lead: string
): Promise<DraftPlan> {
  const draft = await draftPlan(
    readOnly(connection, { bulkQueries: true }),
    parsePlanRequest(filter)
  );
  if (draftDigest(draft) !== read.digest) throw changed(read, draft, lead);
  return draft;
}

function refusedOf(problems: WriteTotals['problems']): string[] {
  return problems.map(({ record, message }) => `${record}: ${message}`);
}

/** Why the plan made anew is not the one that was read. */
function changed(read: ReadDraft, draft: DraftPlan, lead: string): UnusableRequestError {
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
