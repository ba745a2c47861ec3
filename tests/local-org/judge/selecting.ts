import { expect } from '@jest/globals';
import {
  asc,
  ascLast,
  byId,
  desc,
  descLast,
  docs,
  has,
  names,
  num,
  ours,
  pick,
  sorted,
  text
} from './judged.ts';
import type { Judged } from './judged.ts';
import type { Row, Rows } from './world.ts';

const orderBy = 'ORDER BY';
const limits = 'LIMIT and OFFSET';
const labels = 'toLabel()';
const formats = 'FORMAT()';
const places = 'Location-Based SOQL Queries';
const fields = 'FIELDS()';
const scopes = 'USING SCOPE';
const clauses = 'FOR VIEW, FOR REFERENCE, UPDATE';

const gradeLabel: Readonly<Record<string, string>> = { C3: 'Gamma', A1: 'Alpha', B2: 'Beta' };
const grades = ['C3', 'A1', 'B2'];

/** Kilometres on a globe by the spherical law of cosines, which the org's code does not use. */
function kilometres(row: Row, latitude: number, longitude: number): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [a, b] = [radians(num(row['BillingLatitude'])), radians(latitude)];
  const turn = radians(longitude - num(row['BillingLongitude']));
  return 6371 * Math.acos(Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn));
}
const placed = ({ accounts }: Rows): readonly Row[] =>
  accounts.filter((row) => has(row, 'BillingLatitude'));
const BOSTON = [42.36, -71.06] as const;
const nearBoston = (row: Row): number => kilometres(row, ...BOSTON);

const energy = ({ accounts }: Rows): readonly Row[] =>
  accounts.filter((row) => row['Industry'] === 'Energy');
const dollars = (value: unknown): string | null =>
  value === null
    ? null
    : `$${num(value)
        .toFixed(0)
        .replace(/\B(?=(\d{3})+$)/g, ',')}`;

/** Order, windows, functions of the field list, and the clauses that change no row. */
export const selecting: readonly Judged[] = [
  docs(
    orderBy,
    "SELECT Name FROM Account WHERE Industry != null AND Rating = 'Hot' ORDER BY Name, Id",
    ({ accounts }) =>
      names(
        sorted(
          accounts.filter((row) => row['Rating'] === 'Hot'),
          asc('Name'),
          asc('Id')
        )
      )
  ),
  docs(orderBy, 'SELECT Id FROM Account ORDER BY AnnualRevenue, Id', ({ accounts }) =>
    pick(sorted(accounts, asc('AnnualRevenue'), asc('Id')), 'Id')
  ),
  docs(orderBy, 'SELECT Id FROM Account ORDER BY AnnualRevenue DESC, Id', ({ accounts }) =>
    pick(sorted(accounts, desc('AnnualRevenue'), asc('Id')), 'Id')
  ),
  docs(orderBy, 'SELECT Id FROM Account ORDER BY AnnualRevenue NULLS LAST, Id', ({ accounts }) =>
    pick(sorted(accounts, ascLast('AnnualRevenue'), asc('Id')), 'Id')
  ),
  docs(
    orderBy,
    'SELECT Id FROM Account ORDER BY AnnualRevenue DESC NULLS LAST, Id DESC',
    ({ accounts }) => pick(sorted(accounts, descLast('AnnualRevenue'), desc('Id')), 'Id')
  ),
  docs(
    orderBy,
    'SELECT Name FROM Opportunity ORDER BY CloseDate DESC, Amount ASC NULLS FIRST, Id LIMIT 12',
    ({ opportunities }) =>
      names(sorted(opportunities, desc('CloseDate'), asc('Amount'), asc('Id')).slice(0, 12))
  ),
  docs(orderBy, 'SELECT Id FROM Account ORDER BY Grade__c NULLS LAST, Id', ({ accounts }) =>
    [...grades, null].flatMap((grade) =>
      pick(
        sorted(
          accounts.filter((row) => row['Grade__c'] === grade),
          asc('Id')
        ),
        'Id'
      )
    )
  ),
  docs(orderBy, 'SELECT Id FROM Account ORDER BY Active__c, Id', ({ accounts }) =>
    pick(sorted(accounts, asc('Active__c'), asc('Id')), 'Id')
  ),
  docs(orderBy, 'SELECT Subject FROM Task ORDER BY ActivityDate NULLS LAST', ({ tasks }) =>
    pick(sorted(tasks, ascLast('ActivityDate')), 'Subject')
  ),
  docs(
    orderBy,
    'SELECT LastName FROM Contact WHERE AccountId != null ORDER BY Account.Name DESC, LastName, Id LIMIT 8',
    (rows) =>
      rows.contacts
        .filter((row) => has(row, 'AccountId'))
        .map((row): Row => ({ ...row, of: text(byId(rows.accounts, row['AccountId'])?.['Name']) }))
        .toSorted(
          (one, other) =>
            desc('of')(one, other) || asc('LastName')(one, other) || asc('Id')(one, other)
        )
        .slice(0, 8)
        .map((row) => ({ LastName: row['LastName'] }))
  ),
  docs(limits, 'SELECT Id FROM Contact ORDER BY Id LIMIT 5', ({ contacts }) =>
    pick(sorted(contacts, asc('Id')).slice(0, 5), 'Id')
  ),
  docs(limits, 'SELECT Id FROM Contact ORDER BY Id LIMIT 5 OFFSET 20', ({ contacts }) =>
    pick(sorted(contacts, asc('Id')).slice(20, 25), 'Id')
  ),
  docs(limits, 'SELECT Id FROM Contact ORDER BY Id OFFSET 22', ({ contacts }) =>
    pick(sorted(contacts, asc('Id')).slice(22), 'Id')
  ),
  docs(limits, 'SELECT Id FROM Contact ORDER BY Id LIMIT 100 OFFSET 1000', () => []),
  docs(limits, 'SELECT Id FROM Contact LIMIT 0', () => []),
  docs(
    limits,
    'SELECT LeadSource l FROM Lead GROUP BY LeadSource ORDER BY LeadSource LIMIT 2 OFFSET 1',
    () => [{ l: 'Web' }, { l: 'Phone Inquiry' }]
  ),
  docs(
    labels,
    'SELECT Name, toLabel(Grade__c) FROM Account WHERE Grade__c != null',
    ({ accounts }) =>
      accounts
        .filter((row) => has(row, 'Grade__c'))
        .map((row) => ({ Name: row['Name'], Grade__c: gradeLabel[text(row['Grade__c'])] }))
  ),
  docs(labels, "SELECT Name FROM Account WHERE toLabel(Grade__c) = 'Beta'", ({ accounts }) =>
    names(accounts.filter((row) => row['Grade__c'] === 'B2'))
  ),
  docs(
    labels,
    "SELECT Grade__c, toLabel(Grade__c) said FROM Account WHERE Industry = 'Retail' ORDER BY Grade__c",
    () => grades.map((grade) => ({ Grade__c: grade, said: gradeLabel[grade] }))
  ),
  docs(
    labels,
    "SELECT Name FROM Account WHERE toLabel(Grade__c) LIKE '%a' AND toLabel(Grade__c) != 'Gamma'",
    ({ accounts }) =>
      names(accounts.filter((row) => row['Grade__c'] === 'A1' || row['Grade__c'] === 'B2'))
  ),
  docs(
    formats,
    "SELECT Name, FORMAT(AnnualRevenue) FROM Account WHERE Industry = 'Energy'",
    (rows) =>
      energy(rows).map((row) => ({
        Name: row['Name'],
        AnnualRevenue: dollars(row['AnnualRevenue'])
      }))
  ),
  docs(
    formats,
    "SELECT Amount, FORMAT(Amount) said FROM Opportunity WHERE Name LIKE 'Café%'",
    ({ opportunities }) =>
      opportunities
        .filter((row) => text(row['Name']).startsWith('Café'))
        .map((row) => ({
          Amount: row['Amount'],
          said:
            num(row['Amount']) === 50
              ? '$50.00'
              : `$7,000.${num(row['Amount']) === 7000.1 ? '10' : '20'}`
        }))
  ),
  docs(
    formats,
    "SELECT FORMAT(CloseDate) day FROM Opportunity WHERE Name LIKE 'Sons%' ORDER BY CloseDate",
    () => [{ day: '3/7/2026' }, { day: '3/8/2026' }, { day: '3/9/2026' }]
  ),
  docs(
    formats,
    "SELECT Seen__c, FORMAT(Seen__c) said FROM Account WHERE Name IN ('Acme', 'Beta Holding')",
    () => [
      { Seen__c: '2026-03-11T03:59:59.000+0000', said: '3/10/2026, 11:59 PM' },
      { Seen__c: '2026-01-01T05:00:00.000+0000', said: '1/1/2026, 12:00 AM' }
    ]
  ),
  docs(formats, 'SELECT FORMAT(MIN(CloseDate)) Amt FROM Opportunity', () => [{ Amt: '2/29/2024' }]),
  docs(
    formats,
    "SELECT FORMAT(NumberOfEmployees) n FROM Account WHERE Name = 'Gamma North' OR Name = 'Acme'",
    () => [{ n: '120' }, { n: '0' }]
  ),
  docs(
    places,
    "SELECT Name FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(42.36, -71.06), 'mi') < 20",
    (rows) => names(placed(rows).filter((row) => nearBoston(row) / 1.609344 < 20))
  ),
  docs(
    places,
    "SELECT Name FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(42.36, -71.06), 'km') > 5000",
    (rows) => names(placed(rows).filter((row) => nearBoston(row) > 5000))
  ),
  docs(
    places,
    "SELECT Name FROM Account WHERE BillingLatitude != null ORDER BY DISTANCE(BillingAddress, GEOLOCATION(42.36, -71.06), 'mi') LIMIT 6",
    (rows) =>
      names(
        placed(rows)
          .toSorted((one, other) => nearBoston(one) - nearBoston(other))
          .slice(0, 6)
      )
  ),
  docs(
    places,
    "SELECT Name FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(42.36, -71.06), 'km') < 2500 ORDER BY DISTANCE(BillingAddress, GEOLOCATION(42.36, -71.06), 'km') DESC",
    (rows) =>
      names(
        placed(rows)
          .filter((row) => nearBoston(row) < 2500)
          .toSorted((one, other) => nearBoston(other) - nearBoston(one))
      )
  ),
  docs(
    places,
    "SELECT Name, DISTANCE(BillingAddress, GEOLOCATION(42.36, -71.06), 'km') far FROM Account WHERE BillingCountry = 'US' AND BillingLatitude != null",
    (rows) =>
      placed(rows)
        .filter((row) => row['BillingCountry'] === 'US')
        .map((row) => ({ Name: row['Name'], far: expect.closeTo(nearBoston(row), 1) }))
  ),
  docs(fields, 'SELECT FIELDS(CUSTOM) FROM Visit__c ORDER BY Name LIMIT 200', ({ visits }) =>
    pick(sorted(visits, asc('Name')), 'Account__c', 'Day__c', 'Mood__c', 'Cost__c')
  ),
  docs(fields, "SELECT FIELDS(ALL) FROM Visit__c WHERE Name = 'First' LIMIT 200", ({ visits }) => [
    expect.objectContaining({
      Id: visits[0]?.Id,
      Name: 'First',
      Day__c: '2026-03-09',
      Cost__c: 10,
      IsDeleted: false,
      CreatedDate: expect.stringMatching(/^2026-03-10T03:0\d:\d\d\.000\+0000$/)
    })
  ]),
  docs(
    fields,
    "SELECT FIELDS(STANDARD), Mood__c FROM Visit__c WHERE Name = 'Second'",
    ({ visits }) => [expect.objectContaining({ Id: visits[1]?.Id, Name: 'Second', Mood__c: 'Bad' })]
  ),
  docs(
    scopes,
    'SELECT Name FROM Account USING SCOPE mine',
    (rows) => {
      const me = rows.users.find((row) => row['Alias'] === 'manager')?.Id;
      return names(rows.accounts.filter((row) => row['OwnerId'] === me));
    },
    'manager'
  ),
  docs(scopes, 'SELECT Name FROM Opportunity USING SCOPE Mine WHERE Amount > 1000', (rows) =>
    names(
      rows.opportunities.filter(
        (row) =>
          row['OwnerId'] === rows.users.find((each) => each['Alias'] === 'admin')?.Id &&
          num(row['Amount']) > 1000
      )
    )
  ),
  docs(
    scopes,
    'SELECT COUNT() FROM Account USING SCOPE everything',
    ({ accounts }) => accounts.length
  ),
  docs(clauses, "SELECT Name FROM Contact WHERE LastName = 'Reed' FOR VIEW", () => [
    { Name: 'Ray Reed' },
    { Name: 'Roy Reed' },
    { Name: 'Rex Reed' }
  ]),
  docs(
    clauses,
    "SELECT Name FROM Account WHERE Industry = 'Energy' LIMIT 10 FOR REFERENCE",
    (rows) => names(energy(rows))
  ),
  ours("SELECT Name, BillingAddress FROM Account WHERE Name = 'Acme East'", () => [
    {
      Name: 'Acme East',
      BillingAddress: {
        city: 'Boston',
        country: 'US',
        geocodeAccuracy: null,
        latitude: 42.3601,
        longitude: -71.0589,
        postalCode: '02108',
        state: 'MA',
        street: null
      }
    }
  ]),
  ours("select name, ANNUALREVENUE from ACCOUNT where NAME = 'Pole'", () => [
    { Name: 'Pole', AnnualRevenue: 5 }
  ]),
  ours("SELECT Account.Name FROM Account WHERE Account.Name = 'Leap'", () => [{ Name: 'Leap' }]),
  ours("SELECT Name\nFROM Account\nWHERE Name =\n\t'Leap'", () => [{ Name: 'Leap' }]),
  ours(
    'SELECT Name, Active__c, NumberOfEmployees, Score__c, Opened__c, Seen__c FROM Account',
    ({ accounts }) =>
      accounts.map((row) => ({
        ...pick([row], 'Name', 'Active__c', 'NumberOfEmployees', 'Score__c', 'Opened__c')[0],
        Seen__c: has(row, 'Seen__c') ? text(row['Seen__c']).replace('Z', '.000+0000') : null
      }))
  ),
  ours(
    "SELECT Id, IsWon, IsClosed, Probability FROM Opportunity WHERE StageName LIKE 'Closed%'",
    ({ opportunities }) =>
      opportunities
        .filter((row) => text(row['StageName']).startsWith('Closed'))
        .map((row) => ({
          Id: row.Id,
          IsWon: row['StageName'] === 'Closed Won',
          IsClosed: true,
          Probability: row['StageName'] === 'Closed Won' ? 100 : 0
        }))
  ),
  ours('SELECT Name FROM Account USING SCOPE mine ORDER BY Name LIMIT 3', (rows) => {
    const me = rows.users.find((row) => row['Alias'] === 'admin')?.Id;
    return names(
      sorted(
        rows.accounts.filter((row) => row['OwnerId'] === me),
        asc('Name')
      ).slice(0, 3)
    );
  }),
  ours('SELECT Subject, EndDateTime FROM Event WHERE DurationInMinutes > 50', ({ events }) =>
    events
      .filter((row) => num(row['DurationInMinutes']) > 50)
      .map((row) => ({
        Subject: row['Subject'],
        EndDateTime: new Date(
          Date.parse(text(row['StartDateTime'])) + num(row['DurationInMinutes']) * 60_000
        )
          .toISOString()
          .replace('Z', '+0000')
      }))
  )
];
