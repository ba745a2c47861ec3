import inBand from '@salesforce/label/c.Evenfield_Answer_In_Band';
import outOfBand from '@salesforce/label/c.Evenfield_Answer_Out_Of_Band';
import type { FiguresRow } from './answerLists';

export interface TerritoryRow {
  readonly key: string;
  readonly name: string;
  readonly cells: readonly { readonly key: string; readonly text: string }[];
}

/** Each territory of the answer before and after; where one side has none of it, the other stands alone. */
export function territoryRows(
  before: readonly FiguresRow[],
  after: readonly FiguresRow[]
): TerritoryRow[] {
  const sides = new Map<string, [FiguresRow | null, FiguresRow | null]>();
  for (const row of before) sides.set(row.key, [row, null]);
  for (const row of after) sides.set(row.key, [sides.get(row.key)?.[0] ?? null, row]);
  return [...sides].map(([key, pair]) => ({
    key,
    name: pair[0]?.name ?? pair[1]?.name ?? key,
    cells: columns.map(([name, cell]) => ({
      key: name,
      text: [...new Set(pair.flatMap((side) => (side === null ? [] : [cell(side)])))].join(' → ')
    }))
  }));
}

const columns: readonly (readonly [string, (row: FiguresRow) => string])[] = [
  ['accounts', (row) => figure(row.accounts, row.deviations['accounts'], 0)],
  ['hours', (row) => figure(row.hours, row.deviations['workload'], 1)],
  ['potential', (row) => figure(row.potential, row.deviations['potential'], 0)],
  ['revenue', (row) => figure(row.revenue, row.deviations['revenue'], 0)],
  ['balance', (row) => (row.isInBand ? inBand : outOfBand)]
];

/** With how far it is from the fair share, where the scenario asks for that measure. */
function figure(value: number, deviation: number | null | undefined, digits: number): string {
  const text = new Intl.NumberFormat(undefined, { maximumFractionDigits: digits }).format(value);
  if (deviation === null || deviation === undefined) return text;
  const off = new Intl.NumberFormat(undefined, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero'
  }).format(deviation);
  return `${text} (${off})`;
}
