import { SalesforceError } from '../engine/types.ts';
import { ingestResources } from './bulk/ingest-jobs.ts';
import { queryJobResources } from './bulk/query-jobs.ts';
import type { Call, Reply } from './exchange.ts';
import { errorReply, notFound } from './exchange.ts';
import { graphqlResources } from './graphql/endpoint.ts';
import { aboutResources, NEWEST_VERSION, OLDEST_VERSION } from './rest/about.ts';
import { collectionResources } from './rest/collections.ts';
import { compositeResources } from './rest/composite.ts';
import { describeResources } from './rest/describe.ts';
import { layoutResources } from './rest/layouts.ts';
import { listViewResources } from './rest/list-views.ts';
import { lookAndFeelResources } from './rest/look-and-feel.ts';
import { notificationResources } from './rest/notification-action.ts';
import { queryResources } from './rest/query.ts';
import { recordResources } from './rest/records.ts';
import { replicationResources } from './rest/replication.ts';
import { searchResources } from './rest/search.ts';
import { treeResources } from './rest/tree.ts';
import { createRouter } from './router.ts';
import { objectInfoResources } from './ui/object-info.ts';
import { uiRecordResources } from './ui/records.ts';

const router = createRouter([
  ...aboutResources,
  ...describeResources,
  ...layoutResources,
  ...listViewResources,
  ...replicationResources,
  ...lookAndFeelResources,
  ...searchResources,
  ...queryResources,
  ...compositeResources(subrequest),
  ...collectionResources,
  ...treeResources,
  ...notificationResources,
  ...queryJobResources,
  ...ingestResources,
  ...graphqlResources,
  ...objectInfoResources,
  ...uiRecordResources,
  ...recordResources
]);

/** A call before its resource is known. */
export type UnroutedCall = Omit<Call, 'params' | 'version' | 'path' | 'query'>;

/**
 * Answers one request below /services/data; refusals become replies.
 * @param url path and query string from `/services/data` on.
 */
export function dispatch(call: UnroutedCall, url: string): Reply {
  try {
    const { version, path, query } = splitUrl(url);
    const method =
      query.get('_HttpMethod') === 'PATCH' && call.method === 'POST' ? 'PATCH' : call.method;
    const { handler, params } = router.route(method, path);
    return handler({ ...call, method, version, path, query, params });
  } catch (error) {
    if (error instanceof SalesforceError) return errorReply(error);
    throw error;
  }
}

/** Within a composite there are records and queries, but no jobs. */
function subrequest(call: Call, method: string, url: string, body: unknown): Reply {
  if (/^\/services\/data\/v\d+\.0\/jobs\//.test(url)) return errorReply(notFound());
  const content = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
  return dispatch({ ...call, method, body: content }, url);
}

/** @throws SalesforceError NOT_FOUND for a version that this org does not speak. */
function splitUrl(url: string): { version: string; path: string; query: URLSearchParams } {
  const [path = '', search = ''] = splitOnce(url, '?');
  const [, version = '', rest = ''] = /^\/services\/data\/v(\d+\.0)(\/.*)?$/.exec(path) ?? [];
  const number = Number(version);
  if (version === '' || number < OLDEST_VERSION || number > NEWEST_VERSION) throw notFound();
  return { version, path: rest === '' ? '/' : rest, query: new URLSearchParams(search) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
