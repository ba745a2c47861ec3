/** What went wrong with the org, so that a job knows whether to wait, stop, or go on. */
export type OrgErrorKind =
  'transient' | 'session' | 'concurrentLimit' | 'dailyLimit' | 'configuration' | 'data';

export class OrgError extends Error {
  readonly kind: OrgErrorKind;
  /** Salesforce's code, or one of ours. */
  readonly code: string;
  /** Object, record or setting that it is about. */
  readonly record: string | null;
  /** What a person should do. */
  readonly cure: string;
  constructor(
    kind: OrgErrorKind,
    code: string,
    message: string,
    cure: string,
    record: string | null = null
  ) {
    super(message);
    this.name = 'OrgError';
    this.kind = kind;
    this.code = code;
    this.cure = cure;
    this.record = record;
  }
  /** Whether the same request may succeed a little later. */
  get retryable(): boolean {
    return this.kind === 'transient' || this.kind === 'concurrentLimit';
  }
}

/** Codes of single rows that another try can mend. */
const retryableRows = new Set([
  'UNABLE_TO_LOCK_ROW',
  'SERVER_UNAVAILABLE',
  'REQUEST_RUNNING_TOO_LONG',
  'UNKNOWN_EXCEPTION',
  'QUERY_TIMEOUT'
]);

/** Whether a row that failed with this code is worth another try. */
export function isRetryableRow(code: string): boolean {
  return retryableRows.has(code);
}

interface ErrorBody {
  readonly code: string;
  readonly message: string;
}

/** The first error of a body in any of Salesforce's forms. */
export function errorBody(text: string, status: number): ErrorBody {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { code: `HTTP_${String(status)}`, message: text.slice(0, 300) };
  }
  const answer: unknown = Array.isArray(json) ? (json.find(hasErrors) ?? json[0]) : json;
  // The answer of an action holds a list of errors for each of its inputs.
  const first: unknown = hasErrors(answer) ? answer.errors[0] : answer;
  const fields =
    typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
  const part = (...names: string[]): string | null => {
    for (const name of names) if (typeof fields[name] === 'string') return fields[name];
    return null;
  };
  return {
    code: part('errorCode', 'statusCode', 'error') ?? `HTTP_${String(status)}`,
    message: part('message', 'error_description') ?? text.slice(0, 300)
  };
}

function hasErrors(value: unknown): value is { readonly errors: readonly unknown[] } {
  const errors = (value as { errors?: unknown } | null | undefined)?.errors;
  return Array.isArray(errors) && errors.length > 0;
}

/** Sorts an answer with an error status. `about` says what was asked, for the message. */
export function classify(status: number, text: string, about: string): OrgError {
  const { code, message } = errorBody(text, status);
  const said = `${about}: ${message.replaceAll(/\s+/g, ' ').trim()} (${code})`;
  if (code === 'REQUEST_LIMIT_EXCEEDED') return limitError(said, message);
  if (code === 'INVALID_SESSION_ID' || status === 401)
    return new OrgError(
      'session',
      code,
      said,
      'The session ended; the service signs in again by itself.'
    );
  if (
    [
      'QUERY_TIMEOUT',
      'SERVER_UNAVAILABLE',
      'UNABLE_TO_LOCK_ROW',
      'REQUEST_RUNNING_TOO_LONG'
    ].includes(code) ||
    status >= 500 ||
    status === 429 ||
    status === 420
  )
    return new OrgError(
      'transient',
      code,
      said,
      'Salesforce is busy or away for a moment; the service tries again by itself.'
    );
  if (code === 'EXCEEDED_MAX_SEMIJOIN_SUBSELECTS' || code === 'MALFORMED_QUERY')
    return new OrgError(
      'configuration',
      code,
      said,
      'This is a fault of Evenfield; please report it with this message.'
    );
  if (code === 'INVALID_TYPE') return missingObject(code, said, message);
  if (code === 'INVALID_FIELD') return missingField(code, said, message, about);
  if (['API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED'].includes(code))
    return new OrgError(
      'configuration',
      code,
      said,
      'Give the integration user the permission API Enabled (permission set Evenfield_Service).'
    );
  if (
    [
      'INSUFFICIENT_ACCESS',
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'FUNCTIONALITY_NOT_ENABLED'
    ].includes(code) ||
    status === 403
  )
    return new OrgError(
      'configuration',
      code,
      said,
      'Assign the permission set Evenfield_Service to the integration user.'
    );
  if (status === 404)
    return new OrgError(
      'configuration',
      code,
      said,
      'Deploy Evenfield to the org (npm run deploy) and assign the permission set Evenfield_Service to the integration user.'
    );
  return new OrgError('data', code, said, 'Correct the record that the message names.');
}

function limitError(said: string, message: string): OrgError {
  if (/concurrent/i.test(message))
    return new OrgError(
      'concurrentLimit',
      'REQUEST_LIMIT_EXCEEDED',
      said,
      'Too many requests at once; the service waits a little and tries again.'
    );
  return new OrgError(
    'dailyLimit',
    'REQUEST_LIMIT_EXCEEDED',
    said,
    "The org's daily API requests are used up. Wait until the rolling 24 hours free some, or buy more; Setup, System Overview shows them."
  );
}

function missingObject(code: string, said: string, message: string): OrgError {
  const object = /sObject type '([^']+)'/.exec(message)?.[1] ?? null;
  const name = object ?? 'the object';
  return new OrgError(
    'configuration',
    code,
    said,
    name.startsWith('Evenfield_')
      ? `The integration user cannot see ${name}: deploy Evenfield to the org (npm run deploy) and assign the permission set Evenfield_Service to the integration user.`
      : `The integration user cannot read ${name}: assign the permission set Evenfield_Service to it.`,
    object
  );
}

function missingField(code: string, said: string, message: string, about: string): OrgError {
  const found = /No such column '([^']+)' on (?:entity|sobject of type) '?(\w+)'?/.exec(message);
  const field = found === null ? null : `${found[2] ?? ''}.${found[1] ?? ''}`;
  return new OrgError(
    'configuration',
    code,
    said,
    `The integration user cannot read or write ${field ?? about}: deploy Evenfield's newest version (npm run deploy), and give the permission set Evenfield_Service access to that field.`,
    field
  );
}

/** Sorts what a sign-in was answered with. */
export function classifySignIn(status: number, text: string): OrgError {
  const { code, message } = errorBody(text, status);
  const said = `Sign-in: ${message} (${code})`;
  if (status >= 500 || status === 429)
    return new OrgError(
      'transient',
      code,
      said,
      'Salesforce is away for a moment; the service tries again by itself.'
    );
  if (code === 'REQUEST_LIMIT_EXCEEDED') return limitError(said, message);
  const cures: readonly (readonly [RegExp, string])[] = [
    [
      /expired|iat|not yet valid|assertion is not/i,
      "This machine's clock is wrong: set it by NTP. The assertion that signs in lives three minutes."
    ],
    [
      /audience/i,
      "SF_AUDIENCE must be the org's sign-in address: https://login.salesforce.com, https://test.salesforce.com for a sandbox, or the My Domain address."
    ],
    [
      /approv|consent|authoriz/i,
      'Check that SF_USERNAME is the username of an active user of this org. In the external client app, set Permitted Users to "Admin approved users are pre-authorized" and add the permission set Evenfield_Service.'
    ],
    [
      /inactive|frozen|locked/i,
      'The user named by SF_USERNAME is frozen or inactive: unfreeze or activate it in Setup, Users.'
    ],
    [/user/i, 'SF_USERNAME must be the username of an active user of this org.'],
    [
      /signature|assertion|key|cert/i,
      'SF_PRIVATE_KEY or SF_PRIVATE_KEY_FILE must be the key whose certificate the external client app holds.'
    ],
    [/client|app/i, 'SF_CLIENT_ID must be the consumer key of the external client app in this org.']
  ];
  const cure =
    cures.find(([pattern]) => pattern.test(message))?.[1] ??
    (code.includes('client')
      ? 'SF_CLIENT_ID must be the consumer key of the external client app in this org.'
      : 'Check SF_USERNAME, SF_CLIENT_ID and the private key against the external client app.');
  return new OrgError('configuration', code, said, cure);
}

/** Sorts a failure to reach the org at all. */
export function unreachable(error: unknown, about: string): OrgError {
  const reason =
    error instanceof Error
      ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}`
      : String(error);
  return new OrgError(
    'transient',
    'UNREACHABLE',
    `${about}: no answer (${reason})`,
    'Check SF_LOGIN_URL and the network; the service tries again by itself.'
  );
}
