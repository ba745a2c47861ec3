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
