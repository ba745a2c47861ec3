/** The public churn sets as the model's tables; both are cross-sectional, without dates. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Feature, LabelledTable } from '../src/domain/retention/model/feature-table.ts';

export const churnSets = {
  telco: { file: 'telco_customer_churn_ibm.csv', leave: ['customerID'], left: 'Yes' },
  iranian: { file: 'iranian_telecom_churn.csv', leave: ['FN', 'FP'], left: '1' }
} as const;
export type ChurnSet = keyof typeof churnSets;

/** Reads a set: a column of numbers and blanks alone is a number, any other a category. */
export function readChurnSet(dir: string, set: ChurnSet): LabelledTable {
  const { file, leave, left } = churnSets[set];
  const [head = [], ...rows] = readFileSync(join(dir, file), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  const churnColumn = head.indexOf('Churn');
  const places = head
    .map((_, place) => place)
    .filter(
      (place) => place !== churnColumn && !(leave as readonly string[]).includes(head[place] ?? '')
    );
  const columns = places.map((place) => {
    const cells = rows.map((row) => row[place] ?? '');
    const name = head[place] ?? '';
    const numeric = cells.every((cell) => cell === '' || Number.isFinite(Number(cell)));
    const labels = numeric ? [] : [...new Set(cells)].sort();
    const feature: Feature = { name, kind: numeric ? 'number' : 'category', monotone: 0, labels };
    const values = Float64Array.from(cells, (cell) =>
      numeric ? (cell === '' ? NaN : Number(cell)) : labels.indexOf(cell)
    );
    return { feature, values };
  });
  return {
    count: rows.length,
    features: columns.map(({ feature }) => feature),
    values: columns.map(({ values }) => values),
    churned: Uint8Array.from(rows, (row) => (row[churnColumn] === left ? 1 : 0)),
    weights: new Float64Array(rows.length).fill(1)
  };
}
