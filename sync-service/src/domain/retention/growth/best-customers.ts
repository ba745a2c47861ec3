import { accountColumn } from '../../core/column-access.ts';
import type { OrgSnapshot } from '../../core/snapshot.ts';
import type { AttributeTable, ProfileTrait } from './customer-profile.ts';
import { customerProfile } from './customer-profile.ts';

/** Share of the customers that count as the best, by what they bought in two years. */
const bestShare = 0.2;
const sizes = [1, 50, 250, 1000] as const;

/** What the best customers share, and what it was learned from. */
export interface BestCustomers {
  readonly table: AttributeTable;
  /** 1 for a best customer, 0 for another, 255 for an account that bought nothing in two years. */
  readonly best: Uint8Array;
  readonly profile: readonly ProfileTrait[];
}

/** Industry, size and state of the fifth that bought most, against the other customers. */
export function bestCustomers({
  accounts,
  figures
}: Pick<OrgSnapshot, 'accounts' | 'figures'>): BestCustomers {
  const bought = figures.won12.map((won, row) => won + (figures.wonPrior12[row] ?? 0));
  const customers = bought.filter((amount) => amount > 0).sort();
  const bar = customers[Math.floor(customers.length * (1 - bestShare))] ?? Infinity;
  const best = Uint8Array.from(bought, (amount) => (amount > 0 ? (amount >= bar ? 1 : 0) : 255));
  const attributes: AttributeTable['attributes'][number][] = [];
  const texts = (name: string, field: string): void => {
    const column = accountColumn(accounts, field);
    if (column?.kind === 'text')
      attributes.push({ name, labels: column.dictionary, codes: column.codes });
  };
  texts('Industry', 'Industry');
  const employees = accountColumn(accounts, 'NumberOfEmployees');
  if (employees?.kind === 'number')
    attributes.push({
      name: 'Employees',
      labels: sizes.map((from, at) =>
        sizes[at + 1] === undefined
          ? `${String(from)} or more`
          : `${String(from)} to ${String((sizes[at + 1] ?? 0) - 1)}`
      ),
      codes: Int32Array.from(employees.values, (value) =>
        value >= 1 ? sizes.filter((from) => value >= from).length - 1 : -1
      )
    });
  texts('State', 'BillingState');
  const table = { count: accounts.count, attributes };
  return { table, best, profile: customerProfile(table, best) };
}
