/** From this length on a text's bytes are written out and mixed four at a time; shorter ones cost less as they are. */
const longFrom = 36;
let bytes = Buffer.alloc(1 << 14);
let words = wordsOf(bytes);

/**
 * A text as a number of 53 bits, NaN for nothing: two multiplicative hashes with different starts and
 * factors, 32 and 21 bits of them. Two texts of one cell are taken for equal by mistake once in
 * 9 · 10¹⁵ changes.
 */
export function digestOf(text: string | null): number {
  if (text === null || text === '') return NaN;
  let low = 0x811c9dc5;
  let high = 0x2f0b4c47;
  const { length } = text;
  if (length < longFrom) {
    for (let place = 0; place < length; place += 1) {
      const unit = text.charCodeAt(place);
      low = mixed(low, unit, lowFactor);
      high = mixed(high, unit, highFactor);
    }
  } else {
    // A character has at most three bytes in UTF-8.
    if (length * 3 + 4 > bytes.length) {
      bytes = Buffer.alloc(length * 4);
      words = wordsOf(bytes);
    }
    const size = bytes.write(text, 'utf8');
    bytes[size] = 0;
    bytes[size + 1] = 0;
    bytes[size + 2] = 0;
    for (let place = 0; place * 4 < size; place += 1) {
      const word = words[place] ?? 0;
      low = mixed(low, word, lowFactor);
      high = mixed(high, word, highFactor);
    }
  }
  return (spread(high) >>> 11) * 2 ** 32 + (spread(low) >>> 0);
}

const lowFactor = 0x9e3779b1;
const highFactor = 0x5f356495;

function mixed(state: number, word: number, factor: number): number {
  const next = Math.imul(state ^ word, factor);
  return next ^ (next >>> 15);
}

/** Lets every bit sway every other (the last step of MurmurHash 3). */
function spread(state: number): number {
  let bits = state ^ (state >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

function wordsOf(buffer: Buffer): Int32Array {
  return new Int32Array(buffer.buffer, buffer.byteOffset, buffer.length >> 2);
}
