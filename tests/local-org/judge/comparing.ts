import { asc, byId, docs, has, lower, names, num, ours, pick, sorted, text } from './judged.ts';
import type { Judged } from './judged.ts';

const operators = 'Comparison Operators';
const escapes = 'Quoted String Escape Sequences';
const like = 'Comparison Operators: LIKE';
const lists = 'Comparison Operators: IN and NOT IN';
const multi = 'Querying Multi-Select Picklists';
const logic = 'Logical Operators';
const values = 'Field Expressions: values';

const colors = (value: unknown): string[] => (typeof value === 'string' ? value.split(';') : []);

/** Comparing fields with values. */
export const comparing: readonly Judged[] = [
  docs(operators, "SELECT Name FROM Account WHERE Name = 'ACME'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']) === 'acme'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Name = 'DELTA'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']) === 'delta'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Name = 'café noir'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === 'CAFÉ NOIR'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Name = 'ÉLAN PARTS'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === 'élan parts'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Code__c = 'Ab1'", ({ accounts }) =>
    names(accounts.filter((row) => row['Code__c'] === 'Ab1'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Code__c = 'ab1'", () => []),
  docs(operators, "SELECT Name FROM Account WHERE Code__c IN ('B7', 'AB1')", ({ accounts }) =>
    names(accounts.filter((row) => row['Code__c'] === 'B7'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Rating != 'Hot'", ({ accounts }) =>
    names(accounts.filter((row) => row['Rating'] !== 'Hot'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Rating <> 'hot'", ({ accounts }) =>
    names(accounts.filter((row) => row['Rating'] !== 'Hot'))
  ),
  docs(operators, 'SELECT Name FROM Account WHERE AnnualRevenue < 50000', ({ accounts }) =>
    names(accounts.filter((row) => has(row, 'AnnualRevenue') && num(row['AnnualRevenue']) < 50000))
  ),
  docs(operators, 'SELECT Name FROM Account WHERE AnnualRevenue <= 45000', ({ accounts }) =>
    names(accounts.filter((row) => num(row['AnnualRevenue']) <= 45000))
  ),
  docs(operators, 'SELECT Name FROM Account WHERE AnnualRevenue > 1000000', ({ accounts }) =>
    names(accounts.filter((row) => num(row['AnnualRevenue']) > 1000000))
  ),
  docs(operators, 'SELECT Name FROM Account WHERE AnnualRevenue >= 1000000', ({ accounts }) =>
    names(accounts.filter((row) => num(row['AnnualRevenue']) >= 1000000))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Name > 'T'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']) > 't'))
  ),
  docs(operators, "SELECT Name FROM Account WHERE Name < 'acme f'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']) < 'acme f'))
  ),
  docs(
    operators,
    "SELECT Name FROM Account WHERE Name >= 'gamma' AND Name <= 'LINE ONE'",
    ({ accounts }) =>
      names(
        accounts.filter((row) => lower(row['Name']) >= 'gamma' && lower(row['Name']) <= 'line one')
      )
  ),
  docs(values, 'SELECT Name FROM Account WHERE Active__c = TRUE', ({ accounts }) =>
    names(accounts.filter((row) => row['Active__c'] === true))
  ),
  docs(values, 'SELECT Name FROM Account WHERE Active__c = false', ({ accounts }) =>
    names(accounts.filter((row) => row['Active__c'] === false))
  ),
  docs(values, 'SELECT Name FROM Account WHERE Active__c != true', ({ accounts }) =>
    names(accounts.filter((row) => row['Active__c'] === false))
  ),
  docs(values, 'SELECT Name FROM Account WHERE Rating = null', ({ accounts }) =>
    names(accounts.filter((row) => row['Rating'] === null))
  ),
  docs(values, 'SELECT Name FROM Account WHERE Rating != NULL', ({ accounts }) =>
    names(accounts.filter((row) => row['Rating'] !== null))
  ),
  docs(values, 'SELECT Subject FROM Task WHERE ActivityDate != null', ({ tasks }) =>
    pick(
      tasks.filter((row) => has(row, 'ActivityDate')),
      'Subject'
    )
  ),
  docs(values, "SELECT Name FROM Account WHERE Site = ''", ({ accounts }) =>
    names(accounts.filter((row) => row['Site'] === null))
  ),
  docs(values, 'SELECT Name FROM Account WHERE Score__c = -3.25', ({ accounts }) =>
    names(accounts.filter((row) => row['Score__c'] === -3.25))
  ),
  docs(values, 'SELECT Name FROM Account WHERE Score__c > -20.5 AND Score__c < 0', ({ accounts }) =>
    names(accounts.filter((row) => num(row['Score__c']) > -20.5 && num(row['Score__c']) < 0))
  ),
  docs(
    values,
    ({ accounts }) => `SELECT Name FROM Account WHERE Id = '${accounts[0]?.Id ?? ''}'`,
    ({ accounts }) => names(accounts.slice(0, 1))
  ),
  docs(
    values,
    ({ accounts }) =>
      `SELECT Name FROM Account WHERE Id = '${(accounts[0]?.Id ?? '').slice(0, 15)}'`,
    ({ accounts }) => names(accounts.slice(0, 1))
  ),
  docs(
    values,
    ({ accounts }) =>
      `SELECT Name FROM Account WHERE ParentId = '${(accounts[0]?.Id ?? '').slice(0, 15)}'`,
    ({ accounts }) => names(accounts.filter((row) => row['ParentId'] === accounts[0]?.Id))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE 'acme%'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']).startsWith('acme')))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE '%LABS'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']).endsWith('labs')))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE '%ine%'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']).includes('ine')))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE 'T_e'", ({ accounts }) =>
    names(accounts.filter((row) => /^t.e$/i.test(text(row['Name']))))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE 'Quay ____'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === 'Quay Nine'))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE '_am%a%'", ({ accounts }) =>
    names(accounts.filter((row) => /^.am.*a/i.test(text(row['Name']))))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE 'acme'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === 'Acme'))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE 'é%'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']).startsWith('é')))
  ),
  docs(like, "SELECT Name FROM Account WHERE Name LIKE '%É%'", ({ accounts }) =>
    names(accounts.filter((row) => lower(row['Name']).includes('é')))
  ),
  docs(like, "SELECT Name FROM Account WHERE Site LIKE '%'", ({ accounts }) =>
    names(accounts.filter((row) => has(row, 'Site')))
  ),
  docs(like, "SELECT Name FROM Account WHERE (NOT Site LIKE 'H%')", ({ accounts }) =>
    names(accounts.filter((row) => !lower(row['Site']).startsWith('h')))
  ),
  docs(
    like,
    "SELECT LastName FROM Contact WHERE LastName LIKE 'ab%' AND Email LIKE '%@ACME.example'",
    ({ contacts }) =>
      pick(
        contacts.filter(
          (row) =>
            lower(row['LastName']).startsWith('ab') && lower(row['Email']).endsWith('@acme.example')
        ),
        'LastName'
      )
  ),
  docs(escapes, "SELECT Name FROM Account WHERE Name LIKE '100\\%%'", ({ accounts }) =>
    names(accounts.filter((row) => text(row['Name']).startsWith('100%')))
  ),
  docs(escapes, "SELECT Name FROM Account WHERE Name LIKE 'Under\\_Score'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === 'Under_Score'))
  ),
  docs(escapes, "SELECT Name FROM Account WHERE Name LIKE 'Under_Score'", ({ accounts }) =>
    names(accounts.filter((row) => text(row['Name']).startsWith('Under')))
  ),
  docs(escapes, "SELECT Name FROM Account WHERE Name = 'O\\'Brien & Sons'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === "O'Brien & Sons"))
  ),
  docs(escapes, "SELECT LastName FROM Contact WHERE LastName LIKE 'o\\'%'", ({ contacts }) =>
    pick(
      contacts.filter((row) => row['LastName'] === "O'Brien"),
      'LastName'
    )
  ),
  docs(escapes, "SELECT Name FROM Account WHERE Name = 'Back\\\\slash Ltd'", ({ accounts }) =>
    names(accounts.filter((row) => text(row['Name']).startsWith('Back')))
  ),
  docs(escapes, "SELECT Name FROM Product2 WHERE ProductCode LIKE 'EM\\%%'", ({ products }) =>
    names(products.filter((row) => row['ProductCode'] === 'EM%1'))
  ),
  ours("SELECT Name FROM Account WHERE Name = 'Caf\\u00e9 Noir'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === 'CAFÉ NOIR'))
  ),
  ours("SELECT Name FROM Account WHERE Name = '東京電機'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === '東京電機'))
  ),
  ours("SELECT Name FROM Account WHERE Name LIKE '東京_機'", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === '東京電機'))
  ),
  ours("SELECT LastName FROM Contact WHERE LastName = 'ÅNGSTRÖM'", ({ contacts }) =>
    pick(
      contacts.filter((row) => row['LastName'] === 'Ångström'),
      'LastName'
    )
  ),
  docs(lists, "SELECT Name FROM Account WHERE BillingState IN ('ny', 'TX')", ({ accounts }) =>
    names(accounts.filter((row) => ['ny', 'tx'].includes(lower(row['BillingState']))))
  ),
  docs(lists, "SELECT Name FROM Account WHERE Rating NOT IN ('Hot', 'Warm')", ({ accounts }) =>
    names(accounts.filter((row) => row['Rating'] === null || row['Rating'] === 'Cold'))
  ),
  docs(lists, 'SELECT Name FROM Account WHERE NumberOfEmployees IN (2, 5, 90)', ({ accounts }) =>
    names(accounts.filter((row) => [2, 5, 90].includes(num(row['NumberOfEmployees']))))
  ),
  docs(
    lists,
    'SELECT Name FROM Account WHERE NumberOfEmployees NOT IN (2, 5, 90)',
    ({ accounts }) =>
      names(accounts.filter((row) => ![2, 5, 90].includes(num(row['NumberOfEmployees']))))
  ),
  docs(lists, "SELECT Name FROM Account WHERE Name IN ('tie')", ({ accounts }) =>
    names(accounts.filter((row) => row['Name'] === 'Tie'))
  ),
  docs(lists, "SELECT Name FROM Account WHERE Name IN ('ÉLAN VITAL', 'acme')", ({ accounts }) =>
    names(accounts.filter((row) => ['Élan Vital', 'Acme'].includes(text(row['Name']))))
  ),
  docs(
    lists,
    ({ accounts }) =>
      `SELECT Name FROM Account WHERE Id IN (${accounts
        .slice(3, 6)
        .map((row) => `'${row.Id.slice(0, 15)}'`)
        .join(', ')})`,
    ({ accounts }) => names(accounts.slice(3, 6))
  ),
  ours("SELECT Name FROM Account WHERE Rating IN ('Hot', null)", ({ accounts }) =>
    names(accounts.filter((row) => row['Rating'] === null || row['Rating'] === 'Hot'))
  ),
  docs(multi, "SELECT Name FROM Account WHERE Colors__c = 'Red;Blue'", ({ accounts }) =>
    names(accounts.filter((row) => colors(row['Colors__c']).toSorted().join() === 'Blue,Red'))
  ),
  docs(multi, "SELECT Name FROM Account WHERE Colors__c != 'Red'", ({ accounts }) =>
    names(accounts.filter((row) => row['Colors__c'] !== 'Red'))
  ),
  docs(multi, "SELECT Name FROM Account WHERE Colors__c INCLUDES ('Red')", ({ accounts }) =>
    names(accounts.filter((row) => colors(row['Colors__c']).includes('Red')))
  ),
  docs(
    multi,
    "SELECT Name FROM Account WHERE Colors__c INCLUDES ('Red;Blue', 'Teal')",
    ({ accounts }) =>
      names(
        accounts.filter((row) => {
          const chosen = colors(row['Colors__c']);
          return (chosen.includes('Red') && chosen.includes('Blue')) || chosen.includes('Teal');
        })
      )
  ),
  docs(
    multi,
    "SELECT Name FROM Account WHERE Colors__c INCLUDES ('Red;Green;Blue')",
    ({ accounts }) =>
      names(
        accounts.filter((row) =>
          ['Red', 'Green', 'Blue'].every((color) => colors(row['Colors__c']).includes(color))
        )
      )
  ),
  docs(
    multi,
    "SELECT Name FROM Account WHERE Colors__c EXCLUDES ('Red', 'Green') AND Colors__c != null",
    ({ accounts }) =>
      names(
        accounts.filter((row) => {
          const chosen = colors(row['Colors__c']);
          return chosen.length > 0 && !chosen.includes('Red') && !chosen.includes('Green');
        })
      )
  ),
  ours('SELECT Name FROM Account WHERE Colors__c = null AND Active__c = true', ({ accounts }) =>
    names(accounts.filter((row) => row['Colors__c'] === null && row['Active__c'] === true))
  ),
  docs(
    logic,
    "SELECT Name FROM Account WHERE Industry = 'Energy' AND Rating = 'Hot'",
    ({ accounts }) =>
      names(accounts.filter((row) => row['Industry'] === 'Energy' && row['Rating'] === 'Hot'))
  ),
  docs(
    logic,
    "SELECT Name FROM Account WHERE Industry = 'Energy' OR Rating = 'Hot'",
    ({ accounts }) =>
      names(accounts.filter((row) => row['Industry'] === 'Energy' || row['Rating'] === 'Hot'))
  ),
  docs(logic, "SELECT Name FROM Account WHERE NOT Rating = 'Hot'", ({ accounts }) =>
    names(accounts.filter((row) => row['Rating'] !== 'Hot'))
  ),
  docs(
    logic,
    "SELECT Name FROM Account WHERE (Industry = 'Energy' AND Rating = 'Hot') OR Name = 'Tie'",
    ({ accounts }) =>
      names(
        accounts.filter(
          (row) =>
            (row['Industry'] === 'Energy' && row['Rating'] === 'Hot') || row['Name'] === 'Tie'
        )
      )
  ),
  docs(
    logic,
    "SELECT Name FROM Account WHERE Industry = 'Energy' AND (Rating = 'Cold' OR Site = 'Dock')",
    ({ accounts }) =>
      names(
        accounts.filter(
          (row) =>
            row['Industry'] === 'Energy' && (row['Rating'] === 'Cold' || row['Site'] === 'Dock')
        )
      )
  ),
  ours(
    "SELECT Name FROM Account WHERE (NOT (AnnualRevenue > 30000 OR Rating = 'Cold')) AND Type != null",
    ({ accounts }) =>
      names(
        accounts.filter(
          (row) =>
            !(num(row['AnnualRevenue']) > 30000 || row['Rating'] === 'Cold') && has(row, 'Type')
        )
      )
  ),
  ours("SELECT Name FROM Account WHERE NOT (NOT (Industry = 'Retail'))", ({ accounts }) =>
    names(accounts.filter((row) => row['Industry'] === 'Retail'))
  ),
  ours('SELECT Id FROM Opportunity WHERE Amount = 7000.1', ({ opportunities }) =>
    pick(
      opportunities.filter((row) => row['Amount'] === 7000.1),
      'Id'
    )
  ),
  ours('SELECT Name FROM Opportunity WHERE IsWon = true AND Amount >= 15000', ({ opportunities }) =>
    names(
      opportunities.filter(
        (row) => row['StageName'] === 'Closed Won' && num(row['Amount']) >= 15000
      )
    )
  ),
  ours(
    "SELECT Name FROM Opportunity WHERE IsClosed = false AND NextStep = 'VISIT'",
    ({ opportunities }) => names(opportunities.filter((row) => lower(row['NextStep']) === 'visit'))
  ),
  ours(
    'SELECT Name FROM Opportunity WHERE Probability > 50 AND Probability < 90',
    ({ opportunities }) =>
      names(
        opportunities.filter((row) =>
          ['Id. Decision Makers', 'Perception Analysis', 'Proposal/Price Quote'].includes(
            text(row['StageName'])
          )
        )
      )
  ),
  ours(
    "SELECT Subject FROM Case WHERE Subject LIKE 'Leak%' OR Subject LIKE '%\\%%' ORDER BY Subject",
    ({ cases }) =>
      pick(
        sorted(
          cases.filter(
            (row) => lower(row['Subject']).startsWith('leak') || text(row['Subject']).includes('%')
          ),
          asc('Subject')
        ),
        'Subject'
      )
  ),
  ours("SELECT Email FROM Contact WHERE Email = 'hal.able@acme.EXAMPLE'", ({ contacts }) =>
    pick(
      contacts.filter((row) => row['LastName'] === 'able'),
      'Email'
    )
  ),
  ours("SELECT Name FROM Contact WHERE Name LIKE '% Jones'", ({ contacts }) =>
    contacts
      .filter((row) => row['LastName'] === 'Jones')
      .map((row) => ({ Name: `${text(row['FirstName'])} Jones` }))
  ),
  ours('SELECT Name FROM Lead WHERE FirstName = null', ({ leads }) =>
    leads.filter((row) => row['FirstName'] === null).map((row) => ({ Name: row['LastName'] }))
  ),
  ours(
    'SELECT Name FROM Opportunity WHERE IsPrivate = true AND AccountId != null',
    ({ opportunities, accounts }) =>
      names(
        opportunities.filter(
          (row) => row['IsPrivate'] === true && byId(accounts, row['AccountId']) !== undefined
        )
      )
  )
];
