import type { AccountTable } from '../core/columns.ts';
import { accountColumn, textAt } from '../core/column-access.ts';
import type { Policy, Tier } from '../core/policy.ts';

/** Tier of each account: what the policy's field says, else by potential. */
export function tiersOf(accounts: AccountTable, policy: Policy, potential: Float64Array): Tier[] {
  const column = policy.tierField === null ? null : accountColumn(accounts, policy.tierField);
  return Array.from({ length: accounts.count }, (_, index) => {
    const said = textAt(column, index)?.trim().toUpperCase();
    return said === 'A' || said === 'B' || said === 'C'
      ? said
      : byPotential(policy, potential[index] ?? NaN);
  });
}

function byPotential(policy: Policy, potential: number): Tier {
  if (potential >= policy.tierAPotential) return 'A';
  return potential >= policy.tierBPotential ? 'B' : 'C';
}
