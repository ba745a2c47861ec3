import { expect } from '@jest/globals';
import { asc, byId, docs, has, lower, names, num, ours, pick, sorted, text } from './judged.ts';
import type { Judged } from './judged.ts';
import { above, cell, some, user, kids, what, fullName } from './kin.ts';
import type { Row } from './world.ts';

const semi = 'Comparison Operators: semi-joins and anti-joins';
const polymorphic = 'Understanding Polymorphic Keys and Relationships';
const typeOf = 'TYPEOF';
const from = 'Alias Notation';

/** Semi-joins, lookups to several objects, and aliases; and some of everything before. */
export const joining: readonly Judged[] = [
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
