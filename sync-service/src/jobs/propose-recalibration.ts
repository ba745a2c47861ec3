import { z } from 'zod';
import { quotaPolicy } from '../domain/quota/quota-policy.ts';
import { recalibrations } from '../domain/quota/setting/recalibration.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readOnly } from '../salesforce/connection.ts';
import {
  day,
  id,
  optionalNumber,
  optionalText,
  readChecked
} from '../salesforce/records/checked.ts';
import { textLiteral } from '../salesforce/text-literal.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { ProposedChange } from './answer-quota-plan.ts';
import { planReport } from './answer-quota-plan.ts';
import type { PlanRequest } from './quota-plan.ts';
import { draftPlan, parsePlanRequest } from './quota-plan.ts';

const mostNamed = 5;
/** What `Target__c` of a request takes. */
const longestTarget = 120;

const quotaShape = {
  Id: id,
  Territory__c: id,
  'Territory__r.Key__c': optionalText,
  'Territory__r.Parent__c': optionalText,
  Tier__c: z.enum(['New', 'Renewal', 'Upsell']),
  Product_Family__c: optionalText,
  Period_Start__c: day,
  Period_End__c: day,
  Amount__c: optionalNumber,
  Override_Reason__c: optionalText,
  Potential__c: optionalNumber,
  Plan__c: optionalText
};

const answerShape = z.object({ changes: z.array(z.object({ key: z.string() })) });

interface Published {
  readonly key: string;
  readonly isUppermost: boolean;
  readonly tier: PlanRequest['tier'];
  readonly family: string | null;
  readonly start: string;
  readonly end: string;
  readonly amount: number;
  readonly overrideReason: string | null;
  readonly potential: number | null;
  readonly plan: string | null;
}

/**
 * Where potential has moved beyond the policy's threshold since the running period's quotas were planned,
 * asks for the same plan anew and leaves it as an answered request of kind Quota plan for people to open
 * and publish, or to leave. Published quotas stay as they are. What is proposed is proposed once: anew
 * only where other territories moved.
 * @returns what it did or why it did nothing, in words
 * @throws OrgError
 */
export async function proposeRecalibration(
  connection: OrgConnection,
  policyRow: Readonly<Record<string, unknown>> | null
): Promise<string> {
  const { recalibrateBeyond: threshold } = quotaPolicy(policyRow);
  if (threshold === null) return 'Recalibration: turned off.';
  const quotas = await readPublished(connection);
  const plans = Map.groupBy(quotas, (row) => [row.tier, row.start, row.end, row.family].join(':'));
  const said: string[] = [];
  for (const rows of plans.values())
    if (rows.some(({ plan }) => plan !== null))
      said.push(await propose(connection, rows, threshold));
  return said.length === 0
    ? 'Recalibration: no quota of the running period was planned here.'
    : said.join(' ');
}

async function propose(
  connection: OrgConnection,
  rows: readonly Published[],
  threshold: number
): Promise<string> {
  const [first] = rows;
  const asked = rows.find(({ plan }) => plan !== null)?.plan;
  if (first === undefined || asked === undefined || asked === null) return '';
  const { tier, start, end } = first;
  const what = first.family === null ? tier : `${tier}, ${first.family}`;
  const about = `Recalibration of ${what}, ${start} to ${end}`;
  const request: PlanRequest = {
    ...parsePlanRequest(asked),
    start,
    end,
    step: 'Whole',
    target: rows.reduce((sum, row) => sum + (row.isUppermost ? row.amount : 0), 0),
    overrides: rows.flatMap(({ key, amount, overrideReason: reason }) =>
      reason === null ? [] : [{ key, amount, reason }]
    )
  };
  const draft = await draftPlan(readOnly(connection, { bulkQueries: true }), request);
  if (draft.status === 'Refused')
    return `${about}: no plan keeps to the limits now. ${draft.words}`;
  const planned = new Map(draft.rows.map((row) => [row.key, row]));
  const changes = recalibrations(
    rows.map(({ key, amount, potential }) => ({
      key,
      amount,
      potentialThen: potential,
      potentialNow: planned.get(key)?.potential ?? null
    })),
    new Map(draft.rows.map(({ key, amount }) => [key, amount])),
    threshold
  ).map((change): ProposedChange => ({
    ...change,
    name: planned.get(change.key)?.name ?? change.key
  }));
  if (changes.length === 0)
    return `${about}: no potential moved by more than ${String(Math.round(threshold * 100))} %.`;
  const family = first.family === null ? '' : `:${first.family}`;
  const target = `recalibration:${tier}:${start}${family}`.slice(0, longestTarget);
  if (await isProposed(connection, target, changes))
    return `${about}: what was proposed waits for people.`;
  const { words, answer } = planReport(draft, changes);
  const named = changes
    .slice(0, mostNamed)
    .map(
      ({ name, before, after, reason }) =>
        `${name}: ${String(before)}, now ${String(after)}. ${reason}`
    );
  const more = changes.length - named.length;
  await writeRows(connection, {
    object: 'Evenfield_Request__c',
    operation: 'insert',
    columns: [
      'Kind__c',
      'Status__c',
      'Target__c',
      'Filter__c',
      'Result__c',
      'Answer__c',
      'Progress__c'
    ],
    rows: [
      [
        'Quota plan',
        'Done',
        target,
        JSON.stringify(request),
        [...named, ...(more > 0 ? [`And ${String(more)} more.`] : []), words].join(' '),
        answer,
        1
      ]
    ]
  });
  return `${about}: ${String(changes.length)} quotas are proposed anew and wait for people.`;
}

/** Whether the last proposal for the plan was made of the same territories. */
async function isProposed(
  connection: OrgConnection,
  target: string,
  changes: readonly ProposedChange[]
): Promise<boolean> {
  const { records } = await readChecked(
    connection,
    {
      object: 'Evenfield_Request__c',
      where: `Kind__c = 'Quota plan' AND Target__c = ${textLiteral(target)}`
    },
    { Id: id, CreatedDate: z.string(), Answer__c: optionalText }
  );
  const last = records
    .sort((a, b) =>
      a.CreatedDate === b.CreatedDate
        ? a.Id < b.Id
          ? -1
          : 1
        : a.CreatedDate < b.CreatedDate
          ? -1
          : 1
    )
    .at(-1);
  const parsed = answerShape.safeParse(JSON.parse(last?.Answer__c ?? 'null'));
  if (!parsed.success) return false;
  const keys = (list: readonly { readonly key: string }[]): string =>
    list
      .map(({ key }) => key)
      .sort()
      .join('\n');
  return keys(parsed.data.changes) === keys(changes);
}

async function readPublished(connection: OrgConnection): Promise<Published[]> {
  const { records } = await readChecked(
    connection,
    {
      object: 'Evenfield_Quota__c',
      where: "Status__c = 'Published' AND Period_Start__c <= TODAY AND Period_End__c >= TODAY"
    },
    quotaShape
  );
  return records.map((row) => ({
    key: row['Territory__r.Key__c'] ?? row.Territory__c,
    isUppermost: row['Territory__r.Parent__c'] === null,
    tier: row.Tier__c,
    family: row.Product_Family__c,
    start: row.Period_Start__c,
    end: row.Period_End__c,
    amount: row.Amount__c ?? 0,
    overrideReason: row.Override_Reason__c,
    potential: row.Potential__c,
    plan: row.Plan__c
  }));
}
