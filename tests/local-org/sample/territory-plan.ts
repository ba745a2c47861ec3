/** The made-up company's territories: a root, three regions, twenty leaves, by state and ZIP area. */
export interface LeafPlan {
  readonly key: string;
  readonly name: string;
  readonly region: 'west' | 'central' | 'east';
  readonly base: { readonly city: string; readonly latitude: number; readonly longitude: number };
  readonly states: readonly string[];
  /** First digits of ZIP codes, where a state is shared by two territories. */
  readonly zipStarts?: readonly string[];
}

export const regions = [
  { key: 'west', name: 'West' },
  { key: 'central', name: 'Central' },
  { key: 'east', name: 'East' }
] as const;

export const rootTerritory = { key: 'north-america', name: 'North America' } as const;

function leaf(
  region: LeafPlan['region'],
  key: string,
  name: string,
  city: string,
  latitude: number,
  longitude: number,
  states: string,
  zipStarts?: string
): LeafPlan {
  return {
    key,
    name,
    region,
    base: { city, latitude, longitude },
    states: states.split(' '),
    ...(zipStarts === undefined ? {} : { zipStarts: zipStarts.split(' ') })
  };
}

export const leafPlans: readonly LeafPlan[] = [
  leaf(
    'west',
    'pacific-northwest',
    'Pacific Northwest',
    'Seattle',
    47.606,
    -122.332,
    'WA OR ID MT'
  ),
  leaf(
    'west',
    'northern-california',
    'Northern California',
    'San Francisco',
    37.775,
    -122.419,
    'CA',
    '94 95 96'
  ),
  leaf(
    'west',
    'southern-california',
    'Southern California',
    'Los Angeles',
    34.052,
    -118.244,
    'CA',
    '90 91 92 93'
  ),
  leaf('west', 'mountain', 'Mountain', 'Denver', 39.739, -104.99, 'CO UT WY NV'),
  leaf('west', 'southwest', 'Southwest', 'Phoenix', 33.448, -112.074, 'AZ NM'),
  leaf('central', 'texas-north', 'Texas North', 'Dallas', 32.777, -96.797, 'TX', '75 76 79'),
  leaf('central', 'texas-south', 'Texas South', 'Houston', 29.76, -95.37, 'TX', '77 78'),
  leaf('central', 'plains', 'Plains', 'Omaha', 41.257, -95.935, 'NE KS OK IA'),
  leaf('central', 'upper-midwest', 'Upper Midwest', 'Minneapolis', 44.978, -93.265, 'MN WI ND SD'),
  leaf('central', 'great-lakes', 'Great Lakes', 'Detroit', 42.331, -83.046, 'MI IN'),
  leaf('central', 'illinois', 'Illinois', 'Chicago', 41.878, -87.63, 'IL'),
  leaf('central', 'heartland', 'Heartland', 'St. Louis', 38.627, -90.199, 'MO AR LA'),
  leaf('east', 'new-england', 'New England', 'Boston', 42.36, -71.059, 'MA CT RI NH VT ME'),
  leaf(
    'east',
    'new-york-metro',
    'New York Metro',
    'New York',
    40.713,
    -74.006,
    'NY NJ',
    '10 11 07 08'
  ),
  leaf('east', 'pennsylvania', 'Pennsylvania', 'Philadelphia', 39.953, -75.164, 'PA DE'),
  leaf('east', 'mid-atlantic', 'Mid-Atlantic', 'Washington', 38.907, -77.037, 'VA MD DC WV'),
  leaf('east', 'carolinas', 'Carolinas', 'Charlotte', 35.227, -80.843, 'NC SC'),
  leaf('east', 'southeast', 'Southeast', 'Atlanta', 33.749, -84.388, 'GA AL MS'),
  leaf('east', 'florida', 'Florida', 'Orlando', 28.538, -81.379, 'FL'),
  leaf('east', 'ohio-valley', 'Ohio Valley', 'Columbus', 39.961, -82.999, 'OH KY TN')
];

/** What is planted where, so that a test can ask whether the board finds exactly these. */
export const troubles = {
  /** Nobody works it. */
  vacant: 'plains',
  /** Far more work than its share. */
  overloaded: 'florida',
  /** Far less work than its share. */
  underloaded: 'southwest',
  /** Accounts spread over four states around one base. */
  farFlung: 'mountain',
  /** Its customers have not been touched for months. */
  neglected: 'great-lakes',
  /** Subscriptions ended without renewal. */
  leaking: 'carolinas'
} as const;

/** Criteria of a leaf's own rule, in the rule language. */
export function criteriaOf(plan: LeafPlan): string {
  const states = { field: 'BillingState', op: 'in', values: plan.states };
  if (plan.zipStarts === undefined) return JSON.stringify(states);
  const zips = plan.zipStarts.map((start) => ({
    field: 'BillingPostalCode',
    op: 'startsWith',
    value: start
  }));
  return JSON.stringify({ all: [states, { any: zips }] });
}
