import type { Org } from '../local-org/engine/types.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { loadPeople } from '../local-org/sample/people.ts';
import { control } from '../local-org/test/sign-assertion.ts';

export type Mode = 'Advisory' | 'Owner' | 'ETM';

/** An org with territories and people, into which scenarios put accounts of their own. */
export interface UndoStage {
  readonly local: LocalOrg;
  readonly adminId: string;
  /** Ids of territories and their owners. */
  readonly territories: readonly {
    readonly id: string;
    readonly name: string;
    readonly owner: string;
    /** In Sales Territories; null where the org has none. */
    readonly place: string | null;
  }[];
  readonly users: readonly string[];
  readonly policyId: string;
}

/** Starts the org; three of the five territories are the manager's. The write mode and what follows an owner are each scenario's. */
export async function undoStage(mode: Mode): Promise<UndoStage> {
  const isEtm = mode === 'ETM';
  const local = await startLocalOrg({
    // Checks stop the org's clock, so that all their calls fall into one day.
    dailyRequests: 10_000_000,
    ...(isEtm ? { sources: ['force-app', 'scripts/etm'], salesTerritories: true } : {})
  });
  const { org } = local;
  const people = loadPeople(org);
  const known = ['rep', 'rep2'].flatMap((alias) =>
    local.users.filter((user) => user.alias === alias).map(({ userId }) => userId)
  );
  const users = [...new Set([...known, ...people.reps.values()])].slice(0, 8);
  const manager = local.users.find(({ alias }) => alias === 'manager')?.userId ?? '';
  const [region = ''] = org.load('Evenfield_Territory__c', [
    { Name: 'Region', Key__c: 'Region', Stage__c: 'Active', OwnerId: manager }
  ]);
  const model = isEtm ? loadModel(local) : null;
  const territories = users.slice(0, 5).map((owner, place) => {
    const name = `Land ${String(place)}`;
    const twin = model === null ? null : model(name);
    const [id = ''] = org.load('Evenfield_Territory__c', [
      {
        Name: name,
        Key__c: name,
        Stage__c: 'Active',
        OwnerId: owner,
        Parent__c: place < 3 ? region : null,
        Territory2_Id__c: twin
      }
    ]);
    org.load('Evenfield_Territory_Member__c', [
      { Key__c: name, Territory__c: id, User__c: owner, Role__c: 'Owner', Capacity_Hours__c: 40 }
    ]);
    return { id, name, owner, place: twin };
  });
  const [policyId = ''] = org.load('Evenfield_Policy__c', [
    { Name: 'Policy', Key__c: 'policy', Active__c: true }
  ]);
  await control(local, 'POST', '/permission-set-assignments', {
    username: 'service@evenfield.example',
    permissionSet: isEtm ? 'Evenfield_Service_ETM' : 'Evenfield_Service_Owner'
  });
  const adminId = local.users.find(({ alias }) => alias === 'admin')?.userId ?? '';
  return { local, adminId, territories, users, policyId };
}

/** Loads an active model; makes a territory in it into which a rule puts accounts of the state of its name. */
function loadModel(local: LocalOrg): (name: string) => string {
  const { org } = local;
  const [type = ''] = org.load('Territory2Type', [
    { MasterLabel: 'Geographic', DeveloperName: 'Geographic', Priority: 1 }
  ]);
  const [model = ''] = org.load('Territory2Model', [
    { Name: 'This year', DeveloperName: 'This_Year', State: 'Active' }
  ]);
  return (name) => {
    const developerName = name.replaceAll(' ', '_');
    const [territory = ''] = org.load('Territory2', [
      {
        Name: name,
        DeveloperName: developerName,
        Territory2ModelId: model,
        Territory2TypeId: type
      }
    ]);
    const [rule = ''] = org.load('ObjectTerritory2AssignmentRule', [
      {
        MasterLabel: name,
        DeveloperName: developerName,
        Territory2ModelId: model,
        ObjectType: 'Account',
        IsActive: true
      }
    ]);
    org.load('ObjectTerritory2AssignmentRuleItem', [
      {
        RuleId: rule,
        Field: 'Account.BillingState',
        Operation: 'equals',
        Value: name,
        SortOrder: 1
      }
    ]);
    org.load('RuleTerritory2Association', [
      { RuleId: rule, Territory2Id: territory, IsInherited: 'false' }
    ]);
    return territory;
  };
}

/** Runs a query as the administrator. */
export function rowsOf(
  stage: UndoStage,
  soql: string
): Record<string, string | number | boolean | null>[] {
  return stage.local.org
    .query({ userId: stage.adminId }, soql)
    .records.map(({ values }) => values as Record<string, string | number | boolean | null>);
}

export type Row = Parameters<Org['load']>[1][number];
