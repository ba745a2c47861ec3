import { dayNumber } from '../core/days.ts';
import type { Day, OrgSnapshot } from '../core/snapshot.ts';
import type { KeptModel, NewVersion } from './kept-model.ts';
import { asKept, brierSkill, modelRow } from './kept-model.ts';
import type { ChurnRun, ChurnScores } from './measured-risk.ts';
import { measuredRisk } from './measured-risk.ts';
import { spansOf } from './past/fit-spans.ts';
import type { PastFit, PastPlan } from './past/fit-from-past.ts';
import { fitFromPast, pastDefaults } from './past/fit-from-past.ts';
import { labelDefaults } from './past/churn-label.ts';
import { pastFeatures } from './past/past-signals.ts';
import { pastWording } from './past/past-words.ts';
import { undatedFields } from './signal-fields.ts';
import { contraction, expansion, stayersFit, stayersScores } from './stayers-models.ts';
import type { Tonight } from './tonight.ts';
import { tonightOf } from './tonight.ts';
import { isBetter, isFresh, readsSame, retired, worseThan } from './version-choice.ts';
import { weeklyFindings } from './weekly-findings.ts';

const seed = 1;

/**
 * Whether the next night reads history and fits: a week has gone by, or the model in use is of
 * another kind or reads other signals than there are.
 */
export function isPastFitDue(kept: KeptModel | null, today: Day): boolean {
  if (kept === null || !isFresh(kept, today)) return true;
  return kept.sums !== null && (kept.reading === null || !readsSame(kept, pastFeatures));
}

/**
 * A run from dated history. The fit takes the history that was read for it; scores are of what any
 * night reads, so that a night between two fits does no more than score.
 */
export function pastChurn(snapshot: OrgSnapshot): ChurnRun {
  const kept = snapshot.churnModel ?? null;
  const shrinking = snapshot.contractionModel ?? null;
  const growing = snapshot.expansionModel ?? null;
  const { learning = null, today, policy } = snapshot;
  const tonight = tonightOf(snapshot);
  const problems = undatedFields(policy.signalFields);
  if (snapshot.mayFit !== true || learning === null || !isPastFitDue(kept, today))
    return {
      scores: scoresOf(kept, tonight),
      contraction: stayersScores(shrinking, tonight),
      expansion: stayersScores(growing, tonight),
      versions: [],
      problems
    };
  const plan: PastPlan = {
    cut: dayNumber(today),
    horizon: policy.churnHorizonDays,
    ...labelDefaults,
    mostRows: pastDefaults.mostRows,
    seed
  };
  const fit = fitFromPast(learning.past, plan);
  // What cannot be tested on later time is not used.
  const sums = fit.model.sums === null || fit.measures === null ? null : asKept(fit.model.sums);
  const version: NewVersion = {
    predicts: 'Churn',
    key: `churn:${today}`,
    fitted: today,
    kind: sums === null ? 'scorecard' : fit.model.kind,
    brierSkill: fit.measures === null || sums === null ? null : brierSkill(fit.measures),
    sums,
    reading: { gap: Number.isNaN(fit.label.gap) ? null : fit.label.gap, buying: fit.buying }
  };
  const better = isBetter(version.brierSkill, kept, pastFeatures);
  const told = messageOf(fit, sums !== null, policy.churnHorizonDays);
  const row = modelRow(
    version,
    sums === null ? null : fit.measures,
    fit.rows,
    fit.model.churners,
    better,
    better ? told : `${told} ${worseThan(version.brierSkill, kept)}`
  );
  const findings = weeklyFindings(snapshot, learning, fit.label);
  // The same snapshots, so the same parameters.
  const besides: PastPlan = { ...plan, buying: fit.buying };
  const shrank = stayersFit(contraction, learning.past, besides, shrinking, today);
  const grew = stayersFit(expansion, learning.past, besides, growing, today);
  return {
    scores: scoresOf(better ? version : kept, tonight),
    contraction: stayersScores(shrank.inUse, tonight),
    expansion: stayersScores(grew.inUse, tonight),
    versions: [
      {
        ...row,
        values: {
          ...row.values,
          Lead_Days__c: sums === null ? null : fit.leadDays,
          ...findings
        }
      },
      ...(better ? retired(kept, version.key) : []),
      ...shrank.versions,
      ...grew.versions
    ],
    problems
  };
}

function messageOf(fit: PastFit, isTested: boolean, horizon: number): string {
  const told = `Dated history, chance to leave within ${String(horizon)} days. ${spansOf(fit.days)}`;
  if (isTested) return told;
  return fit.model.sums === null
    ? `${told} ${String(fit.model.churners)} customers who left are too few to learn from (30 are needed); the published scorecard stands.`
    : `${told} The history is too short to test a model on later time; the published scorecard stands.`;
}

/** Accounts that are judged today, scored by a model that was fitted from dated history. */
function scoresOf(
  model: Pick<KeptModel, 'sums' | 'reading'> | null,
  tonight: Tonight
): ChurnScores | null {
  if (model === null || model.sums === null || model.reading === null) return null;
  if (!readsSame(model, pastFeatures)) return null;
  const { sums, reading } = model;
  return measuredRisk(sums, tonight.signals(reading), pastWording(tonight.today), (account) =>
    tonight.isJudged(account, reading)
  );
}
