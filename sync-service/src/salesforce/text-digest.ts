const mostSafe = 2 ** 21;

/**
 * A text as a number of 53 bits, NaN for nothing: two passes of Fowler, Noll and Vo's hash with
 * different starts, 32 and 21 bits of them. Two texts of one cell are taken for equal by mistake
 * once in 9 · 10¹⁵ changes.
 */
export function digestOf(text: string | null): number {
  if (text === null || text === '') return NaN;
  let low = 0x811c9dc5;
  let high = 0x2f0b4c47;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x01000193);
  }
  return ((high >>> 11) % mostSafe) * 2 ** 32 + (low >>> 0);
}

const mostKept = 4_096;
const mostMisses = 20_000;

/**
 * Digests of a column's texts, those kept that come again: most columns hold a few labels and
 * sentences in a hundred thousand rows. A column whose texts do not come again is soon digested
 * without looking.
 */
export function columnDigests(): (text: string | null) => number {
  const kept = new Map<string, number>();
  let misses = 0;
  return (text) => {
    if (text === null || text === '') return NaN;
    if (misses > mostMisses) return digestOf(text);
    const known = kept.get(text);
    if (known !== undefined) return known;
    misses += 1;
    const digest = digestOf(text);
    // A text of its own, since a cell keeps its whole page alive.
    if (kept.size < mostKept) kept.set(Buffer.from(text, 'utf8').toString('utf8'), digest);
    return digest;
  };
}
