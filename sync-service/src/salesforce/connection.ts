import { Connection } from 'jsforce';
import { z } from 'zod';
import type { OrgSettings } from '../config.ts';
import { signedAssertion } from './assertion.ts';
import { classify, classifySignIn, OrgError, unreachable } from './errors.ts';
import type { PackedBody } from './packed-body.ts';
import { RawHttp } from './raw-http.ts';
import { patiently } from './retry.ts';

export interface OrgAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body in place of the text, where it was asked for packed. */
  readonly packed?: PackedBody;
}

export interface OrgRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below /services/data/vNN.0, or a whole path when it begins with /services. */
  readonly path: string;
  readonly body?: string | Buffer;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it is for, as messages name it. */
  readonly about: string;
  /** False for what must not be sent twice. */
  readonly repeatable?: boolean;
  /** The answer's body is left as it comes, for a thread to unpack. */
  readonly packed?: boolean;
}

export interface OrgConnection {
  /** Sends a request, again after transient trouble unless it must not be. @throws OrgError */
  send(request: OrgRequest): Promise<OrgAnswer>;
  /** As `send`, with the answer's JSON checked. @throws OrgError */
  json<T>(request: OrgRequest, shape: z.ZodType<T>): Promise<T>;
  /** The org's clock, by the last answer's Date header. */
  now(): number;
  /** How far this machine's clock is ahead of the org's, in milliseconds. */
  clockSkew(): number;
  /** Requests sent so far. */
  calls(): number;
  /** Calls that this run may still make; more ends with an OrgError. */
  limitCalls(most: number): void;
  /** The org's count of the day's calls, where an answer told. */
  usage(): { used: number; allowed: number } | null;
  /** Id of the signed-in user. */
  readonly userId: string;
  /** Everything is read by plain GET queries, no job is made. */
  readonly plainOnly?: boolean;
  /** The session as it stands, for what is not asked over HTTP. */
  access(): { token: string; instanceUrl: string; organizationId: string };
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const identity = z.object({ access_token: z.string(), instance_url: z.string(), id: z.string() });
/** After so many sign-ins without one good answer between, another is no help. */
const mostSignIns = 3;

/** A clock by what the org's answers say. */
interface OrgClock {
  skewMilliseconds: number;
}

function learnClock(clock: OrgClock, date: string | null | undefined): void {
  const moment = Date.parse(date ?? '');
  if (!Number.isNaN(moment)) clock.skewMilliseconds = Date.now() - moment;
}

/** Signs in and returns the connection. @throws OrgError with the cure when the org does not let us in */
export async function connect(settings: OrgSettings): Promise<OrgConnection> {
  const clock: OrgClock = { skewMilliseconds: 0 };
  const signIn = async (): Promise<z.infer<typeof identity>> => {
    const assertion = signedAssertion(settings, Date.now());
    const body = new URLSearchParams({ grant_type: grantType, assertion });
    let response: Response;
    try {
      response = await fetch(`${settings.loginUrl}/services/oauth2/token`, {
        method: 'POST',
        body
      });
    } catch (error) {
      throw unreachable(error, 'Sign-in');
    }
    const text = await response.text();
    learnClock(clock, response.headers.get('date'));
    if (!response.ok) throw withSkew(classifySignIn(response.status, text));
    return identity.parse(JSON.parse(text));
  };
  const withSkew = (error: OrgError): OrgError => {
    const skew = clock.skewMilliseconds;
    if (Math.abs(skew) < 120_000 || error.kind !== 'configuration') return error;
    const seconds = Math.round(skew / 1000);
    return new OrgError(
      'configuration',
      'CLOCK_OFF',
      `${error.message}. This machine's clock is ${String(Math.abs(seconds))} s ${seconds > 0 ? 'ahead of' : 'behind'} the org's.`,
      "Set this machine's clock by NTP; the assertion that signs in lives three minutes."
    );
  };
  return openConnection(await patiently(signIn), settings.apiVersion, clock, signIn);
}

/** A session that somebody else opened, such as the sf CLI. */
export interface OpenSession {
  readonly instanceUrl: string;
  readonly accessToken: string;
  readonly apiVersion: string;
}

/** Goes on with an open session; it cannot be renewed. @throws OrgError when it has ended */
export async function connectWithSession(session: OpenSession): Promise<OrgConnection> {
  let response: Response;
  try {
    response = await fetch(`${session.instanceUrl}/services/oauth2/userinfo`, {
      headers: { authorization: `Bearer ${session.accessToken}` }
    });
  } catch (error) {
    throw unreachable(error, 'Looking who is signed in');
  }
  const text = await response.text();
  if (!response.ok) throw classify(response.status, text, 'Looking who is signed in');
  const clock: OrgClock = { skewMilliseconds: 0 };
  learnClock(clock, response.headers.get('date'));
  const who = z
    .object({ user_id: z.string(), organization_id: z.string() })
    .parse(JSON.parse(text));
  return openConnection(
    {
      access_token: session.accessToken,
      instance_url: session.instanceUrl,
      id: `${who.organization_id}/${who.user_id}`
    },
    session.apiVersion,
    clock,
    null
  );
}

function openConnection(
  first: z.infer<typeof identity>,
  apiVersion: string,
  clock: OrgClock,
  signIn: (() => Promise<z.infer<typeof identity>>) | null
): OrgConnection {
  let calls = 0;
  let mostCalls = Infinity;
  let usage: { used: number; allowed: number } | null = null;
  let signInsInVain = 0;
  const connection = new Connection({
    instanceUrl: first.instance_url,
    accessToken: first.access_token,
    version: apiVersion,
    refreshFn: (_connection, done) => {
      signInsInVain += 1;
      if (signIn === null || signInsInVain > mostSignIns) {
        done(new Error('the org refuses every new session'));
        return;
      }
      patiently(signIn).then(
        (token) => {
          done(null, token.access_token);
        },
        (error: unknown) => {
          refused = error instanceof OrgError ? error : null;
          done(error instanceof Error ? error : new Error(String(error)));
        }
      );
    }
  });
  let refused: OrgError | null = null;
  const once = async (request: OrgRequest): Promise<OrgAnswer> => {
    if (calls >= mostCalls)
      throw new OrgError(
        'dailyLimit',
        'CALL_BUDGET',
        `${request.about}: this run has made the ${String(mostCalls)} calls that the policy allows`,
        'Raise Max_API_Share__c in the active policy, or wait until the day has calls to spare.'
      );
    calls += 1;
    const http = new RawHttp(connection, request.packed === true);
    const url = request.path.startsWith('/services')
      ? `${connection.instanceUrl}${request.path}`
      : `${connection.instanceUrl}/services/data/v${apiVersion}${request.path}`;
    const headers = {
      'content-type': request.contentType ?? 'application/json',
      'Sforce-Auto-Assign': 'false',
      ...request.headers
    };
    let text: unknown;
    try {
      text = await http.request({
        method: request.method,
        url,
        headers: { ...headers },
        ...(request.body === undefined ? {} : { body: request.body })
      });
    } catch (error) {
      if (refused !== null) throw refused;
      if (error instanceof Error && error.message.startsWith('Unable to refresh session'))
        throw new OrgError(
          'configuration',
          'INVALID_SESSION_ID',
          `${request.about}: ${error.message}`,
          'The org ends every session at once: check the session settings and the IP ranges of the external client app.'
        );
      throw unreachable(error, request.about);
    }
    const { answer } = http;
    if (answer === null) throw unreachable(new Error('empty answer'), request.about);
    learnClock(clock, answer.headers['date']);
    usage = usageFrom(answer.headers['sforce-limit-info']) ?? usage;
    if (answer.statusCode >= 400) throw classify(answer.statusCode, answer.body, request.about);
    signInsInVain = 0;
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      text: typeof text === 'string' ? text : '',
      ...(answer.packed === undefined ? {} : { packed: answer.packed })
    };
  };
  const send = (request: OrgRequest): Promise<OrgAnswer> =>
    request.repeatable === false ? once(request) : patiently(() => once(request));
  return {
    userId: first.id.split('/').at(-1) ?? '',
    access: () => ({
      token: connection.accessToken ?? '',
      instanceUrl: connection.instanceUrl,
      organizationId: first.id.split('/').at(-2) ?? ''
    }),
    send,
    json(request, shape) {
      const work = async (): Promise<z.infer<typeof shape>> => {
        const answer = await once(request);
        const parsed = shape.safeParse(
          answer.text === '' ? undefined : parseJson(answer.text, request.about)
        );
        if (parsed.success) return parsed.data;
        throw new OrgError(
          'data',
          'UNEXPECTED_ANSWER',
          `${request.about}: the answer has another form than expected: ${z.prettifyError(parsed.error)}`,
          'This is a fault of Evenfield; please report it with this message.'
        );
      };
      return request.repeatable === false ? work() : patiently(work);
    },
    now: () => Date.now() - clock.skewMilliseconds,
    clockSkew: () => clock.skewMilliseconds,
    calls: () => calls,
    limitCalls(most) {
      mostCalls = calls + most;
    },
    usage: () => usage
  };
}

function parseJson(text: string, about: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OrgError(
      'transient',
      'TRUNCATED',
      `${about}: the answer is cut short or no JSON`,
      'The network cut the answer; the service tries again by itself.'
    );
  }
}

/** `api-usage=18/15000` as numbers. */
export function usageFrom(header: string | undefined): { used: number; allowed: number } | null {
  const found = /(?:^|[\s;,])api-usage=(\d+)\/(\d+)/.exec(header ?? '');
  return found === null ? null : { used: Number(found[1]), allowed: Number(found[2]) };
}

/** What a read-only connection lets pass. */
export interface ReadOnlyOptions {
  /** Bulk query jobs may be made: they are POSTs, and write no record. */
  readonly bulkQueries?: boolean;
}

/**
 * The same connection, which refuses whatever is not a GET: for work that must leave no trace.
 */
export function readOnly(
  connection: OrgConnection,
  { bulkQueries = false }: ReadOnlyOptions = {}
): OrgConnection {
  const allowed = (request: OrgRequest): OrgRequest => {
    const isQueryJob = bulkQueries && /^\/jobs\/query(\/|$)/.test(request.path);
    if (request.method !== 'GET' && !isQueryJob)
      throw new Error(
        `${request.about}: ${request.method} is not allowed on a read-only connection.`
      );
    return request;
  };
  return {
    ...connection,
    plainOnly: !bulkQueries,
    send: (request) => connection.send(allowed(request)),
    json: (request, shape) => connection.json(allowed(request), shape)
  };
}
