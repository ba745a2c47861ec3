import { z } from 'zod';
import { dayNumber, dayText } from '../../domain/core/days.ts';
import type { Policy } from '../../domain/core/policy.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { Day } from '../../domain/core/snapshot.ts';
import type { KeptModel, Predicts } from '../../domain/retention/kept-model.ts';
import { daysBetweenFits } from '../../domain/retention/version-choice.ts';
import type { OrgConnection } from '../connection.ts';
import { day, flag, id, optionalNumber, optionalText, readChecked } from './checked.ts';

/** Fields of a model version that the service writes. */
export const modelVersionFields = [
  'Predicts__c',
  'Kind__c',
  'Fitted__c',
  'In_Use__c',
  'Rows__c',
  'Churners__c',
  'ROC_Area__c',
  'Precision_Area__c',
  'Brier__c',
  'Brier_Skill__c',
  'Calibration_Error__c',
  'Calibration_Slope__c',
  'Lift__c',
  'Curve__c',
  'Message__c',
  'Model__c',
  'Lead_Days__c',
  'Cohorts__c',
  'Plays__c',
  'White_Space__c',
  'Profile__c'
] as const;

const numbers = z.array(z.number());
const sign = z.union([z.literal(-1), z.literal(0), z.literal(1)]);
const sums = z.object({
  kind: z.literal('additive'),
  binnings: z.array(
    z.object({
      feature: z.object({
        name: z.string(),
        kind: z.enum(['number', 'category']),
        monotone: sign,
        labels: z.array(z.string())
      }),
      cuts: numbers,
      order: numbers,
      size: z.number()
    })
  ),
  intercept: z.number(),
  shapes: z.array(z.object({ feature: z.number(), scores: numbers })),
  pairs: z.array(
    z.object({
      features: z.tuple([z.number(), z.number()]),
      groups: z.tuple([numbers, numbers]),
      columns: z.number(),
      scores: numbers
    })
  )
});

const reading = z.object({
  gap: z.number().nullable(),
  buying: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }).nullable()
});
const kept = sums.extend({ reading: reading.optional() });

const versionShape = {
  Id: id,
  Key__c: optionalText,
  In_Use__c: flag,
  Predicts__c: z.enum(['Churn', 'Contraction', 'Expansion']).nullable(),
  Kind__c: z.enum(['Scorecard', 'Ridge', 'Additive', 'Not Measured']),
  Fitted__c: day,
  Brier_Skill__c: optionalNumber,
  Model__c: optionalText
};

type VersionRow = z.infer<z.ZodObject<typeof versionShape>>;

const kinds = {
  Scorecard: 'scorecard',
  'Not Measured': 'scorecard',
  Ridge: 'ridge',
  Additive: 'additive'
} as const;

/** The models in use. */
export interface ModelsRead {
  readonly churn: KeptModel | null;
  readonly contraction: KeptModel | null;
  readonly expansion: KeptModel | null;
  readonly problems: readonly Problem[];
}

/**
 * The newest models of churn, contraction and expansion in use, each with the day of the last fit; one that
 * cannot be read is told, and fitted anew. Null where the policy asks for none.
 * @throws OrgError
 */
export async function readChurnModels(
  connection: OrgConnection,
  policy: Policy,
  today: Day
): Promise<ModelsRead> {
  if (policy.churnMapping === null && policy.churnHistoryYears === 0)
    return { churn: null, contraction: null, expansion: null, problems: [] };
  const { records, problems } = await readChecked(
    connection,
    {
      object: 'Evenfield_Model_Version__c',
      where: `In_Use__c = true OR Fitted__c > ${dayText(dayNumber(today) - daysBetweenFits)}`
    },
    versionShape
  );
  // Versions from before there were several are of churn.
  const of = (predicts: Predicts): KeptModel | null =>
    keptOf(
      records.filter((row) => (row.Predicts__c ?? 'Churn') === predicts),
      problems
    );
  return {
    churn: of('Churn'),
    contraction: of('Contraction'),
    expansion: of('Expansion'),
    problems
  };
}

function keptOf(records: readonly VersionRow[], problems: Problem[]): KeptModel | null {
  const newestFirst = records.toSorted((a, b) => (a.Fitted__c < b.Fitted__c ? 1 : -1));
  const newest = newestFirst.find(({ In_Use__c: inUse }) => inUse);
  if (newest === undefined) return null;
  const version = {
    id: newest.Id,
    key: newest.Key__c ?? newest.Id,
    fitted: newest.Fitted__c,
    lastFit: newestFirst[0]?.Fitted__c ?? newest.Fitted__c,
    kind: kinds[newest.Kind__c],
    brierSkill: newest.Brier_Skill__c
  };
  if (newest.Model__c === null) return { ...version, sums: null, reading: null };
  const read = kept.safeParse(parsed(newest.Model__c));
  if (read.success) {
    const { reading: own = null, ...model } = read.data;
    return { ...version, sums: model, reading: own };
  }
  problems.push({
    object: 'Evenfield_Model_Version__c',
    record: version.key,
    field: 'Model__c',
    code: 'MODEL_UNREADABLE',
    message: `The model of ${(newest.Predicts__c ?? 'Churn').toLowerCase()} that is in use cannot be read; it is fitted anew.`,
    cure: 'Leave Model__c to the service; it is not for people to edit.'
  });
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
