import type { ObjectDefinition } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json, notFound } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { recordJson, restDatetime } from '../wire.ts';
import { withChecksum } from '../../engine/ids.ts';
import { readableObject } from './records.ts';

const ROWS = 25;

export const listViewResources: readonly Resource[] = [
  { pattern: '/sobjects/:object/listviews', methods: { GET: list } },
  { pattern: '/sobjects/:object/listviews/:id', methods: { GET: about } },
  { pattern: '/sobjects/:object/listviews/:id/describe', methods: { GET: describe } },
  { pattern: '/sobjects/:object/listviews/:id/results', methods: { GET: results } }
];

interface ListView {
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly query: string;
  readonly columns: readonly string[];
}

/** The one list view that every object with a name has here: all its rows that the user may see. */
export function listViewsOf(object: ObjectDefinition): ListView[] {
  const name = [...object.fields.values()].find((field) => field.nameField);
  if (name === undefined) return [];
  const columns = ['Id', name.name];
  return [
    {
      id: withChecksum(`00B5e${object.keyPrefix.padStart(10, '0')}`),
      developerName: `All${object.labelPlural.replaceAll(/\W/g, '')}`,
      label: `All ${object.labelPlural}`,
      query: `SELECT ${columns.join(', ')} FROM ${object.name} ORDER BY ${name.name} ASC NULLS FIRST, Id ASC NULLS FIRST`,
      columns
    }
  ];
}

function list(call: Call): Reply {
  const object = readableObject(call);
  const views = listViewsOf(object).map((view) => shortOf(call, object, view));
  return json({
    done: true,
    listviews: views,
    nextRecordsUrl: null,
    size: views.length,
    sobjectType: object.name
  });
}

function about(call: Call): Reply {
  const { object, view } = find(call);
  return json(shortOf(call, object, view));
}

function describe(call: Call): Reply {
  const { object, view } = find(call);
  const moment = restDatetime(new Date(call.site.org.now()).toISOString());
  return json({
    columns: columnsOf(object, view),
    createdDate: moment,
    id: view.id,
    lastModifiedDate: moment,
    orderBy: [
      { fieldNameOrPath: view.columns[1], nullsPosition: 'first', sortDirection: 'ascending' }
    ],
    query: view.query,
    relatedEntityId: null,
    scope: null,
    scopeEntityId: null,
    sobjectType: object.name,
    whereCondition: { conditions: [], conjunction: 'and' }
  });
}

function results(call: Call): Reply {
  const { object, view } = find(call);
  const limit = Number(call.query.get('limit') ?? ROWS);
  const found = call.site.org.query(call.user, `${view.query} LIMIT ${String(limit)}`);
  return json({
    columns: columnsOf(object, view),
    developerName: view.developerName,
    done: true,
    id: view.id,
    label: view.label,
    records: found.records.map((record) => ({
      columns: Object.entries(
        recordJson(call.site.org.schema, record, call.version) as Record<string, unknown>
      )
        .filter(([name]) => name !== 'attributes')
        .map(([fieldNameOrPath, value]) => ({ fieldNameOrPath, value }))
    })),
    size: found.records.length
  });
}

function find(call: Call): { object: ObjectDefinition; view: ListView } {
  const object = readableObject(call);
  const id = call.params['id'] ?? '';
  const view = listViewsOf(object).find((one) => one.id === id || one.id.slice(0, 15) === id);
  if (view === undefined) throw notFound();
  return { object, view };
}

function shortOf(call: Call, object: ObjectDefinition, view: ListView): Record<string, unknown> {
  const url = `/services/data/v${call.version}/sobjects/${object.name}/listviews/${view.id}`;
  return {
    describeUrl: `${url}/describe`,
    developerName: view.developerName,
    id: view.id,
    label: view.label,
    resultsUrl: `${url}/results`,
    soqlCompatible: true,
    url
  };
}

function columnsOf(object: ObjectDefinition, view: ListView): unknown[] {
  return view.columns.map((name, index) => {
    const field = object.fields.get(name.toLowerCase());
    return {
      ascendingLabel: 'Z-A',
      descendingLabel: 'A-Z',
      fieldNameOrPath: name,
      hidden: name === 'Id',
      label: field?.label ?? name,
      searchable: false,
      selectListItem: name,
      sortDirection: index === 1 ? 'ascending' : null,
      sortIndex: index === 1 ? 0 : null,
      sortable: true,
      type: field?.type ?? 'string'
    };
  });
}
