import { z } from 'zod';
import type { RebalanceQuestion } from '../../domain/rebalance/question.ts';
import { measureNames, usualMeasures } from '../../domain/rebalance/question.ts';
import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { id, optionalId, optionalNumber, optionalText, readChecked } from './checked.ts';

const object = 'Evenfield_Rebalance__c';

export type RebalanceStatus =
  | 'Draft'
  | 'Requested'
  | 'Computing'
  | 'Proposed'
  | 'Approved'
  | 'Applying'
  | 'Applied'
  | 'Rolling Back'
  | 'Rolled Back'
  | 'Rejected'
  | 'Cancelled'
  | 'Failed';

export interface Rebalance {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly status: RebalanceStatus;
  readonly scope: string;
  readonly root: string | null;
  readonly design: RebalanceQuestion['design'] | 'People';
  /** JSON as people wrote it. */
  readonly parameters: string | null;
  readonly seed: number | null;
  readonly mode: string | null;
  readonly undoUntil: string | null;
  /** UTC milliseconds; NaN where nobody has worked on it. */
  readonly heartbeat: number;
  /** What was said last. */
  readonly message: string | null;
}

const shape = {
  Id: id,
  Name: z.string(),
  OwnerId: id,
  Status__c: optionalText,
  Scope__c: optionalText,
  Root__c: optionalId,
  Design__c: optionalText,
  Parameters__c: optionalText,
  Seed__c: optionalNumber,
  Mode__c: optionalText,
  Undo_Until__c: optionalText,
  Heartbeat__c: optionalText,
  Message__c: optionalText
};

/** Scenarios that meet a condition, the oldest first. @throws OrgError */
export async function readRebalances(
  connection: OrgConnection,
  where: string
): Promise<Rebalance[]> {
  const { records } = await readChecked(connection, { object, where }, shape);
  return records
    .map((row) => ({
      id: row.Id,
      name: row.Name,
      ownerId: row.OwnerId,
      status: (row.Status__c ?? 'Draft') as RebalanceStatus,
      scope: row.Scope__c ?? 'Whole Org',
      root: row.Root__c,
      design: (row.Design__c ?? 'Smallest Change') as Rebalance['design'],
      parameters: row.Parameters__c,
      seed: row.Seed__c,
      mode: row.Mode__c,
      undoUntil: row.Undo_Until__c,
      heartbeat: Date.parse(row.Heartbeat__c ?? ''),
      message: row.Message__c
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** @throws OrgError NO_REBALANCE */
export async function readRebalance(connection: OrgConnection, one: string): Promise<Rebalance> {
  const found = /^[0-9A-Za-z]{15,18}$/.test(one)
    ? (await readRebalances(connection, `Id = '${one}'`))[0]
    : undefined;
  if (found !== undefined) return found;
  throw new OrgError(
    'data',
    'NO_REBALANCE',
    `There is no rebalance ${one}.`,
    'Name the id of an Evenfield_Rebalance__c record.',
    one
  );
}

/** Writes the service's side of a scenario. @throws OrgError */
export async function writeRebalance(
  connection: OrgConnection,
  rebalanceId: string,
  values: Readonly<Record<string, string | number | null>>
): Promise<void> {
  await connection.send({
    method: 'PATCH',
    path: `/sobjects/${object}/${rebalanceId}`,
    body: JSON.stringify({
      ...values,
      Heartbeat__c: new Date(Math.floor(connection.now() / 1000) * 1000).toISOString()
    }),
    about: 'Writing the rebalance'
  });
}

const share = z.number().min(0).max(1);
const parametersShape = z.strictObject({
  territories: z.array(z.string()).optional(),
  measures: z
    .array(z.strictObject({ name: z.enum(measureNames), tolerance: share.optional() }))
    .min(1)
    .optional(),
  mostAccounts: z.number().int().min(0).optional(),
  mostRevenue: z.number().min(0).optional(),
  frozen: z.array(z.string()).optional(),
  waveSize: z.number().int().min(1).optional(),
  waveDates: z.array(z.iso.date()).optional(),
  whatIfs: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('leaver'), user: z.string() }),
        z.strictObject({
          kind: z.literal('joiner'),
          territory: z.string(),
          hours: z.number().min(0),
          ramp: share.optional()
        }),
        z.strictObject({
          kind: z.literal('capacity'),
          territory: z.string(),
          hours: z.number().min(0)
        }),
        z.strictObject({
          kind: z.literal('temporary'),
          territory: z.string(),
          hours: z.number().min(0),
          until: z.iso.date(),
          user: z.string().optional()
        }),
        z.strictObject({
          kind: z.literal('open'),
          territory: z.string(),
          hours: z.number().min(0)
        }),
        z.strictObject({
          kind: z.literal('close'),
          territory: z.string(),
          into: z.string().optional()
        }),
        z.strictObject({
          kind: z.literal('market'),
          factor: z.number().min(0),
          state: z.string().optional(),
          industry: z.string().optional()
        }),
        z.strictObject({ kind: z.literal('rotation'), of: z.string().optional() }),
        z.strictObject({ kind: z.literal('ahead'), months: z.number().min(0).max(60) })
      ])
    )
    .optional()
});

/** How moves are put into waves. */
export interface WavePlan {
  readonly size: number;
  /** First day of each wave after the canary, by wave; waves without one may follow at once. */
  readonly dates: readonly string[];
}

const usualWaveSize = 1_000;

/**
 * The question and waves of a scenario.
 * @param touched ids of territories that its moves name: what a drawn scenario is about
 * @throws OrgError PARAMETERS_INVALID that names what is wrong
 */
export function questionOf(
  rebalance: Rebalance,
  chosen: RebalanceQuestion['chosen'],
  frozen: readonly string[],
  touched: readonly string[]
): { question: RebalanceQuestion; waves: WavePlan } {
  const invalid = (message: string): OrgError =>
    new OrgError(
      'data',
      'PARAMETERS_INVALID',
      `Parameters of ${rebalance.name}: ${message}`,
      'Correct Parameters of the scenario; docs/rebalance.md says what may stand there.',
      rebalance.id
    );
  let json: unknown = {};
  try {
    json = rebalance.parameters === null ? {} : JSON.parse(rebalance.parameters);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(`no JSON: ${error.message}`);
  }
  const parsed = parametersShape.safeParse(json);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const given = parsed.data;
  return {
    question: {
      territories: rebalance.scope === 'Territories' ? (given.territories ?? touched) : null,
      root: rebalance.scope === 'Subtree' ? rebalance.root : null,
      design: rebalance.design === 'People' ? 'Smallest Change' : rebalance.design,
      measures:
        given.measures?.map(({ name, tolerance }) => ({ name, tolerance: tolerance ?? null })) ??
        usualMeasures,
      mostAccounts: given.mostAccounts ?? null,
      mostRevenue: given.mostRevenue ?? null,
      frozen: [...(given.frozen ?? []), ...frozen],
      chosen,
      whatIfs: given.whatIfs ?? [],
      seed: rebalance.seed ?? 1
    },
    waves: { size: given.waveSize ?? usualWaveSize, dates: given.waveDates ?? [] }
  };
}
