import { SalesforceError } from '../types.ts';
import { findWord, placeOf } from './source.ts';

const REFERENCE = 'Please reference your WSDL or the describe call for the appropriate names.';

/** The place of `word` in the query, or nothing where it cannot be found (a name from FIELDS()). */
function placed(soql: string, word: string | null): string {
  if (word === null) return '';
  const offset = findWord(soql, word);
  return offset < 0 ? '' : placeOf(soql, offset);
}

/** MALFORMED_QUERY; `word` is what the caret points at. */
export function malformed(soql: string, word: string | null, text: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_QUERY', placed(soql, word) + text);
}

/** INVALID_FIELD with a text of its own; `word` is what the caret points at. */
export function invalidField(soql: string, word: string | null, text: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_FIELD', placed(soql, word) + text);
}

/** A field that does not exist or that the user may not read: Salesforce makes no difference. */
export function noSuchColumn(
  soql: string,
  path: string,
  column: string,
  entity: string
): SalesforceError {
  const advice = `If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${REFERENCE}`;
  return invalidField(soql, path, `No such column '${column}' on entity '${entity}'. ${advice}`);
}

/** A parent relationship that does not exist or leads to an object the user may not read. */
export function noSuchRelationship(
  soql: string,
  path: string,
  relationship: string
): SalesforceError {
  const advice = `If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${REFERENCE}`;
  return invalidField(
    soql,
    path,
    `Didn't understand relationship '${relationship}' in field path. ${advice}`
  );
}

/** A child relationship in the FROM of a sub-query that does not exist. */
export function noSuchChildren(soql: string, relationship: string): SalesforceError {
  const advice = `If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${REFERENCE}`;
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    `${placed(soql, relationship)}Didn't understand relationship '${relationship}' in FROM part of query call. ${advice}`
  );
}

/** An object that does not exist or that the user may not read. */
export function noSuchType(soql: string, object: string): SalesforceError {
  const advice = `If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${REFERENCE}`;
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    `${placed(soql, object)}sObject type '${object}' is not supported. ${advice}`
  );
}

/** INVALID_QUERY_FILTER_OPERATOR: an operator or id that the field's type cannot take. */
export function badFilter(soql: string, word: string, text: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', placed(soql, word) + text);
}
