import { z } from 'zod';
import type { PlanAnswer } from '../domain/quota/setting/plan-answer.ts';
import { planAnswer } from '../domain/quota/setting/plan-answer.ts';
import { planNodes } from '../domain/quota/setting/plan-nodes.ts';
import { planQuotas } from '../domain/quota/setting/plan.ts';
import { decimalsOf, toUnits } from '../domain/quota/units.ts';
import { buildTree } from '../domain/territory/tree.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { UnusableRequestError } from './answer-report.ts';
import { readPlainly } from './read-plainly.ts';

/** Decimals that the org's currency fields hold. */
const mostDecimals = 2;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is no day as YYYY-MM-DD');
const weight = z.number().min(0).default(1);

/** What is asked of a plan, as a request's Filter holds it. */
export const planRequest = z.strictObject({
  target: z.number().min(0),
  tier: z.enum(['New', 'Renewal', 'Upsell']).default('New'),
  start: day,
  end: day,
  weights: z
    .strictObject({ lastResult: weight, potential: weight, pipeline: weight, capacity: weight })
    .default({ lastResult: 1, potential: 1, pipeline: 1, capacity: 1 }),
  /** Shares of the last result; null for no limit. */
  mostRise: z.number().min(0).nullable().default(null),
  mostFall: z.number().min(0).max(1).nullable().default(null),
  overAssignment: z.number().min(0).default(0),
  pool: z.string().min(1).default('The pool'),
  /** ISO code of the currency that amounts are told in where the org has one alone. */
  currency: z.string().length(3).default('USD'),
  overrides: z
    .array(z.strictObject({ key: z.string(), amount: z.number().min(0), reason: z.string() }))
    .default([])
});
export type PlanRequest = z.infer<typeof planRequest>;

/** What a plan says of the org, and how its territories are found again. */
export interface DraftPlan extends PlanAnswer {
  readonly request: PlanRequest;
  /** Ids of territories by key. */
  readonly territoryIds: ReadonlyMap<string, string>;
}

/** @throws UnusableRequestError for a text that is no request for a plan */
export function parsePlanRequest(text: string): PlanRequest {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    given = null;
  }
  const parsed = planRequest.safeParse(given);
  if (!parsed.success)
    throw new UnusableRequestError(
      `The plan cannot be made: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
      'Correct what the message names and ask again; docs/quota.md shows the form.'
    );
  if (parsed.data.end < parsed.data.start)
    throw new UnusableRequestError(
      'The plan cannot be made: the period ends before it starts.',
      'Correct the period and ask again.'
    );
  return parsed.data;
}

/**
 * A draft plan of the org as it is now; writes nothing.
 * @throws OrgError @throws UnusableRequestError where there is nothing to split over
 */
export async function draftPlan(
  connection: OrgConnection,
  request: PlanRequest
): Promise<DraftPlan> {
  const { snapshot, by, deals, currencies } = await readPlainly(connection);
  if (by === 'owners')
    throw new UnusableRequestError(
      'The org has no territories, and quotas belong to territories.',
      'Design territories first; docs/install.md shows how.'
    );
  const isoCode = currencies?.corporate ?? request.currency;
  const decimals = Math.min(mostDecimals, decimalsOf(isoCode));
  const { tree } = buildTree(snapshot.territories);
  const rules = {
    weights: request.weights,
    mostRise: request.mostRise,
    mostFall: request.mostFall,
    overAssignment: request.overAssignment,
    poolName: request.pool
  };
  const nodes = planNodes(snapshot, tree, deals, {
    period: { start: request.start, end: request.end },
    tier: request.tier,
    overrides: new Map(request.overrides.map(({ key, ...rest }) => [key, rest])),
    decimals
  });
  if (nodes.length === 0)
    throw new UnusableRequestError(
      'The plan cannot be made: no territory is Active or Pilot.',
      'Set the stage of the territories that quotas are for.'
    );
  const unknown = request.overrides.find(({ key }) => !nodes.some((node) => node.key === key));
  if (unknown !== undefined)
    throw new UnusableRequestError(
      `The plan cannot be made: no territory that counts has the key ${unknown.key}.`,
      'Name territories by their key (Key__c); only Active and Pilot ones count.'
    );
  const plan = planQuotas(nodes, toUnits(request.target, decimals), rules);
  return {
    ...planAnswer(nodes, plan, rules, { isoCode, decimals }),
    request,
    territoryIds: new Map(snapshot.territories.map(({ key, id }) => [key, id]))
  };
}
