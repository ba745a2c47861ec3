/** Territories, members, rules and the policy of the made-up company. */
import type { Org } from '../engine/types.ts';
import type { People } from './people.ts';
import { criteriaOf, leafPlans, regions, rootTerritory, troubles } from './territory-plan.ts';

export interface TerritoryIds {
  /** By key. */
  readonly byKey: ReadonlyMap<string, string>;
}

const hoursPerWeek = 40;

/** Loads the tree and returns ids by key; one broken rule is among the rules on purpose. */
export function loadTerritories(org: Org, people: People): TerritoryIds {
  const byKey = new Map<string, string>();
  const add = (key: string, values: Record<string, string | number | null>): void => {
    const [id = ''] = org.load('Evenfield_Territory__c', [
      {
        Key__c: key,
        Stage__c: 'Active',
        Approach__c: 'Geographic',
        ...values
      }
    ]);
    byKey.set(key, id);
  };
  add(rootTerritory.key, { Name: rootTerritory.name, OwnerId: people.headOfSales });
  for (const region of regions) {
    add(region.key, {
      Name: region.name,
      Parent__c: byKey.get(rootTerritory.key) ?? null,
      OwnerId: people.managers.get(region.key) ?? people.headOfSales
    });
  }
  for (const plan of leafPlans) {
    add(plan.key, {
      Name: plan.name,
      Parent__c: byKey.get(plan.region) ?? null,
      OwnerId: people.reps.get(plan.key) ?? people.managers.get(plan.region) ?? people.headOfSales,
      Base_City__c: plan.base.city,
      Base_Latitude__c: plan.base.latitude,
      Base_Longitude__c: plan.base.longitude,
      Capacity_Hours__c: plan.key === troubles.vacant ? hoursPerWeek : null,
      Mix_Target_A__c: 0.2
    });
  }
  loadMembers(org, people, byKey);
  loadRules(org, byKey);
  return { byKey };
}

function loadMembers(org: Org, people: People, byKey: ReadonlyMap<string, string>): void {
  const member = (
    territory: string,
    user: string,
    role: string,
    more: Record<string, string | number> = {}
  ) => ({
    Key__c: `${territory}:${role.toLowerCase()}`,
    Territory__c: byKey.get(territory) ?? null,
    User__c: user,
    Role__c: role,
    ...more
  });
  const rows = leafPlans.flatMap((plan) => {
    const rep = people.reps.get(plan.key);
    return rep === undefined
      ? []
      : [member(plan.key, rep, 'Owner', { Capacity_Hours__c: hoursPerWeek, Ramp__c: 1 })];
  });
  const [overlayWest, overlayEast] = people.overlays;
  if (overlayWest !== undefined)
    rows.push(member('northern-california', overlayWest, 'Overlay', { Skills__c: 'Healthcare' }));
  if (overlayEast !== undefined)
    rows.push(member('new-england', overlayEast, 'Overlay', { Skills__c: 'Manufacturing' }));
  rows.push(member('new-england', people.support, 'Support'));
  org.load('Evenfield_Territory_Member__c', rows);
}

function loadRules(org: Org, byKey: ReadonlyMap<string, string>): void {
  const rows = leafPlans.map((plan, index) => ({
    Key__c: `rule:${plan.key}`,
    Territory__c: byKey.get(plan.key) ?? null,
    Order__c: (index + 1) * 10,
    Active__c: true,
    Criteria__c: criteriaOf(plan)
  }));
  rows.push({
    Key__c: 'rule:carolinas-york-county',
    Territory__c: byKey.get('southeast') ?? null,
    Order__c: 500,
    Active__c: true,
    Criteria__c: JSON.stringify({
      all: [
        { field: 'BillingState', op: 'equals', value: 'SC' },
        { field: 'BillingPostalCode', op: 'startsWith', value: '297' }
      ]
    })
  });
  rows.push({
    Key__c: 'rule:broken',
    Territory__c: byKey.get('illinois') ?? null,
    Order__c: 900,
    Active__c: true,
    Criteria__c: '{"field":"BillingState","op":"resembles","value":"IL"}'
  });
  org.load('Evenfield_Territory_Rule__c', rows);
}

/** The one active policy: tiers are kept in Rating, as A, B and C. */
export function loadPolicy(org: Org): void {
  org.load('Evenfield_Policy__c', [
    {
      Name: 'Standard policy',
      Key__c: 'standard',
      Active__c: true,
      Tier_Field__c: 'Rating',
      Cadence_Days_A__c: 30,
      Cadence_Days_B__c: 60,
      Cadence_Days_C__c: 120,
      Time_Zone__c: 'America/New_York',
      Nightly_Hour__c: 2,
      Nightly_Minute__c: 0
    }
  ]);
}
