import type { PlannedQuota } from '../domain/quota/setting/plan-answer.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { AnswerReport } from './answer-report.ts';
import { longestAnswer, UnusableRequestError } from './answer-report.ts';
import { draftDigest } from './draft-digest.ts';
import { sealOfDraft } from './write-draft.ts';
import { mustAnswerFor, partOfTarget, rootDifference } from './plan-part.ts';
import type { DraftPlan, PlanRequest } from './quota-plan.ts';
import { draftPlan, parsePlanRequest } from './quota-plan.ts';
import type { AskedRequest } from './requests.ts';

/** A quota whose potential moved, before and after. Amounts in the stated currency. */
export interface ProposedChange {
  readonly key: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly reason: string;
}

/** @throws UnusableRequestError where the part that is planned is not hers who asks @throws OrgError */
async function mustBeHers(
  connection: OrgConnection,
  part: string,
  { root }: PlanRequest,
  askedBy: string
): Promise<void> {
  if (root !== part)
    throw new UnusableRequestError(
      'The part cannot be planned: the root in Filter is not the one that Target names.',
      'Name the same territory in both, in Target after part:.'
    );
  await mustAnswerFor(connection, part, askedBy);
}

/**
 * A draft of quotas over the org as it is now, for whoever asked; nothing is published. Where the answer
 * would not fit, rationales go first, then rows, and it says how many are left off. Who may plan a part
 * alone is told of no territory beside it.
 * @throws UnusableRequestError @throws OrgError
 */
export async function answerQuotaPlan(
  connection: OrgConnection,
  filter: string,
  { target, askedBy }: Pick<AskedRequest, 'target' | 'askedBy'>
): Promise<AnswerReport> {
  const request = parsePlanRequest(filter);
  const part = partOfTarget(target);
  if (part !== null) await mustBeHers(connection, part, request, askedBy);
  const report = planReport(await draftPlan(connection, request));
  const difference = await rootDifference(connection, request);
  return difference === '' ? report : { ...report, words: `${report.words} ${difference}` };
}

/**
 * A draft as its request's answer tells it.
 * @param changes what a proposal would change, told in front of the rows
 */
export function planReport(
  draft: DraftPlan,
  changes: readonly ProposedChange[] = []
): AnswerReport {
  const { status, words, rows, spread, shortfall, blame, levels, currency } = draft;
  const digest = draftDigest(draft);
  const seal = sealOfDraft(draft);
  const told = (some: readonly Partial<PlannedQuota>[]): string =>
    JSON.stringify({
      status,
      spread,
      shortfall,
      blame,
      levels,
      currency,
      digest,
      seal,
      ...(changes.length === 0 ? {} : { changes }),
      rows: some,
      leftOff: rows.length - some.length
    });
  const whole = told(rows);
  if (whole.length <= longestAnswer) return { words, answer: whole };
  const bare = rows.map(({ rationale: _, ...rest }) => rest);
  let count = bare.length;
  while (count > 0 && told(bare.slice(0, count)).length > longestAnswer)
    count = Math.floor(count * 0.9);
  return {
    words: `${words} The rationales are left off here; evenfield quota plan prints them.`,
    answer: told(bare.slice(0, count))
  };
}
