import { seededRandom } from '../../assignment/dense/seeded-random.ts';
import type { ChurnModel } from '../model/churn-model.ts';
import { fitChurnModel } from '../model/churn-model.ts';
import type { AdditiveOptions } from '../model/fit-additive.ts';
import { logOddsOfTable } from '../model/additive-model.ts';
import { pastScorecard } from './past-scorecard.ts';
import type { Feature, LabelledTable } from '../model/feature-table.ts';
import type { Measures } from '../model/measured.ts';
import { measured } from '../model/measured.ts';
import { recalibrated } from '../model/recalibrate.ts';
import type { BgNbd } from '../purchases/bg-nbd.ts';
import { fitBgNbd } from '../purchases/bg-nbd.ts';
import type { AccountPast } from './account-past.ts';
import type { LabelPlan } from './churn-label.ts';
import { churnLabels, labelLag, leavingDay, notJudged, purchaseGap } from './churn-label.ts';
import { contractionLabels } from './contraction-label.ts';
import { expansionLabels } from './expansion-label.ts';
import type { Scorecard } from '../model/fit-ridge.ts';
import { accountSignals, pastFeatures, purchasesUpTo } from './past-signals.ts';
import type { SnapshotDays } from './snapshot-days.ts';
import { snapshotDays } from './snapshot-days.ts';

export interface PastPlan {
  /** Nothing that happened on this day or later is looked at. */
  readonly cut: number;
  readonly horizon: number;
  readonly grace: number;
  readonly leastTenure: number;
  readonly seed: number;
  /** Most rows to learn from; stayers are drawn and weighted, churners all kept. */
  readonly mostRows: number;
  readonly additive?: AdditiveOptions;
  /** Buy-till-you-die parameters of the same past and days, where another fit has them already. */
  readonly buying?: BgNbd | null;
}

export const pastDefaults = { step: 30, held: 90, least: 365, mostRows: 100_000 } as const;

export interface PastFit {
  readonly model: ChurnModel;
  readonly buying: BgNbd | null;
  readonly label: LabelPlan;
  readonly days: SnapshotDays;
  /** Rows that the model learned from: one an account and snapshot. */
  readonly rows: number;
  /** On the test snapshots; null where there are none with both outcomes. */
  readonly measures: Measures | null;
  /** Median days from a test snapshot to leaving, of those in the tenth of highest chance who left; null where nobody did. */
  readonly leadDays: number | null;
}

/** What a fit asks of the past. */
export interface PastQuestion {
  /** 1, 0 or not judged by account, certain once horizon and lag have passed. */
  readonly labels: (past: AccountPast, day: number, plan: LabelPlan) => Uint8Array;
  /** Signals, each with the way in which more of it moves what is asked. */
  readonly features: readonly Feature[];
  /** What few customers lean on; null for nothing. */
  readonly scorecard: Scorecard | null;
  /** Whether what is asked happens on the day on which the customer leaves. */
  readonly isLeaving: boolean;
}

/** Whether a customer leaves. */
export const leaving: PastQuestion = {
  labels: churnLabels,
  features: pastFeatures,
  scorecard: pastScorecard,
  isLeaving: true
};

/** Whether a customer who stays shrinks. */
export const shrinking: PastQuestion = {
  labels: contractionLabels,
  features: pastFeatures,
  scorecard: null,
  isLeaving: false
};

/** Whether a customer who stays grows. */
export const growing: PastQuestion = {
  labels: expansionLabels,
  // What speaks against leaving need not speak for growing: here the past alone says which way.
  features: pastFeatures.map((feature) => ({ ...feature, monotone: 0 })),
  scorecard: null,
  isLeaving: false
};

/** Customers with repeats that the buy-till-you-die model needs, and most that it is fitted on. */
const leastBuyers = 100;
const mostBuyers = 20_000;

/**
 * A model of churn, or of what else is asked, from the org's own past, with the day before the cut as the last that it knows.
 * Bins, pairs, gap and buy-till-you-die parameters come from the training window, the calibration
 * from later snapshots, the measures from later ones still.
 */
export function fitFromPast(
  past: AccountPast,
  plan: PastPlan,
  question: PastQuestion = leaving
): PastFit {
  const first = firstDay(past);
  const spacing = (gap: number): SnapshotDays =>
    snapshotDays({
      first,
      cut: plan.cut,
      horizon: plan.horizon,
      lag: labelLag(past, early, { ...plan, gap }),
      step: pastDefaults.step,
      held: pastDefaults.held,
      least: Math.min(pastDefaults.least, Math.max(0, (plan.cut - first) / 3))
    });
  // The gap is fixed from the earliest part of the past, before any snapshot that it labels.
  const early = first + Math.floor((plan.cut - first) / 3);
  const gap = purchaseGap(past, early);
  const days = spacing(gap);
  const label: LabelPlan = { ...plan, gap };
  const trained = days.train.at(-1) ?? early;
  const buying = plan.buying === undefined ? buyingUpTo(past, trained) : plan.buying;
  const random = seededRandom(plan.seed);
  const train = labelledAt(past, days.train, question, label, buying, plan.mostRows, random);
  const calibrate = labelledAt(
    past,
    days.calibrate,
    question,
    label,
    buying,
    plan.mostRows,
    random
  );
  const test = labelledAt(past, days.test, question, label, buying, plan.mostRows, random);
  const raw = fitChurnModel(train, plan.seed, question.scorecard, plan.additive);
  const sums = raw.sums === null ? null : recalibrated(raw.sums, calibrate);
  const measures =
    sums === null || !hasBoth(test)
      ? null
      : measured(logOddsOfTable(sums, test), test.churned, test.weights);
  return {
    model: { ...raw, sums },
    buying,
    label,
    days,
    rows: train.count,
    measures,
    leadDays: sums === null || !question.isLeaving ? null : leadOf(logOddsOfTable(sums, test), test)
  };
}

function buyingUpTo(past: AccountPast, day: number): BgNbd | null {
  const table = purchasesUpTo(past, day);
  const stride = Math.max(1, Math.ceil(table.repeats.length / mostBuyers));
  const thin = (column: Float64Array): Float64Array =>
    column.filter((_, row) => row % stride === 0);
  const some = { repeats: thin(table.repeats), recency: thin(table.recency), age: thin(table.age) };
  const repeaters = some.repeats.filter((repeats) => repeats > 0).length;
  return repeaters < leastBuyers ? null : fitBgNbd(some).model;
}

function firstDay(past: AccountPast): number {
  let first = Infinity;
  for (const day of past.purchases.days) first = Math.min(first, day);
  for (const day of past.contracts.starts) first = Math.min(first, day);
  return first;
}

/** Rows, each with the days from its snapshot to the leaving that is known. */
type DatedTable = LabelledTable & { readonly leads: Float64Array };

/** Median lead of those who left among the tenth of all customers with the highest chance. */
function leadOf(logOdds: Float64Array, { weights, churned, leads }: DatedTable): number | null {
  const order = [...logOdds.keys()].sort((a, b) => (logOdds[b] ?? 0) - (logOdds[a] ?? 0) || a - b);
  const room = weights.reduce((sum, own) => sum + own, 0) / 10;
  const found: number[] = [];
  let before = 0;
  for (const row of order) {
    if (before >= room) break;
    before += weights[row] ?? 1;
    if (churned[row] === 1) found.push(leads[row] ?? NaN);
  }
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length / 2)] ?? null;
}

/** Judged accounts at each of the days as rows; rows of one account share a group. */
function labelledAt(
  past: AccountPast,
  days: readonly number[],
  question: PastQuestion,
  label: LabelPlan,
  buying: BgNbd | null,
  most: number,
  random: () => number
): DatedTable {
  const parts = days.map((day) => {
    const labels = question.labels(past, day, label);
    return { day, labels };
  });
  let left = 0;
  let stayed = 0;
  for (const { labels } of parts)
    for (const own of labels) {
      if (own === 1) left += 1;
      else if (own !== notJudged) stayed += 1;
    }
  const room = Math.max(0, most - left);
  const kept = stayed <= room ? 1 : room / stayed;
  const keptLeft = left <= most ? 1 : most / left;
  const columns = pastFeatures.map((): number[] => []);
  const churned: number[] = [];
  const weights: number[] = [];
  const groups: number[] = [];
  const leads: number[] = [];
  for (const { day, labels } of parts) {
    const rows = [...labels.keys()].filter(
      (row) => labels[row] !== notJudged && random() < (labels[row] === 1 ? keptLeft : kept)
    );
    for (const row of rows) {
      // The draw may give a few more than the most.
      if (churned.length === most) break;
      accountSignals(past, row, day, buying).forEach((value, place) => {
        columns[place]?.push(value);
      });
      churned.push(labels[row] ?? 0);
      weights.push(labels[row] === 1 ? 1 / keptLeft : 1 / kept);
      groups.push(row);
      leads.push((leavingDay(past, row, day, label) ?? NaN) - day);
    }
  }
  return {
    count: churned.length,
    features: question.features,
    values: columns.map((column) => Float64Array.from(column)),
    churned: Uint8Array.from(churned),
    weights: Float64Array.from(weights),
    groups: Int32Array.from(groups),
    leads: Float64Array.from(leads)
  };
}

function hasBoth(table: LabelledTable): boolean {
  return table.churned.includes(1) && table.churned.includes(0);
}
