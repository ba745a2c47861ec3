import type { Problem, ResultRow } from '../core/result.ts';
import type { RiskBand } from './account-health.ts';
import type { Wording } from './churn-words.ts';
import { churnWords } from './churn-words.ts';
import type { AdditiveModel } from './model/additive-model.ts';
import { logOddsOfTable } from './model/additive-model.ts';
import type { FeatureTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';
import type { Reasons } from './reasons.ts';

/** Measured risk of accounts, or null where the published scorecard stands. */
export interface ChurnScores {
  /** Chance by account, 0 to 1; NaN for one that the model does not judge. */
  readonly risk: Float64Array;
  /** Band of a chance that is measured. */
  readonly band: readonly RiskBand[];
  /** What raises an account's risk, what lowers it, and what it would be if one thing were mended. */
  reasons(account: number): Reasons;
}

export interface ChurnRun {
  readonly scores: ChurnScores | null;
  /** Measured chance by account that one who stays buys markedly less; NaN where it is not judged. Null or left out where none is measured. */
  readonly contraction?: Float64Array | null;
  /** Likewise that one who stays grows markedly. */
  readonly expansion?: Float64Array | null;
  /** New version, and the old one where it goes out of use. */
  readonly versions: readonly ResultRow[];
  readonly problems: readonly Problem[];
}

/**
 * Accounts scored by a model.
 * @param isJudged accounts that the model speaks of; all where left out
 */
export function measuredRisk(
  sums: AdditiveModel,
  table: FeatureTable,
  wording?: Wording,
  isJudged: (account: number) => boolean = () => true
): ChurnScores {
  const risk = logOddsOfTable(sums, table).map((logOdds, account) =>
    isJudged(account) ? chanceOf(logOdds) : NaN
  );
  let sum = 0;
  let judged = 0;
  for (const chance of risk) {
    if (Number.isNaN(chance)) continue;
    sum += chance;
    judged += 1;
  }
  const usual = sum / Math.max(1, judged);
  return {
    risk,
    band: Array.from(risk, (chance) => bandOf(chance, usual)),
    reasons: churnWords(sums, table, wording)
  };
}

/** A band says how far above the usual a chance is: three times, or one half; one and a half times, or one quarter. */
function bandOf(chance: number, usual: number): RiskBand {
  if (Number.isNaN(chance)) return 'Unknown';
  if (chance >= Math.min(0.5, 3 * usual)) return 'High';
  return chance >= Math.min(0.25, 1.5 * usual) ? 'Medium' : 'Low';
}
