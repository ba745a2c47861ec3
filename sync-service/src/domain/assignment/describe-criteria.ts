import type { AccountTable } from '../core/columns.ts';
import { accountColumn, textAt } from '../core/column-access.ts';
import { dayText } from '../core/days.ts';
import type { Condition, Criteria } from './criteria.ts';

const listed = 4;

const words: Readonly<Record<string, string>> = {
  equals: 'is',
  notEquals: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  less: 'is less than',
  lessOrEqual: 'is at most',
  greater: 'is more than',
  greaterOrEqual: 'is at least',
  contains: 'contains',
  startsWith: 'starts with',
  includes: 'includes one of',
  excludes: 'includes none of',
  between: 'is between',
  blank: 'is blank',
  notBlank: 'is filled in'
};

/** Criteria as an admin would say them: "Billing State is one of TX, OK and Industry is Energy". */
export function describeCriteria(node: Criteria): string {
  if ('all' in node) return joined(node.all, ' and ');
  if ('any' in node) return joined(node.any, ' or ');
  if ('not' in node) return `not (${describeCriteria(node.not)})`;
  return describeCondition(node);
}

function joined(parts: readonly Criteria[], between: string): string {
  return parts
    .map((part) =>
      'all' in part || 'any' in part ? `(${describeCriteria(part)})` : describeCriteria(part)
    )
    .join(between);
}

function describeCondition(condition: Condition): string {
  if (condition.op === 'withinMiles')
    return `lies within ${String(condition.miles)} miles of ${String(condition.latitude)}, ${String(condition.longitude)}`;
  const subject = fieldWords(condition.field);
  const verb = words[condition.op] ?? condition.op;
  if ('value' in condition) return `${subject} ${verb} ${String(condition.value)}`;
  if (condition.op === 'between')
    return `${subject} ${verb} ${String(condition.values[0])} and ${String(condition.values[1])}`;
  if (!('values' in condition)) return `${subject} ${verb}`;
  const { values } = condition;
  if (values.length <= listed) return `${subject} ${verb} ${values.map(String).join(', ')}`;
  return `${subject} ${verb} ${values
    .slice(0, listed - 1)
    .map(String)
    .join(', ')} and ${String(values.length - listed + 1)} more`;
}

/** An API name as words: BillingPostalCode gives "Billing Postal Code". */
export function fieldWords(field: string): string {
  const known = wordsByField.get(field);
  if (known !== undefined) return known;
  const words = wordsOf(field);
  wordsByField.set(field, words);
  return words;
}

/** Fields are few and asked for with every account. */
const wordsByField = new Map<string, string>();

function wordsOf(field: string): string {
  const parent = /^ultimateParent\./i.test(field);
  const name = field
    .replace(/^ultimateParent\./i, '')
    .replace(/__c$/i, '')
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return parent ? `${name} of the ultimate parent` : name;
}

/** What the account itself bears in the fields that the criteria read: "Billing State TX, Industry blank". */
export function valuesInWords(
  fields: readonly string[],
  accounts: AccountTable,
  index: number
): string {
  return fields
    .map((field) => `${fieldWords(field)} ${valueText(field, accounts, index)}`)
    .join(', ');
}

function valueText(field: string, accounts: AccountTable, index: number): string {
  const key = field.toLowerCase();
  if (key === 'id') return accounts.ids[index] ?? 'blank';
  if (key === 'name') return accounts.names[index] ?? 'blank';
  const column = accountColumn(accounts, field);
  if (column === null) return 'blank';
  if (column.kind === 'text') return textAt(column, index) ?? 'blank';
  if (column.kind === 'flag')
    return (
      ({ 0: 'false', 1: 'true' } as Record<number, string>)[column.values[index] ?? 255] ?? 'blank'
    );
  const value = column.values[index] ?? NaN;
  if (Number.isNaN(value)) return 'blank';
  return column.kind === 'date' ? dayText(value) : String(value);
}
