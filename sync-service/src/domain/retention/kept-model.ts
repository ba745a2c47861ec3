import type { ResultRow } from '../core/result.ts';
import type { AdditiveModel } from './model/additive-model.ts';
import type { ModelKind } from './model/churn-model.ts';
import type { Measures } from './model/measured.ts';
import type { BgNbd } from './purchases/bg-nbd.ts';

/** What dated signals are read with, as the training window gave it. */
export interface PastReading {
  /** Days without a purchase after which a customer without contract has left; null where purchases were too few to say. */
  readonly gap: number | null;
  readonly buying: BgNbd | null;
}

/** A model version as the org keeps it. */
export interface KeptModel {
  readonly id: string;
  readonly key: string;
  /** YYYY-MM-DD. */
  readonly fitted: string;
  /** Day of the last fit, whether its version came into use or not. */
  readonly lastFit: string;
  readonly kind: ModelKind;
  readonly brierSkill: number | null;
  readonly sums: AdditiveModel | null;
  /** Null for a cross-section by the policy's mapping. */
  readonly reading: PastReading | null;
}

/** What a version foretells. */
export type Predicts = 'Churn' | 'Contraction' | 'Expansion';

/** A version before the org has it. */
export type NewVersion = Omit<KeptModel, 'id' | 'lastFit'> & { readonly predicts: Predicts };

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The model as it is kept: scores to six decimals. It is used in this form from the first night on, so that what is kept gives what was shown. */
export function asKept(model: AdditiveModel): AdditiveModel {
  const all = (scores: readonly number[]): number[] => scores.map(rounded);
  return {
    ...model,
    intercept: rounded(model.intercept),
    shapes: model.shapes.map((shape) => ({ ...shape, scores: all(shape.scores) })),
    pairs: model.pairs.map((pair) => ({ ...pair, scores: all(pair.scores) }))
  };
}

/** Brier's skill: 1 less the Brier score over that of telling everybody the base rate; above 0 is better than that. */
export function brierSkill({ brier, curve }: Measures): number {
  // Rows stand for several customers each, which the curve counts.
  const heavy = curve.reduce((sum, bin) => sum + bin.rows, 0);
  const rate = curve.reduce((sum, bin) => sum + bin.rows * bin.happened, 0) / heavy;
  return 1 - brier / (rate * (1 - rate));
}

/** Worse by more than this in skill is worse beyond noise. */
export const worseBy = 0.02;

/** The row of a new version. @param message why it is in use, or not, in words */
export function modelRow(
  version: NewVersion,
  measures: Measures | null,
  rows: number,
  churners: number,
  inUse: boolean,
  message: string
): ResultRow {
  const told = (value: number | undefined): number | null =>
    value === undefined || !Number.isFinite(value) ? null : rounded(value);
  return {
    key: version.key,
    id: null,
    values: {
      Predicts__c: version.predicts,
      Kind__c: { scorecard: 'Scorecard', ridge: 'Ridge', additive: 'Additive' }[version.kind],
      Fitted__c: version.fitted,
      In_Use__c: inUse,
      Rows__c: rows,
      Churners__c: churners,
      ROC_Area__c: told(measures?.rocArea),
      Precision_Area__c: told(measures?.precisionArea),
      Brier__c: told(measures?.brier),
      Brier_Skill__c: told(version.brierSkill ?? undefined),
      Calibration_Error__c: told(measures?.calibrationError),
      Calibration_Slope__c: told(measures?.calibrationSlope),
      Lift__c: told(measures?.lift),
      Curve__c: measures === null ? null : JSON.stringify(measures.curve.map(curvePoint)),
      Message__c: message,
      Model__c: keptText(version)
    }
  };
}

function keptText({ sums, reading }: NewVersion): string | null {
  if (sums === null) return null;
  return JSON.stringify(reading === null ? sums : { ...sums, reading });
}

function curvePoint(bin: Measures['curve'][number]): readonly number[] {
  return [bin.rows, rounded(bin.told), rounded(bin.happened)];
}
