import { z } from 'zod';
import type { PlanAnswer } from '../domain/quota/setting/plan-answer.ts';
import { knownFrom, planNodes } from '../domain/quota/setting/plan-nodes.ts';
import {
  fiscalPartsOf,
  partsOf,
  planSteps,
  wonByMonth
} from '../domain/quota/setting/plan-parts.ts';
import type { PlannedPart } from '../domain/quota/setting/plan-year.ts';
import { planYear } from '../domain/quota/setting/plan-year.ts';
import { seasonOf } from '../domain/quota/setting/season.ts';
import { quotaPolicy } from '../domain/quota/quota-policy.ts';
import { decimalsOf, toUnits } from '../domain/quota/units.ts';
import { dayText } from '../domain/core/days.ts';
import type { Period } from '../domain/core/snapshot.ts';
import { partBelow } from '../domain/quota/setting/plan-part.ts';
import type { QuotaNode } from '../domain/quota/setting/quota-node.ts';
import { buildTree } from '../domain/territory/tree.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readAccountTargets } from '../salesforce/records/account-targets.ts';
import { readFiscalPeriodsWithin, readPolicyRow } from '../salesforce/records/design.ts';
import { UnusableRequestError } from './answer-report.ts';
import { dealsOfFamily } from './deals-of-family.ts';
import { readPlainly } from './read-plainly.ts';

/** Decimals that the org's currency fields hold. */
const mostDecimals = 2;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is no day as YYYY-MM-DD');
const weight = z.number().min(0).optional();

/** What is asked of a plan, as a request's Filter holds it. */
export const planRequest = z.strictObject({
  target: z.number().min(0),
  /**
   * Key of the territory whose quota is split among those below it; left out for the whole company. Its own
   * quota is not planned.
   */
  root: z.string().trim().min(1).max(255).optional(),
  tier: z.enum(['New', 'Renewal', 'Upsell']).default('New'),
  /** For a part of the tier alone: the family as the products bear it. */
  productFamily: z.string().trim().min(1).max(255).optional(),
  start: day,
  end: day,
  /** What the period is cut into; the target is laid on the parts by the season of what was won. */
  step: z.enum(planSteps).default('Whole'),
  /** Where nothing is said of one, the policy's. */
  weights: z
    .strictObject({ lastResult: weight, potential: weight, pipeline: weight, capacity: weight })
    .default({}),
  /** Shares of the last result; null for no limit. */
  mostRise: z.number().min(0).nullable().default(null),
  mostFall: z.number().min(0).max(1).nullable().default(null),
  /**
   * Least of each territory that has none below it, of the whole period. Left out where there is none, not
   * made null: drafts from before there were floors keep their digest.
   */
  floor: z.number().min(0).nullish(),
  overAssignment: z.number().min(0).default(0),
  /** Selling hours that a deal takes; null where they are not to be told. */
  hoursPerDeal: z.number().positive().nullable().default(null),
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
  /** By period, whose rows are what is published; none where the plan is refused. */
  readonly periods: readonly PlannedPart[];
  /** The org's day. */
  readonly today: string;
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
export async function draftPlan(connection: OrgConnection, asked: PlanRequest): Promise<DraftPlan> {
  const { row } = await readPolicyRow(connection);
  const { planWeights, planRamp: rampSteps } = quotaPolicy(row);
  if (rampSteps === null)
    throw new UnusableRequestError(
      'The plan cannot be made: Quota_Ramp__c of the policy is no list of shares from 0 to 1.',
      'Write the shares of the first months between commas, such as 0.25, 0.5, 0.75, or leave it empty.'
    );
  const weights = { ...planWeights, ...asked.weights };
  // As it was planned, so that a later proposal weighs alike whatever the policy says by then.
  const request = { ...asked, weights };
  const parts = await partsFor(connection, request);
  const { snapshot, by, deals: all, currencies } = await readPlainly(connection);
  if (by === 'owners')
    throw new UnusableRequestError(
      'The org has no territories, and quotas belong to territories.',
      'Design territories first; docs/install.md shows how.'
    );
  const { productFamily: family } = request;
  // What people aim to win of an account is told by tier alone.
  const accountTargets =
    family === undefined
      ? await readAccountTargets(connection, request.tier)
      : new Map<string, number>();
  const deals =
    family === undefined
      ? all
      : await dealsOfFamily(connection, family, {
          from: dayText(knownFrom(snapshot.today)),
          accountIds: snapshot.accounts.ids,
          currencies
        });
  const isoCode = currencies?.corporate ?? request.currency;
  const decimals = Math.min(mostDecimals, decimalsOf(isoCode));
  const { tree } = buildTree(snapshot.territories);
  const rules = {
    weights,
    mostRise: request.mostRise,
    mostFall: request.mostFall,
    overAssignment: request.overAssignment,
    poolName: request.pool,
    hoursPerDeal: request.hoursPerDeal
  };
  const overrides = new Map(request.overrides.map(({ key, ...rest }) => [key, rest]));
  const { root } = request;
  const nodesOf = (period: Period): QuotaNode[] => {
    const whole = planNodes(snapshot, tree, deals, {
      period,
      tier: request.tier,
      overrides,
      decimals,
      rampSteps,
      floor: request.floor ?? null,
      accountTargets
    });
    return root === undefined ? whole : partBelow(whole, root);
  };
  const nodes = nodesOf(request);
  if (nodes.length === 0 && root !== undefined)
    throw new UnusableRequestError(
      `The plan cannot be made: no territory that counts has the key ${root}.`,
      'Name the root by its key (Key__c); it counts where one below it is Active or Pilot.'
    );
  if (nodes.length === 0)
    throw new UnusableRequestError(
      'The plan cannot be made: no territory is Active or Pilot.',
      'Set the stage of the territories that quotas are for.'
    );
  if (root !== undefined && nodes.length === 1)
    throw new UnusableRequestError(
      `The plan cannot be made: ${nodes[0]?.name ?? root} has no territory below it to split its quota over.`,
      'Name the territory above it, or set its quota there.'
    );
  const unknown = request.overrides.find(({ key }) => !nodes.some((node) => node.key === key));
  if (unknown !== undefined)
    throw new UnusableRequestError(
      `The plan cannot be made: no territory that counts has the key ${unknown.key}.`,
      'Name territories by their key (Key__c); only Active and Pilot ones count.'
    );
  const { tier, start } = request;
  const { whole, parts: planned } = planYear({
    parts,
    nodesOf,
    target: toUnits(request.target, decimals),
    season: seasonOf(wonByMonth(deals, tier, snapshot.today, start, knownFrom(snapshot.today))),
    rules: root === undefined ? rules : { ...rules, wholeName: nodes[0]?.name ?? root },
    currency: { isoCode, decimals }
  });
  return {
    ...whole,
    request,
    today: snapshot.today,
    periods: whole.status === 'Planned' ? planned : [],
    territoryIds: new Map(snapshot.territories.map(({ key, id }) => [key, id]))
  };
}

/** Parts by the calendar, else by the org's own fiscal periods. */
async function partsFor(connection: OrgConnection, request: PlanRequest): Promise<Period[]> {
  const { start, end, step } = request;
  const byCalendar = partsOf(request, step);
  if (byCalendar !== null) return byCalendar;
  const type = step === 'Quarters' ? 'Quarter' : 'Month';
  const rows = await readFiscalPeriodsWithin(connection, { start, end }, type);
  const byFiscalYear = fiscalPartsOf({ start, end }, rows);
  if (byFiscalYear !== null) return byFiscalYear;
  throw new UnusableRequestError(
    `The plan cannot be made: from ${start} to ${end} are not whole ${step.toLowerCase()}, by the calendar or by the org's fiscal periods, or more than a year.`,
    'Begin on the first day of a month or fiscal period and end on the last one of a part, a year later at most.'
  );
}
