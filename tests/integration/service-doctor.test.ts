import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { runCli, sampleOrg } from './service-stage.ts';

const report = z.object({
  healthy: z.boolean(),
  findings: z.array(
    z.object({
      check: z.string(),
      ok: z.boolean(),
      message: z.string(),
      cure: z.string().nullable()
    })
  )
});
const scratch = mkdtempSync(join(tmpdir(), 'evenfield-doctor-'));

let org: LocalOrg;
let redis: Awaited<ReturnType<typeof ensureRedis>>;

beforeAll(async () => {
  redis = await ensureRedis();
  org = await sampleOrg(60);
}, 60_000);

afterAll(async () => {
  await org.stop();
  await redis.stop();
  rmSync(scratch, { recursive: true, force: true });
});

async function doctor(more: Record<string, string> = {}): Promise<z.infer<typeof report>> {
  return report.parse(await runCli(org, ['doctor'], { REDIS_URL: redis.url, ...more }));
}

/** Another key than the one whose certificate the org holds. */
function wrongKey(): string {
  const path = join(scratch, 'wrong.pem');
  writeFileSync(
    path,
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem'
    })
  );
  return path;
}

const service = 'service@evenfield.example';
const right = { username: service, permissionSet: 'Evenfield_Service' };
const nothing = (): Promise<void> => Promise.resolve();

interface Case {
  readonly name: string;
  /** Words that message or cure must hold: the exact setting, right or object. */
  readonly names: readonly RegExp[];
  readonly environment?: () => Record<string, string>;
  readonly breaks?: () => Promise<unknown>;
  readonly cures?: () => Promise<unknown>;
}

const cases: readonly Case[] = [
  {
    name: 'a wrong key',
    names: [/SF_PRIVATE_KEY/],
    environment: () => ({ SF_PRIVATE_KEY_FILE: wrongKey() })
  },
  {
    name: 'a key file that is not there',
    names: [/SF_PRIVATE_KEY_FILE/],
    environment: () => ({ SF_PRIVATE_KEY_FILE: join(scratch, 'none.pem') })
  },
  {
    name: 'a user that does not exist',
    names: [/SF_USERNAME/],
    environment: () => ({ SF_USERNAME: 'nobody@evenfield.example' })
  },
  {
    name: 'an unknown client',
    names: [/SF_CLIENT_ID/],
    environment: () => ({ SF_CLIENT_ID: 'SomethingElse' })
  },
  {
    name: 'a wrong audience',
    names: [/SF_AUDIENCE/],
    environment: () => ({ SF_AUDIENCE: 'https://elsewhere.example.com' })
  },
  {
    name: 'a frozen user',
    names: [/SF_USERNAME/, /unfreeze/i],
    breaks: () => control(org, 'POST', '/freeze', { username: service, frozen: true }),
    cures: () => control(org, 'POST', '/freeze', { username: service, frozen: false })
  },
  {
    name: 'the right missing',
    names: [/Assign the permission set Evenfield_Service/],
    breaks: () => control(org, 'DELETE', '/permission-set-assignments', right),
    cures: () => control(org, 'POST', '/permission-set-assignments', right)
  },
  {
    name: 'an object missing',
    names: [/Evenfield_Coverage__c/, /npm run deploy/],
    breaks: () => control(org, 'POST', '/schema', { hide: 'Evenfield_Coverage__c' }),
    cures: () => control(org, 'DELETE', '/schema')
  },
  {
    name: 'a field missing',
    names: [/Evenfield_Coverage__c\.Signal_2__c/],
    breaks: () => control(org, 'POST', '/schema', { hide: 'Evenfield_Coverage__c.Signal_2__c' }),
    cures: () => control(org, 'DELETE', '/schema')
  },
  {
    name: 'the day’s calls used up',
    names: [/API requests/],
    breaks: () => control(org, 'POST', '/limits', { dailyRemaining: 40 }),
    cures: () => control(org, 'POST', '/limits', { dailyRemaining: 90_000 })
  },
  {
    name: 'Redis down',
    names: [/REDIS_URL/],
    environment: () => ({ REDIS_URL: 'redis://127.0.0.1:9' })
  },
  {
    name: 'a clock that is off',
    names: [/clock/, /NTP/],
    breaks: () => control(org, 'POST', '/clock', { offsetMilliseconds: 30 * 60_000 }),
    cures: () => control(org, 'POST', '/clock', { offsetMilliseconds: 0 })
  }
];

describe('evenfield doctor', () => {
  it('finds nothing in a healthy org', async () => {
    const { healthy, findings } = await doctor();
    expect(findings.filter((finding) => !finding.ok)).toEqual([]);
    expect(healthy).toBe(true);
  });

  it.each(cases)(
    '$name: names it, and its cure brings health back',
    async ({ names, environment, breaks, cures }) => {
      await (breaks ?? nothing)();
      const sick = await doctor(environment?.());
      const faults = sick.findings
        .filter((finding) => !finding.ok)
        .map((finding) => `${finding.message} ${finding.cure ?? ''}`);
      expect(sick.healthy).toBe(false);
      for (const pattern of names) expect(faults.join('\n')).toMatch(pattern);
      expect(
        sick.findings
          .filter((finding) => !finding.ok)
          .every((finding) => (finding.cure ?? '') !== '')
      ).toBe(true);
      await (cures ?? nothing)();
      expect((await doctor()).healthy).toBe(true);
    }
  );
});
