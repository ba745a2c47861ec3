import type { ResultRow } from '../core/result.ts';
import type { Day } from '../core/snapshot.ts';
import type { KeptModel, NewVersion } from './kept-model.ts';
import { asKept, brierSkill, modelRow } from './kept-model.ts';
import { logOddsOfTable } from './model/additive-model.ts';
import { chanceOf } from './model/feature-table.ts';
import type { AccountPast } from './past/account-past.ts';
import { mayContract } from './past/contraction-label.ts';
import type { PastFit, PastPlan, PastQuestion } from './past/fit-from-past.ts';
import { fitFromPast, growing, shrinking } from './past/fit-from-past.ts';
import { spansOf } from './past/fit-spans.ts';
import { pastFeatures } from './past/past-signals.ts';
import type { Tonight } from './tonight.ts';
import { isBetter, readsSame, retired, worseThan } from './version-choice.ts';

/** The most rows that a model beside that of churn learns from: it is to cost the night less. */
const mostRows = 30_000;

/** What is asked of those who stay. */
export interface StayersQuestion {
  readonly predicts: 'Contraction' | 'Expansion';
  readonly question: PastQuestion;
  /** "shrinks by more than a fifth", "who shrank". */
  readonly does: string;
  readonly whoDid: string;
}

export const contraction: StayersQuestion = {
  predicts: 'Contraction',
  question: shrinking,
  does: 'shrinks by more than a fifth',
  whoDid: 'who shrank'
};

export const expansion: StayersQuestion = {
  predicts: 'Expansion',
  question: growing,
  does: 'grows by more than a fifth',
  whoDid: 'who grew'
};

type Scoring = Pick<KeptModel, 'sums' | 'reading'>;

/**
 * Fits a model of contraction or expansion, with the embargo and the tests of the model of churn, as a version
 * of its own. It comes into use only if it says more than the mean does on later time, and is not
 * worse than the one in use.
 */
export function stayersFit(
  { predicts, question, ...words }: StayersQuestion,
  past: AccountPast,
  plan: PastPlan,
  kept: KeptModel | null,
  today: Day
): { readonly inUse: Scoring | null; readonly versions: readonly ResultRow[] } {
  const fit = fitFromPast(past, { ...plan, mostRows: Math.min(plan.mostRows, mostRows) }, question);
  const { measures } = fit;
  const skill = measures === null ? null : brierSkill(measures);
  const sums =
    fit.model.sums === null || measures === null || skill === null ? null : asKept(fit.model.sums);
  const version: NewVersion = {
    predicts,
    key: `${predicts.toLowerCase()}:${today}`,
    fitted: today,
    kind: sums === null ? 'scorecard' : fit.model.kind,
    brierSkill: sums === null ? null : skill,
    sums,
    reading: { gap: Number.isNaN(fit.label.gap) ? null : fit.label.gap, buying: fit.buying }
  };
  const says = sums !== null && skill !== null && skill > 0;
  const better = says && isBetter(skill, kept, pastFeatures);
  const row = modelRow(
    version,
    sums === null ? null : measures,
    fit.rows,
    fit.model.churners,
    better,
    [
      messageOf(fit, plan.horizon, sums !== null, says, words),
      ...(says && !better ? [worseThan(skill, kept)] : [])
    ].join(' ')
  );
  return {
    inUse: better ? version : kept,
    versions: [
      sums === null ? { ...row, values: { ...row.values, Kind__c: 'Not Measured' } } : row,
      ...(better ? retired(kept, version.key) : [])
    ]
  };
}

function messageOf(
  fit: PastFit,
  horizon: number,
  isTested: boolean,
  says: boolean,
  { does, whoDid }: Pick<StayersQuestion, 'does' | 'whoDid'>
): string {
  const told = `Dated history, chance that one who stays ${does} within ${String(horizon)} days. ${spansOf(fit.days)}`;
  if (says) return told;
  if (isTested)
    return `${told} Not in use: on later time it says no more than the mean of all does.`;
  return fit.model.sums === null
    ? `${told} ${String(fit.model.churners)} customers ${whoDid} are too few to learn from (30 are needed); no chance is told.`
    : `${told} The history is too short to test a model on later time; no chance is told.`;
}

/** Chance to shrink, or to grow, by account, 0 to 1; NaN for one that is not judged or has nothing that could. Null without a model. */
export function stayersScores(model: Scoring | null, tonight: Tonight): Float64Array | null {
  if (model === null || model.sums === null || model.reading === null) return null;
  if (!readsSame(model, pastFeatures)) return null;
  const { sums, reading } = model;
  return logOddsOfTable(sums, tonight.signals(reading)).map((logOdds, account) =>
    tonight.isJudged(account, reading) && mayContract(tonight.past, account, tonight.today)
      ? chanceOf(logOdds)
      : NaN
  );
}
