/**
 * The churn model on the public sets, out of fold, by the functions that the nightly job calls;
 * buy-till-you-die models on CDNOW. One JSON line a set, then a summary.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { logOddsOfTable } from '../src/domain/retention/model/additive-model.ts';
import { fitChurnModel } from '../src/domain/retention/model/churn-model.ts';
import type { LabelledTable } from '../src/domain/retention/model/feature-table.ts';
import { chanceOf, rowsOf } from '../src/domain/retention/model/feature-table.ts';
import { stratifiedFolds } from '../src/domain/retention/model/folds.ts';
import { measured, usualCalibrationError } from '../src/domain/retention/model/measured.ts';
import { measureCdnow } from './cdnow.ts';
import type { SetMeasures } from './churn-page.ts';
import { withTables } from './churn-page.ts';
import type { ChurnSet } from './churn-sets.ts';
import { churnSets, readChurnSet } from './churn-sets.ts';

const folds = 5;

/** `--dir FOLDER --seed N --only telco,iranian,cdnow --cdnow FILE`; `--folds FILE` writes the folds, `--page FILE` the tables of docs/retention.md. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: '../shared/data/churn' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: 'telco,iranian,cdnow' },
      folds: { type: 'string' },
      page: { type: 'string' },
      cdnow: { type: 'string', default: 'cdnow_sample.csv' }
    }
  });
  const seed = Number(values.seed);
  const wanted = values.only.split(',');
  const summary: Record<string, unknown> = { seed };
  const foldLines = ['set,folds (one digit a row, in the order of the file)'];
  const measures: SetMeasures[] = [];
  for (const set of Object.keys(churnSets) as ChurnSet[]) {
    if (!wanted.includes(set)) continue;
    const table = readChurnSet(values.dir, set);
    const fold = stratifiedFolds(table, folds, seed);
    foldLines.push(`${set},${fold.join('')}`);
    const own = measureSet(set, table, fold, seed);
    measures.push(own);
    process.stdout.write(`${JSON.stringify(own)}\n`);
    const { curve: _, ...rest } = own;
    summary[set] = rest;
  }
  const file = join(values.dir, values.cdnow);
  const cdnow = wanted.includes('cdnow') ? measureCdnow(file) : null;
  if (cdnow !== null) summary.cdnow = cdnow;
  if (values.folds !== undefined) writeFileSync(values.folds, `${foldLines.join('\n')}\n`);
  if (values.page !== undefined && cdnow !== null)
    writeFileSync(values.page, withTables(readFileSync(values.page, 'utf8'), measures, cdnow));
  return Promise.resolve(summary);
}

function measureSet(
  set: string,
  table: LabelledTable,
  fold: Uint8Array,
  seed: number
): SetMeasures {
  const pooled = new Float64Array(table.count);
  const began = performance.now();
  const each = Array.from({ length: folds }, (_, part) => {
    const rows = (inside: boolean): Int32Array =>
      Int32Array.from(fold.keys().filter((row) => (fold[row] !== part) === inside));
    const train = rowsOf(table, rows(true));
    const test = rowsOf(table, rows(false));
    const { sums } = fitChurnModel(train, seed, null);
    if (sums === null) throw new Error(`${set}: too few churners for a model`);
    const logOdds = logOddsOfTable(sums, test);
    rows(false).forEach((row, place) => {
      pooled[row] = logOdds[place] ?? 0;
    });
    return measured(logOdds, test.churned, test.weights);
  });
  const mean = (read: (own: (typeof each)[number]) => number): number =>
    Math.round((each.reduce((sum, own) => sum + read(own), 0) / folds) * 1e4) / 1e4;
  const whole = measured(pooled, table.churned, table.weights);
  return {
    set,
    rows: table.count,
    churners: whole.churners,
    rocArea: mean((own) => own.rocArea),
    precisionArea: mean((own) => own.precisionArea),
    brier: mean((own) => own.brier),
    lift: mean((own) => own.lift),
    calibrationError: whole.calibrationError,
    usualCalibrationError: usualCalibrationError(pooled.map(chanceOf), seed),
    calibrationSlope: whole.calibrationSlope,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    curve: whole.curve
  };
}
