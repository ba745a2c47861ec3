import { dayIn, dayNumber, dayText, within } from '../domain/core/days.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import type { Territory } from '../domain/core/snapshot.ts';
import type { RebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { WriteMode } from '../domain/rebalance/write-mode.ts';
import { rebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readDesign } from '../salesforce/records/design.ts';
import type { TerritoryModel } from '../salesforce/records/territory-model.ts';
import { readTerritoryModel } from '../salesforce/records/territory-model.ts';
import type { Rebalance } from '../salesforce/records/rebalances.ts';

/** A territory as moves need it. */
export interface TerritoryOfMove {
  readonly name: string;
  readonly stage: Territory['stage'];
  /** Id of its active owner; null where it is vacant. */
  readonly owner: string | null;
  readonly ownerName: string;
}

/** What applying and rolling back need to know of the org. */
export interface RebalanceGround {
  readonly mode: WriteMode;
  readonly policy: RebalancePolicy;
  readonly today: string;
  readonly undoUntil: string;
  readonly territories: ReadonlyMap<string, TerritoryOfMove>;
  /** Of Sales Territories; null but in the mode `ETM`. */
  readonly model: TerritoryModel | null;
}

/**
 * Reads policy and territories. A scenario that has begun keeps the mode and undo date that it began with.
 * @throws OrgError; in the mode `ETM` ETM_OFF or NO_ACTIVE_MODEL
 */
export async function readGround(
  connection: OrgConnection,
  rebalance: Rebalance
): Promise<RebalanceGround> {
  const design = await readDesign(connection);
  const { policy } = parsePolicy(design.policyRow);
  const own = rebalancePolicy(design.policyRow);
  const today = dayIn(policy.timeZone, connection.now());
  const named = rebalance.mode ?? policy.writeMode;
  const mode: WriteMode = named === 'Owner' || named === 'ETM' ? named : 'Advisory';
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
      design.territories.map(({ id, name, stage }): [string, TerritoryOfMove] => {
        const owner = ownerOf.get(id) ?? null;
        return [
          id,
          { name, stage, owner, ownerName: design.users.get(owner ?? '')?.name ?? 'nobody' }
        ];
      })
    ),
    model: mode === 'ETM' ? await readTerritoryModel(connection) : null
  };
}
