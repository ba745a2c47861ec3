import type { EngineState } from './state.ts';
import type { Store, StoredRow } from './store.ts';
import type { ObjectDefinition } from './types.ts';

/** What a team row hangs on, and the share that it brings. */
interface Team {
  readonly parent: 'AccountId' | 'OpportunityId';
  readonly share: 'AccountShare' | 'OpportunityShare';
  readonly levels: readonly string[];
}

const teams: Readonly<Record<string, Team>> = {
  AccountTeamMember: {
    parent: 'AccountId',
    share: 'AccountShare',
    levels: [
      'AccountAccessLevel',
      'OpportunityAccessLevel',
      'CaseAccessLevel',
      'ContactAccessLevel'
    ]
  },
  OpportunityTeamMember: {
    parent: 'OpportunityId',
    share: 'OpportunityShare',
    levels: ['OpportunityAccessLevel']
  }
};

/** The row that is there for the same person: creating her again changes it, as Salesforce says. */
export function sameMember(
  store: Store,
  object: ObjectDefinition,
  values: StoredRow
): string | null {
  const team = teams[object.name];
  if (team === undefined) return null;
  const row = store
    .statement(
      `SELECT Id FROM "${object.name}" WHERE "${team.parent}" = ? AND UserId = ? AND IsDeleted = 0`
    )
    .get(values[team.parent] ?? null, values['UserId'] ?? null);
  return row === undefined ? null : String(row['Id']);
}

/** A member sees by a share of her own, which comes, changes and goes with her row. */
export function shareWithMember(
  state: EngineState,
  store: Store,
  object: ObjectDefinition,
  row: StoredRow
): void {
  const team = teams[object.name];
  const share = state.schema.objects.get(team?.share.toLowerCase() ?? '');
  if (team === undefined || share === undefined) return;
  endTeamShare(store, team, row);
  const { id } = store.nextId(share);
  const first = team.levels[0] ?? '';
  store.insert(share, {
    Id: id,
    IsDeleted: 0,
    CreatedDate: row['SystemModstamp'] ?? null,
    LastModifiedDate: row['SystemModstamp'] ?? null,
    SystemModstamp: row['SystemModstamp'] ?? null,
    LastModifiedById: row['LastModifiedById'] ?? null,
    CreatedById: row['LastModifiedById'] ?? null,
    [team.parent]: row[team.parent] ?? null,
    UserOrGroupId: row['UserId'] ?? null,
    RowCause: 'Team',
    ...Object.fromEntries(team.levels.map((name) => [name, row[name] ?? null])),
    [first]: row[first] ?? 'Read'
  });
}

function endTeamShare(store: Store, team: Team, row: StoredRow): void {
  store
    .statement(
      `DELETE FROM "${team.share}" WHERE "${team.parent}" = ? AND UserOrGroupId = ? AND RowCause = 'Team'`
    )
    .run(row[team.parent] ?? null, row['UserId'] ?? null);
}

/** A member who is taken from the team sees no more by it. */
export function endMembership(store: Store, object: ObjectDefinition, row: StoredRow): void {
  const team = teams[object.name];
  if (team !== undefined) endTeamShare(store, team, row);
}

/**
 * What a change of owner by API ends: shares by hand and, for accounts and opportunities, the team
 * with its shares. REST knows no option that keeps them (SOAP's OwnerChangeOptions alone does).
 */
export function endWithOwner(
  state: EngineState,
  store: Store,
  object: ObjectDefinition,
  id: string
): void {
  const custom = object.name.endsWith('__c');
  const share = state.schema.objects.get(
    (custom ? object.name.replace(/__c$/, '__Share') : `${object.name}Share`).toLowerCase()
  );
  const parent = custom ? 'ParentId' : `${object.name}Id`;
  if (share !== undefined)
    store
      .statement(
        `DELETE FROM "${share.name}" WHERE "${parent}" = ? AND RowCause IN ('Manual', 'Team')`
      )
      .run(id);
  const members = state.schema.objects.get(`${object.name}TeamMember`.toLowerCase());
  if (members !== undefined)
    store.statement(`DELETE FROM "${members.name}" WHERE "${parent}" = ?`).run(id);
}
