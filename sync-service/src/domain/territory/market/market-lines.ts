import { dayNumber, dayText } from '../../core/days.ts';
import type { MarketLevel, MarketRow } from './market-row.ts';
import { marketKey, marketLevels } from './market-row.ts';

/** Columns of a file of market data. */
export const marketColumns = [
  'level',
  'place',
  'potential',
  'population',
  'competitors',
  'source',
  'date'
] as const;

export type MarketColumn = (typeof marketColumns)[number];

/** A line of the file: its cells by column; null for an empty one. */
export interface MarketLine {
  /** Line of the file, the header being 1. */
  readonly line: number;
  readonly cells: Readonly<Record<MarketColumn, string | null>>;
}

/** A line that cannot be used. */
export interface MarketFault {
  readonly line: number;
  readonly column: MarketColumn;
  readonly message: string;
}

export interface MarketPlan {
  readonly rows: readonly MarketRow[];
  readonly faults: readonly MarketFault[];
}

/** The longest that the org's fields take. */
const longest: Readonly<Partial<Record<MarketColumn, number>>> = {
  place: 120,
  competitors: 255,
  source: 80
};

/**
 * Rows of a file, each line checked by itself: a line with a fault is left out and every fault of
 * it named by line and column; the rest goes on. A place that a source tells of twice is taken from
 * its newest date; twice on one day is a fault.
 * @param accounts known account ids of 18 characters by their first 15
 */
export function planMarketRows(
  lines: readonly MarketLine[],
  accounts: ReadonlyMap<string, string>
): MarketPlan {
  const faults: MarketFault[] = [];
  const rows = new Map<string, { row: MarketRow; line: number }>();
  for (const { line, cells } of lines) {
    const before = faults.length;
    const complain = (column: MarketColumn, message: string): void => {
      faults.push({ line, column, message });
    };
    const level = levelOf(cells.level, complain);
    const place = level === null ? null : placeOf(level, cells.place, accounts, complain);
    const potential = numberOf('potential', cells.potential, complain);
    const population = numberOf('population', cells.population, complain);
    for (const [column, most] of Object.entries(longest) as [MarketColumn, number][])
      if ((cells[column] ?? '').length > most)
        complain(column, `is longer than ${String(most)} characters`);
    if (cells.source === null) complain('source', 'is blank: say where the figure comes from');
    const date = dateOf(cells.date, complain);
    if (cells.potential === null && cells.population === null && cells.competitors === null)
      complain(
        'potential',
        'is blank, and so are population and competitors: the line says nothing'
      );
    if (faults.length > before || level === null || place === null || date === null) continue;
    const source = cells.source ?? '';
    const key = marketKey(level, place, source);
    const held = rows.get(key);
    if (held?.row.date === date) {
      complain('place', `stands on line ${String(held.line)} too, of the same source and day`);
      continue;
    }
    if (held !== undefined && held.row.date > date) continue;
    const row = {
      key,
      level,
      place,
      potential,
      population,
      competitors: cells.competitors,
      source,
      date
    };
    rows.set(key, { row, line });
  }
  return { rows: [...rows.values()].map(({ row }) => row), faults };
}

type Complain = (column: MarketColumn, message: string) => void;

function levelOf(cell: string | null, complain: Complain): MarketLevel | null {
  const level = marketLevels.find((one) => one.toLowerCase() === cell?.toLowerCase());
  if (level === undefined)
    complain('level', `${quoted(cell)} is none of ${marketLevels.join(', ')}`);
  return level ?? null;
}

function placeOf(
  level: MarketLevel,
  cell: string | null,
  accounts: ReadonlyMap<string, string>,
  complain: Complain
): string | null {
  if (cell === null) {
    complain('place', 'is blank');
    return null;
  }
  if (level === 'ZIP') {
    // Spreadsheets drop the zeros in front.
    const zip = /^\d{3,5}$/.test(cell)
      ? cell.padStart(5, '0')
      : cell.replace(/^(\d{5})-\d{4}$/, '$1');
    if (/^\d{5}$/.test(zip)) return zip;
    complain('place', `${quoted(cell)} is no ZIP of five digits`);
    return null;
  }
  if (level !== 'Account') return cell;
  const account = accounts.get(cell.slice(0, 15));
  if (account !== undefined && /^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(cell)) return account;
  complain('place', `${quoted(cell)} is the id of no account that is there`);
  return null;
}

function numberOf(column: MarketColumn, cell: string | null, complain: Complain): number | null {
  if (cell === null) return null;
  // Thousands may be parted by commas, as spreadsheets write them.
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell) ? cell.replaceAll(',', '') : cell;
  const value = Number(plain);
  if (Number.isFinite(value) && value >= 0) return value;
  complain(column, `${quoted(cell)} is no number of 0 or more`);
  return null;
}

function dateOf(cell: string | null, complain: Complain): string | null {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(cell ?? '') ? dayNumber(cell ?? '') : NaN;
  if (!Number.isNaN(day) && dayText(day) === cell) return cell;
  complain('date', `${quoted(cell)} is no day as YYYY-MM-DD`);
  return null;
}

const quoted = (cell: string | null): string => (cell === null ? 'a blank' : `"${cell}"`);
