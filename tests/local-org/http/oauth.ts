import { createHmac, createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { Reply } from './exchange.ts';
import { empty, json } from './exchange.ts';
import type { Site } from './site.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Salesforce asks for three minutes and lets a little more pass for clocks that differ. */
const LONGEST_ASSERTION_SECONDS = 5 * 60 + 30;

const header = z.looseObject({ alg: z.string() });
const claims = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.string().optional(),
  prn: z.string().optional(),
  exp: z.coerce.number()
});

/** POST /services/oauth2/token: JWT bearer alone, refused in Salesforce's own words. */
export function token(site: Site, form: URLSearchParams): Reply {
  if (form.get('grant_type') !== JWT_BEARER) {
    return refuse('unsupported_grant_type', 'grant type not supported');
  }
  const assertion = readAssertion(form.get('assertion') ?? '');
  if (assertion === null) return refuse('invalid_grant', 'invalid assertion');
  if (assertion.claims.iss !== site.clientId)
    return refuse('invalid_client_id', 'client identifier invalid');
  const given = form.get('client_id');
  if (given !== null && given !== site.clientId)
    return refuse('invalid_client_id', 'client identifier invalid');
  const genuine = verify(
    'RSA-SHA256',
    Buffer.from(assertion.signed),
    createPublicKey(site.publicKey.export({ type: 'spki', format: 'pem' })),
    assertion.signature
  );
  if (!genuine) return refuse('invalid_grant', 'invalid assertion');
  if (!audiences(site).includes(audienceOf(assertion.claims.aud))) {
    return refuse('invalid_grant', 'audience is invalid');
  }
  const seconds = site.org.now() / 1000;
  if (assertion.claims.exp <= seconds) return refuse('invalid_grant', 'expired authorization code');
  if (assertion.claims.exp > seconds + LONGEST_ASSERTION_SECONDS) {
    return refuse('invalid_grant', 'invalid assertion');
  }
  const user = site.org.findUser(assertion.claims.sub ?? assertion.claims.prn ?? '');
  if (user === null) return refuse('invalid_grant', "user hasn't approved this consumer");
  if (!user.isActive) return refuse('inactive_user', 'user is inactive');
  if (user.isFrozen) return refuse('invalid_grant', 'user is frozen');
  return grant(site, user.userId);
}

function grant(site: Site, userId: string): Reply {
  const issued = String(site.org.now());
  const session = site.sessions.open(userId, site.org.now());
  const id = `${site.url}/id/${site.org.organizationId}/${userId}`;
  return json({
    access_token: session.token,
    signature: createHmac('sha256', site.clientId)
      .update(id + issued)
      .digest('base64'),
    scope: 'web api',
    instance_url: site.url,
    id,
    token_type: 'Bearer',
    issued_at: issued
  });
}

/** POST /services/oauth2/revoke. */
export function revoke(site: Site, form: URLSearchParams): Reply {
  site.sessions.close(form.get('token') ?? '');
  return empty(200);
}

interface Assertion {
  readonly claims: z.infer<typeof claims>;
  readonly signed: string;
  readonly signature: Buffer;
}

function readAssertion(text: string): Assertion | null {
  const [head, payload, signature, ...rest] = text.split('.');
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return null;
  const parsedHeader = header.safeParse(decodePart(head));
  const parsedClaims = claims.safeParse(decodePart(payload));
  if (!parsedHeader.success || parsedHeader.data.alg !== 'RS256' || !parsedClaims.success)
    return null;
  return {
    claims: parsedClaims.data,
    signed: `${head}.${payload}`,
    signature: Buffer.from(signature, 'base64url')
  };
}

function decodePart(part: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function audienceOf(audience: string | string[]): string {
  const first = typeof audience === 'string' ? audience : (audience[0] ?? '');
  return first.replace(/\/(services\/oauth2\/token)?$/, '');
}

function audiences(site: Site): string[] {
  return [site.url, 'https://login.salesforce.com', 'https://test.salesforce.com'];
}

function refuse(error: string, description: string): Reply {
  return json({ error, error_description: description }, 400);
}
