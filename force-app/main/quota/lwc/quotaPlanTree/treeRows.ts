import loadRatio from '@salesforce/label/c.Evenfield_Planner_Load_Ratio';
import spread from '@salesforce/label/c.Evenfield_Planner_Spread';
import overAssigned from '@salesforce/label/c.Evenfield_Planner_Over_Assigned';
import pooled from '@salesforce/label/c.Evenfield_Planner_Pooled';
import bottomUp from '@salesforce/label/c.Evenfield_Planner_Bottom_Up';
import hoursTaken from '@salesforce/label/c.Evenfield_Planner_Hours';
import hoursLacking from '@salesforce/label/c.Evenfield_Planner_Hours_Lacking';
import instead from '@salesforce/label/c.Evenfield_Planner_Instead';
import moved from '@salesforce/label/c.Evenfield_Planner_Moved';
import pending from '@salesforce/label/c.Evenfield_Planner_Pending';
import setOf from '@salesforce/label/c.Evenfield_Planner_Set_Of';
import below from '@salesforce/label/c.Evenfield_Planner_Below';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import { filled } from 'c/graphqlNodes';
import type { DraftReport, DraftRow, Override } from 'c/quotaDraft';
import { amountWords, percentWords } from 'c/quotaDraft';

export interface TreeRow {
  readonly key: string;
  readonly name: string;
  readonly level: string;
  readonly indent: string;
  readonly amount: string;
  readonly figures: readonly string[];
  readonly rationale: string;
  readonly original: string;
  /** An override of the page that the draft does not hold yet. */
  readonly pending: string;
  readonly hasBelow: boolean;
  readonly isOpen: 'true' | 'false';
  readonly icon: string;
  readonly belowLabel: string;
  readonly setLabel: string;
  readonly isEdited: boolean;
  /** What stands above several trees is no territory and has no quota of its own. */
  readonly canSet: boolean;
}

/** Trees of at most so many rows are shown open. */
const mostOpen = 60;
const deepestIndent = 6;

/** Keys of the rows that are open at first: all of a small tree, of a large one the uppermost. */
export function openedAtFirst({ rows }: DraftReport): ReadonlySet<string> {
  const shown = rows.length <= mostOpen ? rows : rows.filter(({ parent }) => parent === null);
  return new Set(shown.map(({ key }) => key));
}

/** Rows of which everything above is open, each below its own. */
export function treeRows(
  report: DraftReport,
  overrides: readonly Override[],
  opened: ReadonlySet<string>,
  editedKey: string | null
): TreeRow[] {
  const levels = new Map<string, number>();
  const visible = new Set<string>();
  const parents = new Set(report.rows.map(({ parent }) => parent));
  const held = new Map(overrides.map((one) => [one.key, one]));
  return report.rows.flatMap((row) => {
    const { key, parent } = row;
    const level = parent === null ? 1 : (levels.get(parent) ?? 0) + 1;
    levels.set(key, level);
    if (parent !== null && !(visible.has(parent) && opened.has(parent))) return [];
    visible.add(key);
    const isOpen = opened.has(key);
    return [
      {
        key,
        name: row.name,
        level: String(level),
        indent: `margin-left: ${String(Math.min(level - 1, deepestIndent) * 0.75)}rem`,
        amount: amountWords(row.amount, report.currency),
        figures: figuresOf(row, report),
        rationale: row.rationale ?? '',
        original: originalOf(row, report),
        pending: pendingOf(row, held.get(key), report),
        hasBelow: parents.has(key),
        isOpen: isOpen ? ('true' as const) : ('false' as const),
        icon: isOpen ? 'utility:chevrondown' : 'utility:chevronright',
        belowLabel: filled(below, row.name),
        setLabel: filled(setOf, row.name),
        isEdited: key === editedKey,
        canSet: key !== 'company'
      }
    ];
  });
}

function figuresOf(row: DraftRow, { currency }: DraftReport): string[] {
  const figures: string[] = [];
  if (row.isLeaf)
    figures.push(filled(loadRatio, row.loadRatio === null ? notKnown : row.loadRatio.toFixed(2)));
  else figures.push(filled(spread, row.spread === null ? notKnown : percentWords(row.spread)));
  if (row.overAssigned !== null && row.overAssigned !== 0)
    figures.push(filled(overAssigned, amountWords(row.overAssigned, currency)));
  if (row.pooled !== null && row.pooled !== 0)
    figures.push(filled(pooled, amountWords(row.pooled, currency)));
  if (row.bottomUp !== null && row.gap !== null)
    figures.push(
      filled(bottomUp, amountWords(row.bottomUp, currency), amountWords(row.gap, currency))
    );
  if (row.hours !== null) {
    const { deals, needed, available } = row.hours;
    const words = needed > available ? hoursLacking : hoursTaken;
    figures.push(filled(words, String(deals), String(needed), String(available)));
  }
  return figures;
}

function originalOf({ amount, original, overrideReason }: DraftRow, report: DraftReport): string {
  const plain = original === null ? notKnown : amountWords(original, report.currency);
  if (overrideReason !== null) return filled(instead, plain, overrideReason);
  return original === null || original === amount ? '' : filled(moved, plain);
}

function pendingOf(row: DraftRow, override: Override | undefined, report: DraftReport): string {
  if (override === undefined) return '';
  const isHeld = row.amount === override.amount && row.overrideReason === override.reason;
  return isHeld
    ? ''
    : filled(pending, amountWords(override.amount, report.currency), override.reason);
}
