import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import type { LocalOrg } from '../http/server.ts';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  /** Seconds since 1970. */
  readonly exp: number;
}

/** Signs an assertion as a client would, by the key file that the org printed. */
export function assertionFor(
  local: LocalOrg,
  changes: Partial<Claims> = {},
  keyFile = local.privateKeyFile
): string {
  const claims: Claims = {
    iss: local.clientId,
    aud: local.url,
    sub: usernameOf(local, 'admin'),
    exp: Math.floor(local.org.now() / 1000) + 120,
    ...changes
  };
  const encode = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
  const signature = sign(
    'RSA-SHA256',
    Buffer.from(signed),
    createPrivateKey(readFileSync(keyFile, 'utf8'))
  );
  return `${signed}.${signature.toString('base64url')}`;
}

export function usernameOf(local: LocalOrg, alias: string): string {
  const user = local.users.find((candidate) => candidate.alias === alias);
  if (user === undefined) throw new Error(`no user ${alias}`);
  return user.username;
}

/** A jsforce connection, unchanged from the registry, signed in by JWT as the user of that alias. */
export async function connect(local: LocalOrg, alias = 'admin'): Promise<Connection> {
  const connection = new jsforce.Connection({
    loginUrl: local.url,
    instanceUrl: local.url,
    version: '66.0',
    oauth2: { clientId: local.clientId, loginUrl: local.url }
  });
  await connection.authorize({
    grant_type: JWT_BEARER,
    assertion: assertionFor(local, { sub: usernameOf(local, alias) })
  });
  return connection;
}

/** Asks for a path below the org with the printed token of a user. */
export function ask(
  local: LocalOrg,
  path: string,
  init: RequestInit = {},
  alias = 'admin'
): Promise<Response> {
  const token = local.users.find((user) => user.alias === alias)?.accessToken ?? '';
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    ...init.headers
  };
  return fetch(`${local.url}${path}`, { ...init, headers });
}

/** Sends a control request. */
export function control(
  local: LocalOrg,
  method: string,
  path: string,
  body?: unknown
): Promise<Response> {
  return fetch(`${local.url}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
}
