import type { AccountTable, Column } from '../core/columns.ts';
import type { Problem } from '../core/result.ts';
import type { ChurnMapping } from './churn-mapping.ts';
import type { Feature, FeatureTable } from './model/feature-table.ts';

/** Accounts as the churn model takes them, by the policy's mapping: one cross-section, without dates. */
export interface MappedCustomers {
  readonly table: FeatureTable;
  /** 1 left, 0 stayed, 255 not known. */
  readonly outcome: Uint8Array;
  /** Signals that were left out, and why. */
  readonly problems: readonly Problem[];
}

export const outcomeUnknown = 255;
/** A text field with more values than this names customers rather than sorts them. */
const mostLabels = 60;
/** Beyond this, a number is a typing error: it counts as not known. */
const mostValue = 1e15;

/** @returns null where the label is not among the fields read; then a problem says so */
export function mappedCustomers(
  accounts: AccountTable,
  mapping: ChurnMapping,
  today: number
): MappedCustomers | { readonly table: null; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const complain = (field: string, message: string): void => {
    problems.push({
      object: 'Account',
      record: field,
      field,
      code: 'CHURN_FIELD',
      message,
      cure: 'Correct the mapping in the active policy, or give the service user read access to the field.'
    });
  };
  const label = accounts.fields.get(mapping.label.toLowerCase());
  if (label === undefined) {
    complain(
      mapping.label,
      `Account has no field ${mapping.label} that the service may read; no churn model is fitted.`
    );
    return { table: null, problems };
  }
  const features: Feature[] = [];
  const values: Float64Array[] = [];
  for (const { field, monotone } of mapping.signals) {
    const column = accounts.fields.get(field.toLowerCase());
    if (column === undefined) {
      complain(field, `Account has no field ${field} that the service may read; it is left out.`);
      continue;
    }
    if (column.kind !== 'text') {
      features.push({ name: field, kind: 'number', monotone, labels: [] });
      values.push(numbersOf(column, today));
      continue;
    }
    if (column.dictionary.length > mostLabels) {
      complain(
        field,
        `${field} has ${String(column.dictionary.length)} values, more than ${String(mostLabels)}; it is left out.`
      );
      continue;
    }
    // Sorted, so that codes do not hang on the order in which rows were read.
    const labels = [...column.dictionary].sort();
    const codes = column.dictionary.map((own) => labels.indexOf(own));
    features.push({ name: field, kind: 'category', monotone: 0, labels });
    values.push(Float64Array.from(column.codes, (code) => codes[code] ?? NaN));
  }
  const outcome = Uint8Array.from({ length: accounts.count }, (_, row) => outcomeOf(label, row));
  return { table: { count: accounts.count, features, values }, outcome, problems };
}

function numbersOf(column: Exclude<Column, { kind: 'text' }>, today: number): Float64Array {
  if (column.kind === 'flag')
    return Float64Array.from(column.values, (flag) => (flag === 255 ? NaN : flag));
  return column.values.map((value) => {
    const told = column.kind === 'date' ? value - today : value;
    return Math.abs(told) <= mostValue ? told : NaN;
  });
}

const wordsForLeft = ['yes', 'true', '1', 'left', 'churned', 'lost'];

function outcomeOf(column: Column, row: number): number {
  if (column.kind === 'text') {
    const word = column.dictionary[column.codes[row] ?? -1];
    if (word === undefined) return outcomeUnknown;
    return wordsForLeft.includes(word.toLowerCase()) ? 1 : 0;
  }
  const value = column.values[row] ?? NaN;
  if (column.kind === 'flag') return value === 255 ? outcomeUnknown : value;
  // A number: 1 and more means left; a date: the day on which the customer left.
  if (Number.isNaN(value)) return column.kind === 'date' ? 0 : outcomeUnknown;
  return column.kind === 'date' || value >= 1 ? 1 : 0;
}
