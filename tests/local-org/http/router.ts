import { SalesforceError } from '../engine/types.ts';
import type { Call, Reply } from './exchange.ts';
import { notFound } from './exchange.ts';

export type Handler = (call: Call) => Reply;

/** A resource below the version. Segments that begin with `:` are parameters. */
export interface Resource {
  readonly pattern: string;
  readonly methods: Readonly<Record<string, Handler>>;
}

interface Compiled {
  readonly segments: readonly string[];
  readonly methods: Readonly<Record<string, Handler>>;
}

export interface Router {
  /** @throws SalesforceError NOT_FOUND or METHOD_NOT_ALLOWED. */
  route(method: string, path: string): { handler: Handler; params: Record<string, string> };
}

/** Resources are tried in order, so the fixed ones stand before those with parameters. */
export function createRouter(resources: readonly Resource[]): Router {
  const compiled: Compiled[] = resources.map((resource) => ({
    segments: split(resource.pattern),
    methods: resource.methods
  }));
  return {
    route(method, path) {
      const segments = split(path);
      for (const candidate of compiled) {
        const params = match(candidate.segments, segments);
        if (params === null) continue;
        const handler = candidate.methods[method === 'HEAD' ? 'GET' : method];
        if (handler === undefined) throw methodNotAllowed(method, Object.keys(candidate.methods));
        return { handler, params };
      }
      throw notFound();
    }
  };
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function match(
  pattern: readonly string[],
  segments: readonly string[]
): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (let index = 0; index < pattern.length; index += 1) {
    const expected = pattern[index] ?? '';
    const actual = segments[index] ?? '';
    if (expected.startsWith(':')) params[expected.slice(1)] = decodeSegment(actual);
    else if (expected !== actual) return null;
  }
  return params;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) throw notFound();
    throw error;
  }
}

function methodNotAllowed(method: string, allowed: readonly string[]): SalesforceError {
  const list = allowed.includes('GET') ? ['HEAD', ...allowed] : allowed;
  return new SalesforceError(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${list.join(',')}`
  );
}
