/** A believable company for the local org: seeded, so that everybody sees the same one. */
import type { Org } from '../engine/types.ts';
import { loadAccounts } from './load-accounts.ts';
import {
  dayAt,
  loadOpportunities,
  loadService,
  loadTouches,
  type HistorySize,
  type WonByLeaf
} from './load-history.ts';
import { loadReviews } from './load-reviews.ts';
import { loadPolicy, loadTerritories, type TerritoryIds } from './load-territories.ts';
import { loadPeople } from './people.ts';
import { chanceFrom, type Chance } from './random.ts';
import { leafPlans, troubles } from './territory-plan.ts';

export interface SampleOptions extends HistorySize {
  readonly accounts: number;
  readonly seed: number;
  /** Moment from which dates are counted, UTC milliseconds. */
  readonly now: number;
}

export interface SampleReport {
  readonly accounts: number;
  readonly territories: number;
  /** Territory keys by what is wrong with them. */
  readonly troubles: typeof troubles;
}

/** First and last day of the calendar quarter that holds `now`. */
function quarterOf(now: number): { start: string; end: string } {
  const date = new Date(now);
  const first = Math.floor(date.getUTCMonth() / 3) * 3;
  const start = Date.UTC(date.getUTCFullYear(), first, 1);
  const end = Date.UTC(date.getUTCFullYear(), first + 3, 0);
  return { start: dayAt(start, 0), end: dayAt(end, 0) };
}

/** Quotas that make the results so far look like those of a normal quarter. */
function loadQuotas(
  org: Org,
  ids: TerritoryIds,
  won: WonByLeaf,
  now: number,
  period: { start: string; end: string }
): void {
  const length = Date.parse(period.end) - Date.parse(period.start) + 86_400_000;
  const elapsed = Math.max(0.2, (now - Date.parse(period.start)) / length);
  const rows = leafPlans.flatMap((plan, index) =>
    (['New', 'Renewal', 'Upsell'] as const).map((tier) => {
      const result = won.get(plan.key)?.[tier] ?? 0;
      const amount = Math.max(
        20_000,
        Math.round(result / elapsed / (0.94 + (index % 5) * 0.03) / 1000) * 1000
      );
      return {
        Key__c: `${plan.key}:${period.start}:${tier}`,
        Territory__c: ids.byKey.get(plan.key) ?? null,
        Tier__c: tier,
        Period_Start__c: period.start,
        Period_End__c: period.end,
        Amount__c: amount,
        Rationale__c: 'Set by sales operations for the quarter.'
      };
    })
  );
  org.load('Evenfield_Quota__c', rows);
}

/** Products with their price, campaigns and leads: not read by the night, but a company has them. */
function loadCatalogue(org: Org, now: number, ownerId: string, chance: Chance): string {
  const products = org.load('Product2', [
    { Name: 'Field Service', ProductCode: 'FS-100', IsActive: true, Family: 'Service' },
    { Name: 'Analytics', ProductCode: 'AN-200', IsActive: true, Family: 'Software' },
    { Name: 'Spare Parts', ProductCode: 'SP-300', IsActive: true, Family: 'Hardware' }
  ]);
  const [book = ''] = org.load('Pricebook2', [
    { Name: 'Standard Price Book', IsActive: true, IsStandard: true }
  ]);
  org.load(
    'PricebookEntry',
    products.map((product, index) => ({
      Pricebook2Id: book,
      Product2Id: product,
      UnitPrice: 1000 * (index + 1),
      IsActive: true,
      UseStandardPrice: false
    }))
  );
  org.load('Campaign', [
    {
      Name: 'Autumn Trade Shows',
      IsActive: true,
      Status: 'In Progress',
      Type: 'Trade Show',
      StartDate: dayAt(now, -60)
    }
  ]);
  org.load(
    'Lead',
    Array.from({ length: 150 }, (_, index) => ({
      FirstName: chance.pick(['Alex', 'Jordan', 'Taylor', 'Morgan']),
      LastName: chance.pick(['Hall', 'Irwin', 'Jones', 'Kerr', 'Lane']),
      Company: `Prospect ${index + 1}`,
      Status: 'Open - Not Contacted',
      LeadSource: chance.pick(['Web', 'Partner Referral', 'Phone Inquiry']),
      State: chance.pick(leafPlans).states[0] ?? 'NY',
      OwnerId: ownerId
    }))
  );
  return products[0] ?? '';
}

/** Fills an org that holds nothing but its users. */
export function loadSample(org: Org, options: SampleOptions): SampleReport {
  const chance = chanceFrom(options.seed);
  const people = loadPeople(org);
  const ids = loadTerritories(org, people);
  loadPolicy(org);
  const accounts = loadAccounts(org, people, options.accounts, chance);
  const period = quarterOf(options.now);
  const won = loadOpportunities(
    org,
    accounts,
    options.now,
    period.start,
    options.opportunities ?? accounts.length * 3,
    chance
  );
  loadTouches(org, accounts, options.now, options.tasks ?? accounts.length * 3, chance);
  const product = loadCatalogue(org, options.now, people.headOfSales, chance);
  loadService(org, accounts, options.now, product, chance);
  loadQuotas(org, ids, won, options.now, period);
  loadReviews(org, ids, people, options.now);
  return { accounts: accounts.length, territories: ids.byKey.size, troubles };
}
