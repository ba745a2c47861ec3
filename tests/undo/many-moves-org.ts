import type { Chance } from '../local-org/sample/random.ts';
import type { UndoStage } from './undo-stage.ts';

/** One approved scenario over many accounts with all that hangs on them. */
export interface ManyMoves {
  readonly rebalanceId: string;
  readonly accounts: readonly string[];
  /** One account with more children than are well for it. */
  readonly giant: string;
}

type Values = Record<string, string | number | boolean | null>;
const atOnce = 2_000;
const waveSize = 500;
/** Salesforce calls a parent of more children than this skewed. */
const skewedFrom = 10_000;

/** Makes the scenario; everything follows an owner, teams and shares are kept, waves have no dates. */
export function loadManyMoves(stage: UndoStage, chance: Chance, moves: number): ManyMoves {
  const { org } = stage.local;
  const { territories, users } = stage;
  const load = (object: string, rows: readonly Values[]): string[] => {
    const ids: string[] = [];
    for (let from = 0; from < rows.length; from += atOnce)
      ids.push(...org.load(object, rows.slice(from, from + atOnce)));
    return ids;
  };
  org.update(
    { userId: stage.adminId },
    'Evenfield_Policy__c',
    [
      {
        Id: stage.policyId,
        Write_Mode__c: 'Owner',
        Follow_Opportunities__c: true,
        Follow_Cases__c: true,
        Follow_Tasks__c: true,
        Keep_Teams__c: true,
        Keep_Shares__c: true
      }
    ],
    { allOrNone: true }
  );
  const [rebalanceId = ''] = load('Evenfield_Rebalance__c', [
    { Name: 'Many', Status__c: 'Approved' }
  ]);
  const sides = Array.from({ length: moves }, () => {
    const from = chance.pick(territories);
    return { from, to: chance.pick(territories.filter((one) => one !== from)) };
  });
  const accounts = load(
    'Account',
    sides.map(({ from }, place) => ({
      Name: `Account ${String(place)}`,
      OwnerId: from.owner,
      Phone: '1'
    }))
  );
  const each = (make: (account: string, place: number) => readonly Values[]): Values[] =>
    accounts.flatMap((account, place) => [...make(account, place)]);
  load(
    'Evenfield_Coverage__c',
    each((account, place) => {
      const from = sides[place]?.from;
      return [
        {
          Key__c: account,
          Account__c: account,
          Territory__c: from?.id ?? null,
          Territory_Label__c: from?.name ?? null,
          Territory_Owner__c: from?.owner ?? null,
          Source__c: 'Import'
        }
      ];
    })
  );
  load(
    'Evenfield_Rebalance_Move__c',
    each((account, place) => [
      {
        Key__c: `${rebalanceId}:${account}`,
        Rebalance__c: rebalanceId,
        Account__c: account,
        From__c: sides[place]?.from.id ?? null,
        To__c: sides[place]?.to.id ?? null,
        Reason__c: 'Relieves.',
        Wave__c: place < 10 ? 0 : 1 + Math.floor((place - 10) / waveSize),
        Verdict__c: 'Open'
      }
    ])
  );
  const ownerOf = (place: number): string => sides[place]?.from.owner ?? '';
  const others = (place: number): string[] =>
    users.filter((user) => user !== ownerOf(place) && chance.next() < 0.1);
  const sometimes = (make: (place: number) => Values): ((_: string, place: number) => Values[]) => {
    return (_, place) => (chance.next() < 0.3 ? [make(place)] : []);
  };
  const deals = load(
    'Opportunity',
    each(
      sometimes((place) => ({
        Name: 'Deal',
        AccountId: accounts[place] ?? null,
        OwnerId: ownerOf(place),
        StageName: 'Prospecting',
        CloseDate: '2030-01-01'
      }))
    )
  );
  const ofAccount = each(
    sometimes((place) => ({ AccountId: accounts[place] ?? null, OwnerId: ownerOf(place) }))
  );
  const children = Math.min(skewedFrom + 1, Math.ceil(moves / 2));
  const giant = accounts[11] ?? '';
  const ofGiant = Array.from({ length: children }, () => ({
    AccountId: giant,
    OwnerId: ownerOf(11)
  }));
  load(
    'Case',
    [...ofAccount, ...ofGiant].map((values) => ({ ...values, Status: 'New', Subject: 'Help' }))
  );
  load(
    'Task',
    ofAccount.map(({ AccountId = null, OwnerId = null }) => ({
      WhatId: AccountId,
      AccountId,
      OwnerId,
      Subject: 'Call',
      Status: 'Not Started'
    }))
  );
  const add = (object: string, rows: readonly Values[]): void => {
    for (let from = 0; from < rows.length; from += atOnce)
      org.create({ userId: stage.adminId }, object, rows.slice(from, from + atOnce), {
        allOrNone: true
      });
  };
  add(
    'AccountTeamMember',
    each((account, place) =>
      others(place).map((user) => ({
        AccountId: account,
        UserId: user,
        TeamMemberRole: 'Sales Rep',
        AccountAccessLevel: 'Edit'
      }))
    )
  );
  add(
    'AccountShare',
    each((account, place) =>
      others(place).map((user) => ({
        AccountId: account,
        UserOrGroupId: user,
        AccountAccessLevel: 'Read',
        OpportunityAccessLevel: 'None',
        RowCause: 'Manual'
      }))
    )
  );
  add(
    'OpportunityTeamMember',
    deals.flatMap((deal, place) =>
      place % 3 === 0
        ? [
            {
              OpportunityId: deal,
              UserId: users[7] ?? '',
              TeamMemberRole: 'Sales Rep',
              OpportunityAccessLevel: 'Edit'
            }
          ]
        : []
    )
  );
  return { rebalanceId, accounts, giant };
}
