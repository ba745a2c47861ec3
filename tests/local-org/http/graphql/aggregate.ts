import type { FieldDefinition, ObjectDefinition, ResultRecord } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import { isObject } from '../exchange.ts';
import { objectOf } from '../wire.ts';
import { showValue } from '../ui/display.ts';
import { fetchError, fieldUndefined, wrongArgument } from './problem.ts';
import type { Reader } from './reader.ts';
import { canRead, visibleField } from './reader.ts';
import type { Selected } from './selection.ts';
import { select } from './selection.ts';
import { whereSoql } from './where.ts';

const FUNCTIONS: Readonly<Record<string, string>> = {
  sum: 'SUM',
  avg: 'AVG',
  min: 'MIN',
  max: 'MAX',
  count: 'COUNT',
  countDistinct: 'COUNT_DISTINCT'
};
const DEFAULT_FIRST = 10;
const MOST_FIRST = 2000;

interface Column {
  readonly field: FieldDefinition;
  /** Null for a field that is grouped by. */
  readonly call: string | null;
  readonly alias: string;
}

/** Answers `uiapi { aggregate { Object(groupBy, where, first) { edges { node { aggregate { … } } } } } }`. */
export function runAggregates(
  reader: Reader,
  aggregate: Selected,
  path: readonly string[]
): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  for (const selected of select(reader.document, aggregate.sets)) {
    const object = objectOf(reader.site.org.schema, selected.name);
    if (object?.name !== selected.name || !canRead(reader, object)) {
      throw fieldUndefined(selected.name, 'RecordQueryAggregate', selected.node, [
        'uiapi',
        'aggregate'
      ]);
    }
    try {
      output[selected.key] = runAggregate(reader, object, selected, [
        'uiapi',
        'aggregate',
        object.name
      ]);
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      reader.errors.push(
        fetchError(error.message, error.errorCode, selected.node, [...path, selected.key])
      );
      output[selected.key] = null;
    }
  }
  return output;
}

function runAggregate(
  reader: Reader,
  object: ObjectDefinition,
  selected: Selected,
  path: readonly string[]
): unknown {
  const { where, groupBy, first = DEFAULT_FIRST } = selected.arguments;
  if (typeof first !== 'number' || first < 1 || first > MOST_FIRST) {
    throw wrongArgument(`first has to be from 1 to ${String(MOST_FIRST)}`, selected.node, path);
  }
  const place = { node: selected.node, path };
  const condition = isObject(where) ? whereSoql(reader, object, where, place) : '';
  const groups = isObject(groupBy) ? Object.keys(groupBy) : [];
  const wanted = select(reader.document, selected.sets);
  const fields = inner(reader, inner(reader, inner(reader, wanted, 'edges'), 'node'), 'aggregate');
  const columns = fields.flatMap((entry) => columnsOf(reader, object, entry, groups, path));
  const soql = [
    `SELECT ${columns.map((column) => `${column.call ?? column.field.name}${column.call === null ? '' : ` ${column.alias}`}`).join(', ')}`,
    `FROM ${object.name}`,
    condition === '' ? '' : `WHERE ${condition}`,
    groups.length === 0 ? '' : `GROUP BY ${groups.join(', ')} LIMIT ${String(first)}`
  ].join(' ');
  const records = columns.length === 0 ? [] : reader.site.org.query(reader.user, soql).records;
  return Object.fromEntries(
    wanted.map((entry) => {
      if (entry.name === 'totalCount') return [entry.key, records.length];
      if (entry.name !== 'edges')
        throw fieldUndefined(entry.name, `${object.name}AggregateConnection`, entry.node, path);
      return [
        entry.key,
        records.map((record) => shapeEdge(reader, entry, fields, columns, record))
      ];
    })
  );
}

function inner(reader: Reader, selected: readonly Selected[], name: string): Selected[] {
  return select(
    reader.document,
    selected.filter((entry) => entry.name === name).flatMap((entry) => entry.sets)
  );
}

function columnsOf(
  reader: Reader,
  object: ObjectDefinition,
  entry: Selected,
  groups: readonly string[],
  path: readonly string[]
): Column[] {
  const field = visibleField(reader, object, entry.name);
  if (field === null) throw fieldUndefined(entry.name, `${object.name}Aggregate`, entry.node, path);
  const columns: Column[] = [];
  if (groups.includes(field.name)) columns.push({ field, call: null, alias: field.name });
  for (const { name } of select(reader.document, entry.sets)) {
    const sql = FUNCTIONS[name];
    if (sql !== undefined)
      columns.push({ field, call: `${sql}(${field.name})`, alias: aliasOf(name, field) });
  }
  return columns;
}

function aliasOf(name: string, field: FieldDefinition): string {
  return `${name}_${field.name}`.replaceAll('__', '_').slice(0, 40);
}

function shapeEdge(
  reader: Reader,
  edges: Selected,
  fields: readonly Selected[],
  columns: readonly Column[],
  record: ResultRecord
): unknown {
  const aggregate = Object.fromEntries(
    fields.map((entry) => [entry.key, shapeField(reader, entry, columns, record)])
  );
  return Object.fromEntries(
    select(reader.document, edges.sets).map((edge) => [
      edge.key,
      Object.fromEntries(select(reader.document, edge.sets).map((node) => [node.key, aggregate]))
    ])
  );
}

function shapeField(
  reader: Reader,
  entry: Selected,
  columns: readonly Column[],
  record: ResultRecord
): unknown {
  return Object.fromEntries(
    select(reader.document, entry.sets).map((part) => {
      const isFunction = FUNCTIONS[part.name] !== undefined;
      const column = columns.find(
        (candidate) =>
          candidate.field.name === entry.name &&
          (isFunction
            ? candidate.alias === aliasOf(part.name, candidate.field)
            : candidate.call === null)
      );
      const raw = column === undefined ? null : (record.values[column.alias] ?? null);
      const value = raw !== null && typeof raw === 'object' ? null : raw;
      const shown =
        column === undefined
          ? { value, displayValue: null }
          : showValue(column.field, value, reader.timeZone);
      if (!isFunction) return [part.key, part.name === 'value' ? shown.value : shown.displayValue];
      return [
        part.key,
        Object.fromEntries(
          select(reader.document, part.sets).map((leaf) => [
            leaf.key,
            leaf.name === 'value' ? shown.value : shown.displayValue
          ])
        )
      ];
    })
  );
}
