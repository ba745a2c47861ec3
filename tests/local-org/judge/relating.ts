import { expect } from '@jest/globals';
import { asc, byId, docs, has, lower, names, num, ours, pick, sorted, text } from './judged.ts';
import type { Judged } from './judged.ts';
import type { Row, Rows } from './world.ts';

const parents = 'Relationship Queries: child to parent';
const children = 'Relationship Queries: parent to child';
const nulls = 'Relationship Queries and Null Values';
const semi = 'Comparison Operators: semi-joins and anti-joins';
const polymorphic = 'Understanding Polymorphic Keys and Relationships';
const typeOf = 'TYPEOF';
const from = 'Alias Notation';

/** The account so many parents above. */
function above({ accounts }: Rows, id: unknown, steps: number): Row | undefined {
  const row = byId(accounts, id);
  return row === undefined || steps === 0
    ? row
    : above({ accounts } as Rows, row['ParentId'], steps - 1);
}
/** A cell of a parent, wrapped as the answer wraps it; null where there is no parent. */
const cell = (row: Row | undefined, name: string): Record<string, unknown> | null =>
  row === undefined ? null : { [name]: row[name] ?? null };
/** The parent's parent's … cell, each nested in the one below. */
function nested(rows: Rows, id: unknown, steps: number): Record<string, unknown> | null {
  const row = byId(rows.accounts, id);
  if (row === undefined) return null;
  return steps === 0 ? { Name: row['Name'] } : { Parent: nested(rows, row['ParentId'], steps - 1) };
}
const some = (list: readonly unknown[]): readonly unknown[] | null =>
  list.length === 0 ? null : list;
const user = ({ users }: Rows, id: unknown): Row | undefined => byId(users, id);
const kids = (rows: readonly Row[], name: string, id: string): Row[] =>
  rows.filter((row) => row[name] === id);
const what = (rows: Rows, id: unknown): { type: string; row: Row } | null => {
  for (const [type, list] of Object.entries({
    Account: rows.accounts,
    Opportunity: rows.opportunities,
    Case: rows.cases,
    Campaign: rows.campaigns,
    Contact: rows.contacts,
    Lead: rows.leads
  })) {
    const row = byId(list, id);
    if (row !== undefined) return { type, row };
  }
  return null;
};
const fullName = (row: Row): string =>
  [row['FirstName'], row['LastName']].filter((part) => part !== null).join(' ');

/** Parents, children, semi-joins and lookups to several objects. */
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
  ),
  docs(
    semi,
    "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE StageName = 'Closed Lost')",
    (rows) =>
      names(
        rows.accounts.filter((row) =>
          kids(rows.opportunities, 'AccountId', row.Id).some(
            (each) => each['StageName'] === 'Closed Lost'
          )
        )
      )
  ),
  docs(
    semi,
    'SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Opportunity WHERE IsClosed = false)',
    (rows) =>
      names(
        rows.accounts.filter((row) =>
          kids(rows.opportunities, 'AccountId', row.Id).every((each) =>
            text(each['StageName']).startsWith('Closed')
          )
        )
      )
  ),
  docs(
    semi,
    "SELECT Subject FROM Task WHERE WhoId IN (SELECT Id FROM Contact WHERE MailingCity = 'Austin')",
    (rows) =>
      pick(
        rows.tasks.filter((row) => byId(rows.contacts, row['WhoId'])?.['MailingCity'] === 'Austin'),
        'Subject'
      )
  ),
  docs(
    semi,
    "SELECT Name FROM Opportunity WHERE AccountId NOT IN (SELECT AccountId FROM Contact WHERE LeadSource = 'Web')",
    (rows) =>
      names(
        rows.opportunities.filter(
          (row) =>
            !rows.contacts.some(
              (each) =>
                each['LeadSource'] === 'Web' &&
                has(each, 'AccountId') &&
                each['AccountId'] === row['AccountId']
            )
        )
      )
  ),
  docs(
    semi,
    'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Case)',
    (rows) =>
      names(
        rows.accounts.filter(
          (row) =>
            kids(rows.contacts, 'AccountId', row.Id).length > 0 &&
            kids(rows.cases, 'AccountId', row.Id).length > 0
        )
      )
  ),
  docs(
    semi,
    "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName LIKE 'able%') AND Id NOT IN (SELECT AccountId FROM Opportunity WHERE IsWon = true)",
    (rows) =>
      names(
        rows.accounts.filter(
          (row) =>
            kids(rows.contacts, 'AccountId', row.Id).some(
              (each) => lower(each['LastName']) === 'able'
            ) &&
            !kids(rows.opportunities, 'AccountId', row.Id).some(
              (each) => each['StageName'] === 'Closed Won'
            )
        )
      )
  ),
  docs(
    semi,
    "SELECT LastName FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE BillingState = 'ma')",
    (rows) =>
      pick(
        rows.contacts.filter(
          (row) => byId(rows.accounts, row['AccountId'])?.['BillingState'] === 'MA'
        ),
        'LastName'
      )
  ),
  docs(polymorphic, "SELECT Subject FROM Task WHERE What.Type = 'Account'", (rows) =>
    pick(
      rows.tasks.filter((row) => what(rows, row['WhatId'])?.type === 'Account'),
      'Subject'
    )
  ),
  docs(
    polymorphic,
    "SELECT Subject, What.Type FROM Event WHERE What.Type IN ('Account', 'Opportunity')",
    (rows) =>
      rows.events.flatMap((row) => {
        const found = what(rows, row['WhatId']);
        return found !== null && ['Account', 'Opportunity'].includes(found.type)
          ? [{ Subject: row['Subject'], What: { Type: found.type } }]
          : [];
      })
  ),
  docs(polymorphic, "SELECT Subject FROM Task WHERE Who.Type = 'Lead'", (rows) =>
    pick(
      rows.tasks.filter((row) => what(rows, row['WhoId'])?.type === 'Lead'),
      'Subject'
    )
  ),
  docs(
    polymorphic,
    'SELECT Subject, Who.FirstName, Who.LastName FROM Task WHERE WhoId != null',
    (rows) =>
      rows.tasks
        .filter((row) => has(row, 'WhoId'))
        .map((row) => {
          const who = what(rows, row['WhoId'])?.row;
          return {
            Subject: row['Subject'],
            Who: { FirstName: who?.['FirstName'], LastName: who?.['LastName'] }
          };
        })
  ),
  docs(
    polymorphic,
    "SELECT Subject, Owner.Name FROM Case WHERE Owner.Type = 'User' AND Owner.Name LIKE 'Ada%'",
    (rows) =>
      rows.cases
        .filter((row) => user(rows, row['OwnerId'])?.['Name'] === 'Ada Admin')
        .map((row) => ({ Subject: row['Subject'], Owner: { Name: 'Ada Admin' } }))
  ),
  docs(
    typeOf,
    'SELECT TYPEOF What WHEN Account THEN Phone, NumberOfEmployees WHEN Opportunity THEN Amount, CloseDate ELSE Name END FROM Event',
    (rows) =>
      rows.events.map((row) => {
        const found = what(rows, row['WhatId']);
        if (found === null) return { What: null };
        if (found.type === 'Account')
          return { What: { Phone: null, NumberOfEmployees: found.row['NumberOfEmployees'] } };
        if (found.type === 'Opportunity')
          return { What: { Amount: found.row['Amount'], CloseDate: found.row['CloseDate'] } };
        // A case's name is its number, which the org gives.
        return { What: { Name: expect.stringMatching(/^\d{8}$/) } };
      })
  ),
  docs(
    typeOf,
    'SELECT Subject, TYPEOF Who WHEN Contact THEN LastName, Account.Name WHEN Lead THEN Company, IsConverted END FROM Task WHERE WhoId != null',
    (rows) =>
      rows.tasks
        .filter((row) => has(row, 'WhoId'))
        .map((row) => {
          const found = what(rows, row['WhoId']);
          return {
            Subject: row['Subject'],
            Who:
              found?.type === 'Lead'
                ? { Company: found.row['Company'], IsConverted: false }
                : {
                    LastName: found?.row['LastName'],
                    Account: cell(byId(rows.accounts, found?.row['AccountId']), 'Name')
                  }
          };
        })
  ),
  docs(
    typeOf,
    "SELECT TYPEOF What WHEN Account THEN Name END, TYPEOF Who WHEN Contact THEN FirstName ELSE Name END FROM Task WHERE Status = 'Completed' AND What.Type IN ('Account')",
    (rows) =>
      rows.tasks
        .filter(
          (row) => row['Status'] === 'Completed' && what(rows, row['WhatId'])?.type === 'Account'
        )
        .map((row) => ({
          What: { Name: what(rows, row['WhatId'])?.row['Name'] },
          Who: { FirstName: what(rows, row['WhoId'])?.row['FirstName'] }
        }))
  ),
  docs(from, "SELECT c.FirstName, c.LastName FROM Contact c WHERE c.LastName = 'Reed'", (rows) =>
    pick(
      rows.contacts.filter((row) => row['LastName'] === 'Reed'),
      'FirstName',
      'LastName'
    )
  ),
  docs(from, "SELECT c.LastName, a.Name FROM Contact c, c.Account a WHERE a.Name = 'Tie'", (rows) =>
    rows.contacts
      .filter((row) => byId(rows.accounts, row['AccountId'])?.['Name'] === 'Tie')
      .map((row) => ({ LastName: row['LastName'], Account: { Name: 'Tie' } }))
  ),
  docs(
    from,
    "SELECT COUNT() FROM Contact c, c.Account a, a.Parent p WHERE p.Name = 'Gamma'",
    (rows) =>
      rows.contacts.filter((row) => above(rows, row['AccountId'], 1)?.['Name'] === 'Gamma').length
  ),
  ours("SELECT Name FROM Account WHERE Parent.Parent.Name = 'Acme'", (rows) =>
    names(rows.accounts.filter((row) => above(rows, row.Id, 2)?.['Name'] === 'Acme'))
  ),
  ours(
    "SELECT Name FROM Account WHERE Parent.Owner.Alias != 'admin' AND ParentId != null",
    (rows) =>
      names(
        rows.accounts.filter(
          (row) =>
            has(row, 'ParentId') &&
            user(rows, above(rows, row.Id, 1)?.['OwnerId'])?.['Alias'] !== 'admin'
        )
      )
  ),
  ours('SELECT Subject, What.Name FROM Task WHERE WhatId = null', (rows) =>
    rows.tasks
      .filter((row) => row['WhatId'] === null)
      .map((row) => ({ Subject: row['Subject'], What: null }))
  ),
  ours("SELECT Subject FROM Task WHERE What.Name LIKE 'Acme%'", (rows) =>
    pick(
      rows.tasks.filter((row) => lower(what(rows, row['WhatId'])?.row['Name']).startsWith('acme')),
      'Subject'
    )
  ),
  ours(
    'SELECT Subject, Account.Name FROM Task WHERE AccountId != null ORDER BY Subject',
    (rows) => {
      // An activity's account is what it is about, or the account of that, or of whom it is with.
      const accountOf = (row: Row): unknown => {
        const found = what(rows, row['WhatId']);
        if (found?.type === 'Account') return found.row.Id;
        return found?.row['AccountId'] ?? what(rows, row['WhoId'])?.row['AccountId'] ?? null;
      };
      return sorted(
        rows.tasks.filter((row) => accountOf(row) !== null),
        asc('Subject')
      ).map((row) => ({
        Subject: row['Subject'],
        Account: cell(byId(rows.accounts, accountOf(row)), 'Name')
      }));
    }
  ),
  ours(
    "SELECT Name, (SELECT Name FROM Opportunities WHERE Amount > 1000 AND LeadSource = 'Web') FROM Account WHERE Name LIKE 'Acme%'",
    (rows) =>
      rows.accounts
        .filter((row) => lower(row['Name']).startsWith('acme'))
        .map((row) => ({
          Name: row['Name'],
          Opportunities: some(
            names(
              kids(rows.opportunities, 'AccountId', row.Id).filter(
                (each) => num(each['Amount']) > 1000 && each['LeadSource'] === 'Web'
              )
            )
          )
        }))
  ),
  ours(
    "SELECT Name FROM Contact WHERE Id IN (SELECT WhoId FROM Task WHERE Priority = 'High')",
    (rows) =>
      rows.contacts
        .filter((row) =>
          kids(rows.tasks, 'WhoId', row.Id).some((each) => each['Priority'] === 'High')
        )
        .map((row) => ({ Name: fullName(row) }))
  ),
  ours(
    'SELECT Name FROM User WHERE Id IN (SELECT OwnerId FROM Case WHERE IsClosed = true)',
    (rows) =>
      names(
        rows.users.filter((row) =>
          kids(rows.cases, 'OwnerId', row.Id).some((each) => each['Status'] === 'Closed')
        )
      )
  ),
  ours(
    'SELECT Name FROM Account WHERE Id IN (SELECT Account__c FROM Visit__c WHERE Cost__c > 5)',
    (rows) =>
      names(
        rows.accounts.filter((row) =>
          kids(rows.visits, 'Account__c', row.Id).some((each) => num(each['Cost__c']) > 5)
        )
      )
  ),
  ours("SELECT Subject FROM Event WHERE Who.Name = 'Ann Able'", () => [{ Subject: 'Lunch' }])
];
