/** A rule of the brewery test, in the five kinds that breweries.sql compares by itself. */
export interface BreweryRule {
  readonly position: number;
  readonly territory: string;
  readonly kind: 'state' | 'type' | 'zip' | 'near' | 'name';
  readonly a: string;
  readonly b?: string;
  readonly c?: string;
}

const near = [
  '43.6591,-70.2568,40',
  '35.5951,-82.5515,60',
  '43.0389,-87.9065,50',
  '44.9778,-93.265,45',
  '39.7684,-86.1581,55',
  '36.1627,-86.7816,60',
  '41.2565,-95.9345,50',
  '29.9511,-90.0715,70'
];
const typed = [
  'CA:micro',
  'CA:brewpub',
  'CO:micro',
  'WA:brewpub',
  'OR:micro',
  'NY:brewpub',
  'PA:brewpub',
  'MI:micro',
  'TX:brewpub',
  'OH:micro',
  'IL:brewpub',
  'FL:large'
];
const zips = ['94', '95', '98', '97', '80', '1', '60', '787', '33', '4', '55', '02'];
const names = ['river', 'mountain', 'Old ', 'hop', 'iron', 'black', 'craft', 'union'];
const states = [
  'CA',
  'CO',
  'WA',
  'OR',
  'NY',
  'PA',
  'MI',
  'TX',
  'OH',
  'IL',
  'FL',
  'NC',
  'VA',
  'WI',
  'MN',
  'IN',
  'MA',
  'MO',
  'GA',
  'NJ'
];

export const territoryKeys = Array.from({ length: 20 }, (_, index) => `land-${String(index + 1)}`);

const drafts: Omit<BreweryRule, 'position' | 'territory'>[] = [
  ...near.map((text) => {
    const [a = '', b = '', c = ''] = text.split(',');
    return { kind: 'near' as const, a, b, c };
  }),
  ...typed.map((text) => {
    const [a = '', b = ''] = text.split(':');
    return { kind: 'type' as const, a, b };
  }),
  ...zips.map((a) => ({ kind: 'zip' as const, a })),
  ...names.map((a) => ({ kind: 'name' as const, a: a.trim() })),
  ...states.map((a) => ({ kind: 'state' as const, a }))
];

/** Sixty rules, the kinds mixed through the order so that they overlap. */
export const rules: readonly BreweryRule[] = drafts.map((draft, index) => ({
  ...draft,
  position: ((index * 17) % 60) + 1,
  territory: territoryKeys[(index * 7) % territoryKeys.length] ?? ''
}));

/** The same rule in the product's own language. */
export function criteriaOf(rule: BreweryRule): string {
  switch (rule.kind) {
    case 'state':
      return JSON.stringify({ field: 'BillingState', op: 'equals', value: rule.a });
    case 'type':
      return JSON.stringify({
        all: [
          { field: 'BillingState', op: 'in', values: [rule.a] },
          { field: 'Type', op: 'equals', value: rule.b }
        ]
      });
    case 'zip':
      return JSON.stringify({ field: 'BillingPostalCode', op: 'startsWith', value: rule.a });
    case 'name':
      return JSON.stringify({ field: 'Name', op: 'contains', value: rule.a });
    case 'near':
      return JSON.stringify({
        op: 'withinMiles',
        latitude: Number(rule.a),
        longitude: Number(rule.b),
        miles: Number(rule.c)
      });
  }
}
