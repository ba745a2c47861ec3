import type { RebalancePolicy } from './rebalance-policy.ts';
import type { HangingObject, TouchedObject, TouchedRecord, Values } from './touched-record.ts';
import { isPlaced, naturalKey, touchedKey } from './touched-record.ts';
import type { PlacedRecord, Places } from './plan-places.ts';
import { isPlacedNow, planPlaces } from './plan-places.ts';
import type { WriteMode } from './write-mode.ts';

/** A record that hangs on an account: its id, and whom it belongs to. */
export interface OwnedRecord {
  readonly object: 'Opportunity' | 'Case' | 'Task';
  readonly id: string;
  readonly ownerId: string;
}

export interface HangingRecord {
  readonly object: HangingObject;
  readonly id: string;
  readonly values: Values;
}

/** What the org holds of one account now. */
export interface AccountState {
  readonly accountId: string;
  readonly ownerId: string;
  /** Row of coverage; null where there is none. */
  readonly coverageId: string | null;
  readonly coverage: Values | null;
  readonly isLocked: boolean;
  readonly hasOverride: boolean;
  /** Open opportunities, cases and tasks. */
  readonly owned: readonly OwnedRecord[];
  readonly hanging: readonly HangingRecord[];
  /** Associations with territories of the active model, and exclusions; empty but in the mode `ETM`. */
  readonly placed: readonly PlacedRecord[];
  /** Whether rules of Sales Territories pass the account by. */
  readonly passesRules: boolean;
}

/** What a move wants of coverage. */
export interface WantedMove {
  readonly accountId: string;
  readonly to: string;
  readonly toName: string;
  /** Who is to own it; null where the territory is vacant. */
  readonly toOwner: string | null;
  readonly reason: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Both sides in Sales Territories; null but in the mode `ETM`. */
  readonly places: Places | null;
}

/** Fields of coverage that a move writes; they follow the territory. */
export const coverageFields = [
  'Territory__c',
  'Territory_Label__c',
  'Territory_Owner__c',
  'Since__c',
  'Source__c',
  'Reason__c'
] as const;

/**
 * Every record that one move touches, with the values before and those to be written. In the mode
 * `Owner` the account's new owner, and with her what of the old owner follows by policy; members
 * of teams and manual shares, which the platform deletes with a change of owner, are written
 * again where the policy keeps them. In the mode `ETM` associations with territories, owners stay.
 */
export function planWrites(
  move: WantedMove,
  state: AccountState,
  mode: WriteMode,
  policy: RebalancePolicy
): TouchedRecord[] {
  const { accountId } = state;
  const records: TouchedRecord[] = [];
  const add = (object: TouchedObject, id: string, before: Values, written: Values | null): void => {
    records.push({ key: touchedKey(object, id), object, id, accountId, before, written });
  };
  const newOwner = move.toOwner;
  if (mode === 'Owner' && newOwner !== null) {
    const changesOwner = state.ownerId !== newOwner;
    if (changesOwner) add('Account', accountId, { OwnerId: state.ownerId }, { OwnerId: newOwner });
    const follows = new Set<string>();
    for (const { object, id, ownerId } of state.owned) {
      const isWanted = {
        Opportunity: policy.followOpportunities,
        Case: policy.followCases,
        Task: policy.followTasks
      }[object];
      if (!isWanted || ownerId !== state.ownerId || ownerId === newOwner) continue;
      follows.add(id);
      add(object, id, { OwnerId: ownerId }, { OwnerId: newOwner });
    }
    for (const { object, id, values } of state.hanging) {
      const isOfAccount = object.startsWith('Account');
      if (isOfAccount ? !changesOwner : !follows.has(String(values['OpportunityId']))) continue;
      const isTeam = object.endsWith('TeamMember');
      const isNewOwners = !isTeam && values['UserOrGroupId'] === newOwner;
      const isKept = (isTeam ? policy.keepTeams : policy.keepShares) && !isNewOwners;
      const key = touchedKey(object, naturalKey(object, values));
      records.push({ key, object, id, accountId, before: values, written: isKept ? values : null });
    }
  }
  if (move.places !== null) records.push(...planPlaces(move.places, state));
  if (state.coverageId !== null && state.coverage !== null)
    add('Evenfield_Coverage__c', state.coverageId, state.coverage, {
      Territory__c: move.to,
      Territory_Label__c: move.toName.slice(0, 80),
      Territory_Owner__c: newOwner,
      Since__c: move.today,
      Source__c: 'Rebalance',
      Reason__c: move.reason.slice(0, 4000)
    });
  return records;
}

/**
 * What to save where a run died in between: a record that was written keeps what was saved of it,
 * since it is not what it was; every other is saved as it is now. One that was saved, was not
 * written, and is not as it was any more is somebody else's change and left alone.
 * @param fresh planned from the org as it is, with the account's owner from before
 */
export function planAgain(
  saved: readonly TouchedRecord[],
  fresh: readonly TouchedRecord[],
  isWritten: (record: TouchedRecord) => boolean
): TouchedRecord[] {
  const byKey = new Map(fresh.map((record) => [record.key, record]));
  for (const record of saved) if (isWritten(record)) byKey.set(record.key, record);
  return [...byKey.values()];
}

/** Whether a saved record bears what was written; a hanging row does when the owner that it hangs on was. */
export function isWrittenNow(
  record: TouchedRecord,
  state: AccountState,
  saved: readonly TouchedRecord[]
): boolean {
  if (isPlaced(record.object)) return isPlacedNow(record, state.placed);
  switch (record.object) {
    case 'Account':
      return state.ownerId === record.written?.['OwnerId'];
    case 'Opportunity':
    case 'Case':
    case 'Task':
      return state.owned.some(
        ({ id, ownerId }) => id === record.id && ownerId === record.written?.['OwnerId']
      );
    case 'Evenfield_Coverage__c':
      return (
        state.coverage?.['Territory__c'] === record.written?.['Territory__c'] &&
        state.coverage?.['Territory__c'] !== record.before?.['Territory__c']
      );
    default: {
      const values = record.before ?? record.written ?? {};
      const parent = saved.find(({ object, id }) =>
        record.object.startsWith('Account')
          ? object === 'Account'
          : object === 'Opportunity' && id === values['OpportunityId']
      );
      return parent !== undefined && isWrittenNow(parent, state, saved);
    }
  }
}
