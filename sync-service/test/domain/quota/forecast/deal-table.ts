import type { DealColumns } from '../../../../src/domain/quota/forecast/deals.ts';

export interface DealRow {
  readonly unit?: number;
  readonly amount?: number;
  readonly created: number;
  readonly closed?: number;
  readonly won?: boolean;
  readonly source?: number;
  /** Day from which each stage holds; the first from the creation on. */
  readonly stages?: readonly (readonly [day: number, stage: number])[];
  readonly planned?: number;
}

/** Deals in columns. */
export function dealTable(rows: readonly DealRow[]): DealColumns {
  const spells = rows.map((row) => row.stages ?? [[row.created, 0] as const]);
  const from = [0];
  for (const own of spells) from.push((from.at(-1) ?? 0) + own.length);
  const numbers = (of: (row: DealRow) => number): Float64Array => Float64Array.from(rows, of);
  return {
    count: rows.length,
    unit: Int32Array.from(rows, (row) => row.unit ?? 0),
    amount: numbers((row) => row.amount ?? 100),
    value: numbers((row) => (row.won === true ? (row.amount ?? 100) : 0)),
    created: numbers((row) => row.created),
    closed: numbers((row) => row.closed ?? NaN),
    won: Uint8Array.from(rows, (row) => (row.won === true ? 1 : 0)),
    source: Int32Array.from(rows, (row) => row.source ?? 0),
    spellsFrom: Int32Array.from(from),
    spellDay: Float64Array.from(spells.flat(), ([day]) => day),
    spellStage: Int32Array.from(spells.flat(), ([, stage]) => stage),
    spellPlanned: Float64Array.from(
      rows.flatMap((row, at) => (spells[at] ?? []).map(() => row.planned ?? NaN))
    )
  };
}
