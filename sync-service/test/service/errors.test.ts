import { describe, expect, it } from '@jest/globals';
import { classify, classifySignIn, isRetryableRow } from '../../src/salesforce/errors.ts';

const body = (errorCode: string, message: string): string =>
  JSON.stringify([{ errorCode, message }]);

describe('an answer with an error', () => {
  it.each([
    [503, '<html>', 'transient', true],
    [500, body('UNKNOWN_EXCEPTION', 'An unexpected error occurred'), 'transient', true],
    [429, '', 'transient', true],
    [400, body('QUERY_TIMEOUT', 'Your query request was running for too long.'), 'transient', true],
    [400, body('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access'), 'transient', true],
    [401, body('INVALID_SESSION_ID', 'Session expired or invalid'), 'session', false],
    [403, body('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), 'dailyLimit', false],
    [
      403,
      body('REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
      'concurrentLimit',
      true
    ],
    [
      403,
      body('API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner'),
      'configuration',
      false
    ],
    [404, body('NOT_FOUND', 'The requested resource does not exist'), 'configuration', false],
    [
      400,
      body('INVALID_TYPE', "sObject type 'Evenfield_Run__c' is not supported."),
      'configuration',
      false
    ],
    [
      400,
      body('INVALID_FIELD', "No such column 'X__c' on entity 'Account'."),
      'configuration',
      false
    ],
    [400, body('DUPLICATE_VALUE', 'duplicate value found'), 'data', false]
  ])('%s %s is %s', (status, text, kind, retryable) => {
    const error = classify(status, text, 'Trying');
    expect([error.kind, error.retryable]).toEqual([kind, retryable]);
    expect(error.cure).not.toBe('');
  });

  it('names object and field that are missing', () => {
    expect(
      classify(400, body('INVALID_TYPE', "sObject type 'Evenfield_Run__c' is not supported."), 'x')
        .cure
    ).toContain('Evenfield_Run__c');
    expect(
      classify(400, body('INVALID_FIELD', "No such column 'X__c' on entity 'Account'."), 'x').record
    ).toBe('Account.X__c');
  });
});

describe('a refused sign-in', () => {
  it.each([
    ['invalid_grant', "user hasn't approved this consumer", /pre-authorized/],
    ['invalid_grant', 'audience is invalid', /SF_AUDIENCE/],
    ['invalid_grant', 'expired authorization code', /clock/],
    ['invalid_grant', 'inactive user', /SF_USERNAME/],
    ['invalid_client_id', 'client identifier invalid', /SF_CLIENT_ID/],
    ['invalid_grant', 'invalid assertion', /SF_PRIVATE_KEY/]
  ])('%s: %s', (error, description, cure) => {
    expect(
      classifySignIn(400, JSON.stringify({ error, error_description: description })).cure
    ).toMatch(cure);
  });
});

describe('a refused row', () => {
  it('is tried again only where the reason passes', () => {
    expect(
      [
        'UNABLE_TO_LOCK_ROW',
        'SERVER_UNAVAILABLE',
        'REQUIRED_FIELD_MISSING',
        'FIELD_CUSTOM_VALIDATION_EXCEPTION'
      ].map(isRetryableRow)
    ).toEqual([true, true, false, false]);
  });
});
