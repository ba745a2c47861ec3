import { accountColumn, numberAt } from '../core/column-access.ts';
import type { AccountFigures, AccountTable } from '../core/columns.ts';

/** What counts the rows below 0 of an account, and the org's field that is to blame. */
const counters: readonly (readonly [keyof AccountFigures, string])[] = [
  ['dealsBelowZero', 'Opportunity.Amount'],
  ['assetsBelowZero', 'Asset.Price']
];

/** A measure that is below 0 in the org and counts as 0 here. */
export const atLeastZero = (value: number): number => (value < 0 ? 0 : value);

/** Looks whether an account has measures below 0: the fields to blame. */
export function createBelowZero(
  accounts: AccountTable,
  figures: AccountFigures
): (index: number) => readonly string[] {
  const employees = accountColumn(accounts, 'NumberOfEmployees');
  const columns = counters.map(([name, field]) => ({ values: figures[name], field }));
  return (index) => {
    let fields: string[] | null = null;
    if (numberAt(employees, index) < 0) fields = ['NumberOfEmployees'];
    for (const { values, field } of columns) {
      if ((values[index] ?? 0) === 0) continue;
      fields ??= [];
      fields.push(field);
    }
    return fields ?? none;
  };
}

const none: readonly string[] = [];
