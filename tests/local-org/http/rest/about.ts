import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf } from '../wire.ts';

export const aboutVersionsPath = '/services/data';
export const OLDEST_VERSION = 31;
export const NEWEST_VERSION = 66;

const SEASONS = ['Spring', 'Summer', 'Winter'];
/** Spring '21 is version 51. */
const FIRST_SPRING = { version: 51, year: 21 };

export const aboutResources: readonly Resource[] = [
  { pattern: '/', methods: { GET: root } },
  { pattern: '/limits', methods: { GET: limits } },
  { pattern: '/limits/recordCount', methods: { GET: recordCount } }
];

/** GET /services/data, which needs no session. */
export function versions(): Reply {
  const list: unknown[] = [];
  for (let version = OLDEST_VERSION; version <= NEWEST_VERSION; version += 1) {
    list.push({
      label: releaseName(version),
      url: `/services/data/v${String(version)}.0`,
      version: `${String(version)}.0`
    });
  }
  return json(list);
}

/** Three releases a year; Winter bears the next year's number. */
function releaseName(version: number): string {
  const steps = version - FIRST_SPRING.version;
  const season = ((steps % 3) + 3) % 3;
  const year = FIRST_SPRING.year + Math.floor(steps / 3) + (season === 2 ? 1 : 0);
  return `${SEASONS[season] ?? ''} '${String(year)}`;
}

function root(call: Call): Reply {
  const base = `/services/data/v${call.version}`;
  const resources: Record<string, string> = {};
  for (const name of [
    'sobjects',
    'query',
    'queryAll',
    'limits',
    'composite',
    'ui-api',
    'graphql',
    'search',
    'tabs',
    'theme',
    'recent'
  ]) {
    resources[name] = `${base}/${name}`;
  }
  resources['identity'] = `${call.site.url}/id/${call.site.org.organizationId}/${call.user.userId}`;
  return json(resources);
}

function limits(call: Call): Reply {
  const { usage, deliveries, org } = call.site;
  const used = usage.used(org.now());
  return json({
    ConcurrentAsyncGetReportInstances: full(200),
    ConcurrentSyncReportRuns: full(20),
    DailyApiRequests: { Max: usage.max, Remaining: Math.max(0, usage.max - used) },
    DailyAsyncApexExecutions: full(250_000),
    DailyBulkApiBatches: full(15_000),
    DailyBulkApiRequests: full(5000),
    DailyBulkV2QueryFileStorageMB: full(976_562),
    DailyBulkV2QueryJobs: full(10_000),
    DailyDeliveredPlatformEvents: {
      Max: deliveries.max,
      Remaining: Math.max(0, deliveries.max - deliveries.used(org.now()))
    },
    DailyDurableGenericStreamingApiEvents: full(10_000),
    DailyDurableStreamingApiEvents: full(10_000),
    DailyGenericStreamingApiEvents: full(10_000),
    DailyStreamingApiEvents: full(10_000),
    DailyWorkflowEmails: full(390),
    DataStorageMB: full(102_400),
    FileStorageMB: full(102_400),
    HourlyAsyncReportRuns: full(1200),
    HourlyPublishedPlatformEvents: full(50_000),
    HourlySyncReportRuns: full(500),
    MassEmail: full(10),
    SingleEmail: full(15)
  });
}

function full(max: number): { Max: number; Remaining: number } {
  return { Max: max, Remaining: max };
}

function recordCount(call: Call): Reply {
  const names = (call.query.get('sObjects') ?? '').split(',').filter((name) => name !== '');
  const objects = names
    .map((name) => objectOf(call.site.org.schema, name))
    .filter((object) => object !== undefined);
  return json({
    sObjects: objects.map((object) => ({
      count: call.site.org.query(call.user, `SELECT COUNT() FROM ${object.name}`).totalSize,
      name: object.name
    }))
  });
}
