import type { AccountFigures, AccountTable } from '../core/columns.ts';
import { accountColumn, numberAt, textAt } from '../core/column-access.ts';
import { atLeastZero } from './below-zero.ts';

/** Touched within this many days counts as well covered. */
const coveredDays = 90;
/** Look-alikes of the wider segment that a narrow one is mixed with. */
const borrowed = 5;
/** Part of the open pipeline that counts as expected. */
const pipelineWeight = 0.25;

export interface Potential {
  /** Expected revenue of the next twelve months if well covered; NaN where no account is like it. */
  readonly amount: Float64Array;
  readonly source: (string | null)[];
}

/**
 * Potential by look-alikes: the upper quartile of what well-covered accounts of the same industry
 * and size brought in twelve months, mixed with the industry's and the company's where few, plus
 * a quarter of the open pipeline. Never the account's own past alone. Measures below 0 count as 0.
 */
export function potentialOf(
  accounts: AccountTable,
  figures: AccountFigures,
  today: number
): Potential {
  const industry = accountColumn(accounts, 'Industry');
  const employees = accountColumn(accounts, 'NumberOfEmployees');
  // Each pair is put together once: joined anew a text is hashed again wherever it is looked up.
  const known = new Map<string, Map<string, readonly [string, string]>>();
  const segment = (index: number): readonly [string, string] => {
    const name = textAt(industry, index) ?? 'no industry';
    const band = sizeBand(numberAt(employees, index));
    const bands = known.get(name) ?? new Map<string, readonly [string, string]>();
    if (bands.size === 0) known.set(name, bands);
    const held = bands.get(band);
    if (held !== undefined) return held;
    const pair = [name, `${name}, ${band}`] as const;
    bands.set(band, pair);
    return pair;
  };
  const everyone: number[] = [];
  const byIndustry = new Map<string, number[]>();
  const bySegment = new Map<string, number[]>();
  for (let index = 0; index < accounts.count; index += 1) {
    const last = figures.lastTouchDay[index] ?? NaN;
    if (!(today - last <= coveredDays)) continue;
    const won = atLeastZero(figures.won12[index] ?? 0);
    const [wide, narrow] = segment(index);
    everyone.push(won);
    append(byIndustry, wide, won);
    append(bySegment, narrow, won);
  }
  const company = quartile(everyone);
  const industries = new Map(
    [...byIndustry].map(([name, values]) => [name, mixed(values, company)])
  );
  const segments = new Map<string, { amount: number; source: string }>();
  const amount = new Float64Array(accounts.count).fill(NaN);
  const source = new Array<string | null>(accounts.count).fill(null);
  for (let index = 0; index < accounts.count; index += 1) {
    if (everyone.length === 0) continue;
    const [wide, narrow] = segment(index);
    let found = segments.get(narrow);
    if (found === undefined) {
      const values = bySegment.get(narrow) ?? [];
      found = {
        amount: mixed(values, industries.get(wide) ?? company),
        source: sourceWords(narrow, values.length)
      };
      segments.set(narrow, found);
    }
    amount[index] = found.amount + pipelineWeight * atLeastZero(figures.openPipeline[index] ?? 0);
    source[index] = found.source;
  }
  return { amount, source };
}

function sourceWords(segment: string, count: number): string {
  const few = count >= borrowed ? '' : ', mixed with wider segments';
  return `Look-alikes: ${segment}${few}; open pipeline`.slice(0, 120);
}

/** Band of a head count, in words. */
export function sizeBand(employees: number): string {
  if (Number.isNaN(employees)) return 'size not known';
  if (employees < 50) return 'under 50 people';
  if (employees < 250) return '50 to 249 people';
  return employees < 1000 ? '250 to 999 people' : '1,000 people or more';
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function mixed(values: readonly number[], wider: number): number {
  return values.length === 0
    ? wider
    : (values.length * quartile(values) + borrowed * wider) / (values.length + borrowed);
}

/** Upper quartile by linear interpolation between order statistics (Hyndman and Fan, type 7). */
function quartile(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * 0.75;
  const low = Math.floor(at);
  const left = sorted[low] ?? 0;
  return left + (at - low) * ((sorted[low + 1] ?? left) - left);
}
