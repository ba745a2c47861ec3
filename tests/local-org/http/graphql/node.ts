import type {
  FieldDefinition,
  FieldValue,
  ObjectDefinition,
  QueryResult,
  ResultRecord
} from '../../engine/types.ts';
import { objectOf } from '../wire.ts';
import { showValue } from '../ui/display.ts';
import type { ConnectionPlan } from './connection.ts';
import { planConnection, shapeConnection } from './connection.ts';
import type { NodePlan } from './plan.ts';
import { fieldUndefined, ValidationProblem } from './problem.ts';
import type { Reader } from './reader.ts';
import { canRead, parentOf, visibleField } from './reader.ts';
import type { Selected } from './selection.ts';
import { select } from './selection.ts';

interface Part {
  readonly columns: readonly string[];
  readonly subqueries: readonly string[];
  readonly key: string;
  readonly onType: string | null;
  shape(record: ResultRecord): unknown;
}

/**
 * Plans the selection on one record.
 * @param prefix path from the query's object to this record, with its dot.
 * @throws ValidationProblem for fields that the type lacks or the user may not see.
 */
export function planNode(
  reader: Reader,
  object: ObjectDefinition,
  sets: Selected['sets'],
  path: readonly string[],
  prefix = ''
): NodePlan {
  const parts: Part[] = [];
  for (const selected of select(reader.document, sets)) {
    if (
      selected.onType !== null &&
      selected.onType !== object.name &&
      !isInterface(selected.onType)
    )
      continue;
    const part = planPart(reader, object, selected, path, prefix);
    if (part !== null) parts.push(part);
  }
  return {
    columns: parts.flatMap((part) => part.columns),
    subqueries: parts.flatMap((part) => part.subqueries),
    shape: (record) => Object.fromEntries(parts.map((part) => [part.key, part.shape(record)]))
  };
}

/** Types that every record has besides its own. */
function isInterface(type: string): boolean {
  return type === 'Record' || type === 'RecordRepresentation';
}

function planPart(
  reader: Reader,
  object: ObjectDefinition,
  selected: Selected,
  path: readonly string[],
  prefix: string
): Part | null {
  const { key, name, onType } = selected;
  const base = { key, onType, subqueries: [] };
  if (name === '__typename') return { ...base, columns: [], shape: () => object.name };
  if (name === 'ApiName') return { ...base, columns: [], shape: () => object.name };
  if (name === 'Id')
    return {
      ...base,
      columns: [`${prefix}Id`],
      shape: (record) => record.id ?? record.values['Id'] ?? null
    };
  if (name === 'WeakEtag') {
    return {
      ...base,
      columns: [`${prefix}SystemModstamp`],
      shape: (record) => Date.parse(String(record.values['SystemModstamp']))
    };
  }
  const field = visibleField(reader, object, name);
  if (field !== null) return planField(reader, field, selected, path, prefix);
  const parents = parentOf(reader, object, name);
  if (parents !== null && parents.length > 0)
    return planParent(reader, parents, selected, path, prefix);
  const child = object.children.find((candidate) => candidate.relationshipName === name);
  const childObject =
    child === undefined ? undefined : objectOf(reader.site.org.schema, child.childObject);
  if (childObject !== undefined && canRead(reader, childObject) && prefix === '') {
    return planChildren(reader, childObject, selected, path);
  }
  if (selected.optional) return null;
  throw fieldUndefined(name, object.name, selected.node, path);
}

function planField(
  reader: Reader,
  field: FieldDefinition,
  selected: Selected,
  path: readonly string[],
  prefix: string
): Part {
  const wanted = select(reader.document, selected.sets);
  if (wanted.length === 0) {
    throw new ValidationProblem(
      `Validation error of type SubSelectionRequired: Sub selection required for type ${valueType(field)} of field ${field.name} @ '${[...path, field.name].join('/')}'`,
      selected.node,
      []
    );
  }
  for (const { name, node } of wanted) {
    const known =
      name === 'value' ||
      name === 'displayValue' ||
      name === '__typename' ||
      (name === 'label' && field.type === 'picklist');
    if (!known) throw fieldUndefined(name, valueType(field), node, [...path, field.name]);
  }
  return {
    key: selected.key,
    onType: selected.onType,
    columns: [`${prefix}${field.name}`],
    subqueries: [],
    shape(record) {
      const raw = record.values[field.name];
      const shown = showValue(field, isScalar(raw) ? raw : null, reader.timeZone);
      return Object.fromEntries(
        wanted.map(({ key, name }) => {
          if (name === '__typename') return [key, valueType(field)];
          return [key, name === 'value' ? shown.value : shown.displayValue];
        })
      );
    }
  };
}

function isScalar(value: FieldValue | ResultRecord | QueryResult | undefined): value is FieldValue {
  return value === null || (value !== undefined && typeof value !== 'object');
}

const VALUE_TYPES: Readonly<Record<string, string>> = {
  boolean: 'BooleanValue',
  currency: 'CurrencyValue',
  date: 'DateValue',
  datetime: 'DateTimeValue',
  double: 'DoubleValue',
  email: 'EmailAddressValue',
  int: 'IntValue',
  multipicklist: 'MultiPicklistValue',
  percent: 'PercentValue',
  phone: 'PhoneNumberValue',
  picklist: 'PicklistValue',
  reference: 'IDValue',
  textarea: 'TextAreaValue',
  url: 'UrlValue'
};

function valueType(field: FieldDefinition): string {
  return VALUE_TYPES[field.type] ?? 'StringValue';
}

/** A parent; of several types, each fragment applies to its own. */
function planParent(
  reader: Reader,
  parents: readonly ObjectDefinition[],
  selected: Selected,
  path: readonly string[],
  prefix: string
): Part {
  const inner = `${prefix}${selected.name}.`;
  const place = [...path, selected.name];
  const plans = new Map(
    parents.map((parent) => [
      parent.name,
      planParentType(reader, parent, parents.length, selected, place, inner)
    ])
  );
  const columns = new Set([...plans.values()].flatMap((plan) => plan.columns));
  return {
    key: selected.key,
    onType: selected.onType,
    columns: [...columns, `${inner}Id`],
    subqueries: [],
    shape(record) {
      const parent = record.values[selected.name];
      if (parent === null || typeof parent !== 'object' || !('type' in parent)) return null;
      const plan = plans.get(parent.type) ?? plans.values().next().value;
      return plan?.shape(parent) ?? null;
    }
  };
}

function planParentType(
  reader: Reader,
  parent: ObjectDefinition,
  types: number,
  selected: Selected,
  path: readonly string[],
  prefix: string
): NodePlan {
  if (types === 1) return planNode(reader, parent, selected.sets, path, prefix);
  const own = select(reader.document, selected.sets).some(
    (entry) => entry.onType === parent.name || entry.onType === null
  );
  return own
    ? planNode(reader, parent, selected.sets, path, prefix)
    : { columns: [], subqueries: [], shape: () => ({}) };
}

function planChildren(
  reader: Reader,
  child: ObjectDefinition,
  selected: Selected,
  path: readonly string[]
): Part {
  const plan: ConnectionPlan = planConnection(
    reader,
    child,
    selected,
    [...path, selected.name],
    planNode
  );
  return {
    key: selected.key,
    onType: selected.onType,
    columns: [],
    subqueries: [`(${plan.soql(selected.name, null)})`],
    shape(record) {
      const value = record.values[selected.name];
      const records =
        value !== null && typeof value === 'object' && 'records' in value ? value.records : [];
      return shapeConnection(plan, records, records.length);
    }
  };
}
