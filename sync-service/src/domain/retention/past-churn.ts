import { dayNumber, dayText } from '../core/days.ts';
import type { Day, OrgSnapshot } from '../core/snapshot.ts';
import type { KeptModel, NewVersion } from './kept-model.ts';
import { asKept, brierSkill, modelRow } from './kept-model.ts';
import type { ChurnRun, ChurnScores } from './measured-risk.ts';
import { measuredRisk } from './measured-risk.ts';
import type { PastFit } from './past/fit-from-past.ts';
import { fitFromPast, pastDefaults } from './past/fit-from-past.ts';
import type { LabelPlan } from './past/churn-label.ts';
import { labelDefaults, leavingDay } from './past/churn-label.ts';
import { pastFeatures, signalsAt } from './past/past-signals.ts';
import { pastTonight } from './past/past-tonight.ts';
import { pastWording } from './past/past-words.ts';
import { weeklyFindings } from './weekly-findings.ts';
import { isBetter, isFresh, readsSame, retired, worseThan } from './version-choice.ts';

const seed = 1;

/** Whether the next night reads history and fits: a week has gone by, or the model in use is of another kind. */
export function isPastFitDue(kept: KeptModel | null, today: Day): boolean {
  if (kept === null || !isFresh(kept, today)) return true;
  return kept.sums !== null && kept.reading === null;
}

/**
 * A run from dated history. The fit takes the history that was read for it; scores are of what any
 * night reads, so that a night between two fits does no more than score.
 */
export function pastChurn(snapshot: OrgSnapshot): ChurnRun {
  const kept = snapshot.churnModel ?? null;
  const { learning = null, today, policy } = snapshot;
  if (snapshot.mayFit !== true || learning === null || !isPastFitDue(kept, today))
    return { scores: scoresOf(kept, snapshot), versions: [], problems: [] };
  const fit = fitFromPast(learning.past, {
    cut: dayNumber(today),
    horizon: policy.churnHorizonDays,
    ...labelDefaults,
    mostRows: pastDefaults.mostRows,
    seed
  });
  // What cannot be tested on later time is not used.
  const sums = fit.model.sums === null || fit.measures === null ? null : asKept(fit.model.sums);
  const version: NewVersion = {
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
  return {
    scores: scoresOf(better ? version : kept, snapshot),
    versions: [
      {
        ...row,
        values: {
          ...row.values,
          Lead_Days__c: sums === null ? null : fit.leadDays,
          ...findings
        }
      },
      ...(better ? retired(kept, version.key) : [])
    ],
    problems: []
  };
}

function messageOf(fit: PastFit, isTested: boolean, horizon: number): string {
  const { train, calibrate, test } = fit.days;
  const span = (days: readonly number[]): string =>
    days.length === 0
      ? 'none'
      : `${String(days.length)} from ${dayText(days[0] ?? 0)} to ${dayText(days.at(-1) ?? 0)}`;
  const told = `Dated history, chance to leave within ${String(horizon)} days. Snapshots learned from: ${span(train)}; calibrated on: ${span(calibrate)}; tested on: ${span(test)}.`;
  if (isTested) return told;
  return fit.model.sums === null
    ? `${told} ${String(fit.model.churners)} customers who left are too few to learn from (30 are needed); the published scorecard stands.`
    : `${told} The history is too short to test a model on later time; the published scorecard stands.`;
}

/** Accounts that are judged today, scored by a model that was fitted from dated history. */
function scoresOf(
  model: Pick<KeptModel, 'sums' | 'reading'> | null,
  snapshot: OrgSnapshot
): ChurnScores | null {
  const { accounts, figures, deals = null, policy } = snapshot;
  if (model === null || model.sums === null || model.reading === null) return null;
  if (!readsSame(model, pastFeatures)) return null;
  const today = dayNumber(snapshot.today);
  const past = pastTonight(accounts.count, figures, deals, today);
  const label: LabelPlan = {
    ...labelDefaults,
    horizon: policy.churnHorizonDays,
    gap: model.reading.gap ?? NaN
  };
  return measuredRisk(
    model.sums,
    signalsAt(past, today, model.reading.buying),
    pastWording(today),
    (account) => leavingDay(past, account, today, label) !== null
  );
}
