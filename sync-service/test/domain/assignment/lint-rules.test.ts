import { describe, expect, it } from '@jest/globals';
import type { Column } from '../../../src/domain/core/columns.ts';
import type { OrgSnapshot, TerritoryRule } from '../../../src/domain/core/snapshot.ts';
import { lintRules } from '../../../src/domain/assignment/lint-rules.ts';
import { snapshotOf, territory } from '../org-builder.ts';

const rule = (
  key: string,
  territoryId: string,
  order: number,
  criteria: unknown,
  active = true
): TerritoryRule => ({
  id: key,
  key,
  territoryId,
  order,
  criteria: typeof criteria === 'string' ? criteria : JSON.stringify(criteria),
  active
});
const state = (value: string): unknown => ({ field: 'BillingState', op: 'equals', value });
const states = (...values: string[]): unknown => ({ field: 'BillingState', op: 'in', values });
const zips = (...values: (string | number)[]): unknown => ({
  field: 'BillingPostalCode',
  op: 'in',
  values
});
const industry = (value: string): unknown => ({ field: 'Industry', op: 'equals', value });
const employees = (low: number, high: number): unknown => ({
  field: 'NumberOfEmployees',
  op: 'between',
  values: [low, high]
});

const territories = [
  territory('east'),
  territory('ny', { parentId: 'east' }),
  territory('ma', { parentId: 'east' }),
  territory('tx'),
  territory('ok'),
  territory('oh'),
  territory('rest'),
  territory('old', { stage: 'Retired' }),
  territory('north'),
  territory('north-1', { parentId: 'north' })
];

/** One way to write a set of rules that has nothing wrong with it. */
const clean: readonly TerritoryRule[] = [
  rule('east', 'east', 1, states('NY', 'MA')),
  rule('ny', 'ny', 10, { all: [state('NY'), zips('10001', '10002')] }),
  rule('ma', 'ma', 20, { all: [state('MA'), employees(10, 1000)] }),
  rule('tx', 'tx', 30, state('TX')),
  rule('ok', 'ok', 40, states('OK', 'Oklahoma')),
  rule('oh', 'oh', 50, states('OH', 'Ohio')),
  rule('rest', 'rest', 60, industry('Retail')),
  rule('asleep', 'old', 70, states('XX', 'XX'), false)
];

const accounts = [
  { state: 'NY', industry: 'Energy', employees: 10, zip: '10001' },
  { state: 'NY', industry: 'Banking', employees: 500, zip: '10002' },
  { state: 'MA', industry: 'Energy', employees: 50, zip: '02139' },
  { state: 'MA', industry: 'Banking', employees: 800, zip: '02140' },
  { state: 'TX', industry: 'Energy', employees: 20, zip: '75001-1234' },
  { state: 'TX', industry: 'Banking', employees: 900, zip: '75002' },
  { state: 'OK', industry: 'Energy', employees: 30, zip: '73101' },
  { state: 'Ohio', industry: 'Retail', employees: 40, zip: '43004' },
  { state: null, industry: 'Retail', employees: 40, zip: null }
];

function org(rules: readonly TerritoryRule[]): OrgSnapshot {
  const snapshot = snapshotOf({ accounts, territories, rules });
  const known = accounts.map(({ zip }) => zip).filter((zip) => zip !== null);
  const fields = new Map<string, Column>([
    ...snapshot.accounts.fields,
    [
      'billingpostalcode',
      {
        kind: 'text',
        codes: Int32Array.from(accounts, ({ zip }) => (zip === null ? -1 : known.indexOf(zip))),
        dictionary: known
      }
    ],
    ['site', { kind: 'text', codes: new Int32Array(accounts.length).fill(-1), dictionary: [] }],
    ['founded__c', { kind: 'number', values: new Float64Array(accounts.length).fill(1990) }]
  ]);
  return { ...snapshot, accounts: { ...snapshot.accounts, fields } };
}

/** The clean set with rules added, or put in place of those that bear the same key. */
function changed(...rules: TerritoryRule[]): OrgSnapshot {
  const keys = new Set(rules.map(({ key }) => key));
  return org([...clean.filter(({ key }) => !keys.has(key)), ...rules]);
}

/** What is planted, as it must be found: code, level, rule, field, and a piece of the evidence. */
const planted: readonly (readonly [
  what: string,
  org: OrgSnapshot,
  found: readonly [string, string, string, string | null],
  evidence: string
])[] = [
  [
    'a state in which no account is',
    changed(rule('new', 'tx', 80, state('NV'))),
    ['MATCHES_NOBODY', 'warning', 'new', 'BillingState'],
    'None of 9 accounts'
  ],
  [
    'a rule whose accounts an earlier one takes',
    changed(rule('new', 'rest', 80, { all: [state('TX'), industry('Energy')] })),
    ['SHADOWED', 'warning', 'new', null],
    'matches 1 account, and rules before it take them all: tx of TX (1)'
  ],
  [
    'a rule whose accounts two earlier ones take',
    changed(rule('new', 'rest', 80, { any: [state('TX'), state('OK')] })),
    ['SHADOWED', 'warning', 'new', null],
    'tx of TX (2), ok of OK (1)'
  ],
  [
    'a copy of a rule, written otherwise',
    changed(
      rule('new', 'rest', 80, { all: [{ field: 'billingstate', op: 'in', values: ['tx'] }] })
    ),
    ['SAME_CRITERIA', 'warning', 'new', null],
    'rule tx of TX'
  ],
  [
    'a ZIP that is listed twice',
    changed(rule('ny', 'ny', 10, { all: [state('NY'), zips('10001', '10002', '10001')] })),
    ['DUPLICATE_VALUES', 'warning', 'ny', 'BillingPostalCode'],
    '10001 (2 times)'
  ],
  [
    'a ZIP that lost its zero in a spreadsheet',
    changed(rule('ma', 'ma', 20, zips('02139', 2140))),
    ['ZIP_MALFORMED', 'warning', 'ma', 'BillingPostalCode'],
    '"2140"'
  ],
  [
    'a ZIP that an account bears with four more digits',
    changed(rule('tx', 'tx', 30, zips('75001', '75002'))),
    ['ZIP_PLUS_FOUR', 'warning', 'tx', 'BillingPostalCode'],
    '75001 (an account has 75001-1234)'
  ],
  [
    'a ZIP in which no account is',
    changed(rule('ma', 'ma', 20, zips('02139', '02140', '02141'))),
    ['ZIP_WITHOUT_ACCOUNT', 'note', 'ma', 'BillingPostalCode'],
    '1 ZIP of 3: 02141'
  ],
  [
    'a state by name where the accounts bear its code',
    changed(rule('tx', 'tx', 30, state('Texas'))),
    ['STATE_OTHER_SPELLING', 'warning', 'tx', 'BillingState'],
    'Texas (2 accounts with TX)'
  ],
  [
    'one rule by name among rules by code',
    changed(rule('oh', 'oh', 50, state('Ohio'))),
    ['STATE_MIXED', 'warning', 'oh', 'BillingState'],
    'by name (Ohio)'
  ],
  [
    'a rule of a territory that is retired',
    changed(rule('new', 'old', 80, industry('Banking'))),
    ['TERRITORY_NOT_AT_WORK', 'warning', 'new', null],
    'OLD is Retired'
  ],
  [
    'a rule of a territory above others that have none',
    changed(rule('new', 'north', 80, industry('Banking'))),
    ['TERRITORY_NOT_LEAF', 'warning', 'new', null],
    'NORTH has territories below it'
  ],
  [
    'a rule of no territory',
    changed(rule('new', 'gone', 80, industry('Banking'))),
    ['TERRITORY_UNKNOWN', 'error', 'new', null],
    'no territory gone'
  ],
  [
    'a range with its ends swapped',
    changed(rule('new', 'rest', 80, employees(1000, 10))),
    ['NEVER_TRUE', 'error', 'new', 'NumberOfEmployees'],
    'between 1000 and 10'
  ],
  [
    'two values of one field at once',
    changed(rule('new', 'rest', 80, { all: [industry('Energy'), { all: [industry('Banking')] }] })),
    ['NEVER_TRUE', 'error', 'new', 'Industry'],
    'energy and banking at once'
  ],
  [
    'a field that is blank and bears a value',
    changed(
      rule('new', 'rest', 80, { all: [{ field: 'Industry', op: 'blank' }, industry('Energy')] })
    ),
    ['NEVER_TRUE', 'error', 'new', 'Industry'],
    'to be blank and to hold a value'
  ],
  [
    'a child that its parent shuts out',
    changed(rule('new', 'ma', 80, { all: [state('TX'), industry('Energy')] })),
    ['PARENT_EXCLUDES', 'error', 'new', null],
    'By itself it matches 1 account'
  ],
  [
    'two territories under one order',
    changed(rule('rest', 'rest', 50, industry('Retail'))),
    ['ORDER_TIE', 'warning', 'oh', null],
    'For 1 account the key alone decides'
  ],
  [
    'a field that nobody fills',
    changed(rule('new', 'rest', 80, { field: 'Site', op: 'equals', value: 'Head office' })),
    ['FIELD_BLANK', 'warning', 'new', 'Site'],
    'blank on all 9 accounts'
  ],
  [
    'criteria of no known form',
    changed(rule('new', 'rest', 80, '{"field":"Industry","op":"resembles","value":"x"}')),
    ['RULE_INVALID', 'error', 'new', 'Criteria__c'],
    'resembles'
  ]
];

describe('the linter of rules', () => {
  it('finds nothing in a clean set', () => {
    expect(lintRules(org(clean))).toEqual([]);
  });

  it.each(planted)('finds %s, and nothing else', (_, snapshot, found, evidence) => {
    const warnings = lintRules(snapshot);
    expect(warnings.map(({ code, level, rule: key, field }) => [code, level, key, field])).toEqual([
      found
    ]);
    expect(warnings[0]?.evidence).toContain(evidence);
    expect(warnings[0]?.cure).not.toBe('');
  });

  it('tells all mistakes of one set, in the order of its rules', () => {
    const found = lintRules(
      changed(
        rule('tx', 'tx', 30, state('Texas')),
        rule('new', 'rest', 80, employees(1000, 10)),
        rule('newer', 'old', 90, states('OK', 'ok'))
      )
    ).map(({ code, rule: key }) => `${key} ${code}`);
    expect(found).toEqual([
      'tx STATE_OTHER_SPELLING',
      'new NEVER_TRUE',
      'newer TERRITORY_NOT_AT_WORK',
      'newer DUPLICATE_VALUES'
    ]);
  });

  it('makes a note of a tie that decides for nobody, and lets rules of one territory share an order', () => {
    const found = (...rules: TerritoryRule[]): string[] =>
      lintRules(changed(...rules)).map(({ code, level }) => `${code} ${level}`);
    const wide = rule('tx', 'tx', 30, { any: [state('TX'), state('OK')] });
    const again = rule('tx-2', 'tx', 30, { any: [state('NY'), state('TX')] });
    expect(found(rule('ma', 'ma', 30, { all: [state('MA'), employees(10, 1000)] }))).toEqual([
      'ORDER_TIE note'
    ]);
    expect(
      found(
        rule('ok', 'ok', 25, states('OK', 'Oklahoma')),
        wide,
        rule('ny', 'ny', 35, state('NY')),
        again
      ).filter((line) => line.startsWith('ORDER_TIE'))
    ).toEqual([]);
    expect(
      found(
        rule('ok', 'ok', 25, states('OK', 'Oklahoma')),
        wide,
        again,
        rule('ma', 'ma', 30, { all: [state('MA'), employees(10, 1000)] })
      ).filter((line) => line.startsWith('ORDER_TIE'))
    ).toEqual(['ORDER_TIE note']);
  });

  it('lets two regions have the same rule below different parents', () => {
    const west = [
      rule('tx', 'tx', 30, { all: [state('TX'), industry('Energy')] }),
      rule('ny', 'ny', 10, industry('Energy')),
      rule('rest', 'rest', 60, industry('Retail')),
      rule('north', 'north', 2, states('OK', 'TX')),
      rule('north-1', 'north-1', 9, industry('Energy')),
      rule('ma', 'ma', 20, industry('Banking'))
    ];
    expect(lintRules(changed(...west)).filter(({ code }) => code === 'SAME_CRITERIA')).toEqual([]);
  });

  it('counts nothing where there are no accounts, and still sees what cannot be', () => {
    const empty = snapshotOf({
      accounts: [],
      territories,
      rules: [...clean, rule('new', 'rest', 80, employees(1000, 10))]
    });
    const fields = new Map(org([]).accounts.fields);
    expect(
      lintRules({ ...empty, accounts: { ...empty.accounts, fields } }).map(({ code }) => code)
    ).toEqual(['NEVER_TRUE']);
  });
});
