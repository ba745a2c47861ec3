import type { PlannedQuota } from '../domain/quota/setting/plan-answer.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { AnswerReport } from './answer-report.ts';
import { longestAnswer } from './answer-report.ts';
import { draftDigest } from './draft-digest.ts';
import { sealOfDraft } from './write-draft.ts';
import { draftPlan, parsePlanRequest } from './quota-plan.ts';

/**
 * A draft of quotas over the org as it is now, for whoever asked; nothing is published. Where the answer
 * would not fit, rationales go first, then rows, and it says how many are left off.
 * @throws UnusableRequestError @throws OrgError
 */
export async function answerQuotaPlan(
  connection: OrgConnection,
  filter: string
): Promise<AnswerReport> {
  const draft = await draftPlan(connection, parsePlanRequest(filter));
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
