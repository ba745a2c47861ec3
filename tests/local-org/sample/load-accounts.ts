/** Accounts at real places, tier by tier alike in every territory but for what is planted. */
import type { Org, RecordValues } from '../engine/types.ts';
import type { People } from './people.ts';
import { placesAround, spotIn, type Place } from './places.ts';
import type { Chance } from './random.ts';
import { leafPlans, troubles } from './territory-plan.ts';

export type Tier = 'A' | 'B' | 'C';

export interface SampleAccount {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  /** Leaf that its address belongs to; null where no territory covers it. */
  readonly leaf: string | null;
  readonly ownerId: string;
  /** Revenue that the company draws from it in a year, in dollars. */
  readonly yearly: number;
  /** True when it pays for a subscription. */
  readonly customer: boolean;
}

const industries = [
  'Manufacturing',
  'Healthcare',
  'Retail',
  'Technology',
  'Energy',
  'Finance',
  'Education',
  'Transportation'
];
const firstWords = [
  'Blue',
  'North',
  'Granite',
  'Cedar',
  'Harbor',
  'Summit',
  'Iron',
  'Prairie',
  'Silver',
  'Maple',
  'Canyon',
  'Lake',
  'Atlas',
  'Beacon',
  'Crescent',
  'Delta'
];
const secondWords = [
  'Ridge',
  'Field',
  'Bridge',
  'Stone',
  'Point',
  'Valley',
  'Creek',
  'Gate',
  'Hill',
  'Wood'
];
const lastWords = [
  'Industries',
  'Foods',
  'Systems',
  'Health',
  'Logistics',
  'Partners',
  'Supply',
  'Labs',
  'Works',
  'Group'
];
const yearlyMedian: Readonly<Record<Tier, number>> = { A: 90_000, B: 28_000, C: 6_000 };

const loadWeight = (leaf: string): number =>
  leaf === troubles.overloaded ? 1.7 : leaf === troubles.underloaded ? 0.45 : 1;

/** Normal quantile by Acklam's central rational approximation, good to 1e-9 between 0.03 and 0.97. */
function normalQuantile(share: number): number {
  const p = Math.min(0.97, Math.max(0.03, share));
  const q = p - 0.5;
  const r = q * q;
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r +
      138.357751867269) *
      r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const low =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r +
      66.80131188771972) *
      r -
      13.28068155288572) *
      r +
    1;
  return (top * q) / low;
}

/** Twelve in a hundred are tier A and thirty tier B, spread evenly over the index. */
function tierAt(index: number): Tier {
  const step = (index * 37) % 100;
  return step < 12 ? 'A' : step < 42 ? 'B' : 'C';
}

interface Draft {
  readonly row: RecordValues;
  /** Index of the head of its family among the drafts. */
  readonly head: number | null;
  readonly account: Omit<SampleAccount, 'id'>;
}

function draftAt(
  index: number,
  total: number,
  leaf: string,
  place: Place,
  ownerId: string,
  head: number | null,
  chance: Chance
): Draft {
  const tier = tierAt(index);
  const cycle = (index * 61) % total;
  const yearly = Math.round(
    yearlyMedian[tier] * Math.exp(0.55 * normalQuantile((cycle + 0.5) / total))
  );
  const name = `${chance.pick(firstWords)} ${chance.pick(secondWords)} ${chance.pick(lastWords)} of ${place.city}`;
  const spot = spotIn(place, chance);
  const placed = !chance.hit(0.03);
  const row: RecordValues = {
    Name: name,
    OwnerId: ownerId,
    Rating: tier,
    Type: 'Customer - Direct',
    Industry: industries[index % industries.length] ?? null,
    NumberOfEmployees: Math.round(
      (tier === 'A' ? 900 : tier === 'B' ? 180 : 35) * chance.skewed(0.5)
    ),
    AnnualRevenue: Math.round(yearly * 120 * chance.skewed(0.4)),
    BillingStreet: `${chance.between(10, 9900)} ${chance.pick(['Main St', 'Oak Ave', 'Market St', '2nd Ave', 'Industrial Pkwy'])}`,
    BillingCity: place.city,
    BillingState: place.state,
    BillingPostalCode: place.zip,
    BillingCountry: 'US',
    BillingLatitude: placed ? spot.latitude : null,
    BillingLongitude: placed ? spot.longitude : null
  };
  const customer = tier === 'A' || (index * 53) % 100 < (tier === 'B' ? 70 : 30);
  return { row, head, account: { name, tier, leaf, ownerId, yearly, customer } };
}

/** Accounts that are hard to place on purpose: no territory's state, no address, a wrong spot. */
function oddDrafts(ownerId: string): Draft[] {
  const odd = (name: string, values: RecordValues): Draft => ({
    row: {
      Name: name,
      OwnerId: ownerId,
      Rating: 'C',
      Industry: 'Retail',
      BillingCountry: 'US',
      ...values
    },
    head: null,
    account: { name, tier: 'C', leaf: null, ownerId, yearly: 5_000, customer: false }
  });
  const remote = [
    ['Anchorage', 'AK', '99501', 61.2181, -149.9003],
    ['Fairbanks', 'AK', '99701', 64.8378, -147.7164],
    ['Honolulu', 'HI', '96813', 21.3069, -157.8583],
    ['Hilo', 'HI', '96720', 19.7241, -155.0868]
  ] as const;
  return [
    ...remote.map(([city, state, zip, latitude, longitude]) =>
      odd(`Polar Supply of ${city}`, {
        BillingCity: city,
        BillingState: state,
        BillingPostalCode: zip,
        BillingLatitude: latitude,
        BillingLongitude: longitude
      })
    ),
    odd('Nowhere Holdings', {}),
    odd('Null Island Trading', {
      BillingState: 'IL',
      BillingPostalCode: '60601',
      BillingLatitude: 0,
      BillingLongitude: 0
    }),
    odd('Upside Down Works', {
      BillingState: 'OH',
      BillingPostalCode: '43085',
      BillingLatitude: -40.09,
      BillingLongitude: 83.01
    })
  ];
}

/** Loads about `count` accounts and binds families; returns what later steps need to know of each. */
export function loadAccounts(
  org: Org,
  people: People,
  count: number,
  chance: Chance
): SampleAccount[] {
  const odd = oddDrafts(people.headOfSales).slice(
    0,
    Math.max(0, Math.min(7, count - leafPlans.length))
  );
  const weight = leafPlans.reduce((sum, plan) => sum + loadWeight(plan.key), 0);
  const drafts: Draft[] = [];
  let previousStart: number | null = null;
  leafPlans.forEach((plan, planIndex) => {
    const start = drafts.length;
    const last = planIndex === leafPlans.length - 1;
    const wanted = Math.round(((count - odd.length) * loadWeight(plan.key)) / weight);
    const total = last ? Math.max(0, count - odd.length - drafts.length) : wanted;
    const places = placesAround(plan, plan.key === troubles.farFlung ? 420 : 40);
    const ownerId =
      people.reps.get(plan.key) ?? people.managers.get(plan.region) ?? people.headOfSales;
    for (let index = 0; index < total; index += 1) {
      const head = headOf(index, start, previousStart);
      drafts.push(draftAt(index, total, plan.key, chance.pick(places), ownerId, head, chance));
    }
    previousStart = total > 5 ? start : null;
  });
  drafts.push(...odd);
  return loadDrafts(org, drafts);
}

/** Loads heads of families and single accounts first, then subsidiaries, which need their head's id. */
function loadDrafts(org: Org, drafts: readonly Draft[]): SampleAccount[] {
  const ids: string[] = new Array<string>(drafts.length).fill('');
  const indexes = drafts.map((_, index) => index);
  const load = (chosen: readonly number[]): void => {
    for (let from = 0; from < chosen.length; from += 10_000) {
      const slice = chosen.slice(from, from + 10_000);
      const rows = slice.map((index) => {
        const draft = drafts[index];
        if (draft === undefined) throw new Error(`No account at ${index}`);
        return draft.head === null
          ? draft.row
          : { ...draft.row, ParentId: ids[draft.head] ?? null };
      });
      org.load('Account', rows).forEach((id, position) => {
        ids[slice[position] ?? 0] = id;
      });
    }
  };
  load(indexes.filter((index) => drafts[index]?.head === null));
  load(indexes.filter((index) => drafts[index]?.head !== null));
  return drafts.map((draft, index) => ({ id: ids[index] ?? '', ...draft.account }));
}

/**
 * Head of the account at `index` of its leaf, as an index into all drafts: in every twenty accounts one
 * has three subsidiaries nearby, and the fifth of each leaf owns one account of the next leaf.
 */
function headOf(index: number, leafStart: number, previousLeafStart: number | null): number | null {
  const place = index % 20;
  if (place >= 10 && place <= 12) return leafStart + index - place + 9;
  return index === 15 && previousLeafStart !== null ? previousLeafStart + 5 : null;
}
