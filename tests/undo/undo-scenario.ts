import type { Chance } from '../local-org/sample/random.ts';
import type { Mode, UndoStage } from './undo-stage.ts';
import { rowsOf } from './undo-stage.ts';

/** A scenario of a few accounts with all that hangs on them, approved and ready to be applied. */
export interface Scenario {
  readonly rebalanceId: string;
  readonly accounts: readonly string[];
  readonly waves: number;
}

/** Values of every touched record by its key: records by id, hanging rows by what they hang on and whom they are for. */
export type Seen = ReadonlyMap<string, string>;

/** Makes a scenario by chance. */
export function makeScenario(stage: UndoStage, chance: Chance, mode: Mode, name: string): Scenario {
  const { local, territories, users } = stage;
  const { org } = local;
  const flag = (): boolean => chance.next() < 0.6;
  org.update(
    { userId: stage.adminId },
    'Evenfield_Policy__c',
    [
      {
        Id: stage.policyId,
        Write_Mode__c: mode,
        Follow_Opportunities__c: flag(),
        Follow_Cases__c: flag(),
        Follow_Tasks__c: flag(),
        Keep_Teams__c: flag(),
        Keep_Shares__c: flag(),
        Exclude_From_Rules__c: mode !== 'ETM' || chance.next() < 0.8
      }
    ],
    { allOrNone: true }
  );
  const [rebalanceId = ''] = org.load('Evenfield_Rebalance__c', [
    { Name: name, Status__c: 'Approved' }
  ]);
  const waves = 1 + Math.floor(chance.next() * 3);
  const accounts: string[] = [];
  const count = 3 + Math.floor(chance.next() * 6);
  for (let number = 0; number < count; number += 1) {
    const from = chance.pick(territories);
    const to = chance.pick(territories.filter((one) => one !== from));
    const owner = chance.next() < 0.8 ? from.owner : chance.pick(users);
    const byRule = mode === 'ETM' && chance.next() < 0.5;
    const [account = ''] = org.load('Account', [
      {
        Name: `${name} ${String(number)}`,
        OwnerId: owner,
        Phone: '1',
        BillingState: byRule ? from.name : null
      }
    ]);
    accounts.push(account);
    if (from.place !== null)
      org.load('ObjectTerritory2Association', [
        {
          ObjectId: account,
          SobjectType: 'Account',
          Territory2Id: from.place,
          AssociationCause: byRule ? 'Territory2AssignmentRule' : 'Territory2Manual'
        }
      ]);
    org.load('Evenfield_Coverage__c', [
      {
        Key__c: account,
        Account__c: account,
        Territory__c: from.id,
        Territory_Label__c: from.name,
        Territory_Owner__c: from.owner,
        Since__c: '2025-02-03',
        Source__c: chance.pick(['Rule', 'Import']),
        Reason__c: 'Matches a rule.'
      }
    ]);
    hangOn(stage, chance, account, owner);
    org.load('Evenfield_Rebalance_Move__c', [
      {
        Key__c: `${rebalanceId}:${account}`,
        Rebalance__c: rebalanceId,
        Account__c: account,
        From__c: from.id,
        To__c: to.id,
        Reason__c: 'Relieves.',
        Wave__c: number % waves,
        Verdict__c: 'Open'
      }
    ]);
  }
  return { rebalanceId, accounts, waves };
}

function hangOn(stage: UndoStage, chance: Chance, account: string, owner: string): void {
  const { org } = stage.local;
  const { users } = stage;
  const times = (most: number): number[] =>
    Array.from({ length: Math.floor(chance.next() * (most + 1)) }, (_, index) => index);
  const mostlyOwner = (): string => (chance.next() < 0.7 ? owner : chance.pick(users));
  const some = (): string[] => users.filter((user) => user !== owner && chance.next() < 0.3);
  const add = (object: string, values: Record<string, string>): void => {
    const [result] = org.create({ userId: stage.adminId }, object, [values], { allOrNone: false });
    if (result?.success !== true) throw new Error(`${object}: ${JSON.stringify(result?.errors)}`);
  };
  for (const user of some())
    add('AccountTeamMember', {
      AccountId: account,
      UserId: user,
      TeamMemberRole: chance.pick(['Sales Rep', 'Sales Manager']),
      AccountAccessLevel: chance.pick(['Read', 'Edit'])
    });
  for (const user of some())
    add('AccountShare', {
      AccountId: account,
      UserOrGroupId: user,
      AccountAccessLevel: chance.pick(['Read', 'Edit']),
      OpportunityAccessLevel: 'None',
      RowCause: 'Manual'
    });
  for (const number of times(2)) {
    const [opportunity = ''] = org.load('Opportunity', [
      {
        Name: `Deal ${String(number)}`,
        AccountId: account,
        OwnerId: mostlyOwner(),
        StageName: 'Prospecting',
        CloseDate: '2030-01-01',
        IsClosed: chance.next() < 0.2,
        Amount: 10
      }
    ]);
    for (const user of some().slice(0, 1))
      add('OpportunityTeamMember', {
        OpportunityId: opportunity,
        UserId: user,
        TeamMemberRole: 'Sales Rep',
        OpportunityAccessLevel: 'Edit'
      });
  }
  for (const _ of times(2))
    org.load('Case', [
      { AccountId: account, OwnerId: mostlyOwner(), Status: 'New', Subject: 'Help' }
    ]);
  for (const _ of times(2))
    org.load('Task', [
      {
        WhatId: account,
        AccountId: account,
        OwnerId: mostlyOwner(),
        Subject: 'Call',
        Status: 'Not Started'
      }
    ]);
}

/** Fields that a rebalance may touch, of everything that belongs to the accounts. */
export function look(stage: UndoStage, scenario: Scenario): Map<string, string> {
  const seen = new Map<string, string>();
  const list = scenario.accounts.map((id) => `'${id}'`).join(', ');
  const see = (object: string, fields: string, where: string, key: readonly string[]): void => {
    for (const values of rowsOf(stage, `SELECT ${fields} FROM ${object} WHERE ${where}`))
      seen.set(
        `${object}:${key.map((name) => String(values[name])).join(':')}`,
        JSON.stringify(
          fields
            .split(', ')
            .filter((name) => name !== 'Id' || key.includes('Id'))
            .map((name) => values[name] ?? null)
        )
      );
  };
  see('Account', 'Id, OwnerId, Phone', `Id IN (${list})`, ['Id']);
  see('Opportunity', 'Id, OwnerId, AccountId, Amount', `AccountId IN (${list})`, ['Id']);
  see('Case', 'Id, OwnerId, AccountId', `AccountId IN (${list})`, ['Id']);
  see('Task', 'Id, OwnerId, AccountId', `AccountId IN (${list})`, ['Id']);
  see(
    'Evenfield_Coverage__c',
    'Id, Account__c, Territory__c, Territory_Label__c, Territory_Owner__c, Since__c, Source__c, Reason__c',
    `Account__c IN (${list})`,
    ['Id']
  );
  if (stage.territories.some(({ place }) => place !== null))
    for (const [object, fields] of [
      ['ObjectTerritory2Association', 'ObjectId, Territory2Id, AssociationCause'],
      ['Territory2ObjectExclusion', 'ObjectId, Territory2Id']
    ] as const)
      see(object, fields, `ObjectId IN (${list})`, ['ObjectId', 'Territory2Id']);
  const levels = 'AccountAccessLevel, OpportunityAccessLevel, CaseAccessLevel, ContactAccessLevel';
  see(
    'AccountTeamMember',
    `AccountId, UserId, TeamMemberRole, ${levels}`,
    `AccountId IN (${list})`,
    ['AccountId', 'UserId']
  );
  see(
    'AccountShare',
    `AccountId, UserOrGroupId, RowCause, ${levels}`,
    `AccountId IN (${list}) AND RowCause IN ('Manual', 'Team')`,
    ['AccountId', 'UserOrGroupId', 'RowCause']
  );
  const deals = rowsOf(stage, `SELECT Id FROM Opportunity WHERE AccountId IN (${list})`).map(
    ({ Id }) => `'${String(Id)}'`
  );
  if (deals.length > 0)
    see(
      'OpportunityTeamMember',
      'OpportunityId, UserId, TeamMemberRole, OpportunityAccessLevel',
      `OpportunityId IN (${deals.join(', ')})`,
      ['OpportunityId', 'UserId']
    );
  return seen;
}
