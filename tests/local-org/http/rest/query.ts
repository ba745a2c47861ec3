import type { ResultRecord } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { recordJson } from '../wire.ts';
import { columnMetadata } from './column-metadata.ts';
import { explain } from './explain.ts';

const LEAST_BATCH = 200;
const MOST_BATCH = 2000;

export const queryResources: readonly Resource[] = [
  { pattern: '/query', methods: { GET: (call) => runQuery(call, false) } },
  { pattern: '/queryAll', methods: { GET: (call) => runQuery(call, true) } },
  { pattern: '/query/:locator', methods: { GET: (call) => nextPage(call, 'query') } },
  { pattern: '/queryAll/:locator', methods: { GET: (call) => nextPage(call, 'queryAll') } }
];

function runQuery(call: Call, all: boolean): Reply {
  const soql = call.query.get('q');
  if (soql === null) {
    const asked = call.query.get('explain');
    if (asked !== null) return explain(call, asked);
    throw new SalesforceError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  }
  if (call.query.get('columns') === 'true') return columnMetadata(call, soql);
  const result = call.site.org.query(call.user, soql, { all });
  const size = batchSize(call);
  if (result.records.length <= size) {
    return page(call, result.totalSize, result.records, null);
  }
  const cursor = call.site.cursors.open(call.user.userId, result.records);
  const next = `/services/data/v${call.version}/${all ? 'queryAll' : 'query'}/${cursor.id}-${String(size)}`;
  return page(call, result.totalSize, result.records.slice(0, size), next);
}

function nextPage(call: Call, resource: string): Reply {
  const [, id = '', offset = ''] = /^(\w+)-(\d+)$/.exec(call.params['locator'] ?? '') ?? [];
  const cursor = call.site.cursors.find(call.user.userId, id);
  const start = Number(offset);
  const end = start + batchSize(call);
  const next =
    end < cursor.records.length
      ? `/services/data/v${call.version}/${resource}/${cursor.id}-${String(end)}`
      : null;
  return page(call, cursor.records.length, cursor.records.slice(start, end), next);
}

function page(
  call: Call,
  totalSize: number,
  records: readonly ResultRecord[],
  next: string | null
): Reply {
  const body: Record<string, unknown> = { totalSize, done: next === null };
  if (next !== null) body['nextRecordsUrl'] = next;
  body['records'] = records.map((record) => recordJson(call.site.org.schema, record, call.version));
  return json(body);
}

/** Rows a page, from `Sforce-Query-Options: batchSize=N`, kept within Salesforce's 200 and 2,000. */
function batchSize(call: Call): number {
  const header = call.headers['sforce-query-options'];
  const asked = /batchSize\s*=\s*(\d+)/i.exec(String(header ?? ''))?.[1];
  if (asked === undefined) return MOST_BATCH;
  return Math.min(MOST_BATCH, Math.max(LEAST_BATCH, Number(asked)));
}
