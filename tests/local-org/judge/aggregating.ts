import { asc, byId, docs, grouped, has, numbersOf, sorted, sum, text } from './judged.ts';
import type { Judged } from './judged.ts';
import { won, amounts, average, most, total, distinct, gradeOrder, stages, count } from './sums.ts';

const functions = 'Aggregate Functions';
const counting = 'COUNT() and COUNT(fieldName)';
const groupBy = 'GROUP BY';
const aliases = 'Using Aliases with GROUP BY';

/** Aggregates, groups and their aliases. */
export const aggregating: readonly Judged[] = [
  docs(counting, 'SELECT COUNT() FROM Account', ({ accounts }) => accounts.length),
  docs(
    counting,
    "SELECT COUNT() FROM Account WHERE Name LIKE 'a%'",
    ({ accounts }) =>
      accounts.filter((row) => text(row['Name']).toLowerCase().startsWith('a')).length
  ),
  docs(counting, 'SELECT COUNT() FROM Account LIMIT 7', () => 7),
  docs(counting, 'SELECT COUNT(Id) FROM Account', ({ accounts }) => [{ expr0: accounts.length }]),
  docs(counting, 'SELECT COUNT(Rating) FROM Account', ({ accounts }) => [
    { expr0: accounts.filter((row) => has(row, 'Rating')).length }
  ]),
  docs(counting, 'SELECT COUNT(Id), COUNT(CampaignId) FROM Opportunity', ({ opportunities }) => [
    {
      expr0: opportunities.length,
      expr1: opportunities.filter((row) => has(row, 'CampaignId')).length
    }
  ]),
  docs(
    counting,
    "SELECT COUNT() FROM Contact, Contact.Account WHERE Account.Name = 'Acme'",
    ({ contacts, accounts }) =>
      contacts.filter((row) => byId(accounts, row['AccountId'])?.['Name'] === 'Acme').length
  ),
  docs(functions, 'SELECT AVG(Amount) FROM Opportunity', ({ opportunities }) => [
    { expr0: average(amounts(opportunities)) }
  ]),
  docs(
    functions,
    'SELECT CampaignId, AVG(Amount) FROM Opportunity GROUP BY CampaignId',
    ({ opportunities }) =>
      grouped(opportunities, (row) => row['CampaignId']).map(([CampaignId, rows]) => ({
        CampaignId,
        expr0: average(amounts(rows))
      }))
  ),
  docs(functions, 'SELECT COUNT_DISTINCT(Industry) FROM Account', ({ accounts }) => [
    { expr0: distinct(accounts, 'Industry') }
  ]),
  docs(functions, 'SELECT COUNT_DISTINCT(Rating) r, COUNT(Rating) n FROM Lead', ({ leads }) => [
    { r: distinct(leads, 'Rating'), n: leads.filter((row) => has(row, 'Rating')).length }
  ]),
  docs(functions, 'SELECT MIN(CloseDate), MAX(CloseDate) FROM Opportunity', ({ opportunities }) => {
    const days = opportunities.map((row) => text(row['CloseDate'])).toSorted();
    return [{ expr0: days[0], expr1: days.at(-1) }];
  }),
  docs(functions, 'SELECT SUM(Amount) FROM Opportunity WHERE IsWon = true', ({ opportunities }) => [
    { expr0: sum(amounts(opportunities.filter(won))) }
  ]),
  docs(
    functions,
    'SELECT MIN(Amount) low, MAX(Amount) high FROM Opportunity',
    ({ opportunities }) => [
      { low: Math.min(...amounts(opportunities)), high: most(amounts(opportunities)) }
    ]
  ),
  docs(functions, 'SELECT MIN(Grade__c) low, MAX(Grade__c) high FROM Account', () => [
    { low: gradeOrder[0], high: gradeOrder.at(-1) }
  ]),
  docs(
    functions,
    'SELECT AccountId, MIN(StageName) s FROM Opportunity WHERE AccountId != null GROUP BY AccountId',
    ({ opportunities }) =>
      grouped(
        opportunities.filter((row) => has(row, 'AccountId')),
        (row) => row['AccountId']
      ).map(([AccountId, rows]) => ({
        AccountId,
        s: stages.find((stage) => rows.some((row) => row['StageName'] === stage))
      }))
  ),
  docs(
    functions,
    "SELECT AVG(Amount) a, SUM(Amount) s, MIN(Amount) m FROM Opportunity WHERE Name = 'Nothing'",
    () => [{ a: null, s: null, m: null }]
  ),
  docs(functions, 'SELECT AVG(NumberOfEmployees) FROM Account', ({ accounts }) => [
    { expr0: average(numbersOf(accounts, 'NumberOfEmployees')) }
  ]),
  docs(
    groupBy,
    'SELECT LeadSource, COUNT(Name) FROM Lead GROUP BY LeadSource',
    count('LeadSource', 'expr0')
  ),
  docs(groupBy, 'SELECT LeadSource FROM Lead GROUP BY LeadSource', ({ leads }) =>
    grouped(leads, (row) => row['LeadSource']).map(([LeadSource]) => ({ LeadSource }))
  ),
  docs(
    groupBy,
    'SELECT StageName, SUM(Amount) FROM Opportunity GROUP BY StageName',
    ({ opportunities }) =>
      grouped(opportunities, (row) => row['StageName']).map(([StageName, rows]) => ({
        StageName,
        expr0: total(amounts(rows))
      }))
  ),
  docs(
    groupBy,
    'SELECT Status, Priority, COUNT(Id) FROM Case GROUP BY Status, Priority',
    ({ cases }) =>
      grouped(cases, (row) => [row['Status'], row['Priority']]).map(([key, rows]) => {
        const [Status, Priority] = key as [unknown, unknown];
        return { Status, Priority, expr0: rows.length };
      })
  ),
  docs(
    groupBy,
    'SELECT Name, MAX(CloseDate) FROM Opportunity GROUP BY Name ORDER BY Name LIMIT 5',
    ({ opportunities }) =>
      grouped(sorted(opportunities, asc('Name')), (row) => row['Name'])
        .slice(0, 5)
        .map(([Name, rows]) => ({
          Name,
          expr0: rows
            .map((row) => text(row['CloseDate']))
            .toSorted()
            .at(-1)
        }))
  ),
  docs(
    groupBy,
    'SELECT Account.Name, COUNT(Id) FROM Opportunity WHERE AccountId != null GROUP BY Account.Name',
    ({ opportunities, accounts }) =>
      grouped(
        opportunities.filter((row) => has(row, 'AccountId')),
        (row) => byId(accounts, row['AccountId'])?.['Name']
      ).map(([Name, rows]) => ({ Name, expr0: rows.length }))
  ),
  docs(groupBy, 'SELECT Active__c, COUNT(Id) FROM Account GROUP BY Active__c', ({ accounts }) =>
    grouped(accounts, (row) => row['Active__c']).map(([Active__c, rows]) => ({
      Active__c,
      expr0: rows.length
    }))
  ),
  docs(
    groupBy,
    'SELECT NumberOfEmployees, COUNT(Id) FROM Account GROUP BY NumberOfEmployees',
    ({ accounts }) =>
      grouped(accounts, (row) => row['NumberOfEmployees']).map(([NumberOfEmployees, rows]) => ({
        NumberOfEmployees,
        expr0: rows.length
      }))
  ),
  docs(
    aliases,
    'SELECT Name n, MAX(Amount) max FROM Opportunity GROUP BY Name',
    ({ opportunities }) =>
      grouped(opportunities, (row) => row['Name']).map(([n, rows]) => ({
        n,
        max: most(amounts(rows))
      }))
  ),
  docs(
    aliases,
    'SELECT Name, MAX(Amount), MIN(Amount) FROM Opportunity GROUP BY Name',
    ({ opportunities }) =>
      grouped(opportunities, (row) => row['Name']).map(([Name, rows]) => ({
        Name,
        expr0: most(amounts(rows)),
        expr1: amounts(rows).length === 0 ? null : Math.min(...amounts(rows))
      }))
  ),
  docs(
    aliases,
    'SELECT Name, MAX(Amount), MIN(Amount) min, SUM(Amount) FROM Opportunity GROUP BY Name',
    ({ opportunities }) =>
      grouped(opportunities, (row) => row['Name']).map(([Name, rows]) => ({
        Name,
        expr0: most(amounts(rows)),
        min: amounts(rows).length === 0 ? null : Math.min(...amounts(rows)),
        expr1: total(amounts(rows))
      }))
  )
];
