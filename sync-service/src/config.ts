import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Settings that reach the org. */
export interface OrgSettings {
  readonly loginUrl: string;
  readonly clientId: string;
  readonly username: string;
  /** PEM text. */
  readonly privateKey: string;
  readonly audience: string;
  readonly apiVersion: string;
}

export interface ServiceSettings {
  readonly org: OrgSettings;
  readonly redisUrl: string;
  readonly apiToken: string;
  readonly port: number;
  readonly logLevel: string;
  readonly sweepSeconds: number;
  /** Changes of accounts are gathered for so long before their territories are recomputed. */
  readonly gatherSeconds: number;
  /** Null where requests are found by the sweep alone. */
  readonly events: {
    readonly endpoint: string;
    readonly certificateFile: string | null;
    /** Share of the day's event deliveries past which accounts are swept instead. */
    readonly share: number;
  } | null;
}

/** Settings that cannot be used, a line for each. */
export class SettingsError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

const text = (missing: string): z.ZodString => z.string({ error: missing }).trim().min(1, missing);

const orgShape = {
  SF_LOGIN_URL: text(
    "is missing: the org's sign-in address, such as https://example.my.salesforce.com"
  ).pipe(
    z.url({
      protocol: /^https?$/,
      error: 'is no web address; use one such as https://example.my.salesforce.com'
    })
  ),
  SF_CLIENT_ID: text('is missing: the consumer key of the external client app'),
  SF_USERNAME: text('is missing: the username of the integration user'),
  SF_PRIVATE_KEY: z.string().trim().min(1).optional(),
  SF_PRIVATE_KEY_FILE: z.string().trim().min(1).optional(),
  SF_AUDIENCE: z.string().trim().min(1).optional(),
  SF_API_VERSION: z
    .string()
    .regex(/^\d{2}\.0$/, 'must be a version such as 66.0')
    .default('66.0')
};

const serviceShape = {
  REDIS_URL: text('is missing: the address of Redis, such as redis://localhost:6379').regex(
    /^rediss?:\/\//,
    'must begin with redis:// or rediss://'
  ),
  EVENFIELD_API_TOKEN: text('is missing: the token that /v1 asks for; 16 characters or more').min(
    16,
    'is too short: 16 characters or more'
  ),
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int()
    .min(0, 'must be a port number')
    .max(65535, 'must be a port number')
    .default(8080),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent'
    })
    .default('info'),
  SF_PUBSUB_ENDPOINT: z
    .string()
    .trim()
    .regex(/^[\w.-]+:\d+$/, 'must be host:port, such as api.pubsub.salesforce.com:7443')
    .optional(),
  SF_PUBSUB_CERTIFICATE_FILE: z.string().trim().min(1).optional(),
  EVENFIELD_SWEEP_SECONDS: z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(1, 'must be 1 or more')
    .max(3600, 'must be at most 3600')
    .default(15),
  EVENFIELD_GATHER_SECONDS: z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(0, 'must be 0 or more')
    .max(3600, 'must be at most 3600')
    .default(20),
  EVENFIELD_EVENT_SHARE: z.coerce
    .number({ error: 'must be a share from 0 to 1' })
    .min(0, 'must be a share from 0 to 1')
    .max(1, 'must be a share from 0 to 1')
    .default(0.5)
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the CLI, which needs the org alone. @throws SettingsError naming each setting that is wrong */
export function orgSettings(environment: Environment): OrgSettings {
  const parsed = z.object(orgShape).safeParse(environment);
  const faults = faultsOf(parsed.error);
  const key = readKey(environment, faults);
  if (!parsed.success || key === null || faults.length > 0) throw new SettingsError(faults);
  return toOrg(parsed.data, key);
}

/** Settings of the service. @throws SettingsError naming each setting that is wrong */
export function serviceSettings(environment: Environment): ServiceSettings {
  const parsed = z.object({ ...orgShape, ...serviceShape }).safeParse(environment);
  const faults = faultsOf(parsed.error);
  const key = readKey(environment, faults);
  if (!parsed.success || key === null || faults.length > 0) throw new SettingsError(faults);
  const { data } = parsed;
  return {
    org: toOrg(data, key),
    redisUrl: data.REDIS_URL,
    apiToken: data.EVENFIELD_API_TOKEN,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    sweepSeconds: data.EVENFIELD_SWEEP_SECONDS,
    gatherSeconds: data.EVENFIELD_GATHER_SECONDS,
    events:
      data.SF_PUBSUB_ENDPOINT === undefined
        ? null
        : {
            endpoint: data.SF_PUBSUB_ENDPOINT,
            certificateFile: data.SF_PUBSUB_CERTIFICATE_FILE ?? null,
            share: data.EVENFIELD_EVENT_SHARE
          }
  };
}

function toOrg(
  data: {
    SF_LOGIN_URL: string;
    SF_CLIENT_ID: string;
    SF_USERNAME: string;
    SF_AUDIENCE?: string | undefined;
    SF_API_VERSION: string;
  },
  privateKey: string
): OrgSettings {
  const loginUrl = data.SF_LOGIN_URL.replace(/\/+$/, '');
  return {
    loginUrl,
    clientId: data.SF_CLIENT_ID,
    username: data.SF_USERNAME,
    privateKey,
    audience: data.SF_AUDIENCE ?? loginUrl,
    apiVersion: data.SF_API_VERSION
  };
}

function faultsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
}

function readKey(environment: Environment, faults: string[]): string | null {
  const inline = environment['SF_PRIVATE_KEY']?.trim();
  const file = environment['SF_PRIVATE_KEY_FILE']?.trim();
  if (inline) return checked('SF_PRIVATE_KEY', inline.replaceAll('\\n', '\n'), faults);
  if (!file) {
    faults.push(
      'SF_PRIVATE_KEY_FILE is missing: the file with the private key (PEM), or SF_PRIVATE_KEY with its text'
    );
    return null;
  }
  try {
    return checked('SF_PRIVATE_KEY_FILE', readFileSync(file, 'utf8'), faults);
  } catch (error) {
    faults.push(`SF_PRIVATE_KEY_FILE cannot be read (${reasonOf(error)})`);
    return null;
  }
}

function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'unknown';
}

function checked(name: string, key: string, faults: string[]): string | null {
  if (/-----BEGIN (RSA )?PRIVATE KEY-----/.test(key)) return key;
  faults.push(
    `${name} holds no private key in PEM form (it begins with -----BEGIN PRIVATE KEY-----)`
  );
  return null;
}
