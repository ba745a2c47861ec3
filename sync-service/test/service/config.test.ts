import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orgSettings, serviceSettings, SettingsError } from '../../src/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenfield-config-'));
const keyFile = join(folder, 'key.pem');
const key = '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n';
writeFileSync(keyFile, key);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const good = {
  SF_LOGIN_URL: 'https://example.my.salesforce.com/',
  SF_CLIENT_ID: 'client',
  SF_USERNAME: 'user@example.com',
  SF_PRIVATE_KEY_FILE: keyFile,
  REDIS_URL: 'redis://localhost:6379',
  EVENFIELD_API_TOKEN: '0123456789abcdef'
};

function faultsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    serviceSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

describe('settings', () => {
  it('take their defaults, and the audience from the login address without its slash', () => {
    expect(serviceSettings(good)).toMatchObject({
      port: 8080,
      logLevel: 'info',
      sweepSeconds: 15,
      org: {
        loginUrl: 'https://example.my.salesforce.com',
        audience: 'https://example.my.salesforce.com',
        apiVersion: '66.0',
        privateKey: key
      }
    });
  });

  it('read the key from the text where it is given, with written line ends', () => {
    const { SF_PRIVATE_KEY_FILE: _, ...rest } = good;
    expect(orgSettings({ ...rest, SF_PRIVATE_KEY: key.replaceAll('\n', '\\n') }).privateKey).toBe(
      key
    );
  });

  it.each([
    [{ SF_LOGIN_URL: undefined }, /^SF_LOGIN_URL is missing/],
    [{ SF_LOGIN_URL: 'example' }, /^SF_LOGIN_URL is no web address/],
    [{ SF_CLIENT_ID: '' }, /^SF_CLIENT_ID is missing/],
    [{ SF_USERNAME: undefined }, /^SF_USERNAME is missing/],
    [{ SF_PRIVATE_KEY_FILE: undefined }, /^SF_PRIVATE_KEY_FILE is missing/],
    [
      { SF_PRIVATE_KEY_FILE: join(folder, 'none') },
      /^SF_PRIVATE_KEY_FILE cannot be read \(ENOENT\)/
    ],
    [{ SF_PRIVATE_KEY: 'abc' }, /^SF_PRIVATE_KEY holds no private key/],
    [{ SF_API_VERSION: '66' }, /^SF_API_VERSION must be a version/],
    [{ REDIS_URL: 'localhost' }, /^REDIS_URL must begin with redis/],
    [{ EVENFIELD_API_TOKEN: 'short' }, /^EVENFIELD_API_TOKEN is too short/],
    [{ PORT: '99999' }, /^PORT must be a port number/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be/],
    [{ EVENFIELD_SWEEP_SECONDS: '0' }, /^EVENFIELD_SWEEP_SECONDS must be 1 or more/]
  ])('%j is named', (change, message) => {
    const faults = faultsOf({ ...good, ...change });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });

  it('names every fault at once', () => {
    expect(faultsOf({}).map((fault) => fault.split(' ')[0])).toEqual([
      'SF_LOGIN_URL',
      'SF_CLIENT_ID',
      'SF_USERNAME',
      'REDIS_URL',
      'EVENFIELD_API_TOKEN',
      'SF_PRIVATE_KEY_FILE'
    ]);
  });
});
