import {
  asc,
  byId,
  docs,
  grouped,
  has,
  num,
  numbersOf,
  ours,
  sorted,
  sum,
  text
} from './judged.ts';
import type { Judged } from './judged.ts';
import type { Row, Rows } from './world.ts';

const functions = 'Aggregate Functions';
const counting = 'COUNT() and COUNT(fieldName)';
const groupBy = 'GROUP BY';
const aliases = 'Using Aliases with GROUP BY';
const rollup = 'Using GROUP BY ROLLUP';
const cube = 'Using GROUP BY CUBE';
const having = 'HAVING';

const won = (row: Row): boolean => row['StageName'] === 'Closed Won';
const amounts = (rows: readonly Row[]): number[] => numbersOf(rows, 'Amount');
const average = (list: readonly number[]): number | null =>
  list.length === 0 ? null : sum(list) / list.length;
const most = (list: readonly number[]): number | null =>
  list.length === 0 ? null : Math.max(...list);
const total = (list: readonly number[]): number | null => (list.length === 0 ? null : sum(list));
const distinct = (rows: readonly Row[], name: string): number =>
  new Set(rows.filter((row) => has(row, name)).map((row) => text(row[name]).toLowerCase())).size;
const gradeOrder = ['C3', 'A1', 'B2'];
const stages = [
  'Prospecting',
  'Qualification',
  'Needs Analysis',
  'Value Proposition',
  'Id. Decision Makers',
  'Perception Analysis',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost'
];

/** Sub-totals by hand: one list of rows for each value pair and for each value or pair left out. */
function subtotals(
  rows: readonly Row[],
  one: string,
  other: string,
  sets: readonly (readonly [boolean, boolean])[]
): { a: unknown; b: unknown; ga: number; gb: number; rows: Row[] }[] {
  return sets.flatMap(([keepsOne, keepsOther]) =>
    grouped(rows, (row) => [keepsOne ? row[one] : null, keepsOther ? row[other] : null]).map(
      ([key, list]) => {
        const [a, b] = key as [unknown, unknown];
        return { a, b, ga: keepsOne ? 0 : 1, gb: keepsOther ? 0 : 1, rows: list };
      }
    )
  );
}
const ROLLED = [
  [true, true],
  [true, false],
  [false, false]
] as const;
const CUBED = [...ROLLED, [false, true]] as const;
const count = (name: string, key: string) => (rows: Rows) =>
  grouped(rows.leads, (row) => row[name]).map(([value, list]) => ({
    [name]: value,
    [key]: list.length
  }));

/** Aggregates and groups. */
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
  ),
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
