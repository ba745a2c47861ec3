import type { IncomingMessage, ServerResponse } from 'node:http';
import { SalesforceError } from '../engine/types.ts';
import { ASYNC_PATH, asyncApi } from './async/async-api.ts';
import { asyncError } from './async/async-xml.ts';
import { handleControl } from './control.ts';
import { dispatch } from './dispatch.ts';
import type { Reply } from './exchange.ts';
import { errorReply, json, notFound } from './exchange.ts';
import { answerWithFaults, DROPPED } from './injected.ts';
import { identity, userinfo } from './identity.ts';
import { revoke, token } from './oauth.ts';
import { respond } from './respond.ts';
import { aboutVersionsPath, versions } from './rest/about.ts';
import type { Session } from './sessions.ts';
import type { Site } from './site.ts';
import { soap, SOAP_PATH, soapSession } from './soap.ts';

/** Salesforce refuses a request line whose query string is longer. */
const MOST_QUERY_BYTES = 16_384;

interface Incoming {
  readonly site: Site;
  readonly request: IncomingMessage;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly body: Buffer;
}

/** @returns the request listener of one local org. */
export function createListener(
  site: Site
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    serve(site, request, response).catch((error: unknown) => {
      process.stderr.write(
        `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
      );
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const message = 'An unexpected error occurred.';
      send(
        site,
        request,
        response,
        errorReply(new SalesforceError(500, 'UNKNOWN_EXCEPTION', message)),
        false
      );
    });
  };
}

async function serve(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const body = await readBody(request);
  // The sf CLI joins an address that ends with a slash to a path that begins with one.
  const url = (request.url ?? '/').replace(/^\/{2,}/, '/');
  const path = url.split('?', 1)[0] ?? '/';
  const method = request.method ?? 'GET';
  if (path.startsWith('/control/')) {
    send(site, request, response, handleControl(site, method, path, body), false);
    return;
  }
  const autoAssign = request.headers['sforce-auto-assign'];
  const logged = site.log.begin(method, url, typeof autoAssign === 'string' ? autoAssign : null);
  const incoming: Incoming = { site, request, method, url, path, body };
  const reply = await answerWithFaults(
    site.faults.meet(method, url, body),
    () => answer(incoming),
    () => {
      site.sessions.close(tokenOf(incoming));
    }
  );
  if (reply === DROPPED) {
    request.socket.destroy();
    return;
  }
  logged.status = reply.status;
  send(site, request, response, reply, path.startsWith('/services/data/v'));
}

function answer(incoming: Incoming): Reply {
  const { site, path, method, url, body } = incoming;
  try {
    if (url.length - path.length > MOST_QUERY_BYTES) {
      throw new SalesforceError(
        414,
        'URI_TOO_LONG',
        'The requested URI exceeds the maximum length.'
      );
    }
    if (path === '/services/oauth2/token' || path === '/services/oauth2/revoke')
      return signInOrOut(incoming);
    if (path === aboutVersionsPath || path === `${aboutVersionsPath}/`) return versions();
    if (SOAP_PATH.test(path)) return soap(site, path, body);
    const async = ASYNC_PATH.exec(path);
    if (async !== null) return asyncAnswer(incoming, async[1] ?? '', async[2] ?? '');
    const session = signedIn(incoming);
    if (path === '/services/oauth2/userinfo') return userinfo(site, session.userId);
    if (path === `/id/${site.org.organizationId}/${session.userId}`)
      return identity(site, session.userId);
    if (!path.startsWith('/services/data/')) throw notFound();
    site.usage.count(site.org.now());
    const user = { userId: session.userId };
    return dispatch({ site, session, user, method, headers: incoming.request.headers, body }, url);
  } catch (error) {
    if (error instanceof SalesforceError) return errorReply(error);
    throw error;
  }
}

/** The first Bulk API has a session header and refusals of its own. */
function asyncAnswer(incoming: Incoming, version: string, path: string): Reply {
  const { site, method, body, request } = incoming;
  const session = site.sessions.use(tokenOf(incoming), site.org.now());
  if (session === null) return asyncError('InvalidSessionId', 'Invalid session id');
  site.usage.count(site.org.now());
  return asyncApi(
    { site, userId: session.userId, method, version, body, headers: request.headers },
    path
  );
}

function signInOrOut({ site, path, method, url, body }: Incoming): Reply {
  const form = new URLSearchParams(
    method === 'POST' ? body.toString('utf8') : (url.split('?')[1] ?? '')
  );
  if (path.endsWith('/revoke')) return revoke(site, form);
  if (method !== 'POST')
    return json({ error: 'invalid_request', error_description: 'must use HTTP POST' }, 400);
  return token(site, form);
}

/** @throws SalesforceError INVALID_SESSION_ID without a live session. */
function signedIn(incoming: Incoming): Session {
  const session = incoming.site.sessions.use(tokenOf(incoming), incoming.site.org.now());
  if (session === null) {
    throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  }
  return session;
}

function tokenOf(incoming: Incoming): string {
  if (SOAP_PATH.test(incoming.path)) return soapSession(incoming.body);
  if (ASYNC_PATH.test(incoming.path))
    return String(incoming.request.headers['x-sfdc-session'] ?? '');
  const [, bearer] =
    /^(?:Bearer|OAuth)\s+(.+)$/i.exec(incoming.request.headers.authorization ?? '') ?? [];
  if (bearer !== undefined) return bearer;
  const search = incoming.path.startsWith('/id/') ? incoming.url.split('?')[1] : undefined;
  return new URLSearchParams(search ?? '').get('oauth_token') ?? '';
}

function send(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  counted: boolean
): void {
  const now = site.org.now();
  respond(response, reply, {
    now,
    usage: counted ? `${String(site.usage.used(now))}/${String(site.usage.max)}` : null,
    acceptsGzip: /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')),
    isHead: request.method === 'HEAD'
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
