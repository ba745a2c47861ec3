import { dayNumber } from '../core/days.ts';
import type { Problem, ResultRow } from '../core/result.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { RiskBand } from './account-health.ts';
import type { ChurnMapping } from './churn-mapping.ts';
import { churnWords } from './churn-words.ts';
import type { KeptModel } from './kept-model.ts';
import { asKept, brierSkill, modelRow, worseBy } from './kept-model.ts';
import { mappedCustomers } from './mapped-customers.ts';
import type { AdditiveModel } from './model/additive-model.ts';
import { logOddsOfTable } from './model/additive-model.ts';
import type { ChurnModel } from './model/churn-model.ts';
import { fitChurnModel } from './model/churn-model.ts';
import type { FeatureTable, LabelledTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';
import { measured } from './model/measured.ts';
import type { RiskSignal } from './risk-signal.ts';

/** Measured risk of every account, or null where the published scorecard stands. */
export interface ChurnScores {
  /** Chance by account, 0 to 1. */
  readonly risk: Float64Array;
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

const nothing: ChurnRun = { scores: null, versions: [], problems: [] };
const seed = 1;
const daysBetweenFits = 7;
/** Most rows that a fit learns from. */
const mostRows = 100_000;

/**
 * Scores all accounts by the model in use, after fitting it anew where it is a week old or the
 * mapping has changed. A model whose skill on rows it has not seen is worse than that of the one
 * in use is kept beside it, and not used.
 */
export function churnRun(snapshot: OrgSnapshot): ChurnRun {
  const mapping = snapshot.policy.churnMapping;
  if (mapping === null) return nothing;
  const customers = mappedCustomers(snapshot.accounts, mapping, dayNumber(snapshot.today));
  if (customers.table === null) return { ...nothing, problems: customers.problems };
  const { table, outcome, problems } = customers;
  const kept = snapshot.churnModel ?? null;
  if (snapshot.mayFit !== true || (kept !== null && isFresh(kept, snapshot.today, table)))
    return {
      scores: kept !== null && readsSame(kept, table) ? scoresBy(kept.sums, table) : null,
      versions: [],
      problems
    };
  const labelled = learners(table, outcome);
  const fit = fitChurnModel(labelled, seed, null);
  const sums = fit.sums === null ? null : asKept(fit.sums);
  const measures =
    fit.heldOut === null ? null : measured(fit.heldOut, labelled.churned, labelled.weights);
  const version = {
    key: `churn:${snapshot.today}`,
    fitted: snapshot.today,
    kind: fit.kind,
    brierSkill: measures === null ? null : brierSkill(measures),
    sums
  };
  const better = isBetter(version, kept, table);
  const row = modelRow(
    version,
    measures,
    labelled.count,
    fit.churners,
    better,
    messageOf(fit, version, kept, better, mapping)
  );
  const retired: ResultRow[] =
    better && kept !== null && kept.key !== version.key
      ? [{ key: kept.key, id: kept.id, values: { In_Use__c: false } }]
      : [];
  return {
    scores: scoresBy(better ? sums : (kept?.sums ?? null), table),
    versions: [row, ...retired],
    problems
  };
}

/** A week has not gone by, and the model reads the signals that are mapped today. */
function isFresh(kept: KeptModel, today: string, table: FeatureTable): boolean {
  return dayNumber(today) - dayNumber(kept.fitted) < daysBetweenFits && readsSame(kept, table);
}

function readsSame(kept: KeptModel, table: FeatureTable): boolean {
  if (kept.sums === null) return true;
  const names = kept.sums.binnings.map(({ feature }) => `${feature.name} ${feature.kind}`);
  return names.join() === table.features.map(({ name, kind }) => `${name} ${kind}`).join();
}

function isBetter(
  version: Omit<KeptModel, 'id'>,
  kept: KeptModel | null,
  table: FeatureTable
): boolean {
  if (kept === null || !readsSame(kept, table)) return true;
  return (version.brierSkill ?? 0) >= (kept.brierSkill ?? 0) - worseBy;
}

function messageOf(
  fit: ChurnModel,
  version: Omit<KeptModel, 'id'>,
  kept: KeptModel | null,
  better: boolean,
  mapping: ChurnMapping
): string {
  const told = `Cross-section by ${mapping.label}: outcomes without dates, so what it says of the time ahead is not tested.`;
  if (fit.kind === 'scorecard')
    return `${told} ${String(fit.churners)} customers who left are too few to learn from (30 are needed); the published scorecard stands.`;
  if (better) return told;
  return `${told} Not in use: its skill of ${(version.brierSkill ?? 0).toFixed(3)} is below ${(kept?.brierSkill ?? 0).toFixed(3)} of the version fitted on ${kept?.fitted ?? ''}.`;
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

/** A band says how far above the usual a chance is: three times, or one half; one and a half times, or one quarter. */
function bandOf(chance: number, usual: number): RiskBand {
  if (chance >= Math.min(0.5, 3 * usual)) return 'High';
  return chance >= Math.min(0.25, 1.5 * usual) ? 'Medium' : 'Low';
}

function scoresBy(sums: AdditiveModel | null, table: FeatureTable): ChurnScores | null {
  if (sums === null) return null;
  const risk = logOddsOfTable(sums, table).map(chanceOf);
  const usual = risk.reduce((sum, chance) => sum + chance, 0) / Math.max(1, risk.length);
  return {
    risk,
    band: Array.from(risk, (chance) => bandOf(chance, usual)),
    signals: churnWords(sums, table)
  };
}
