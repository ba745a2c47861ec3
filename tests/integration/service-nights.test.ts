import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NightSchedule } from '../../sync-service/src/domain/core/night.ts';
import { nightFor } from '../../sync-service/src/domain/core/night.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { openRun } from '../../sync-service/src/salesforce/run-record.ts';
import { readFileSync } from 'node:fs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';

const minute = 60_000;
let org: LocalOrg;
let services: OrgConnection[];

beforeAll(async () => {
  org = await startLocalOrg();
  const settings = {
    loginUrl: org.url,
    clientId: org.clientId,
    username: 'service@evenfield.example',
    privateKey: readFileSync(org.privateKeyFile, 'utf8'),
    audience: org.url,
    apiVersion: '66.0'
  };
  services = [await connect(settings), await connect(settings)];
}, 60_000);

afterAll(async () => {
  await org.stop();
});

/**
 * Plays a stretch of time: at each step every service that is up looks whether a night is due, as
 * schedule, boot and upkeep do, and opens its run in the org by the night's key.
 * @returns keys of the runs that were opened, in order
 */
async function play(
  from: string,
  to: string,
  scheduleAt: (now: number) => NightSchedule,
  isUp: (now: number) => boolean = () => true
): Promise<string[]> {
  const opened: string[] = [];
  const seen = new Set<string>();
  for (let now = Date.parse(from); now <= Date.parse(to); now += 10 * minute) {
    if (!isUp(now)) continue;
    const { key } = nightFor(now, scheduleAt(now));
    if (seen.has(key)) continue;
    const results = await Promise.all(
      services.map((service) => openRun(service, `${from}|${key}`, 'Nightly'))
    );
    for (const run of results) if (run !== null) opened.push(key);
    seen.add(key);
  }
  return opened;
}

const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Sydney'];
/** Both nights on which the clocks change, by zone, in 2026. */
const changes: Readonly<Record<string, readonly [string, string]>> = {
  'America/New_York': ['2026-03-08', '2026-11-01'],
  'Europe/Berlin': ['2026-03-29', '2026-10-25'],
  'Australia/Sydney': ['2026-10-04', '2026-04-05']
};

describe('one run a night', () => {
  for (const timeZone of zones) {
    it.each([0, 1])(
      `over change of clocks %s in ${timeZone}, with two services up, at every half hour of the night`,
      async (which) => {
        const day = changes[timeZone]?.[which] ?? '';
        for (const [nightlyHour, nightlyMinute] of [
          [1, 30],
          [2, 0],
          [2, 30],
          [3, 0]
        ] as const) {
          const from = new Date(
            Date.parse(`${day}T00:00:00Z`) - 36 * 60 * minute + nightlyHour * 1000 + nightlyMinute
          ).toISOString();
          const to = new Date(Date.parse(from) + 72 * 60 * minute).toISOString();
          const keys = await play(from, to, () => ({ timeZone, nightlyHour, nightlyMinute }));
          expect(new Set(keys).size).toBe(keys.length);
          const days = keys.map((key) => Date.parse(key.replace('nightly:', '')));
          expect(
            days.slice(1).every((next, index) => next - (days[index] ?? 0) === 86_400_000)
          ).toBe(true);
          expect(keys.length).toBeGreaterThanOrEqual(3);
        }
      },
      60_000
    );
  }

  it('when the service was down over the hour, as soon as it is up', async () => {
    const schedule = { timeZone: 'America/New_York', nightlyHour: 2, nightlyMinute: 0 };
    const down = (now: number): boolean =>
      now < Date.parse('2026-06-10T05:00:00Z') || now > Date.parse('2026-06-10T11:00:00Z');
    const keys = await play('2026-06-09T16:10:00Z', '2026-06-10T16:00:00Z', () => schedule, down);
    expect(keys).toEqual(['nightly:2026-06-08', 'nightly:2026-06-09']);
  });

  it('when an admin moves the hour at noon', async () => {
    const noon = Date.parse('2026-06-10T16:00:00Z');
    const at = (nightlyHour: number): NightSchedule => ({
      timeZone: 'America/New_York',
      nightlyHour,
      nightlyMinute: 0
    });
    const later = await play('2026-06-09T16:20:00Z', '2026-06-12T16:00:00Z', (now) =>
      at(now < noon ? 2 : 22)
    );
    expect(later).toEqual([
      'nightly:2026-06-08',
      'nightly:2026-06-09',
      'nightly:2026-06-10',
      'nightly:2026-06-11'
    ]);
    const earlier = await play('2026-06-09T16:30:00Z', '2026-06-12T16:00:00Z', (now) =>
      at(now < noon ? 22 : 2)
    );
    expect(earlier).toEqual([
      'nightly:2026-06-08',
      'nightly:2026-06-09',
      'nightly:2026-06-10',
      'nightly:2026-06-11'
    ]);
  });

  it('at the moment that follows the gap, where the hour does not exist', () => {
    const night = nightFor(Date.parse('2026-03-08T12:00:00Z'), {
      timeZone: 'America/New_York',
      nightlyHour: 2,
      nightlyMinute: 30
    });
    expect(new Date(night.dueAt).toISOString()).toBe('2026-03-08T07:00:00.000Z');
  });

  it('at the first of two, where the hour comes twice', () => {
    const night = nightFor(Date.parse('2026-11-01T12:00:00Z'), {
      timeZone: 'America/New_York',
      nightlyHour: 1,
      nightlyMinute: 30
    });
    expect(new Date(night.dueAt).toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });
});
