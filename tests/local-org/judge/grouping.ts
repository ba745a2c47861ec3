import { byId, docs, grouped, has, num, numbersOf, ours, sum, text } from './judged.ts';
import type { Judged } from './judged.ts';
import {
  amounts,
  average,
  most,
  total,
  gradeOrder,
  stages,
  subtotals,
  ROLLED,
  CUBED,
  count
} from './sums.ts';
import type { Row } from './world.ts';

const rollup = 'Using GROUP BY ROLLUP';
const cube = 'Using GROUP BY CUBE';
const having = 'HAVING';

/** Sub-totals and HAVING; and some of everything before. */
export const grouping: readonly Judged[] = [
  docs(
    rollup,
    'SELECT LeadSource, COUNT(Name) cnt FROM Lead GROUP BY ROLLUP(LeadSource)',
    ({ leads }) => [
      ...grouped(leads, (row) => row['LeadSource']).map(([LeadSource, rows]) => ({
        LeadSource,
        cnt: rows.length
      })),
      { LeadSource: null, cnt: leads.length }
    ]
  ),
  docs(
    rollup,
    'SELECT Status, LeadSource, COUNT(Name) cnt FROM Lead GROUP BY ROLLUP(Status, LeadSource)',
    ({ leads }) =>
      subtotals(leads, 'Status', 'LeadSource', ROLLED).map(({ a, b, rows }) => ({
        Status: a,
        LeadSource: b,
        cnt: rows.length
      }))
  ),
  docs(
    rollup,
    'SELECT LeadSource, Rating, GROUPING(LeadSource) grpLS, GROUPING(Rating) grpRating, COUNT(Name) cnt FROM Lead GROUP BY ROLLUP(LeadSource, Rating)',
    ({ leads }) =>
      subtotals(leads, 'LeadSource', 'Rating', ROLLED).map(({ a, b, ga, gb, rows }) => ({
        LeadSource: a,
        Rating: b,
        grpLS: ga,
        grpRating: gb,
        cnt: rows.length
      }))
  ),
  docs(
    rollup,
    'SELECT StageName, SUM(Amount) s FROM Opportunity GROUP BY ROLLUP(StageName) HAVING SUM(Amount) > 90000',
    ({ opportunities }) =>
      [
        ...grouped(opportunities, (row) => row['StageName']),
        [null, [...opportunities]] as [unknown, Row[]]
      ]
        .map(([StageName, rows]) => ({ StageName, s: total(amounts(rows)) }))
        .filter(({ s }) => s !== null && s > 90000)
  ),
  docs(
    cube,
    'SELECT Status, Priority, GROUPING(Status) gs, GROUPING(Priority) gp, COUNT(Id) n FROM Case GROUP BY CUBE(Status, Priority)',
    ({ cases }) =>
      subtotals(cases, 'Status', 'Priority', CUBED).map(({ a, b, ga, gb, rows }) => ({
        Status: a,
        Priority: b,
        gs: ga,
        gp: gb,
        n: rows.length
      }))
  ),
  docs(
    cube,
    'SELECT Type, BillingCountry, GROUPING(Type) grpType, GROUPING(BillingCountry) grpCty, COUNT(Id) accts FROM Account GROUP BY CUBE(Type, BillingCountry)',
    ({ accounts }) =>
      subtotals(accounts, 'Type', 'BillingCountry', CUBED).map(({ a, b, ga, gb, rows }) => ({
        Type: a,
        BillingCountry: b,
        grpType: ga,
        grpCty: gb,
        accts: rows.length
      }))
  ),
  docs(
    cube,
    'SELECT Mood__c, SUM(Cost__c) s FROM Visit__c GROUP BY CUBE(Mood__c)',
    ({ visits }) => [
      ...grouped(visits, (row) => row['Mood__c']).map(([Mood__c, rows]) => ({
        Mood__c,
        s: total(numbersOf(rows, 'Cost__c'))
      })),
      { Mood__c: null, s: total(numbersOf(visits, 'Cost__c')) }
    ]
  ),
  docs(
    cube,
    'SELECT Rating r, COUNT(Id) n, GROUPING(Rating) g FROM Lead GROUP BY CUBE(Rating) HAVING GROUPING(Rating) = 1',
    ({ leads }) => [{ r: null, n: leads.length, g: 1 }]
  ),
  docs(
    having,
    'SELECT LeadSource, COUNT(Name) FROM Lead GROUP BY LeadSource HAVING COUNT(Name) > 1',
    (rows) =>
      (count('LeadSource', 'expr0')(rows) as { expr0: number }[]).filter(({ expr0 }) => expr0 > 1)
  ),
  docs(
    having,
    "SELECT LeadSource, COUNT(Name) FROM Lead GROUP BY LeadSource HAVING COUNT(Name) > 1 AND LeadSource LIKE 'Phone%'",
    ({ leads }) => [
      {
        LeadSource: 'Phone Inquiry',
        expr0: leads.filter((row) => row['LeadSource'] === 'Phone Inquiry').length
      }
    ]
  ),
  docs(
    having,
    'SELECT Name, COUNT(Id) FROM Account GROUP BY Name HAVING COUNT(Id) > 2',
    ({ accounts }) => [
      { Name: 'Tie', expr0: accounts.filter((row) => row['Name'] === 'Tie').length }
    ]
  ),
  docs(
    having,
    "SELECT BillingState, COUNT(Id) n FROM Account GROUP BY BillingState HAVING BillingState IN ('MA', 'IL')",
    ({ accounts }) =>
      ['MA', 'IL'].map((state) => ({
        BillingState: state,
        n: accounts.filter((row) => row['BillingState'] === state).length
      }))
  ),
  ours(
    'SELECT OwnerId, AVG(Amount) a FROM Opportunity GROUP BY OwnerId HAVING AVG(Amount) < 20000',
    ({ opportunities }) =>
      grouped(opportunities, (row) => row['OwnerId'])
        .map(([OwnerId, rows]) => ({ OwnerId, a: average(amounts(rows)) }))
        .filter(({ a }) => a !== null && a < 20000)
  ),
  ours(
    'SELECT Owner.Name, SUM(Amount) s FROM Opportunity GROUP BY Owner.Name ORDER BY SUM(Amount) DESC',
    ({ opportunities, users }) =>
      grouped(opportunities, (row) => byId(users, row['OwnerId'])?.['Name'])
        .map(([Name, rows]) => ({ Name, s: sum(amounts(rows)) }))
        .toSorted((one, other) => other.s - one.s)
  ),
  ours(
    'SELECT StageName, COUNT(Id) n FROM Opportunity GROUP BY StageName ORDER BY StageName',
    ({ opportunities }) =>
      stages.map((StageName) => ({
        StageName,
        n: opportunities.filter((row) => row['StageName'] === StageName).length
      }))
  ),
  ours(
    'SELECT Grade__c, COUNT(Id) n FROM Account GROUP BY Grade__c ORDER BY Grade__c DESC NULLS LAST',
    ({ accounts }) =>
      [...gradeOrder.toReversed(), null].map((grade) => ({
        Grade__c: grade,
        n: accounts.filter((row) => row['Grade__c'] === grade).length
      }))
  ),
  ours(
    'SELECT AccountId a, COUNT(Id) n FROM Contact GROUP BY AccountId ORDER BY COUNT(Id) DESC, AccountId NULLS LAST LIMIT 3',
    ({ contacts }) =>
      grouped(contacts, (row) => row['AccountId'])
        .map(([a, rows]) => ({ a, n: rows.length }))
        .toSorted(
          (one, other) =>
            other.n - one.n ||
            (one.a === null ? 1 : other.a === null ? -1 : text(one.a) < text(other.a) ? -1 : 1)
        )
        .slice(0, 3)
  ),
  ours(
    'SELECT COUNT(Id), SUM(Cost__c), AVG(Cost__c), MIN(Day__c), COUNT_DISTINCT(Mood__c) FROM Visit__c',
    ({ visits }) => [
      {
        expr0: visits.length,
        expr1: sum(numbersOf(visits, 'Cost__c')),
        expr2: average(numbersOf(visits, 'Cost__c')),
        expr3: '2025-12-31',
        expr4: 2
      }
    ]
  ),
  ours(
    'SELECT Account__r.Name a, SUM(Cost__c) s FROM Visit__c WHERE Account__c != null GROUP BY Account__r.Name HAVING SUM(Cost__c) > 5',
    ({ visits, accounts }) =>
      grouped(
        visits.filter((row) => has(row, 'Account__c')),
        (row) => byId(accounts, row['Account__c'])?.['Name']
      )
        .map(([a, rows]) => ({ a, s: sum(numbersOf(rows, 'Cost__c')) }))
        .filter(({ s }) => s > 5)
  ),
  ours('SELECT MAX(Name) m FROM Product2', () => [{ m: 'Émeraude' }]),
  ours(
    "SELECT COUNT(Id) n FROM Opportunity WHERE AccountId IN (SELECT Id FROM Account WHERE BillingState = 'TX')",
    ({ opportunities, accounts }) => [
      {
        n: opportunities.filter(
          (row) => byId(accounts, row['AccountId'])?.['BillingState'] === 'TX'
        ).length
      }
    ]
  ),
  ours(
    'SELECT Type, LeadSource, SUM(Amount) s, GROUPING(LeadSource) g FROM Opportunity GROUP BY ROLLUP(Type, LeadSource) HAVING GROUPING(Type) = 0 AND GROUPING(LeadSource) = 1',
    ({ opportunities }) =>
      grouped(opportunities, (row) => row['Type']).map(([Type, rows]) => ({
        Type,
        LeadSource: null,
        s: total(amounts(rows)),
        g: 1
      }))
  ),
  ours(
    'SELECT LeadSource l, COUNT(Id) n FROM Lead GROUP BY ROLLUP(LeadSource) ORDER BY GROUPING(LeadSource), LeadSource',
    ({ leads }) => [
      ...[null, 'Web', 'Phone Inquiry', 'Other'].map((l) => ({
        l,
        n: leads.filter((row) => row['LeadSource'] === l).length
      })),
      { l: null, n: leads.length }
    ]
  ),
  ours(
    'SELECT MAX(Amount) m, Type FROM Opportunity WHERE Amount != null GROUP BY Type',
    ({ opportunities }) =>
      grouped(
        opportunities.filter((row) => has(row, 'Amount')),
        (row) => row['Type']
      ).map(([Type, rows]) => ({ m: most(amounts(rows)), Type }))
  ),
  ours(
    'SELECT COUNT(Id) n FROM Opportunity WHERE TotalOpportunityQuantity > 0 AND Amount > 0',
    ({ opportunities }) => [
      {
        n: opportunities.filter(
          (row) => num(row['TotalOpportunityQuantity']) > 0 && num(row['Amount']) > 0
        ).length
      }
    ]
  )
];
