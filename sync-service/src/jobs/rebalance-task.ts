import { dayIn, dayNumber, dayText, within } from '../domain/core/days.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import type { RebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import { rebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { readDesign } from '../salesforce/records/design.ts';
import type { Rebalance } from '../salesforce/records/rebalances.ts';

/** What applying and rolling back need to know of the org. */
export interface RebalanceGround {
  readonly mode: 'Advisory' | 'Owner';
  readonly policy: RebalancePolicy;
  readonly today: string;
  readonly undoUntil: string;
  readonly territories: ReadonlyMap<
    string,
    { readonly name: string; readonly owner: string | null }
  >;
}

/**
 * Reads policy and territories. A scenario that has begun keeps the mode and undo date that it began with.
 * @throws OrgError MODE_NOT_BUILT
 */
export async function readGround(
  connection: OrgConnection,
  rebalance: Rebalance
): Promise<RebalanceGround> {
  const design = await readDesign(connection);
  const { policy } = parsePolicy(design.policyRow);
  const own = rebalancePolicy(design.policyRow);
  const today = dayIn(policy.timeZone, connection.now());
  const mode = rebalance.mode ?? policy.writeMode;
  if (mode !== 'Advisory' && mode !== 'Owner')
    throw new OrgError(
      'configuration',
      'MODE_NOT_BUILT',
      `The write mode ${mode} cannot be applied by this version; nothing was written.`,
      'Set Write Mode of the active policy to Advisory or Owner.',
      rebalance.id
    );
  const ownerOf = new Map<string, string>();
  for (const member of [...design.members].sort((a, b) => (a.id < b.id ? 1 : -1)))
    if (
      member.role === 'Owner' &&
      within(today, member.start, member.end) &&
      design.users.get(member.userId)?.active === true
    )
      ownerOf.set(member.territoryId, member.userId);
  return {
    mode,
    policy: own,
    today,
    undoUntil: rebalance.undoUntil?.slice(0, 10) ?? dayText(dayNumber(today) + own.undoDays),
    territories: new Map(
      design.territories.map(({ id, name }) => [id, { name, owner: ownerOf.get(id) ?? null }])
    )
  };
}
