import type { Query } from '@jetstreamapp/soql-parser-js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { SalesforceError } from '../types.ts';
import { placeOf, wordsOf } from './source.ts';

/** Salesforce's limit on the text of one query. */
const LONGEST_QUERY = 100_000;

/**
 * Parses SOQL; every refusal is a MALFORMED_QUERY in Salesforce's form.
 * @throws SalesforceError
 */
export function parseSoql(soql: string): Query {
  if (soql.length > LONGEST_QUERY)
    throw new SalesforceError(
      400,
      'MALFORMED_QUERY',
      `SOQL statements cannot be longer than ${String(LONGEST_QUERY)} characters.`
    );
  refuseBindVariables(soql);
  try {
    return parseQuery(soql);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw syntaxError(soql, error);
  }
}

/** A colon that follows neither a digit, as in a time, nor a name, as in `LAST_N_DAYS:7`. */
function refuseBindVariables(soql: string): void {
  const colon = wordsOf(soql).find(
    (word) => word.text === ':' && !/\w/.test(soql.charAt(word.offset - 1))
  );
  if (colon === undefined) return;
  throw new SalesforceError(
    400,
    'MALFORMED_QUERY',
    `${placeOf(soql, colon.offset)}Bind variables only allowed in Apex code`
  );
}

/** The parser says in words what it met and, for single characters, where; tokens are searched from the end. */
function syntaxError(soql: string, error: Error): SalesforceError {
  const lexing = /unexpected character: ->([\s\S])<- at offset: (\d+)/.exec(error.message);
  if (lexing !== null) {
    const offset = Number(lexing[2]);
    const text = `line 1:${String(offset)} no viable alternative at character '${lexing[1] ?? ''}'`;
    return new SalesforceError(
      400,
      'MALFORMED_QUERY',
      placeOf(soql, Math.max(0, offset - 1)) + text
    );
  }
  const met =
    /but found: '([\s\S]*)'\s*$/.exec(error.message) ??
    /but found --> '([\s\S]*)' <--/.exec(error.message) ??
    /but found: ([\s\S]*)$/.exec(error.message);
  const token = met?.[1] ?? '';
  if (token === '') return new SalesforceError(400, 'MALFORMED_QUERY', 'unexpected token: <EOF>');
  const offset = lastOffsetOf(soql, token);
  // Salesforce's parser counts columns of syntax errors from 0.
  const place = offset < 0 ? '' : placeOf(soql, Math.max(0, offset - 1));
  return new SalesforceError(400, 'MALFORMED_QUERY', `${place}unexpected token: '${token}'`);
}

function lastOffsetOf(soql: string, token: string): number {
  const same = wordsOf(soql).filter((word) => word.text.toLowerCase() === token.toLowerCase());
  return same.at(-1)?.offset ?? soql.lastIndexOf(token);
}
