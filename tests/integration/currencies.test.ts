import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { loadSample } from '../local-org/sample/sample.ts';
import { runCli } from './service-stage.ts';

let org: LocalOrg;
let adminId: string;

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** One account a case, by its name. */
const deals = [
  { name: 'Dollars', currency: 'USD', amount: 1_000, daysAgo: 30, won: 1_000 },
  // 1,000 € at half a euro for a dollar when the deal closed; at today's 0.8 it would be 1,250.
  { name: 'Euros of old', currency: 'EUR', amount: 1_000, daysAgo: 200, won: 2_000 },
  // On the day that the new rate begins, the new rate holds.
  { name: 'Euros on the day', currency: 'EUR', amount: 1_000, daysAgo: 100, won: 1_250 },
  { name: 'Euros the day before', currency: 'EUR', amount: 1_000, daysAgo: 101, won: 2_000 },
  // The yen has no dated rate, so today's 160 counts.
  { name: 'Yen', currency: 'JPY', amount: 160_000, daysAgo: 150, won: 1_000 }
] as const;

beforeAll(async () => {
  org = await startLocalOrg({
    currencies: [
      { isoCode: 'USD', decimalPlaces: 2, rate: 1, isCorporate: true },
      {
        isoCode: 'EUR',
        decimalPlaces: 2,
        rate: 0.8,
        dated: [
          { from: '1900-01-01', rate: 0.5 },
          { from: day(100), rate: 0.8 }
        ]
      },
      { isoCode: 'JPY', decimalPlaces: 0, rate: 160 }
    ],
    fill: (filled) => {
      loadSample(filled, { accounts: 60, seed: 3, now: Date.now() });
      const ids = filled.load(
        'Account',
        deals.map(({ name }) => ({ Name: name, BillingState: 'OH', BillingPostalCode: '43004' }))
      );
      filled.load(
        'Opportunity',
        deals.map((deal, place) => ({
          Name: deal.name,
          AccountId: ids[place] ?? '',
          StageName: 'Closed Won',
          IsClosed: true,
          IsWon: true,
          Type: 'New Business',
          CloseDate: day(deal.daysAgo),
          Amount: deal.amount,
          CurrencyIsoCode: deal.currency
        }))
      );
    }
  });
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  const seller = org.users.find((user) => user.alias === 'outsider')?.userId ?? '';
  const named = deals.map(({ name }) => `'${name}'`).join(', ');
  const hers = org.org.query(
    { userId: adminId },
    `SELECT Id FROM Opportunity WHERE Name IN (${named})`
  ).records;
  org.org.update(
    { userId: adminId },
    'Opportunity',
    hers.map(({ values }) => ({ Id: String(values['Id']), OwnerId: seller })),
    { allOrNone: true }
  );
  org.org.load(
    'Evenfield_Personal_Quota__c',
    ['EUR', 'JPY'].map((CurrencyIsoCode) => ({
      OwnerId: adminId,
      Person__c: seller,
      Tier__c: 'New',
      Period_Start__c: day(250),
      Period_End__c: day(-100),
      Amount__c: 8_600,
      CurrencyIsoCode
    }))
  );
}, 60_000);

afterAll(async () => {
  await org.stop();
});

describe('an org with several currencies', () => {
  it('has each deal stated in the corporate currency at the rate of its close date', async () => {
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const rows = org.org.query(
      { userId: adminId },
      `SELECT Account__r.Name, Won_12_Months__c FROM Evenfield_Coverage__c WHERE Account__r.Name IN (${deals.map(({ name }) => `'${name}'`).join(', ')})`
    ).records;
    const won = Object.fromEntries(
      rows.map(({ values }) => [
        (values['Account__r'] as unknown as { values: { Name: string } }).values.Name,
        values['Won_12_Months__c']
      ])
    );
    expect(won).toEqual(Object.fromEntries(deals.map((deal) => [deal.name, deal.won])));
  }, 60_000);

  it('has what a person is credited with in the currency of her quota, at the rate of each close date', () => {
    // In euros: 1,000 dollars at 0.8, 3,000 as they are, and the yen are 1,000 dollars at the 0.5 of that day.
    // In yen: all five at 160, without decimals.
    expect(
      org.org
        .query(
          { userId: adminId },
          'SELECT CurrencyIsoCode, Attained__c, Attainment__c FROM Evenfield_Personal_Quota__c ORDER BY CurrencyIsoCode'
        )
        .records.map(({ values }) => [
          values['CurrencyIsoCode'],
          values['Attained__c'],
          values['Attainment__c']
        ])
    ).toEqual([
      ['EUR', 4_300, 0.5],
      ['JPY', 1_160_000, 134.883721]
    ]);
  });
});
