import { z } from 'zod';
import type {
  ImportAccount,
  ImportLine,
  ImportPlan,
  ImportUser
} from '../domain/territory/import-plan.ts';
import { planFromLines, planFromOwners } from '../domain/territory/import-plan.ts';
import { planFromModel } from '../domain/territory/plan-from-model.ts';
import { dayIn } from '../domain/core/days.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readAccounts } from '../salesforce/records/accounts.ts';
import { flag, id, optionalId, optionalText, readChecked } from '../salesforce/records/checked.ts';
import { readModelDesign } from '../salesforce/records/model-design.ts';
import type { WriteReport } from '../salesforce/write-rows.ts';
import { writeRows } from '../salesforce/write-rows.ts';

export interface ImportReport {
  readonly applied: boolean;
  readonly territories: number;
  readonly members: number;
  /** Accounts that get a territory. */
  readonly assigned: number;
  /** Accounts that have one already and keep it. */
  readonly kept: number;
  readonly problems: ImportPlan['problems'];
}

/** Where a design comes from: who owns accounts, a file's lines, or the active model of Sales Territories. */
export type ImportSource = 'owners' | 'etm' | readonly ImportLine[];

/** Plans an import, and carries it out when asked. @throws OrgError */
export async function importDesign(
  connection: OrgConnection,
  source: ImportSource,
  apply: boolean
): Promise<ImportReport> {
  const { accounts } = await readAccounts(connection, []);
  const people = await readChecked(
    connection,
    { object: 'User' },
    { Id: id, Name: z.string(), Username: z.string(), IsActive: flag }
  );
  const users: ImportUser[] = people.records.map((row) => ({
    id: row.Id,
    name: row.Name,
    username: row.Username,
    active: row.IsActive
  }));
  const known: ImportAccount[] = accounts.ids.map((accountId, index) => ({
    id: accountId,
    ownerId: accounts.owner.dictionary[accounts.owner.codes[index] ?? -1] ?? '',
    latitude: accounts.latitude[index] ?? NaN,
    longitude: accounts.longitude[index] ?? NaN
  }));
  const plan =
    source === 'owners'
      ? planFromOwners(known, users)
      : source === 'etm'
        ? planFromModel(await readModelDesign(connection), known, users)
        : planFromLines(source, known, users);
  const held = await readChecked(
    connection,
    { object: 'Evenfield_Coverage__c', where: 'Territory__c != null' },
    { Account__c: id }
  );
  const placed = new Set(held.records.map((row) => row.Account__c));
  const fresh = [...plan.assignments]
    .filter(([accountId]) => !placed.has(accountId))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const withOwner = plan.territories.filter((territory) => territory.ownerId !== null);
  const report = {
    territories: plan.territories.length,
    members: withOwner.length,
    assigned: fresh.length,
    kept: plan.assignments.size - fresh.length
  };
  if (!apply) return { applied: false, ...report, problems: plan.problems };
  const refused = await carryOut(connection, plan, fresh);
  return { applied: true, ...report, problems: [...plan.problems, ...refused] };
}

async function carryOut(
  connection: OrgConnection,
  plan: ImportPlan,
  assignments: readonly (readonly [string, string])[]
): Promise<ImportPlan['problems'][number][]> {
  const problems: ImportPlan['problems'][number][] = [];
  const note = (object: string, keys: readonly string[], report: WriteReport): void => {
    for (const failure of report.failures)
      problems.push({
        object,
        record: keys[failure.row] ?? '',
        field: null,
        code: failure.code ?? 'UNKNOWN',
        message: failure.message ?? 'The row could not be written.',
        cure: 'Mend what the message names and import again.'
      });
  };
  const ids = new Map<string, string>();
  const remember = async (): Promise<void> => {
    const { records } = await readChecked(
      connection,
      { object: 'Evenfield_Territory__c' },
      { Id: id, Key__c: optionalText, Parent__c: optionalId }
    );
    for (const row of records) if (row.Key__c !== null) ids.set(row.Key__c, row.Id);
  };
  const levels = levelsOf(plan);
  for (const level of levels) {
    const report = await writeRows(connection, {
      object: 'Evenfield_Territory__c',
      operation: 'upsert',
      externalId: 'Key__c',
      columns: [
        'Key__c',
        'Name',
        'Parent__c',
        'Stage__c',
        'Approach__c',
        'OwnerId',
        'Base_Latitude__c',
        'Base_Longitude__c',
        'Capacity_Hours__c',
        'Territory2_Id__c'
      ],
      rows: level.map((territory) => [
        territory.key,
        territory.name,
        territory.parentKey === null ? undefined : ids.get(territory.parentKey),
        'Active',
        'Account-Based',
        territory.ownerId ?? undefined,
        territory.latitude ?? undefined,
        territory.longitude ?? undefined,
        territory.capacityHours ?? undefined,
        territory.territory2Id
      ])
    });
    note(
      'Evenfield_Territory__c',
      level.map((territory) => territory.key),
      report
    );
    await remember();
  }
  const members = plan.territories.filter(
    (territory) => territory.ownerId !== null && ids.has(territory.key)
  );
  const memberKeys = new Set(
    (
      await readChecked(
        connection,
        { object: 'Evenfield_Territory_Member__c' },
        { Key__c: optionalText }
      )
    ).records.map((row) => row.Key__c)
  );
  note(
    'Evenfield_Territory_Member__c',
    members.map((territory) => territory.key),
    await writeRows(connection, {
      object: 'Evenfield_Territory_Member__c',
      operation: 'upsert',
      externalId: 'Key__c',
      columns: ['Key__c', 'Territory__c', 'User__c', 'Role__c'],
      rows: members.map((territory) => {
        const key = `${territory.key}:owner`;
        return [
          key,
          memberKeys.has(key) ? undefined : ids.get(territory.key),
          territory.ownerId ?? undefined,
          'Owner'
        ];
      })
    })
  );
  const today = dayIn('UTC', connection.now());
  const rows = assignments.filter(([, key]) => ids.has(key));
  const covered = new Set(
    (
      await readChecked(connection, { object: 'Evenfield_Coverage__c' }, { Key__c: optionalText })
    ).records.map((row) => row.Key__c)
  );
  note(
    'Evenfield_Coverage__c',
    rows.map(([account]) => account),
    await writeRows(connection, {
      object: 'Evenfield_Coverage__c',
      operation: 'upsert',
      externalId: 'Key__c',
      columns: ['Key__c', 'Account__c', 'Territory__c', 'Source__c', 'Since__c'],
      rows: rows.map(([account, key]) => [
        account,
        covered.has(account) ? undefined : account,
        ids.get(key),
        'Import',
        today
      ])
    })
  );
  return problems;
}

/** Territories by depth: a parent's id must be known before its children are written. */
function levelsOf(plan: ImportPlan): ImportPlan['territories'][number][][] {
  const depth = new Map<string, number>();
  const levels: ImportPlan['territories'][number][][] = [];
  for (const territory of plan.territories) {
    const level = territory.parentKey === null ? 0 : (depth.get(territory.parentKey) ?? -1) + 1;
    depth.set(territory.key, level);
    (levels[level] ??= []).push(territory);
  }
  return levels.filter((level) => level.length > 0);
}
