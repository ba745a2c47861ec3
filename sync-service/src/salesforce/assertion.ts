import { createSign } from 'node:crypto';
import type { OrgSettings } from '../config.ts';

const lifeSeconds = 180;

/** A signed assertion for OAuth 2.0 JWT bearer (RFC 7523). @param now UTC milliseconds */
export function signedAssertion(settings: OrgSettings, now: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: settings.clientId,
    sub: settings.username,
    aud: settings.audience,
    exp: Math.floor(now / 1000) + lifeSeconds
  };
  const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  const signature = createSign('RSA-SHA256')
    .update(unsigned)
    .sign(settings.privateKey, 'base64url');
  return `${unsigned}.${signature}`;
}
