/** The measured tables of docs/retention.md, between its two marks. */
import type { CalibrationBin } from '../src/domain/retention/model/measures.ts';
import type { CdnowMeasures } from './cdnow.ts';

export interface SetMeasures {
  readonly set: string;
  readonly rows: number;
  readonly churners: number;
  readonly rocArea: number;
  readonly precisionArea: number;
  readonly brier: number;
  readonly lift: number;
  readonly calibrationError: number;
  readonly usualCalibrationError: number;
  readonly calibrationSlope: number;
  readonly seconds: number;
  readonly curve: readonly CalibrationBin[];
}

const begin = '<!-- measured: begin -->';
const end = '<!-- measured: end -->';

/** @throws where the page lacks a mark */
export function withTables(
  page: string,
  sets: readonly SetMeasures[],
  cdnow: CdnowMeasures
): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${tables(sets, cdnow)}\n\n${page.slice(to)}`;
}

function tables(sets: readonly SetMeasures[], cdnow: CdnowMeasures): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
  const measured = table(
    [
      'set',
      'rows',
      'left',
      'ROC-AUC',
      'PR-AUC',
      'Brier',
      'lift',
      'calibration error',
      'a perfect model’s 95 %',
      'slope'
    ],
    sets.map((own) => [
      own.set,
      String(own.rows),
      String(own.churners),
      own.rocArea.toFixed(4),
      own.precisionArea.toFixed(4),
      own.brier.toFixed(4),
      own.lift.toFixed(2),
      own.calibrationError.toFixed(4),
      own.usualCalibrationError.toFixed(4),
      own.calibrationSlope.toFixed(3)
    ])
  );
  const curve = table(
    ['tenth', ...sets.flatMap((own) => [`${own.set} told`, `${own.set} left`])],
    Array.from({ length: 10 }, (_, bin) => [
      String(bin + 1),
      ...sets.flatMap((own) => [
        (own.curve[bin]?.told ?? NaN).toFixed(3),
        (own.curve[bin]?.happened ?? NaN).toFixed(3)
      ])
    ])
  );
  const bought = table(
    ['', 'here', 'published'],
    [
      ['r', cdnow.r.toFixed(3), '0.243'],
      ['α', cdnow.alpha.toFixed(3), '4.414'],
      ['a', cdnow.a.toFixed(3), '0.793'],
      ['b', cdnow.b.toFixed(3), '2.426'],
      ['log-likelihood', cdnow.logLikelihood.toFixed(1), '-9582.4'],
      ['RMSE of the next 39 weeks', cdnow.rmse.toFixed(3), ''],
      ['correlation', cdnow.correlation.toFixed(3), ''],
      ['Gamma-Gamma p', cdnow.gammaGamma.p.toFixed(2), '6.25'],
      ['Gamma-Gamma q', cdnow.gammaGamma.q.toFixed(2), '3.74'],
      ['Gamma-Gamma γ', cdnow.gammaGamma.gamma.toFixed(2), '15.44']
    ]
  );
  return [measured, curve, bought].join('\n\n');
}
