import { dayIn } from '../domain/core/days.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import { answersFor } from '../domain/territory/answers-for.ts';
import { grouped } from '../domain/quota/setting/rationale.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readDesign } from '../salesforce/records/design.ts';
import { readQuotasOf } from '../salesforce/records/quota-drafts.ts';
import { UnusableRequestError } from './answer-report.ts';
import type { PlanRequest } from './quota-plan.ts';

/** Begins the Target of a request by somebody who may plan a part alone; the org lets admins leave it out. */
const mark = 'part:';

/** What such a Target names: the key of the part's territory, or the id of the draft; null for an admin's. */
export function partOfTarget(target: string): string | null {
  return target.toLowerCase().startsWith(mark) ? target.slice(mark.length) : null;
}

/**
 * That who asks answers for the territory that her part begins with.
 * @throws UnusableRequestError saying no more of a territory that is not hers than of one that is not there
 * @throws OrgError
 */
export async function mustAnswerFor(
  connection: OrgConnection,
  rootKey: string,
  userId: string
): Promise<void> {
  const design = await readDesign(connection);
  const { policy } = parsePolicy(design.policyRow);
  const today = dayIn(policy.timeZone, connection.now());
  const root = design.territories.find(({ key }) => key === rootKey);
  if (root !== undefined && answersFor(design, userId, root.id, today)) return;
  throw new UnusableRequestError(
    `The part cannot be planned: you answer for no territory with the key ${rootKey}.`,
    'Choose a territory that you own, or are a present member of as Owner or Cover, or one below it; else ask an admin to plan it.'
  );
}

/**
 * How the published quota of a part's own territory lies to what the plan splits. The plan leaves that
 * quota as it is.
 * @returns '' where the plan is not of a part @throws OrgError
 */
export async function rootDifference(
  connection: OrgConnection,
  request: PlanRequest
): Promise<string> {
  const { root: rootKey, target } = request;
  if (rootKey === undefined) return '';
  const { territories } = await readDesign(connection);
  const root = territories.find(({ key }) => key === rootKey);
  const { quotas } = await readQuotasOf(connection, request);
  const own = quotas.filter(
    ({ territoryId, status }) => territoryId === root?.id && status === 'Published'
  );
  const name = root?.name ?? rootKey;
  const split = grouped(target, 2);
  if (own.length === 0)
    return `${name} itself has no published quota of this period; ${split} is split below it.`;
  const published = own.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const beyond = Math.round((target - published) * 100) / 100;
  return beyond === 0
    ? `That is the published quota of ${name}, which stays as it is.`
    : `The published quota of ${name} is ${grouped(published, 2)} and stays as it is; ${split} is split below it, ${grouped(Math.abs(beyond), 2)} ${beyond > 0 ? 'more' : 'less'}.`;
}
