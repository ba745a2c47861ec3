import { wordsOf } from './source.ts';

/** What Salesforce's lexer says of a character in a date, and where it stands. */
export interface LexingProblem {
  readonly offset: number;
  readonly text: string;
}

const DATE = /\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))?(?![\w-])/gi;

/** Two digits of a date: which may come first, and which after each of those. */
interface Pair {
  readonly at: number;
  readonly second: Readonly<Record<string, string>>;
}

const month = { '0': '1-9', '1': '0-2' };
const day = { '0': '1-9', '1': '0-9', '2': '0-9', '3': '0-1' };
const hour = { '0': '0-9', '1': '0-9', '2': '0-3' };
const sixty = { '0': '0-9', '1': '0-9', '2': '0-9', '3': '0-9', '4': '0-9', '5': '0-9' };
const DAYS: readonly Pair[] = [
  { at: 5, second: month },
  { at: 8, second: day }
];
const TIMES: readonly Pair[] = [
  { at: 11, second: hour },
  { at: 14, second: sixty },
  { at: 17, second: sixty }
];

/**
 * The first digit that can stand in no date or time: a first digit has no alternative, a second
 * one is outside of its set. Offsets count from the start of the query.
 */
export function dateProblem(soql: string): LexingProblem | null {
  let bare = soql;
  for (const word of wordsOf(soql))
    if (word.text.startsWith("'") && word.text.length > 1)
      bare =
        bare.slice(0, word.offset) +
        ' '.repeat(word.text.length) +
        bare.slice(word.offset + word.text.length);
  for (const match of bare.matchAll(DATE)) {
    const [text] = match;
    const zone = /[+-]\d\d:?\d\d$/.exec(text.slice(11));
    const pairs: Pair[] = [...DAYS, ...(text.length > 10 ? TIMES : [])];
    if (zone !== null) pairs.push({ at: 12 + zone.index, second: hour });
    for (const { at, second } of pairs) {
      const [one = '', two = ''] = text.slice(at, at + 2);
      const allowed = second[one];
      if (allowed === undefined)
        return {
          offset: match.index + at,
          text: `no viable alternative at character '${one}'`
        };
      const [low = '', high = ''] = allowed.split('-');
      if (two < low || two > high)
        return {
          offset: match.index + at + 1,
          text: `mismatched character '${two}' expecting set '${low}'..'${high}'`
        };
    }
  }
  return null;
}
