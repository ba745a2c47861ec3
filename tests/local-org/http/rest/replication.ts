import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { restDatetime } from '../wire.ts';
import { readableObject } from './records.ts';

/** Changes are told for the last thirty days. */
const MOST_MILLISECONDS = 30 * 86_400_000;

export const replicationResources: readonly Resource[] = [
  { pattern: '/sobjects/:object/updated', methods: { GET: updated } },
  { pattern: '/sobjects/:object/deleted', methods: { GET: deleted } }
];

function updated(call: Call): Reply {
  const object = readableObject(call);
  const { start, end } = span(call);
  const { records } = call.site.org.query(
    call.user,
    `SELECT Id FROM ${object.name} WHERE SystemModstamp >= ${start} AND SystemModstamp < ${end} ORDER BY SystemModstamp`
  );
  return json({ ids: records.map((record) => record.id), latestDateCovered: restDatetime(end) });
}

function deleted(call: Call): Reply {
  const object = readableObject(call);
  const { start, end } = span(call);
  const { records } = call.site.org.query(
    call.user,
    `SELECT Id, SystemModstamp FROM ${object.name} WHERE IsDeleted = true AND SystemModstamp >= ${start} AND SystemModstamp < ${end} ORDER BY SystemModstamp`,
    { all: true }
  );
  return json({
    deletedRecords: records.map((record) => ({
      deletedDate: restDatetime(String(record.values['SystemModstamp'])),
      id: record.id
    })),
    earliestDateAvailable: restDatetime(
      new Date(call.site.org.now() - MOST_MILLISECONDS).toISOString()
    ),
    latestDateCovered: restDatetime(end)
  });
}

/** Start and end, cut to the minute as Salesforce cuts them. @throws SalesforceError */
function span(call: Call): { start: string; end: string } {
  const moment = (name: string): number => {
    const given = call.query.get(name);
    const time = Date.parse((given ?? '').replace(' ', '+'));
    if (given === null || Number.isNaN(time))
      throw new SalesforceError(400, 'INVALID_REPLICATION_DATE', `${name} is no date and time`);
    return Math.floor(time / 60_000) * 60_000;
  };
  const start = moment('start');
  const end = moment('end');
  if (start >= end)
    throw new SalesforceError(
      400,
      'INVALID_REPLICATION_DATE',
      'startDate must be at least one minute greater than endDate'
    );
  if (call.site.org.now() - start > MOST_MILLISECONDS)
    throw new SalesforceError(
      400,
      'INVALID_REPLICATION_DATE',
      'startDate before org replication enablement date'
    );
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}
