import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { ChurnMapping } from './churn-mapping.ts';
import type { NewVersion } from './kept-model.ts';
import { asKept, brierSkill, modelRow } from './kept-model.ts';
import { mappedWording } from './churn-words.ts';
import { mappedCustomers } from './mapped-customers.ts';
import type { ChurnRun } from './measured-risk.ts';
import { measuredRisk } from './measured-risk.ts';
import type { ChurnModel } from './model/churn-model.ts';
import { fitChurnModel } from './model/churn-model.ts';
import type { FeatureTable, LabelledTable } from './model/feature-table.ts';
import { measured } from './model/measured.ts';
import { codesOfFields } from './signal-fields.ts';
import { isBetter, isFresh, readsSame, retired, worseThan } from './version-choice.ts';

const seed = 1;
/** Most rows that a fit learns from. */
const mostRows = 100_000;

/** A run by the policy's mapping: one cross-section, without dates. */
export function mappedChurn(snapshot: OrgSnapshot, mapping: ChurnMapping): ChurnRun {
  const customers = mappedCustomers(snapshot.accounts, mapping, dayNumber(snapshot.today));
  if (customers.table === null) return { scores: null, versions: [], problems: customers.problems };
  const { table, outcome, problems } = customers;
  const wording = mappedWording(codesOfFields(snapshot.policy.signalFields));
  const kept = snapshot.churnModel ?? null;
  const inUse = kept !== null && readsSame(kept, table.features) ? kept.sums : null;
  if (
    snapshot.mayFit !== true ||
    (kept !== null && isFresh(kept, snapshot.today) && readsSame(kept, table.features))
  )
    return {
      scores: inUse === null ? null : measuredRisk(inUse, table, wording),
      versions: [],
      problems
    };
  const labelled = learners(table, outcome);
  const fit = fitChurnModel(labelled, seed, null);
  const sums = fit.sums === null ? null : asKept(fit.sums);
  const measures =
    fit.heldOut === null ? null : measured(fit.heldOut, labelled.churned, labelled.weights);
  const version: NewVersion = {
    predicts: 'Churn',
    key: `churn:${snapshot.today}`,
    fitted: snapshot.today,
    kind: fit.kind,
    brierSkill: measures === null ? null : brierSkill(measures),
    sums,
    reading: null
  };
  const better = isBetter(version.brierSkill, kept, table.features);
  const told = messageOf(fit, mapping);
  const message =
    better || fit.kind === 'scorecard' ? told : `${told} ${worseThan(version.brierSkill, kept)}`;
  const scoring = better ? sums : inUse;
  return {
    scores: scoring === null ? null : measuredRisk(scoring, table, wording),
    versions: [
      modelRow(version, measures, labelled.count, fit.churners, better, message),
      ...(better ? retired(kept, version.key) : [])
    ],
    problems
  };
}

function messageOf(fit: ChurnModel, mapping: ChurnMapping): string {
  const told = `Cross-section by ${mapping.label}: outcomes without dates, so what it says of the time ahead is not tested.`;
  return fit.kind === 'scorecard'
    ? `${told} ${String(fit.churners)} customers who left are too few to learn from (30 are needed); the published scorecard stands.`
    : told;
}

/** Rows whose outcome is known: all who left, and stayers up to the most, each then standing for several. */
function learners(table: FeatureTable, outcome: Uint8Array): LabelledTable {
  const left = [...outcome.keys()].filter((row) => outcome[row] === 1);
  const stayed = [...outcome.keys()].filter((row) => outcome[row] === 0);
  const stride = (rows: readonly number[], room: number): number =>
    Math.max(1, Math.ceil(rows.length / Math.max(1, room)));
  const leftStride = stride(left, mostRows / 2);
  const keptLeft = left.filter((_, place) => place % leftStride === 0);
  const stayedStride = stride(stayed, mostRows - keptLeft.length);
  const keptStayed = stayed.filter((_, place) => place % stayedStride === 0);
  const rows = [...keptLeft, ...keptStayed].sort((a, b) => a - b);
  return {
    count: rows.length,
    features: table.features,
    values: table.values.map((column) => Float64Array.from(rows, (row) => column[row] ?? NaN)),
    churned: Uint8Array.from(rows, (row) => outcome[row] ?? 0),
    weights: Float64Array.from(rows, (row) =>
      outcome[row] === 1 ? left.length / keptLeft.length : stayed.length / keptStayed.length
    )
  };
}
