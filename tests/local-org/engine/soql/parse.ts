import type { Query } from '@jetstreamapp/soql-parser-js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { SalesforceError } from '../types.ts';
import type { LexingProblem } from './date-lexing.ts';
import { dateProblem } from './date-lexing.ts';
import type { Word } from './source.ts';
import { placeOf, wordsOf } from './source.ts';

/** Salesforce's limit on the text of one query. */
const LONGEST_QUERY = 100_000;

/**
 * Parses SOQL; every refusal is a MALFORMED_QUERY in Salesforce's form.
 * @throws SalesforceError
 */
export function parseSoql(soql: string): Query {
  if (soql.trim() === '') throw refusal('SOQL statements cannot be empty or null');
  if (soql.length > LONGEST_QUERY)
    throw refusal(`SOQL statements cannot be longer than ${String(LONGEST_QUERY)} characters.`);
  refuseBindVariables(soql);
  refuseApexOnly(soql);
  const date = dateProblem(soql);
  if (date !== null) throw lexingError(soql, date);
  try {
    return parseQuery(soql);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw syntaxError(soql, error);
  }
}

function refusal(text: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_QUERY', text);
}

/** A colon that follows neither a digit, as in a time, nor a name, as in `LAST_N_DAYS:7`. */
function refuseBindVariables(soql: string): void {
  const colon = wordsOf(soql).find(
    (word) => word.text === ':' && !/\w/.test(soql.charAt(word.offset - 1))
  );
  if (colon !== undefined)
    throw refusal(`${placeOf(soql, colon.offset)}Bind variables only allowed in Apex code`);
}

/** What only Apex code may write: the error stands at the first of the two words. */
const APEX_ONLY: readonly (readonly [string, string, string])[] = [
  ['WITH', 'SECURITY_ENFORCED', 'SECURITY_ENFORCED'],
  ['ALL', 'ROWS', 'ALL ROWS']
];

function refuseApexOnly(soql: string): void {
  const words = wordsOf(soql);
  words.forEach((word, index) => {
    for (const [first, second, said] of APEX_ONLY)
      if (
        word.text.toUpperCase() === first &&
        words[index + 1]?.text.toUpperCase() === second &&
        words[index + 2]?.text !== ','
      )
        throw refusal(`${placeOf(soql, word.offset)}${said} not allowed in this context`);
  });
}

/** Salesforce's lexer and parser count columns from 0, and so the caret stands one too far left. */
function placeOfSyntax(soql: string, offset: number): string {
  return placeOf(soql, offset, 1);
}

function lexingError(soql: string, { offset, text }: LexingProblem): SalesforceError {
  const before = soql.slice(0, offset);
  const row = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1);
  return refusal(`${placeOfSyntax(soql, offset)}line ${String(row)}:${String(column)} ${text}`);
}

/** The parser says in words what it met and, for single characters, where. */
function syntaxError(soql: string, error: Error): SalesforceError {
  const glued = wordBehindQuote(soql);
  if (glued !== undefined) return unexpected(soql, glued.text, glued.offset);
  const lexing = /unexpected character: ->([\s\S])<- at offset: (\d+)/.exec(error.message);
  if (lexing !== null) {
    const offset = Number(lexing[2]);
    const character = lexing[1] ?? '';
    // A quote that nothing closes is a token, of which the parser may never hear.
    if (character === "'") return earlierError(soql, offset) ?? unexpected(soql, "'", offset);
    return lexingError(soql, { offset, text: `no viable alternative at character '${character}'` });
  }
  const token = tokenMet(error);
  const offset = offsetOf(soql, token);
  const before = wordsOf(soql).filter((word) => word.offset < offset);
  // USING takes any two words.
  const endsUsing = before.at(-1)?.text.toUpperCase() === 'USING' && endsWith(soql, token);
  if (token === '' || endsUsing) return refusal("unexpected token: '<EOF>'");
  if (token === '(') {
    const next = wordsOf(soql).find((word) => word.offset > offset);
    if (next?.text === ')') return unexpected(soql, ')', next.offset);
    const third = thirdBracket(soql, offset);
    if (third !== undefined)
      return refusal(
        `${placeOfSyntax(soql, third.offset)}expecting a right parentheses, found '('`
      );
  }
  return unexpected(soql, token, offset);
}

function endsWith(soql: string, token: string): boolean {
  return wordsOf(soql).at(-1)?.text.toLowerCase() === token.toLowerCase();
}

/** One function may stand in another, no third in that: the bracket of one that does. */
function thirdBracket(soql: string, offset: number): Word | undefined {
  const words = wordsOf(soql);
  let open = 0;
  for (const word of words) {
    if (word.text === '(' && open > 1 && word.offset >= offset) return word;
    if (word.text === '(') open += 1;
    else if (word.text === ')') open -= 1;
    if (word.offset > offset && !/^[\w(]+$/.test(word.text)) return undefined;
  }
  return undefined;
}

/** A name that follows a string without a blank, as in 'it's'. */
function wordBehindQuote(soql: string): Word | undefined {
  const words = wordsOf(soql);
  return words.find((word, index) => {
    const before = words[index - 1];
    return (
      before !== undefined &&
      /^'.*'$/s.test(before.text) &&
      before.text.length > 1 &&
      before.offset + before.text.length === word.offset &&
      /^\w/.test(word.text)
    );
  });
}

function unexpected(soql: string, token: string, offset: number): SalesforceError {
  const place = offset < 0 ? '' : placeOfSyntax(soql, offset);
  return refusal(`${place}unexpected token: '${token}'`);
}

/** What is wrong before an offset, but for the end that comes there. */
function earlierError(soql: string, offset: number): SalesforceError | null {
  try {
    parseQuery(soql.slice(0, offset));
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const found = syntaxError(soql.slice(0, offset), error);
    return found.message.endsWith("'<EOF>'") ? null : found;
  }
}

/** The token that the parser could not take; empty for the end of the query. */
function tokenMet(error: Error): string {
  const met =
    /but found: '([\s\S]*)'\s*$/.exec(error.message) ??
    /but found --> '([\s\S]*)' <--/.exec(error.message) ??
    /but found: ([\s\S]*)$/.exec(error.message);
  const text = met?.[1] ?? '';
  return text.startsWith("'") ? text : (text.split(/\s/)[0] ?? '');
}

/** Where the token stands that ends the part of the query that can be parsed. */
function offsetOf(soql: string, token: string): number {
  const same = wordsOf(soql).filter((word) => word.text.toLowerCase() === token.toLowerCase());
  const met = same.find((word) => stopsAt(soql.slice(0, word.offset + word.text.length), token));
  return (met ?? same.at(-1))?.offset ?? soql.lastIndexOf(token);
}

function stopsAt(beginning: string, token: string): boolean {
  try {
    parseQuery(beginning);
    return false;
  } catch (error) {
    return error instanceof Error && tokenMet(error).toLowerCase() === token.toLowerCase();
  }
}
