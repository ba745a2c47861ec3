import { accountColumn, numberAt } from '../core/column-access.ts';
import type { AccountFigures, AccountTable } from '../core/columns.ts';

/** Measures that cannot be below 0, and the org's field behind each. */
const measures: readonly (readonly [keyof AccountFigures, string])[] = [
  ['won12', 'Opportunity.Amount'],
  ['wonPrior12', 'Opportunity.Amount'],
  ['wonPeriodNew', 'Opportunity.Amount'],
  ['wonPeriodRenewal', 'Opportunity.Amount'],
  ['wonPeriodUpsell', 'Opportunity.Amount'],
  ['openPipeline', 'Opportunity.Amount'],
  ['openPipelinePeriod', 'Opportunity.Amount'],
  ['recurringStart', 'Asset.Price'],
  ['recurringNow', 'Asset.Price']
];

/** A measure that is below 0 in the org and counts as 0 here. */
export const atLeastZero = (value: number): number => (value < 0 ? 0 : value);

/** Looks whether an account has measures below 0: the fields to blame, none twice. */
export function createBelowZero(
  accounts: AccountTable,
  figures: AccountFigures
): (index: number) => readonly string[] {
  const employees = accountColumn(accounts, 'NumberOfEmployees');
  const columns = measures.map(([name, field]) => ({ values: figures[name], field }));
  return (index) => {
    let fields: string[] | null = null;
    if (numberAt(employees, index) < 0) fields = ['NumberOfEmployees'];
    for (const { values, field } of columns) {
      if (!((values[index] ?? 0) < 0)) continue;
      fields ??= [];
      if (!fields.includes(field)) fields.push(field);
    }
    return fields ?? none;
  };
}

const none: readonly string[] = [];
