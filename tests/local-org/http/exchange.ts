import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { UserContext } from '../engine/types.ts';
import { SalesforceError } from '../engine/types.ts';
import type { Session } from './sessions.ts';
import type { Site } from './site.ts';

/** One request below /services/data/vNN.N, already signed in. `path` has no query string. */
export interface Call {
  readonly site: Site;
  readonly session: Session;
  readonly user: UserContext;
  readonly method: string;
  /** As the client wrote it, `66.0`. */
  readonly version: string;
  /** Below the version: `/sobjects/Account`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type ReplyBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly type: string; readonly text: string }
  | {
      readonly kind: 'stream';
      readonly type: string;
      readonly stream: Readable;
      readonly length: number;
    };

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: ReplyBody;
}

/** @returns a reply whose body is `value` as JSON. */
export function json(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {}
): Reply {
  return { status, headers, body: { kind: 'json', value } };
}

/** @returns 204 by default, with no body. */
export function empty(status = 204): Reply {
  return { status, body: { kind: 'none' } };
}

/** @returns a reply of plain text of the given content type. */
export function text(type: string, content: string, status = 200): Reply {
  return { status, body: { kind: 'text', type, text: content } };
}

/** The body of every refusal of the REST API: a list, even of one. */
export function errorReply(error: SalesforceError): Reply {
  const entry: { message: string; errorCode: string; fields?: readonly string[] } = {
    message: error.message,
    errorCode: error.errorCode
  };
  if (error.fields.length > 0) entry.fields = error.fields;
  return json([entry], error.status);
}

/** What Salesforce answers for a resource that it does not know. */
export function notFound(): SalesforceError {
  return new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** @throws SalesforceError JSON_PARSER_ERROR when the body is not JSON. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', `${reason} at [line:1, column:1]`);
  }
}

/** @throws SalesforceError JSON_PARSER_ERROR unless the body is a JSON object. */
export function jsonObject(body: Buffer): Record<string, unknown> {
  const value = parseJson(body);
  if (!isObject(value)) {
    throw new SalesforceError(
      400,
      'JSON_PARSER_ERROR',
      'The HTTP entity body is required, but this request has no entity body.'
    );
  }
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
