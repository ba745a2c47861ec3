/** A group smaller than this could be unmasked by one of its members. */
const smallestGroup = 5;

/** Place of each value among its peers, 0 lowest to 1 highest, ties in the middle; null in small groups. */
export function quantiles(values: readonly (number | null)[]): (number | null)[] {
  const known = values.filter((value) => value !== null);
  return values.map((value) => {
    if (value === null || known.length < smallestGroup) return null;
    const less = known.filter((other) => other < value).length;
    const equal = known.filter((other) => other === value).length;
    return (less + (equal - 1) / 2) / (known.length - 1);
  });
}
