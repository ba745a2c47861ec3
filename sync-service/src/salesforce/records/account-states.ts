import { isHandOff } from '../../domain/rebalance/hand-off.ts';
import type { HoldingDeal } from '../../domain/rebalance/hold-outs.ts';
import type {
  AccountState,
  HangingRecord,
  OwnedRecord
} from '../../domain/rebalance/plan-writes.ts';
import { coverageFields } from '../../domain/rebalance/plan-writes.ts';
import type {
  HangingObject,
  TouchedObject,
  Values
} from '../../domain/rebalance/touched-record.ts';
import type { WriteMode } from '../../domain/rebalance/write-mode.ts';
import { hangingFields } from '../../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { readPages } from '../read-rows.ts';
import type { Cells } from '../rows.ts';
import { inLists } from './in-lists.ts';
import { readPassingRules, readPlaced } from './placed-rows.ts';
import { moveObject } from './rebalance-moves.ts';

export interface HeldAccounts {
  readonly states: ReadonlyMap<string, AccountState>;
  readonly deals: ReadonlyMap<string, readonly HoldingDeal[]>;
}

/**
 * What the org holds of the accounts of moves that meet a condition: owners, coverage, what is open
 * and, in the mode `Owner`, teams and manual shares. Tasks of hand-offs that the service made, of any
 * scenario, are left out. An object that the org does not have (teams are a feature to be turned on)
 * holds nothing.
 * @param isHandedOver whether open cases and tasks are asked for where no owner changes, too
 * @throws OrgError
 */
export async function readAccountStates(
  connection: OrgConnection,
  moves: string,
  mode: WriteMode,
  isHandedOver = false
): Promise<HeldAccounts> {
  const within = (column: string): string =>
    `${column} IN (SELECT Account__c FROM ${moveObject} WHERE ${moves})`;
  const owners = new Map<string, string>();
  await readPages(
    connection,
    { object: 'Account', columns: ['Id', 'OwnerId'], where: within('Id') },
    ([id, owner]) => {
      owners.set(id ?? '', owner ?? '');
    }
  );
  const coverage = await readCoverage(connection, within('Account__c'));
  const deals = new Map<string, HoldingDeal[]>();
  const hold = (account: string, deal: HoldingDeal): void => {
    deals.set(account, [...(deals.get(account) ?? []), deal]);
  };
  const owned = new Map<string, OwnedRecord[]>();
  const own = (account: string, record: OwnedRecord): void => {
    owned.set(account, [...(owned.get(account) ?? []), record]);
  };
  const accountOf = new Map<string, string>();
  await readPages(
    connection,
    {
      object: 'Opportunity',
      columns: ['Id', 'AccountId', 'OwnerId', 'Name', 'StageName', 'CloseDate'],
      where: `IsClosed = false AND ${within('AccountId')}`
    },
    ([id, account, ownerId, name, stage, day]) => {
      accountOf.set(id ?? '', account ?? '');
      own(account ?? '', { object: 'Opportunity', id: id ?? '', ownerId: ownerId ?? '' });
      hold(account ?? '', {
        kind: 'opportunity',
        name: name ?? '',
        stage: stage ?? null,
        day: day ?? ''
      });
    }
  );
  await readPages(
    connection,
    {
      object: 'Contract',
      columns: ['AccountId', 'ContractNumber', 'EndDate'],
      where: `Status = 'Activated' AND EndDate != null AND ${within('AccountId')}`
    },
    ([account, name, day]) => {
      hold(account ?? '', { kind: 'contract', name: name ?? '', stage: null, day: day ?? '' });
    }
  );
  if (mode === 'Owner' || isHandedOver)
    for (const object of ['Case', 'Task'] as const)
      await readPages(
        connection,
        {
          object,
          columns: ['Id', 'AccountId', 'OwnerId', 'Subject', 'CreatedById'],
          where: `IsClosed = false AND ${within('AccountId')}`
        },
        ([id, account, ownerId, subject, maker]) => {
          const isOurs = object === 'Task' && maker === connection.userId;
          if (isOurs && isHandOff(subject ?? '')) return;
          own(account ?? '', { object, id: id ?? '', ownerId: ownerId ?? '' });
        }
      );
  const hanging = new Map<string, HangingRecord[]>();
  if (mode === 'Owner') {
    const hang = (account: string, record: HangingRecord): void => {
      hanging.set(account, [...(hanging.get(account) ?? []), record]);
    };
    for (const object of ['AccountTeamMember', 'AccountShare'] as const)
      for (const record of await readHanging(connection, object, within('AccountId')))
        hang(String(record.values['AccountId']), record);
    for (const object of ['OpportunityTeamMember', 'OpportunityShare'] as const)
      for (const where of inLists('OpportunityId', [...accountOf.keys()]))
        for (const record of await readHanging(connection, object, where))
          hang(accountOf.get(String(record.values['OpportunityId'])) ?? '', record);
  }
  const ids = [...owners.keys()];
  const placed = mode === 'ETM' ? await readPlaced(connection, ids) : null;
  const passing = mode === 'ETM' ? await readPassingRules(connection, ids) : null;
  const states = new Map(
    [...owners].map(([accountId, ownerId]): [string, AccountState] => {
      const row = coverage.get(accountId);
      return [
        accountId,
        {
          accountId,
          ownerId,
          coverageId: row?.id ?? null,
          coverage: row?.values ?? null,
          isLocked: row?.isLocked ?? false,
          hasOverride: row?.hasOverride ?? false,
          owned: owned.get(accountId) ?? [],
          hanging: hanging.get(accountId) ?? [],
          placed: placed?.get(accountId) ?? [],
          passesRules: passing?.has(accountId) ?? false
        }
      ];
    })
  );
  return { states, deals };
}

interface CoverageRow {
  readonly id: string;
  readonly values: Values;
  readonly isLocked: boolean;
  readonly hasOverride: boolean;
}

async function readCoverage(
  connection: OrgConnection,
  where: string
): Promise<Map<string, CoverageRow>> {
  const rows = new Map<string, CoverageRow>();
  await readPages(
    connection,
    {
      object: 'Evenfield_Coverage__c',
      columns: [
        'Id',
        'Account__c',
        'Key__c',
        'Locked__c',
        'Override_Territory__c',
        ...coverageFields
      ],
      where
    },
    ([id, account, key, locked, override, ...cells]) => {
      // A row that a merge left hangs on another account than its key names; the night folds it in.
      if (account !== key) return;
      rows.set(account ?? '', {
        id: id ?? '',
        values: valuesOf(coverageFields, cells),
        isLocked: locked === 'true',
        hasOverride: override !== null
      });
    }
  );
  return rows;
}

/** Members of teams, and shares by hand; none where the org does not have the object. */
async function readHanging(
  connection: OrgConnection,
  object: HangingObject,
  where: string
): Promise<HangingRecord[]> {
  const fields = hangingFields[object];
  const byHand = object.endsWith('Share') ? "RowCause = 'Manual' AND " : '';
  const records: HangingRecord[] = [];
  try {
    await readPages(
      connection,
      { object, columns: ['Id', ...fields], where: `${byHand}${where}` },
      ([id, ...cells]) => {
        records.push({ object, id: id ?? '', values: valuesOf(fields, cells) });
      }
    );
  } catch (error) {
    if (error instanceof OrgError && error.code === 'INVALID_TYPE') return [];
    throw error;
  }
  return records;
}

/** Owners of records by id, closed ones too; one that is gone is left out. @throws OrgError */
export async function readOwners(
  connection: OrgConnection,
  object: TouchedObject,
  ids: readonly string[]
): Promise<Map<string, Values>> {
  const found = new Map<string, Values>();
  for (const where of inLists('Id', ids))
    await readPages(connection, { object, columns: ['Id', 'OwnerId'], where }, ([id, owner]) => {
      found.set(id ?? '', { OwnerId: owner ?? null });
    });
  return found;
}

/** Members and shares by the ids of the accounts or opportunities that they hang on. @throws OrgError */
export async function readHangingOf(
  connection: OrgConnection,
  object: HangingObject,
  parents: readonly string[]
): Promise<HangingRecord[]> {
  const [column = ''] = hangingFields[object];
  const all: HangingRecord[] = [];
  for (const where of inLists(column, parents))
    all.push(...(await readHanging(connection, object, where)));
  return all;
}

function valuesOf(names: readonly string[], cells: Cells): Values {
  return Object.fromEntries(names.map((name, place) => [name, cells[place] ?? null]));
}
