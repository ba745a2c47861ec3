import type { AccountTable, Column, TextColumn } from '../core/columns.ts';
import { accountColumn } from '../core/column-access.ts';
import { dayNumber } from '../core/days.ts';
import { milesBetween } from '../territory/miles.ts';
import type { Condition, Criteria, FieldCondition } from './criteria.ts';
import { refuseUnfit } from './criteria-values.ts';

/** Whether the account at an index matches. */
export type Predicate = (index: number) => boolean;

/** What criteria read: the accounts and each one's ultimate parent. */
export interface CriteriaContext {
  readonly accounts: AccountTable;
  readonly ultimateParent: Int32Array;
  /** Values of the org's picklist fields of Account, by API name in lower case, where they are known. */
  readonly picklists?: ReadonlyMap<string, readonly string[]>;
}

/**
 * Turns criteria into a function of the account's index. Text is looked at once per distinct
 * value, so that a million accounts cost a million array reads and not a million comparisons.
 * @throws UnknownFieldError for a field that was not read
 * @throws UnfitValueError for a value that the field can never hold
 */
export function compileCriteria(node: Criteria, context: CriteriaContext): Predicate {
  if ('all' in node) {
    const parts = node.all.map((part) => compileCriteria(part, context));
    return (index) => parts.every((part) => part(index));
  }
  if ('any' in node) {
    const parts = node.any.map((part) => compileCriteria(part, context));
    return (index) => parts.some((part) => part(index));
  }
  if ('not' in node) {
    const part = compileCriteria(node.not, context);
    return (index) => !part(index);
  }
  return compileCondition(node, context);
}

/** A rule names a field that the org did not give. */
export class UnknownFieldError extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`Account has no readable field ${field}`);
    this.field = field;
  }
}

function compileCondition(condition: Condition, context: CriteriaContext): Predicate {
  const { accounts, ultimateParent } = context;
  if (condition.op === 'withinMiles') {
    const { latitude, longitude, miles } = condition;
    return (index) => {
      const north = accounts.latitude[index] ?? NaN;
      const east = accounts.longitude[index] ?? NaN;
      return milesBetween(latitude, longitude, north, east) <= miles;
    };
  }
  const ofParent = /^ultimateParent\./i.test(condition.field);
  const name = condition.field.replace(/^ultimateParent\./i, '');
  const own = compileOnField(condition, name, accounts);
  return ofParent ? (index) => own(ultimateParent[index] ?? index) : own;
}

function compileOnField(
  condition: FieldCondition,
  name: string,
  accounts: AccountTable
): Predicate {
  const key = name.toLowerCase();
  const column = accountColumn(accounts, name);
  const isText = key === 'id' || key === 'name';
  if (column === null && !isText) throw new UnknownFieldError(name);
  refuseUnfit(condition, isText ? 'text' : (column?.kind ?? 'text'));
  if (key === 'id') return onTexts(condition, (index) => accounts.ids[index] ?? null, sameId);
  if (key === 'name') return onTexts(condition, (index) => accounts.names[index] ?? null, lower);
  if (column === null) throw new UnknownFieldError(name);
  if (column.kind === 'text')
    return onDictionary(
      condition,
      column,
      key === 'ownerid' || key.endsWith('id') ? sameId : lower
    );
  if (column.kind === 'flag') {
    const test = flagTest(condition);
    return (index) => test(flagAt(column, index));
  }
  const test = numberTest(condition, column);
  return (index) => test(column.values[index] ?? NaN);
}

const lower = (text: string): string => text.toLowerCase();
/** 15 and 18 characters name the same record, and case counts. */
const sameId = (text: string): string =>
  /^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(text) ? text.slice(0, 15) : text.toLowerCase();

function onDictionary(
  condition: FieldCondition,
  column: TextColumn,
  form: (text: string) => string
): Predicate {
  const test = textTest(condition, form);
  const verdicts = Uint8Array.from(column.dictionary, (text) => (test(text) ? 1 : 0));
  const ofNull = test(null);
  return (index) => {
    const code = column.codes[index] ?? -1;
    return code < 0 ? ofNull : verdicts[code] === 1;
  };
}

function onTexts(
  condition: FieldCondition,
  textOf: (index: number) => string | null,
  form: (text: string) => string
): Predicate {
  const test = textTest(condition, form);
  return (index) => test(textOf(index));
}

function textTest(
  condition: FieldCondition,
  form: (text: string) => string
): (text: string | null) => boolean {
  const formed = (value: string | number | boolean): string => form(String(value));
  switch (condition.op) {
    case 'equals': {
      const wanted = formed(condition.value);
      return (text) => text !== null && form(text) === wanted;
    }
    case 'notEquals': {
      const unwanted = formed(condition.value);
      return (text) => text === null || form(text) !== unwanted;
    }
    case 'in': {
      const wanted = new Set(condition.values.map(formed));
      return (text) => text !== null && wanted.has(form(text));
    }
    case 'notIn': {
      const unwanted = new Set(condition.values.map(formed));
      return (text) => text === null || !unwanted.has(form(text));
    }
    case 'includes': {
      const wanted = new Set(condition.values.map(formed));
      return (text) =>
        text !== null && text.split(';').some((part) => wanted.has(form(part.trim())));
    }
    case 'excludes': {
      const unwanted = new Set(condition.values.map(formed));
      return (text) =>
        text === null || !text.split(';').some((part) => unwanted.has(form(part.trim())));
    }
    case 'contains': {
      const part = String(condition.value).toLowerCase();
      return (text) => text !== null && text.toLowerCase().includes(part);
    }
    case 'startsWith': {
      const start = String(condition.value).toLowerCase();
      return (text) => text !== null && text.toLowerCase().startsWith(start);
    }
    case 'blank':
      return (text) => text === null || text === '';
    case 'notBlank':
      return (text) => text !== null && text !== '';
    case 'between': {
      const [low, high] = condition.values.map((value) => String(value).toLowerCase()) as [
        string,
        string
      ];
      return (text) => text !== null && text.toLowerCase() >= low && text.toLowerCase() <= high;
    }
    default: {
      const against = String(condition.value).toLowerCase();
      const { op } = condition;
      return (text) =>
        text !== null &&
        compares(op, text.toLowerCase() < against ? -1 : text.toLowerCase() > against ? 1 : 0);
    }
  }
}

function compares(
  op: 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual',
  order: number
): boolean {
  if (op === 'less') return order < 0;
  if (op === 'lessOrEqual') return order <= 0;
  return op === 'greater' ? order > 0 : order >= 0;
}

function numberTest(condition: FieldCondition, column: Column): (value: number) => boolean {
  const number = (value: string | number | boolean): number =>
    column.kind === 'date' && typeof value === 'string' ? dayNumber(value) : Number(value);
  switch (condition.op) {
    case 'blank':
      return (value) => Number.isNaN(value);
    case 'notBlank':
      return (value) => !Number.isNaN(value);
    case 'in':
    case 'includes': {
      const wanted = new Set(condition.values.map(number));
      return (value) => !Number.isNaN(value) && wanted.has(value);
    }
    case 'notIn':
    case 'excludes': {
      const unwanted = new Set(condition.values.map(number));
      return (value) => Number.isNaN(value) || !unwanted.has(value);
    }
    case 'between': {
      const low = number(condition.values[0]);
      const high = number(condition.values[1]);
      return (value) => value >= low && value <= high;
    }
    case 'equals': {
      const wanted = number(condition.value);
      return (value) => value === wanted;
    }
    case 'notEquals': {
      const unwanted = number(condition.value);
      return (value) => value !== unwanted;
    }
    case 'contains':
    case 'startsWith': {
      const test = textTest(condition, lower);
      return (value) => test(Number.isNaN(value) ? null : String(value));
    }
    default: {
      const against = number(condition.value);
      const { op } = condition;
      return (value) => !Number.isNaN(value) && compares(op, value - against);
    }
  }
}

function flagAt(column: Extract<Column, { kind: 'flag' }>, index: number): boolean | null {
  const value = column.values[index] ?? 255;
  return value === 255 ? null : value === 1;
}

function flagTest(condition: FieldCondition): (value: boolean | null) => boolean {
  const test = textTest(condition, lower);
  return (value) => test(value === null ? null : String(value));
}
