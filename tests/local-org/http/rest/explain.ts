import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import { listViewsOf } from './list-views.ts';

const LIST_VIEW = /^00B[a-zA-Z0-9]{12}([a-zA-Z0-9]{3})?$/;

/**
 * The plan of a query or of a list view: always the whole table, for there is no optimiser here.
 * @throws SalesforceError where the query is none
 */
export function explain(call: Call, asked: string): Reply {
  const soql = LIST_VIEW.test(asked) ? listViewQuery(call, asked) : asked;
  const found = call.site.org.query(call.user, soql);
  const object = found.records[0]?.type ?? /\bFROM\s+(\w+)/i.exec(soql)?.[1] ?? '';
  const rows = call.site.org.query(call.user, `SELECT COUNT() FROM ${object}`).totalSize;
  return json({
    plans: [
      {
        cardinality: found.totalSize,
        fields: [],
        leadingOperationType: 'TableScan',
        notes: [],
        relativeCost: 1,
        sobjectCardinality: rows,
        sobjectType: object
      }
    ],
    sourceQuery: soql
  });
}

function listViewQuery(call: Call, id: string): string {
  for (const object of call.site.org.schema.objects.values())
    for (const view of listViewsOf(object))
      if (view.id.slice(0, 15) === id.slice(0, 15)) return view.query;
  throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
}
