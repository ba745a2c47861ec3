import type { Skills } from './problem.ts';

/** Accounts with the same skill words form a class, so that skills cost one table look-up. */
export interface SkillTable {
  /** Class of each row that was asked for. */
  readonly classOf: Int32Array;
  /** classes × K: how many of the class's skills the territory lacks. */
  readonly lacking: Uint8Array;
}

/**
 * @param words rows × `skills.words` bits
 * @param territories K
 */
export function skillTable(
  words: Int32Array,
  skills: Pick<Skills, 'words' | 'offered'>,
  territories: number
): SkillTable {
  const width = skills.words;
  const rows = words.length / width;
  const classOf = new Int32Array(rows);
  const firstRow: number[] = [];
  const byKey = new Map<string | number, number>();
  for (let row = 0; row < rows; row += 1) {
    const key =
      width === 1 ? (words[row] ?? 0) : words.subarray(row * width, (row + 1) * width).join();
    let found = byKey.get(key);
    if (found === undefined) {
      found = firstRow.length;
      byKey.set(key, found);
      firstRow.push(row);
    }
    classOf[row] = found;
  }
  const lacking = new Uint8Array(firstRow.length * territories);
  firstRow.forEach((row, index) => {
    for (let k = 0; k < territories; k += 1) {
      let lacks = 0;
      for (let word = 0; word < width; word += 1)
        lacks += bitCount(
          (words[row * width + word] ?? 0) & ~(skills.offered[k * width + word] ?? 0)
        );
      lacking[index * territories + k] = Math.min(255, lacks);
    }
  });
  return { classOf, lacking };
}

function bitCount(word: number): number {
  let bits = word >>> 0;
  let count = 0;
  for (; bits !== 0; bits = (bits & (bits - 1)) >>> 0) count += 1;
  return count;
}
