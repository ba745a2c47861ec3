import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask, assertionFor, connect, control, JWT_BEARER, usernameOf } from './sign-assertion.ts';

let local: LocalOrg;
let folder: string;

beforeAll(async () => {
  local = await startLocalOrg();
  folder = mkdtempSync(join(tmpdir(), 'evenfield-test-'));
});

afterAll(async () => {
  await local.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(assertion: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${local.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: JWT_BEARER, assertion })
  });
  return { status: response.status, body: await response.json() };
}

function seconds(): number {
  return Math.floor(local.org.now() / 1000);
}

describe('sign-in by JWT', () => {
  it('gives jsforce a session, the user and the instance', async () => {
    const connection = await connect(local, 'service');
    expect(connection.instanceUrl).toBe(local.url);
    const identity = await connection.identity();
    expect(identity.username).toBe('service@evenfield.example');
    expect(identity.organization_id).toBe(local.org.organizationId);
  });

  it.each([
    ['an unknown client', { iss: 'Other' }, 'invalid_client_id', 'client identifier invalid'],
    [
      'another audience',
      { aud: 'https://elsewhere.example' },
      'invalid_grant',
      'audience is invalid'
    ],
    [
      'an unknown user',
      { sub: 'nobody@evenfield.example' },
      'invalid_grant',
      "user hasn't approved this consumer"
    ]
  ])('refuses %s', async (_case, claims, error, description) => {
    expect(await signIn(assertionFor(local, claims))).toEqual({
      status: 400,
      body: { error, error_description: description }
    });
  });

  it('refuses an assertion whose time is past', async () => {
    const answer = await signIn(assertionFor(local, { exp: seconds() - 1 }));
    expect(answer).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'expired authorization code' }
    });
  });

  it('refuses a signature of another key', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const file = join(folder, 'other.pem');
    writeFileSync(file, other.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const answer = await signIn(assertionFor(local, {}, file));
    expect(answer).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'invalid assertion' }
    });
  });

  it('takes the audience of Salesforce itself', async () => {
    const answer = await signIn(assertionFor(local, { aud: 'https://login.salesforce.com' }));
    expect(answer.status).toBe(200);
  });

  it('refuses a frozen user, ends her sessions, and takes her back', async () => {
    const username = usernameOf(local, 'rep2');
    const connection = await connect(local, 'rep2');
    await control(local, 'POST', '/freeze', { username, frozen: true });
    expect((await signIn(assertionFor(local, { sub: username }))).status).toBe(400);
    const token = connection.accessToken ?? '';
    const response = await fetch(`${local.url}/services/data/v66.0/limits`, {
      headers: { Authorization: `Bearer ${token}` }
    });
    expect(response.status).toBe(401);
    // UserLogin asks for Manage Users: an administrator sees who is frozen, the service does not know the object.
    const soql = 'SELECT UserId FROM UserLogin WHERE IsFrozen = true';
    expect((await (await connect(local, 'admin')).query(soql)).records).toMatchObject([
      { UserId: local.users.find(({ alias }) => alias === 'rep2')?.userId }
    ]);
    await expect((await connect(local, 'service')).query(soql)).rejects.toMatchObject({
      errorCode: 'INVALID_TYPE'
    });
    await control(local, 'POST', '/freeze', { username, frozen: false });
    expect((await signIn(assertionFor(local, { sub: username }))).status).toBe(200);
  });
});

describe('a session', () => {
  it('expires two hours after its last use by the org clock', async () => {
    const connection = await connect(local);
    const headers = { Authorization: `Bearer ${connection.accessToken ?? ''}` };
    const url = `${local.url}/services/data/v66.0/limits`;
    const hour = 60 * 60 * 1000;
    await control(local, 'POST', '/clock', { offsetMilliseconds: 1.9 * hour });
    expect((await fetch(url, { headers })).status).toBe(200);
    await control(local, 'POST', '/clock', { offsetMilliseconds: 3.8 * hour });
    expect((await fetch(url, { headers })).status).toBe(200);
    await control(local, 'POST', '/clock', { offsetMilliseconds: 5.9 * hour });
    const response = await fetch(url, { headers });
    await control(local, 'POST', '/clock', { offsetMilliseconds: 0 });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual([
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }
    ]);
  });

  it('shows the org time in the Date header', async () => {
    await control(local, 'POST', '/clock', { now: '2030-06-01T12:00:00Z' });
    const response = await fetch(`${local.url}/services/data`);
    await control(local, 'POST', '/clock', { offsetMilliseconds: 0 });
    expect(response.headers.get('date')).toMatch(/^Sat, 01 Jun 2030 12:00:0\d GMT$/);
  });

  it('is what every resource below the versions needs', async () => {
    expect((await fetch(`${local.url}/services/data`)).status).toBe(200);
    expect((await fetch(`${local.url}/services/data/v66.0/sobjects`)).status).toBe(401);
    expect((await ask(local, '/services/data/v66.0/sobjects')).status).toBe(200);
  });
});
