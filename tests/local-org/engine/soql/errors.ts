import { SalesforceError } from '../types.ts';
import { findWord, placeOf } from './source.ts';

const REFERENCE = 'Please reference your WSDL or the describe call for the appropriate names.';

/** A query, and where in it the part begins that is being read: errors are looked for from there. */
export interface QueryText {
  readonly soql: string;
  readonly searchFrom: number;
}

/** The place of `word` in the query, or nothing where it cannot be found (a name from FIELDS()). */
function placed(query: QueryText, word: string | null): string {
  if (word === null) return '';
  const { soql, searchFrom } = query;
  const after = findWord(soql, word, searchFrom);
  const offset = after < 0 ? findWord(soql, word) : after;
  return offset < 0 ? '' : placeOf(soql, offset);
}

/** As `malformed`, placed as Salesforce places what it finds in a sub-select: a column before. */
export function malformedBefore(query: QueryText, word: string, text: string): SalesforceError {
  const { soql, searchFrom } = query;
  const offset = findWord(soql, word, searchFrom);
  const place = offset < 0 ? '' : placeOf(soql, offset, 1);
  return new SalesforceError(400, 'MALFORMED_QUERY', place + text);
}

/** A keyword or sign that cannot stand where it does; syntax errors count columns from 0. */
export function unexpectedToken(query: QueryText, token: string, offset: number): SalesforceError {
  const place = offset < 0 ? '' : placeOf(query.soql, offset, 1);
  return new SalesforceError(400, 'MALFORMED_QUERY', `${place}unexpected token: '${token}'`);
}

/** MALFORMED_QUERY; `word` is what the caret points at. */
export function malformed(query: QueryText, word: string | null, text: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_QUERY', placed(query, word) + text);
}

/** INVALID_FIELD with a text of its own; `word` is what the caret points at. */
export function invalidField(query: QueryText, word: string | null, text: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_FIELD', placed(query, word) + text);
}

/** A field that does not exist or that the user may not read: Salesforce makes no difference. */
export function noSuchColumn(
  query: QueryText,
  path: string,
  column: string,
  entity: string
): SalesforceError {
  const advice = `If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${REFERENCE}`;
  return invalidField(query, path, `No such column '${column}' on entity '${entity}'. ${advice}`);
}

/** A parent relationship that does not exist or leads to an object the user may not read. */
export function noSuchRelationship(
  query: QueryText,
  path: string,
  relationship: string
): SalesforceError {
  const advice = `If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${REFERENCE}`;
  return invalidField(
    query,
    path,
    `Didn't understand relationship '${relationship}' in field path. ${advice}`
  );
}

/** A child relationship in the FROM of a sub-query that does not exist. */
export function noSuchChildren(query: QueryText, relationship: string): SalesforceError {
  const advice = `If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${REFERENCE}`;
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    `${placed(query, relationship)}Didn't understand relationship '${relationship}' in FROM part of query call. ${advice}`
  );
}

/** An object that does not exist or that the user may not read. */
export function noSuchType(query: QueryText, object: string): SalesforceError {
  const advice = `If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${REFERENCE}`;
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    `${placed(query, object)}sObject type '${object}' is not supported. ${advice}`
  );
}

/** INVALID_QUERY_FILTER_OPERATOR: an operator or id that the field's type cannot take. */
export function badFilter(query: QueryText, word: string, text: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', placed(query, word) + text);
}
