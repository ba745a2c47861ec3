/** A review of the made-up company that is older than its first night, with the goals agreed in it. */
import type { Org } from '../engine/types.ts';
import { dayAt } from './load-history.ts';
import type { TerritoryIds } from './load-territories.ts';
import type { People } from './people.ts';

const territoryKey = 'new-england';

/** Loads the month before the one that closed last: its results, how its rep sold, and two goals. */
export function loadReviews(org: Org, ids: TerritoryIds, people: People, now: number): void {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const start = dayAt(Date.UTC(year, month - 2, 1), 0);
  const end = dayAt(Date.UTC(year, month - 1, 0), 0);
  const service = org.findUser('service@evenfield.example')?.userId ?? people.headOfSales;
  const shared = {
    Territory__c: ids.byKey.get(territoryKey) ?? null,
    Territory_Label__c: 'New England',
    Kind__c: 'Month',
    Period_Start__c: start,
    Period_End__c: end,
    Measured_On__c: dayAt(Date.UTC(year, month - 1, 1), 0),
    OwnerId: service
  };
  const [review = ''] = org.load('Evenfield_Review__c', [
    {
      ...shared,
      Key__c: `sample:${start}:Results`,
      Part__c: 'Results',
      Attained__c: 96_000,
      Open_Pipeline__c: 410_000,
      Accounts__c: 104,
      Workload_Hours__c: 43.5,
      Capacity_Hours__c: 40,
      Health__c: 64,
      GRR__c: 0.91,
      NRR__c: 1.03,
      Alerts__c: 3,
      Notes__c: 'Two plants in Maine are ready to talk; service has a backlog there.'
    },
    {
      ...shared,
      Key__c: `sample:${start}:Selling`,
      Part__c: 'Selling',
      Closed__c: 12,
      Won__c: 5,
      Win_Rate__c: 0.416667,
      // Wilson's interval of 5 of 12.
      Win_Rate_Low__c: 0.19326,
      Win_Rate_High__c: 0.680489
    }
  ]);
  const rep = people.reps.get(territoryKey) ?? people.headOfSales;
  org.load('Evenfield_Review_Goal__c', [
    {
      Review__c: review,
      What__c: 'Win the two plants in Maine',
      Measure__c: 'Attained',
      Sense__c: 'At Least',
      Target__c: 60_000,
      Due__c: dayAt(Date.UTC(year, month, 0), 0),
      Person__c: rep
    },
    {
      Review__c: review,
      What__c: 'Half of all deals that close are won',
      Measure__c: 'Win Rate',
      Sense__c: 'At Least',
      Target__c: 50,
      Due__c: dayAt(Date.UTC(year, month + 2, 0), 0),
      Person__c: rep,
      Note__c: 'Ask for the buyer before the offer.'
    }
  ]);
}
