import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabelledTable } from '../../sync-service/src/domain/retention/model/feature-table.ts';
import type { PastRow } from '../../sync-service/src/domain/retention/past/account-past.ts';
import { plantedPast } from '../../sync-service/test/domain/retention/planted-past.ts';
import type { Org } from '../local-org/engine/types.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';

const servicePermissions = 'Churn_Fields';
const service = 'service@evenfield.example';

/** An org that holds a churn set, and where it keeps what the set calls what. */
export interface ChurnOrg {
  readonly org: LocalOrg;
  /** Folder of the Account fields, to be removed with the org. */
  readonly source: string;
  /** Account ids by row of the set. */
  readonly ids: readonly string[];
  /** The policy's mapping. */
  readonly policy: Readonly<Record<string, string>>;
}

/** Subscriptions of an org; one that runs on has no end. */
export function plantRevenue(
  org: Org,
  rows: readonly {
    readonly accountId: string;
    readonly from: string;
    readonly to: string | null;
    readonly price: number;
  }[]
): void {
  org.load(
    'Asset',
    rows.map(({ accountId, from, to, price }) => ({
      Name: 'Subscription',
      AccountId: accountId,
      InstallDate: from,
      UsageEndDate: to,
      Price: price,
      Quantity: 1,
      Status: 'Installed'
    }))
  );
}

/**
 * A dated past on the first accounts of an org, as `plantedPast` draws it and ending today: yearly
 * contracts with their subscriptions and renewal deals, purchases, touches, deals lost to a
 * competitor, changes of owner, and for neglected ones cases.
 * @returns the neglected ones' places in `ids`
 */
export function plantPast(org: Org, ids: readonly string[], days: number, seed: number): number[] {
  const today = Math.floor(org.now() / 86_400_000);
  const planted = plantedPast(ids.length, days, seed);
  const dayOf = (day: number): string =>
    new Date((day + today - days) * 86_400_000).toISOString().slice(0, 10);
  const past = (rows: readonly PastRow[]): PastRow[] => rows.filter(({ day }) => day <= days);
  org.load(
    'Contract',
    past(planted.contracts).map(({ account, day, second }) => ({
      AccountId: ids[account] ?? '',
      Status: 'Activated',
      StartDate: dayOf(day),
      EndDate: dayOf(second),
      ContractTerm: 12,
      OwnerExpirationNotice: '60'
    }))
  );
  plantRevenue(
    org,
    past(planted.revenue).map((row) => ({
      accountId: ids[row.account] ?? '',
      from: dayOf(row.day),
      to: row.second > days ? null : dayOf(row.second),
      price: row.amount ?? 0
    }))
  );
  org.load(
    'Opportunity',
    past(planted.renewals).map(({ account, day, second, amount }) => ({
      Name: 'Renewal',
      AccountId: ids[account] ?? '',
      StageName: second > days ? 'Negotiation/Review' : amount === 1 ? 'Closed Won' : 'Closed Lost',
      Type: 'Renewal',
      CloseDate: dayOf(second),
      CreatedDate: `${dayOf(day)}T00:00:00.000Z`,
      IsClosed: second <= days,
      IsWon: second <= days && amount === 1
    }))
  );
  const lost = org.load(
    'Opportunity',
    past(planted.rivals).map(({ account, day }) => ({
      Name: 'Lost',
      AccountId: ids[account] ?? '',
      StageName: 'Closed Lost',
      Type: 'New Business',
      CloseDate: dayOf(day),
      CreatedDate: `${dayOf(day - 20)}T00:00:00.000Z`,
      IsClosed: true,
      IsWon: false
    }))
  );
  org.load(
    'OpportunityCompetitor',
    lost.map((OpportunityId) => ({ OpportunityId, CompetitorName: 'Rival' }))
  );
  org.load(
    'AccountHistory',
    past(planted.owners).map(({ account, day }) => ({
      AccountId: ids[account] ?? '',
      Field: 'Owner',
      OldValue: 'Rita Rep',
      NewValue: 'Rolf Rep',
      CreatedDate: `${dayOf(day)}T08:00:00.000Z`
    }))
  );
  org.load(
    'Opportunity',
    past(planted.purchases).map(({ account, day, second }) => ({
      Name: 'Planted',
      AccountId: ids[account] ?? '',
      StageName: 'Closed Won',
      Amount: second,
      CloseDate: dayOf(day),
      CreatedDate: `${dayOf(day - 20)}T00:00:00.000Z`,
      IsClosed: true,
      IsWon: true
    }))
  );
  org.load(
    'Task',
    past(planted.touches).map(({ account, day }) => ({
      Subject: 'Call',
      Status: 'Completed',
      WhatId: ids[account] ?? '',
      AccountId: ids[account] ?? '',
      ActivityDate: dayOf(day),
      IsClosed: true
    }))
  );
  const cases = past(planted.cases);
  const caseIds = org.load(
    'Case',
    cases.map(({ account, day, second }) => ({
      AccountId: ids[account] ?? '',
      Subject: 'Planted',
      Status: second > days ? 'Working' : 'Closed',
      CreatedDate: `${dayOf(day)}T00:00:00.000Z`,
      ...(second > days ? {} : { ClosedDate: `${dayOf(second)}T00:00:00.000Z` }),
      IsClosed: second <= days
    }))
  );
  org.load(
    'CaseHistory',
    past(planted.escalations).flatMap(({ account, day, second }) => {
      const at = cases.findIndex((own) => own.account === account && own.second === second);
      return {
        CaseId: caseIds[at] ?? '',
        Field: 'IsEscalated',
        OldValue: 'false',
        NewValue: 'true',
        CreatedDate: `${dayOf(day)}T09:00:00.000Z`
      };
    })
  );
  return [...new Set(planted.cases.map(({ account }) => account))];
}

/**
 * A local org with one Account a customer, the set's columns in fields of Account that only the
 * service may read, and an active policy that maps them.
 * @param known whether a row's outcome is written to the org; the others' stay outside
 */
export async function churnOrg(
  table: LabelledTable,
  known: (row: number) => boolean
): Promise<ChurnOrg> {
  const source = mkdtempSync(join(tmpdir(), 'evenfield-churn-'));
  const names = table.features.map((_, place) => `Signal_${String(place)}__c`);
  const label = 'Customer_Left__c';
  const folder = join(source, 'objects', 'Account', 'fields');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, type: string): void => {
    writeFileSync(
      join(folder, `${name}.field-meta.xml`),
      `<?xml version="1.0" encoding="UTF-8"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><description>For a test.</description><label>${name.slice(0, -3)}</label><required>false</required>${type}</CustomField>`
    );
  };
  const text = '<length>80</length><type>Text</type><unique>false</unique>';
  const number =
    '<precision>18</precision><scale>4</scale><type>Number</type><unique>false</unique>';
  names.forEach((name, place) => {
    write(name, table.features[place]?.kind === 'category' ? text : number);
  });
  write(label, text);
  mkdirSync(join(source, 'permissionsets'));
  writeFileSync(
    join(source, 'permissionsets', `${servicePermissions}.permissionset-meta.xml`),
    `<?xml version="1.0" encoding="UTF-8"?><PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">${[...names, label].map((name) => `<fieldPermissions><editable>false</editable><field>Account.${name}</field><readable>true</readable></fieldPermissions>`).join('')}<label>Churn Fields</label></PermissionSet>`
  );
  const policy = { Churn_Label__c: label, Churn_Signals__c: names.join('\n') };
  let ids: string[] = [];
  const org = await startLocalOrg({
    sources: ['force-app', source],
    fieldHistory: true,
    fill: (filled) => {
      ids = filled.load(
        'Account',
        Array.from({ length: table.count }, (_, row) => ({
          Name: `Customer ${String(row)}`,
          ...Object.fromEntries(
            names.flatMap((name, place) => {
              const value = table.values[place]?.[row] ?? NaN;
              if (Number.isNaN(value)) return [];
              const { kind, labels } = table.features[place] ?? { kind: 'number', labels: [] };
              return [[name, kind === 'category' ? (labels[value] ?? '') : value]];
            })
          ),
          ...(known(row) ? { [label]: table.churned[row] === 1 ? 'Yes' : 'No' } : {})
        }))
      );
      filled.load('Evenfield_Policy__c', [
        { Name: 'Churn', Key__c: 'churn', Active__c: true, ...policy }
      ]);
    }
  });
  await control(org, 'POST', '/permission-set-assignments', {
    username: service,
    permissionSet: servicePermissions
  });
  return { org, source, ids, policy };
}

/** What coverage holds of each account, by SOQL as an administrator. */
export function riskByAccount(org: LocalOrg): Map<string, Readonly<Record<string, unknown>>> {
  const admin = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  const rows = org.org.query(
    { userId: admin },
    'SELECT Account__c, Churn_Risk__c, Risk_Band__c, Risk_Measured__c, Contraction_Risk__c, Signal_1__c, Signal_Codes__c, Holding_Signals__c, If_Mended__c, Renewal_Date__c, Recurring_Revenue__c FROM Evenfield_Coverage__c'
  ).records;
  return new Map(rows.map(({ values }) => [String(values['Account__c']), values]));
}
