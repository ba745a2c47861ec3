import type { AccountFigures } from '../../core/columns.ts';
import { roundTo } from '../../core/rounding.ts';
import type { BestCustomers } from './best-customers.ts';
import { likenessOf } from './customer-profile.ts';

/** How like the best customers each prospect is, and why. */
export interface ProspectLikeness {
  /** Sum of log odds; NaN for a customer, and for all where nothing is surely shared. */
  readonly likeness: Float64Array;
  readonly reasons: (string | null)[];
}

/** Prospects are accounts that bought nothing in two years and of which nothing recurs. */
export function prospectLikeness(
  { table, best, profile }: BestCustomers,
  figures: Pick<AccountFigures, 'recurringNow' | 'recurringStart'>
): ProspectLikeness {
  const likeness = new Float64Array(table.count).fill(NaN);
  const reasons = new Array<string | null>(table.count).fill(null);
  if (profile.length === 0) return { likeness, reasons };
  const traits = likenessOf(table, profile);
  const known = new Map<number, { likeness: number; words: string | null }>();
  for (let row = 0; row < table.count; row += 1) {
    if (best[row] !== 255) continue;
    if ((figures.recurringNow[row] ?? 0) > 0 || (figures.recurringStart[row] ?? 0) > 0) continue;
    // Those of the same labels are told once.
    let key = 0;
    for (const { codes, labels } of traits)
      key = key * (labels.length + 1) + (codes[row] ?? -1) + 1;
    const told = known.get(key) ?? toldOf(traits, row);
    known.set(key, told);
    likeness[row] = told.likeness;
    reasons[row] = told.words;
  }
  return { likeness, reasons };
}

function toldOf(
  traits: ReturnType<typeof likenessOf>,
  row: number
): { likeness: number; words: string | null } {
  const own = traits.flatMap(({ codes, strengths, name, labels }) => {
    const code = codes[row] ?? -1;
    const strength = strengths[code] ?? 0;
    return strength === 0 ? [] : [{ words: `${name} ${labels[code] ?? ''}`, strength }];
  });
  own.sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength) || (a.words < b.words ? -1 : 1));
  const sum = own.reduce((all, { strength }) => all + strength, 0);
  return {
    likeness: roundTo(sum, 1),
    words:
      own.length === 0
        ? null
        : own
            .map(
              ({ words, strength }) => `${words} (${strength > 0 ? '+' : ''}${strength.toFixed(1)})`
            )
            .join(', ')
            .slice(0, 255)
  };
}
