import { XMLParser } from 'fast-xml-parser';
import type { FieldValue, RecordValues } from '../engine/types.ts';
import { SalesforceError } from '../engine/types.ts';
import type { Reply } from './exchange.ts';
import { isObject, text } from './exchange.ts';
import type { Site } from './site.ts';
import { objectOf } from './wire.ts';
import { saveOne } from './writes.ts';
import { metadataCall } from './metadata-soap.ts';
import { valueFromText } from './rest/incoming.ts';

export const SOAP_PATH = /^\/services\/Soap\/[um]\/\d+\.0(\/\w+)?$/;

const MERGEABLE = new Set(['Account', 'Contact', 'Lead']);
const MOST_LOSERS = 2;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) =>
    name === 'mergeRequests' || name === 'recordToMergeIds' || name === 'fieldsToNull'
});

/** The session that a SOAP envelope bears in its header. */
export function soapSession(body: Buffer): string {
  return /<(?:\w+:)?sessionId>([^<]*)</.exec(body.toString('utf8'))?.[1] ?? '';
}

/** The partner API: merge and the server's time; REST has no merge. */
export function soap(site: Site, path: string, body: Buffer): Reply {
  try {
    const session = site.sessions.use(soapSession(body), site.org.now());
    if (session === null) {
      throw new SalesforceError(
        500,
        'INVALID_SESSION_ID',
        'Invalid Session ID found in SessionHeader: Illegal Session'
      );
    }
    site.usage.count(site.org.now());
    const answer = path.includes('/Soap/m/')
      ? envelope(metadataCall(site, session.userId, body))
      : invoke(site, session.userId, path, body);
    return text('text/xml;charset=UTF-8', answer);
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const fault = `<soapenv:Fault><faultcode>sf:${error.errorCode}</faultcode><faultstring>${escape(`${error.errorCode}: ${error.message}`)}</faultstring></soapenv:Fault>`;
    return text('text/xml;charset=UTF-8', envelope(fault), 500);
  }
}

function invoke(site: Site, userId: string, path: string, body: Buffer): string {
  const parsed: unknown = parser.parse(body.toString('utf8'));
  const content = child(child(parsed, 'Envelope'), 'Body');
  const merge = child(content, 'merge');
  if (isObject(merge)) {
    const requests = Array.isArray(merge['mergeRequests'])
      ? (merge['mergeRequests'] as unknown[])
      : [];
    const results = requests.map((request) => mergeOne(site, userId, path, request)).join('');
    return envelope(
      `<mergeResponse xmlns="urn:partner.soap.sforce.com">${results}</mergeResponse>`
    );
  }
  const undelete = child(content, 'undelete');
  if (isObject(undelete)) {
    const given = undelete['ids'];
    const ids = (Array.isArray(given) ? given : [given]).map(String);
    const results = ids.map((id) => undeleteOne(site, userId, id)).join('');
    return envelope(
      `<undeleteResponse xmlns="urn:partner.soap.sforce.com">${results}</undeleteResponse>`
    );
  }
  if (isObject(content) && 'getServerTimestamp' in content) {
    const now = new Date(site.org.now()).toISOString();
    return envelope(
      `<getServerTimestampResponse xmlns="urn:partner.soap.sforce.com"><result><timestamp>${now}</timestamp></result></getServerTimestampResponse>`
    );
  }
  throw new SalesforceError(500, 'UNKNOWN_EXCEPTION', 'No operation available for request');
}

function undeleteOne(site: Site, userId: string, id: string): string {
  const [result] = site.org.undelete({ userId }, [id], { allOrNone: false });
  const [error] = result?.errors ?? [];
  if (error === undefined)
    return `<result><id>${result?.id ?? ''}</id><success>true</success></result>`;
  return `<result><errors><message>${escape(error.message)}</message><statusCode>${error.statusCode}</statusCode></errors><id xsi:nil="true"/><success>false</success></result>`;
}

function mergeOne(site: Site, userId: string, path: string, request: unknown): string {
  const master = child(request, 'masterRecord');
  const losers = child(request, 'recordToMergeIds');
  const loserIds = Array.isArray(losers) ? losers.map(String) : [];
  try {
    const winner = readMaster(site, master);
    if (loserIds.length === 0 || loserIds.length > MOST_LOSERS) {
      throw new SalesforceError(
        400,
        'INVALID_CROSS_REFERENCE_KEY',
        'A merge takes one or two records to merge.'
      );
    }
    const user = { userId };
    site.org.transaction(() => {
      const { Id: _id, ...changes } = winner.values;
      if (Object.keys(changes).length > 0) {
        const origin = { site, user, method: 'POST', path };
        saveOne(origin, { operation: 'update', object: winner.object, rows: [winner.values] });
      }
      site.org.merge(user, winner.object, winner.id, loserIds);
    });
    const merged = loserIds
      .map((id) => `<mergedRecordIds>${escape(id)}</mergedRecordIds>`)
      .join('');
    return `<result><id>${winner.id}</id>${merged}<success>true</success></result>`;
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const fields = error.fields.map((field) => `<fields>${escape(field)}</fields>`).join('');
    const row = `<errors>${fields}<message>${escape(error.message)}</message><statusCode>${error.errorCode}</statusCode></errors>`;
    return `<result>${row}<id xsi:nil="true"/><success>false</success></result>`;
  }
}

function readMaster(
  site: Site,
  master: unknown
): { object: string; id: string; values: RecordValues } {
  if (!isObject(master)) throw new SalesforceError(400, 'INVALID_FIELD', 'masterRecord is missing');
  const object = objectOf(site.org.schema, String(master['type'] ?? ''));
  if (object === undefined || !MERGEABLE.has(object.name)) {
    throw new SalesforceError(400, 'INVALID_OPERATION', 'This type of object cannot be merged.');
  }
  const values: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(master)) {
    if (name === 'type' || name.startsWith('@_')) continue;
    if (name === 'fieldsToNull') {
      for (const field of Array.isArray(value) ? value.map(String) : []) values[field] = null;
    } else {
      values[name] = valueFromText(object.fields.get(name.toLowerCase()), String(value));
    }
  }
  const id = values['Id'] ?? values['id'];
  if (typeof id !== 'string')
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'masterRecord has no Id');
  return { object: object.name, id, values: { ...values, Id: id } };
}

function child(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function envelope(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
