import { z } from 'zod';
import type { OrgConnection } from '../salesforce/connection.ts';
import { UnusableRequestError } from './answer-report.ts';

const askedShape = z.object({
  Kind__c: z.string().nullable(),
  Status__c: z.string().nullable(),
  Filter__c: z.string().nullable(),
  Answer__c: z.string().nullable(),
  Target__c: z.string().nullable(),
  CreatedById: z.string()
});

const readShape = z.object({
  status: z.literal('Planned'),
  digest: z.string(),
  leftOff: z.number(),
  seal: z.object({ count: z.number(), digest: z.string() }),
  rows: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      amount: z.number(),
      original: z.number().nullable(),
      overrideReason: z.string().nullable(),
      rationale: z.string().optional(),
      parts: z.array(z.number()).optional()
    })
  )
});

/** A draft as its answer told it, rows that had no room left off. */
export type ReadDraft = z.infer<typeof readShape>;

/** A draft, with the request that it answers. */
export interface FoundDraft {
  readonly filter: string;
  readonly read: ReadDraft;
  readonly target: string;
  /** Id of the user who asked for it. */
  readonly askedBy: string;
}

/**
 * The draft that a request of kind Quota plan was answered with, and what it was asked for.
 * @param target id of that request
 * @param undone what was not done where there is no such draft, such as "Nothing was published"
 * @throws UnusableRequestError @throws OrgError
 */
export async function readDraft(
  connection: OrgConnection,
  target: string,
  undone: string
): Promise<FoundDraft> {
  const unusable = (why: string): UnusableRequestError =>
    new UnusableRequestError(`${undone}: ${why}`, 'Ask for a draft, read it, and name that one.');
  if (!/^[0-9A-Za-z]{15,18}$/.test(target))
    throw unusable('the request does not name the draft by its id in Target.');
  const row = await connection.json(
    {
      method: 'GET',
      path: `/sobjects/Evenfield_Request__c/${target}?fields=Kind__c,Status__c,Filter__c,Answer__c,Target__c,CreatedById`,
      about: 'Reading the draft'
    },
    askedShape
  );
  if (row.Kind__c !== 'Quota plan' || row.Status__c !== 'Done')
    throw unusable(`${target} is no request of kind Quota plan that was answered.`);
  const parsed = readShape.safeParse(JSON.parse(row.Answer__c ?? 'null'));
  if (!parsed.success) throw unusable('what was asked for could not be planned.');
  return {
    filter: row.Filter__c ?? '',
    read: parsed.data,
    target: row.Target__c ?? '',
    askedBy: row.CreatedById
  };
}
