/** What the best customers have in common, and which prospects are like them. */

/** Accounts by attribute, as categories: codes into labels, -1 where not known. */
export interface AttributeTable {
  readonly count: number;
  readonly attributes: readonly {
    readonly name: string;
    readonly labels: readonly string[];
    readonly codes: Int32Array;
  }[];
}

/** One value of one attribute that is more, or less, common among the best. */
export interface ProfileTrait {
  readonly attribute: string;
  readonly label: string;
  /** Log of the odds ratio between the best and the rest; above 0 is more common among the best. */
  readonly strength: number;
  /** Interval of the strength, as sure as 95 % over all traits looked at together. */
  readonly low: number;
  readonly high: number;
  readonly best: number;
  readonly rest: number;
}

/** Values of fewer customers than this say nothing. */
const leastCustomers = 5;

/**
 * Traits whose odds ratio is surely not 1, strongest first. Half a customer is added to each cell
 * (Haldane 1956, Anscombe 1956); the interval is Woolf's, widened by Bonferroni for the number of
 * traits looked at, so that shuffled customers show none in 95 of 100 cases.
 * @param best 1 for a best customer, 0 for another customer, 255 for a prospect
 */
export function customerProfile(table: AttributeTable, best: Uint8Array): ProfileTrait[] {
  const cells = table.attributes.flatMap(({ name, labels, codes }) => {
    const counts = labels.map(() => ({ best: 0, rest: 0 }));
    let allBest = 0;
    let allRest = 0;
    codes.forEach((code, row) => {
      const own = counts[code];
      if (own === undefined || best[row] === 255) return;
      if (best[row] === 1) {
        own.best += 1;
        allBest += 1;
      } else {
        own.rest += 1;
        allRest += 1;
      }
    });
    return counts.flatMap((own, code) =>
      own.best + own.rest < leastCustomers
        ? []
        : [{ attribute: name, label: labels[code] ?? '', ...own, allBest, allRest }]
    );
  });
  const width = normalQuantile(1 - 0.025 / Math.max(1, cells.length));
  return cells
    .map((cell) => {
      const a = cell.best + 0.5;
      const b = cell.rest + 0.5;
      const c = cell.allBest - cell.best + 0.5;
      const d = cell.allRest - cell.rest + 0.5;
      const strength = Math.log((a * d) / (b * c));
      const error = Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
      return {
        attribute: cell.attribute,
        label: cell.label,
        strength,
        low: strength - width * error,
        high: strength + width * error,
        best: cell.best,
        rest: cell.rest
      };
    })
    .filter((trait) => trait.low > 0 || trait.high < 0)
    .sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength) || (a.label < b.label ? -1 : 1));
}

/** Each attribute with the strength of each of its labels; 0 where the profile does not name it. */
export function likenessOf(
  table: AttributeTable,
  profile: readonly ProfileTrait[]
): (AttributeTable['attributes'][number] & { readonly strengths: readonly number[] })[] {
  return table.attributes.map((attribute) => {
    const own = new Map(
      profile
        .filter((trait) => trait.attribute === attribute.name)
        .map((trait) => [trait.label, trait.strength])
    );
    return { ...attribute, strengths: attribute.labels.map((label) => own.get(label) ?? 0) };
  });
}

/** Prospects from the most to the least like the best customers: the sum of the strengths of what they share. */
export function lookAlikes(
  table: AttributeTable,
  best: Uint8Array,
  profile: readonly ProfileTrait[]
): { readonly row: number; readonly likeness: number }[] {
  const attributes = likenessOf(table, profile);
  return [...best.keys()]
    .filter((row) => best[row] === 255)
    .map((row) => ({
      row,
      likeness: attributes.reduce(
        (sum, { codes, strengths }) => sum + (strengths[codes[row] ?? -1] ?? 0),
        0
      )
    }))
    .sort((a, b) => b.likeness - a.likeness || a.row - b.row);
}

/** The standard normal quantile, by Newton from Φ as a series; to about 1e-9 for 0.5 ≤ p < 1 - 1e-9. */
export function normalQuantile(p: number): number {
  let z = Math.sqrt(Math.max(0, -2 * Math.log(2 * (1 - p))));
  for (let round = 0; round < 60; round += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const move = (normalUpTo(z) - p) / density;
    z -= Math.max(-0.5, Math.min(0.5, move));
    if (Math.abs(move) < 1e-10) break;
  }
  return z;
}

/** Φ, by its Taylor series about 0 (Marsaglia 2004). */
function normalUpTo(z: number): number {
  let term = z;
  let sum = z;
  for (let place = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && place < 400; place += 2) {
    term *= (z * z) / place;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
