import type { AccountTable } from '../../core/columns.ts';
import { accountColumn, numberAt, textAt } from '../../core/column-access.ts';
import { sizeBand } from '../potential.ts';
import type { ApproachName } from './approach-shape.ts';

/** Accounts told apart by one thing; those that do not say are a group of their own. */
export interface AccountGroups {
  readonly name: ApproachName;
  readonly by: string;
  /** Group of each account. */
  readonly group: Int32Array;
  readonly count: number;
  /** Share of accounts that say. */
  readonly known: number;
}

/** Groups by a text of each account; null is the group of those that do not say. */
export function groupsBy(
  name: ApproachName,
  by: string,
  accounts: number,
  textOf: (index: number) => string | null
): AccountGroups {
  const codes = new Map<string | null, number>();
  let known = 0;
  const group = Int32Array.from({ length: accounts }, (_, index) => {
    const text = textOf(index);
    if (text !== null) known += 1;
    const code = codes.get(text) ?? codes.size;
    codes.set(text, code);
    return code;
  });
  return { name, by, group, count: codes.size, known: accounts === 0 ? 0 : known / accounts };
}

/** Every pair of groups that is there, as groups. */
export function crossed(one: AccountGroups, other: AccountGroups): AccountGroups {
  const both = groupsBy(
    'hybrid',
    `${one.by} and ${other.by}`,
    one.group.length,
    (index) => `${String(one.group[index])} ${String(other.group[index])}`
  );
  return { ...both, known: Math.min(one.known, other.known) };
}

/** Fewer states than this tell too little apart; then the first three digits of the ZIP do. */
const fewestStates = 5;
/** Accounts of how many states make up most of the company. */
const mostOfCompany = 0.9;

/** Groups by place: states, ZIP areas of three digits where the company is in few states, else squares of two degrees. */
export function geographicGroups(accounts: AccountTable): AccountGroups {
  const { count } = accounts;
  const state = accountColumn(accounts, 'BillingState');
  const zip = accountColumn(accounts, 'BillingPostalCode');
  const stateOf = (index: number): string | null => textAt(state, index);
  const zipAreaOf = (index: number): string | null =>
    /^\d{3}/.exec(textAt(zip, index)?.trim() ?? '')?.[0] ?? null;
  const byState = groupsBy('geography', 'Billing State', count, stateOf);
  if (byState.known >= 0.5 && statesOfMost(byState) >= fewestStates) return byState;
  const byZip = groupsBy('geography', 'ZIP area of three digits', count, zipAreaOf);
  if (byZip.known >= 0.5) return byZip;
  if (byState.known >= 0.5) return byState;
  return groupsBy('geography', 'squares of two degrees', count, (index) => {
    const north = accounts.latitude[index] ?? NaN;
    const east = accounts.longitude[index] ?? NaN;
    if (Number.isNaN(north) || Number.isNaN(east)) return null;
    return `${String(Math.floor(north / 2))} ${String(Math.floor(east / 2))}`;
  });
}

/** How many of the largest groups hold most accounts. */
function statesOfMost({ group, count }: AccountGroups): number {
  const sizes = new Float64Array(count);
  for (const code of group) sizes[code] = (sizes[code] ?? 0) + 1;
  let left = group.length * mostOfCompany;
  let states = 0;
  for (const size of sizes.sort().reverse()) {
    if (left <= 0) break;
    left -= size;
    states += 1;
  }
  return states;
}

export function industryGroups(accounts: AccountTable): AccountGroups {
  const column = accountColumn(accounts, 'Industry');
  return groupsBy('industry', 'Industry', accounts.count, (index) => textAt(column, index));
}

export function sizeGroups(accounts: AccountTable): AccountGroups {
  const column = accountColumn(accounts, 'NumberOfEmployees');
  return groupsBy('size', 'Employees', accounts.count, (index) => {
    const employees = numberAt(column, index);
    return Number.isNaN(employees) ? null : sizeBand(employees);
  });
}

export function sourceGroups(accounts: AccountTable): AccountGroups {
  const column = accountColumn(accounts, 'AccountSource');
  return groupsBy('lead source', 'Account Source', accounts.count, (index) =>
    textAt(column, index)
  );
}

/** @param product family that an account bought most of, null for none */
export function productGroups(product: readonly (string | null)[]): AccountGroups {
  return groupsBy(
    'product',
    'Product Family bought most',
    product.length,
    (index) => product[index] ?? null
  );
}

const bands = 5;

/** Fifths of the accounts by potential. */
export function potentialGroups(potential: Float64Array): AccountGroups {
  const sorted = potential.filter((amount) => !Number.isNaN(amount)).sort();
  const cuts = Array.from(
    { length: bands - 1 },
    (_, band) => sorted[Math.floor(((band + 1) * sorted.length) / bands)] ?? Infinity
  );
  return groupsBy('potential', 'fifths of potential', potential.length, (index) => {
    const amount = potential[index] ?? NaN;
    if (Number.isNaN(amount)) return null;
    return String(cuts.filter((cut) => amount >= cut).length);
  });
}
