import { byId, docs, has, lower, names, pick } from './judged.ts';
import type { Judged } from './judged.ts';
import { above, cell, nested, some, user, kids } from './kin.ts';

const parents = 'Relationship Queries: child to parent';
const children = 'Relationship Queries: parent to child';
const nulls = 'Relationship Queries and Null Values';

/** Parents and children. */
export const relating: readonly Judged[] = [
  docs(
    parents,
    "SELECT Id, Name, Account.Name FROM Contact WHERE Account.Industry = 'Media'",
    () => []
  ),
  docs(
    parents,
    "SELECT LastName, Account.Name FROM Contact WHERE Account.Industry = 'Banking'",
    (rows) =>
      rows.contacts
        .filter((row) => byId(rows.accounts, row['AccountId'])?.['Industry'] === 'Banking')
        .map((row) => ({
          LastName: row['LastName'],
          Account: cell(byId(rows.accounts, row['AccountId']), 'Name')
        }))
  ),
  docs(parents, 'SELECT Name, Parent.Name FROM Account WHERE ParentId != null', (rows) =>
    rows.accounts
      .filter((row) => has(row, 'ParentId'))
      .map((row) => ({ Name: row['Name'], Parent: cell(above(rows, row.Id, 1), 'Name') }))
  ),
  docs(parents, 'SELECT LastName, Account.Parent.Parent.Parent.Parent.Name FROM Contact', (rows) =>
    rows.contacts.map((row) => ({
      LastName: row['LastName'],
      Account: nested(rows, row['AccountId'], 4)
    }))
  ),
  docs(
    parents,
    "SELECT LastName FROM Contact WHERE Account.Parent.Parent.Parent.Parent.Name = 'acme east'",
    (rows) =>
      pick(
        rows.contacts.filter((row) => above(rows, row['AccountId'], 4)?.['Name'] === 'Acme East'),
        'LastName'
      )
  ),
  docs(parents, "SELECT Name FROM Opportunity WHERE Account.Owner.Alias = 'manager'", (rows) =>
    names(
      rows.opportunities.filter(
        (row) =>
          user(rows, byId(rows.accounts, row['AccountId'])?.['OwnerId'])?.['Alias'] === 'manager'
      )
    )
  ),
  docs(parents, "SELECT Name, Owner.Name FROM Account WHERE Industry = 'Retail'", (rows) =>
    rows.accounts
      .filter((row) => row['Industry'] === 'Retail')
      .map((row) => ({ Name: row['Name'], Owner: cell(user(rows, row['OwnerId']), 'Name') }))
  ),
  docs(parents, 'SELECT Name, Account__r.Name FROM Visit__c', (rows) =>
    rows.visits.map((row) => ({
      Name: row['Name'],
      Account__r: cell(byId(rows.accounts, row['Account__c']), 'Name')
    }))
  ),
  docs(parents, "SELECT Name FROM Visit__c WHERE Account__r.Parent.Name = 'Acme'", (rows) =>
    names(rows.visits.filter((row) => above(rows, row['Account__c'], 1)?.['Name'] === 'Acme'))
  ),
  docs(
    parents,
    "SELECT LastName FROM Contact WHERE ReportsTo.ReportsTo.LastName = 'Able'",
    (rows) =>
      pick(
        rows.contacts.filter((row) => {
          const boss = byId(rows.contacts, row['ReportsToId']);
          return lower(byId(rows.contacts, boss?.['ReportsToId'])?.['LastName']) === 'able';
        }),
        'LastName'
      )
  ),
  docs(
    parents,
    'SELECT Name, Campaign.Parent.Name FROM Opportunity WHERE CampaignId != null',
    (rows) =>
      rows.opportunities
        .filter((row) => has(row, 'CampaignId'))
        .map((row) => {
          const campaign = byId(rows.campaigns, row['CampaignId']);
          return {
            Name: row['Name'],
            Campaign: { Parent: cell(byId(rows.campaigns, campaign?.['ParentId']), 'Name') }
          };
        })
  ),
  docs(nulls, 'SELECT Subject, Account.Name FROM Case', (rows) =>
    rows.cases.map((row) => ({
      Subject: row['Subject'],
      Account: cell(byId(rows.accounts, row['AccountId']), 'Name')
    }))
  ),
  docs(nulls, 'SELECT Subject FROM Case ORDER BY Account.Name, Subject', (rows) =>
    rows.cases
      .map((row) => ({
        Subject: row['Subject'],
        of: lower(byId(rows.accounts, row['AccountId'])?.['Name'])
      }))
      .toSorted(
        (one, other) =>
          (one.of < other.of ? -1 : one.of > other.of ? 1 : 0) ||
          (lower(one.Subject) < lower(other.Subject) ? -1 : 1)
      )
      .map(({ Subject }) => ({ Subject }))
  ),
  docs(
    nulls,
    "SELECT Subject FROM Case WHERE Contact.LastName = null OR Contact.LastName = 'Able'",
    (rows) =>
      pick(
        rows.cases.filter((row) => {
          const contact = byId(rows.contacts, row['ContactId']);
          return contact === undefined || contact['LastName'] === 'Able';
        }),
        'Subject'
      )
  ),
  docs(
    nulls,
    'SELECT Name FROM Account WHERE Parent.Rating = null AND Parent.Name != null',
    (rows) =>
      names(
        rows.accounts.filter((row) => {
          const parent = above(rows, row.Id, 1);
          return parent !== undefined && parent['Rating'] === null;
        })
      )
  ),
  docs(children, 'SELECT Name, (SELECT LastName FROM Contacts) FROM Account', (rows) =>
    rows.accounts.map((row) => ({
      Name: row['Name'],
      Contacts: some(pick(kids(rows.contacts, 'AccountId', row.Id), 'LastName'))
    }))
  ),
  docs(
    children,
    "SELECT Name, (SELECT Name FROM Opportunities WHERE IsWon = true ORDER BY Amount DESC) FROM Account WHERE Name LIKE 'O%'",
    (rows) =>
      rows.accounts
        .filter((row) => lower(row['Name']).startsWith('o'))
        .map((row) => ({
          Name: row['Name'],
          Opportunities: [{ Name: 'Sons Beam' }, { Name: 'Sons Brick' }]
        }))
  ),
  docs(
    children,
    "SELECT Name, (SELECT Name, Day__c FROM Visits__r ORDER BY Day__c DESC LIMIT 2) FROM Account WHERE Name = 'Acme'",
    () => [
      {
        Name: 'Acme',
        Visits__r: [
          { Name: 'Third', Day__c: '2026-03-11' },
          { Name: 'Second', Day__c: '2026-03-10' }
        ]
      }
    ]
  ),
  docs(
    children,
    "SELECT Name, (SELECT Name FROM ChildAccounts) FROM Account WHERE Industry = 'Energy'",
    (rows) =>
      rows.accounts
        .filter((row) => row['Industry'] === 'Energy')
        .map((row) => ({
          Name: row['Name'],
          ChildAccounts: some(names(kids(rows.accounts, 'ParentId', row.Id)))
        }))
  ),
  docs(
    children,
    'SELECT Name, (SELECT Subject FROM Cases), (SELECT Name FROM Opportunities) FROM Account WHERE Id IN (SELECT AccountId FROM Case)',
    (rows) =>
      rows.accounts
        .filter((row) => kids(rows.cases, 'AccountId', row.Id).length > 0)
        .map((row) => ({
          Name: row['Name'],
          Cases: some(pick(kids(rows.cases, 'AccountId', row.Id), 'Subject')),
          Opportunities: some(names(kids(rows.opportunities, 'AccountId', row.Id)))
        }))
  ),
  docs(
    children,
    "SELECT Name, (SELECT LastName, Account.Name FROM Contacts) FROM Account WHERE Name = 'beta corp'",
    () => [
      {
        Name: 'beta Corp',
        Contacts: [
          { LastName: 'Jones', Account: { Name: 'beta Corp' } },
          { LastName: 'Jones', Account: { Name: 'beta Corp' } }
        ]
      }
    ]
  ),
  docs(
    children,
    "SELECT Name, (SELECT Subject FROM Tasks) FROM Opportunity WHERE StageName = 'Negotiation/Review'",
    (rows) =>
      rows.opportunities
        .filter((row) => row['StageName'] === 'Negotiation/Review')
        .map((row) => ({
          Name: row['Name'],
          Tasks: some(pick(kids(rows.tasks, 'WhatId', row.Id), 'Subject'))
        }))
  ),
  docs(
    children,
    "SELECT Name, (SELECT Name, (SELECT LastName FROM Contacts) FROM ChildAccounts) FROM Account WHERE Name = 'Acme'",
    (rows) => [
      {
        Name: 'Acme',
        ChildAccounts: [
          {
            Name: 'Acme East',
            Contacts: pick(
              kids(
                rows.contacts,
                'AccountId',
                rows.accounts.find((row) => row['Name'] === 'Acme East')?.Id ?? ''
              ),
              'LastName'
            )
          }
        ]
      }
    ]
  )
];
