import type { Query } from '@jetstreamapp/soql-parser-js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { ObjectDefinition } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import { objectOf } from '../wire.ts';

interface Column {
  readonly aggregate: boolean;
  readonly columnName: string;
  readonly displayName: string;
  readonly custom: boolean;
  readonly joinColumns: readonly Column[];
}

/** What `columns=true` answers in place of rows: the columns of a query, parents and sub-queries nested. */
export function columnMetadata(call: Call, soql: string): Reply {
  // Refuses what is no query before its columns are told.
  call.site.org.query(call.user, soql);
  const query = parseQuery(soql);
  const object = objectOf(call.site.org.schema, query.sObject ?? '');
  return json({
    columnMetadata: columnsOf(call, query, object),
    entityName: object?.name ?? '',
    groupBy: query.groupBy !== undefined,
    idSelected: /\bId\b/i.test(soql.split(/\bFROM\b/i)[0] ?? ''),
    keyPrefix: object?.keyPrefix ?? null
  });
}

function columnsOf(
  call: Call,
  query: Pick<Query, 'fields'>,
  object: ObjectDefinition | undefined
): Column[] {
  return (query.fields ?? []).map((field, place): Column => {
    if (field.type === 'Field') return plain(field.field, object);
    if (field.type === 'FieldRelationship')
      return field.relationships.reduceRight<Column>(
        (inner, name) => ({ ...plain(name, undefined), joinColumns: [inner] }),
        plain(field.field, undefined)
      );
    if (field.type === 'FieldSubquery')
      return {
        ...plain(field.subquery.relationshipName, undefined),
        aggregate: true,
        joinColumns: columnsOf(call, field.subquery, undefined)
      };
    if (field.type === 'FieldFunctionExpression')
      return {
        ...plain(field.alias ?? `expr${String(place)}`, undefined),
        aggregate: true,
        displayName: field.functionName
      };
    return plain('', undefined);
  });
}

function plain(name: string, object: ObjectDefinition | undefined): Column {
  const field = object?.fields.get(name.toLowerCase());
  const columnName = field?.name ?? name;
  return {
    aggregate: false,
    columnName,
    displayName: columnName,
    custom: columnName.endsWith('__c'),
    joinColumns: []
  };
}
