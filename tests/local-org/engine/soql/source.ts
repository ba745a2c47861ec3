/** Where words of a query stand, so that an error can show the place as Salesforce does. */

export interface Word {
  readonly text: string;
  readonly offset: number;
}

const STRING = String.raw`'(?:\\[\s\S]|[^'\\])*'`;
const PATH = String.raw`[A-Za-z_][\w]*(?:\s*\.\s*[A-Za-z_][\w]*)*`;
const TOKEN = new RegExp(`${STRING}|${PATH}|\\S`, 'g');

/** Splits a query into strings, dotted paths (blanks around dots removed) and single characters. */
export function wordsOf(soql: string): Word[] {
  return [...soql.matchAll(TOKEN)].map((match) => ({
    text: match[0].startsWith("'") ? match[0] : match[0].replaceAll(/\s/g, ''),
    offset: match.index
  }));
}

/** Offset of the first word that equals `text` without regard to case, from `start` on; -1 when absent. */
export function findWord(soql: string, text: string, start = 0): number {
  const wanted = text.toLowerCase();
  const found = wordsOf(soql).find(
    (word) => word.offset >= start && word.text.toLowerCase() === wanted
  );
  return found === undefined ? -1 : found.offset;
}

/** Characters shown on either side of the place of an error, before the cut is moved to a blank. */
const REACH = 40;

/**
 * The lines that Salesforce puts before the text of a query's error: the stretch of the query
 * around `offset`, a caret under it, and `ERROR at Row:r:Column:c` (both counted from 1).
 * With a `shift` of 1 columns are counted from 0, as for syntax errors, and the caret stands before.
 * Of several lines only the one of the place is shown; blanks count as they stand.
 */
export function placeOf(soql: string, offset: number, shift: 0 | 1 = 0): string {
  const before = soql.slice(0, offset);
  const row = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1 - shift;
  const flat = soql.replaceAll(/[\r\t]/g, ' ');
  const first = before.lastIndexOf('\n') + 1;
  const last = soql.indexOf('\n', offset);
  let start = Math.max(first, offset - shift - REACH);
  while (start > first && start < offset - shift && flat[start - 1] !== ' ') start += 1;
  const whole = last < 0 ? flat.length : last;
  let end = Math.min(whole, offset - shift + REACH + 2);
  while (end < whole && end > offset + 1 && flat[end] !== ' ') end -= 1;
  // A name that is longer than the reach is shown whole.
  if (end === offset + 1) while (end < whole && flat[end] !== ' ') end += 1;
  const line = flat.slice(start, end).trimEnd();
  return `\n${line}\n${' '.repeat(Math.max(0, offset - start - shift))}^\nERROR at Row:${String(row)}:Column:${String(column)}\n`;
}

/** Offset of a keyword of the outermost query, outside brackets and strings; -1 when absent. */
export function findKeyword(soql: string, keyword: string): number {
  let depth = 0;
  for (const word of wordsOf(soql)) {
    if (word.text === '(') depth += 1;
    else if (word.text === ')') depth -= 1;
    else if (depth === 0 && word.text.toUpperCase() === keyword) return word.offset;
  }
  return -1;
}
