import { byId } from './judged.ts';
import type { Row, Rows } from './world.ts';

/** The account so many parents above. */
export function above({ accounts }: Rows, id: unknown, steps: number): Row | undefined {
  const row = byId(accounts, id);
  return row === undefined || steps === 0
    ? row
    : above({ accounts } as Rows, row['ParentId'], steps - 1);
}
/** A cell of a parent, wrapped as the answer wraps it; null where there is no parent. */
export const cell = (row: Row | undefined, name: string): Record<string, unknown> | null =>
  row === undefined ? null : { [name]: row[name] ?? null };
/** The parent's parent's … cell, each nested in the one below. */
export function nested(rows: Rows, id: unknown, steps: number): Record<string, unknown> | null {
  const row = byId(rows.accounts, id);
  if (row === undefined) return null;
  return steps === 0 ? { Name: row['Name'] } : { Parent: nested(rows, row['ParentId'], steps - 1) };
}
export const some = (list: readonly unknown[]): readonly unknown[] | null =>
  list.length === 0 ? null : list;
export const user = ({ users }: Rows, id: unknown): Row | undefined => byId(users, id);
export const kids = (rows: readonly Row[], name: string, id: string): Row[] =>
  rows.filter((row) => row[name] === id);
export const what = (rows: Rows, id: unknown): { type: string; row: Row } | null => {
  for (const [type, list] of Object.entries({
    Account: rows.accounts,
    Opportunity: rows.opportunities,
    Case: rows.cases,
    Campaign: rows.campaigns,
    Contact: rows.contacts,
    Lead: rows.leads
  })) {
    const row = byId(list, id);
    if (row !== undefined) return { type, row };
  }
  return null;
};
export const fullName = (row: Row): string =>
  [row['FirstName'], row['LastName']].filter((part) => part !== null).join(' ');
