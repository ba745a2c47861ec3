import type { Problem, ResultRow } from '../core/result.ts';
import type { RiskBand } from './account-health.ts';
import type { Wording } from './churn-words.ts';
import { churnWords } from './churn-words.ts';
import type { AdditiveModel } from './model/additive-model.ts';
import { logOddsOfTable } from './model/additive-model.ts';
import type { FeatureTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';
import type { RiskSignal } from './risk-signal.ts';

/** Measured risk of accounts, or null where the published scorecard stands. */
export interface ChurnScores {
  /** Chance by account, 0 to 1; NaN for one that the model does not judge. */
  readonly risk: Float64Array;
  /** Band of a chance that is measured. */
  readonly band: readonly RiskBand[];
  /** Up to three reasons by account. */
  signals(account: number): readonly RiskSignal[];
}

export interface ChurnRun {
  readonly scores: ChurnScores | null;
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
    signals: churnWords(sums, table, wording)
  };
}

/** A band says how far above the usual a chance is: three times, or one half; one and a half times, or one quarter. */
function bandOf(chance: number, usual: number): RiskBand {
  if (Number.isNaN(chance)) return 'Unknown';
  if (chance >= Math.min(0.5, 3 * usual)) return 'High';
  return chance >= Math.min(0.25, 1.5 * usual) ? 'Medium' : 'Low';
}
