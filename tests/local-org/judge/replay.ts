import { XMLParser } from 'fast-xml-parser';
import type { LocalOrg } from '../http/server.ts';
import { control } from '../test/sign-assertion.ts';
import { shapeDifferences } from './shape.ts';

/** A request and its answer as a real org gave it. */
export interface Interaction {
  readonly request: { readonly method: string; readonly uri: string; readonly body?: unknown };
  readonly response: {
    readonly status: number;
    readonly contentType?: readonly string[];
    readonly body?: unknown;
  };
}

const VERSION = '66.0';
const ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
const xml = new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true });

/** Replays requests of one recording in their order; ids of the recording stand for ours. */
export interface Replayer {
  /** What differs, each with the request it was seen at. */
  replay(interaction: Interaction): Promise<string[]>;
}

export function createReplayer(local: LocalOrg, known: readonly string[]): Replayer {
  const ids = new Map<string, string>();
  const token = local.users.find((user) => user.alias === 'admin')?.accessToken ?? '';

  /** A recorded id's counterpart, else any row of the same object. */
  const own = (id: string): string =>
    ids.get(id) ?? known.find((each) => each.slice(0, 3) === id.slice(0, 3)) ?? id;
  const translated = (text: string): string =>
    text
      .replaceAll('https://orgname.my.salesforce.com', '')
      .replaceAll(/\/services\/data\/v(?:xx|\d+)\.0/g, `/services/data/v${VERSION}`)
      .replaceAll(/\/services\/async\/(?:vxx|\d+)\.0/g, `/services/async/${VERSION}`)
      .replaceAll(/\b[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?\b/g, (word) =>
        /^(?:00|75|a0|01)/.test(word) ? own(word) : word
      );

  return {
    async replay({ request, response }) {
      const path = translated(request.uri).replace(/^\/\//, '/');
      const body = bodyOf(request.body);
      if (response.status >= 500) await breakOnce(local, response.status);
      const reply = await fetch(`${local.url}${encoded(path)}`, {
        method: request.method,
        headers: headersOf(path, body, token),
        ...(body === null ? {} : { body: translated(body) })
      });
      const text = await reply.text();
      const place = `${request.method} ${placeOf(path)}`;
      if (response.status >= 500)
        return reply.status === response.status ? [] : [`${place}: status`];
      const ours = parsed(text, reply.headers.get('content-type') ?? '');
      const real = parsed(response.body ?? '', response.contentType?.[0] ?? '');
      learn(real, ours, ids);
      if (reply.status !== response.status)
        return [
          `${place}: status ${String(reply.status)}${codeOf(ours)}, not ${String(response.status)}`
        ];
      // A body that the recording keeps as packed bytes cannot be compared.
      const differences = typeof real === 'string' ? [] : shapeDifferences(real, ours);
      differences.push(...refusals(real, ours));
      const type = typeName(response.contentType?.[0] ?? '');
      const ownType = typeName(reply.headers.get('content-type') ?? '');
      if (type !== '' && type !== ownType)
        differences.push(`content type is ${ownType}, not ${type}`);
      return differences.map((difference) => `${place}: ${difference}`);
    }
  };
}

async function breakOnce(local: LocalOrg, status: number): Promise<void> {
  await control(local, 'POST', '/faults', { action: { kind: 'status', status } });
}

/** The path without its version, ids and values; of a query, the object it asks for. */
function placeOf(path: string): string {
  const [bare = '', search = ''] = path.split('?');
  const plain = bare
    .replace(/^\/services\/data\/v[\d.]+/, '')
    .replace(/^\/services\/async\/[\d.]+/, '/async')
    .replace(/\/$/, '')
    .split('/')
    .map((part) => (ID.test(part) && /\d/.test(part) ? ':id' : part))
    .join('/');
  const soql = decodeURIComponent(search.replaceAll('+', ' '));
  const from = [...soql.matchAll(/\bfrom\s+(\w+)/gi)].at(-1)?.[1];
  return from === undefined ? plain : `${plain} ${from}`;
}

function encoded(path: string): string {
  return path.replaceAll(' ', '%20').replaceAll("'", '%27');
}

function bodyOf(body: unknown): string | null {
  if (body === null || body === undefined) return null;
  if (typeof body !== 'string') return JSON.stringify(body);
  return /^[0-9a-f]+\r\n/.test(body) ? unchunked(body) : body;
}

/** Some uploads were recorded with the marks of chunked transfer in them. */
function unchunked(body: string): string {
  let rest = body;
  let whole = '';
  for (;;) {
    const end = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.slice(0, end), 16);
    if (!(size > 0)) return whole;
    const bytes = Buffer.from(rest.slice(end + 2), 'utf8');
    whole += bytes.subarray(0, size).toString('utf8');
    rest = bytes.subarray(size + 2).toString('utf8');
  }
}

function headersOf(path: string, body: string | null, token: string): Record<string, string> {
  const isAsync = path.startsWith('/services/async');
  const type =
    body === null || !isAsync
      ? 'application/json'
      : body.startsWith('<')
        ? 'application/xml'
        : /^select /i.test(body)
          ? 'application/json'
          : 'text/csv';
  return isAsync
    ? { 'X-SFDC-Session': token, 'Content-Type': type }
    : { Authorization: `Bearer ${token}`, 'Content-Type': type };
}

const typeName = (type: string): string => type.toLowerCase().replaceAll(' ', '');

/** JSON and XML as what they say, CSV as its first line, other text as it is. */
function parsed(body: unknown, type: string): unknown {
  if (typeof body !== 'string') return body;
  const text = body.trim();
  if (text === '') return null;
  if (text.startsWith('<')) return stripped(xml.parse(text) as unknown);
  if (text.startsWith('{') || text.startsWith('[')) return JSON.parse(text) as unknown;
  return type.includes('csv') ? { header: { [text.split(/\r?\n/)[0] ?? '']: true } } : text;
}

/** All XML values are text; the parser makes numbers of some. */
function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (value === null || typeof value !== 'object')
    return typeof value === 'object' ? value : String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stripped(inner)]));
}

function learn(real: unknown, ours: unknown, ids: Map<string, string>): void {
  if (typeof real === 'string' && typeof ours === 'string') {
    if (ID.test(real) && ID.test(ours) && real.slice(0, 3) === ours.slice(0, 3))
      ids.set(real, ours);
    return;
  }
  if (real === null || ours === null || typeof real !== 'object' || typeof ours !== 'object')
    return;
  const other = ours as Record<string, unknown>;
  for (const [key, value] of Object.entries(real)) learn(value, other[key], ids);
}

const errorsOf = (body: unknown): string[] => {
  if (Array.isArray(body)) return body.flatMap(errorsOf);
  if (body === null || typeof body !== 'object') return [];
  const said = body as Record<string, unknown>;
  const code = said['errorCode'] ?? said['statusCode'] ?? said['exceptionCode'];
  const own = typeof code === 'string' ? [`${code}${namedIn(said['message'])}`] : [];
  return [...own, ...Object.values(said).flatMap(errorsOf)];
};

/** The field or object that a refusal names, which tells one refusal from another. */
function namedIn(message: unknown): string {
  const name = /'(\w+)'/.exec(typeof message === 'string' ? message : '')?.[1];
  return name === undefined ? '' : ` ${name}`;
}

const codeOf = (body: unknown): string => {
  const [first] = errorsOf(body);
  return first === undefined ? '' : ` ${first}`;
};

/** Codes of errors within an answer, where they are not the same. */
function refusals(real: unknown, ours: unknown): string[] {
  const [wanted, got] = [new Set(errorsOf(real)), new Set(errorsOf(ours))];
  return [
    ...[...got].filter((code) => !wanted.has(code)).map((code) => `refuses with ${code}`),
    ...[...wanted].filter((code) => !got.has(code)).map((code) => `does not refuse with ${code}`)
  ];
}
