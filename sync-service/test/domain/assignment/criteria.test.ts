import { describe, expect, it } from '@jest/globals';
import type { AccountTable, Column } from '../../../src/domain/core/columns.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import { compileCriteria } from '../../../src/domain/assignment/compile-criteria.ts';
import { parseCriteria } from '../../../src/domain/assignment/criteria.ts';
import { UnfitValueError } from '../../../src/domain/assignment/criteria-values.ts';
import { describeCriteria } from '../../../src/domain/assignment/describe-criteria.ts';
import { placingRules } from '../../../src/domain/assignment/match-rules.ts';
import type { TerritoryRule } from '../../../src/domain/core/snapshot.ts';
import { buildTree } from '../../../src/domain/territory/tree.ts';
import { territory } from '../org-builder.ts';

const id = '0015e0000000001AAA';
/** One account with a value in each kind of field, and one whose fields are all blank; the second is the first's parent. */
const accounts: AccountTable = {
  count: 2,
  ids: [id, '0015e0000000002AAA'],
  names: ['Blue Ridge Foods', 'Parent Co'],
  parent: Int32Array.from([1, -1]),
  owner: { kind: 'text', codes: Int32Array.from([0, 0]), dictionary: ['0055e0000000001AAA'] },
  latitude: Float64Array.from([40, NaN]),
  longitude: Float64Array.from([-100, NaN]),
  placeSource: Uint8Array.from([0, 4]),
  fields: new Map<string, Column>([
    ['industry', { kind: 'text', codes: Int32Array.from([0, -1]), dictionary: ['Energy'] }],
    ['skills__c', { kind: 'text', codes: Int32Array.from([0, -1]), dictionary: ['Wind; Solar'] }],
    ['numberofemployees', { kind: 'number', values: Float64Array.from([250, NaN]) }],
    ['since__c', { kind: 'date', values: Float64Array.from([dayNumber('2026-03-01'), NaN]) }],
    ['active__c', { kind: 'flag', values: Uint8Array.from([1, 255]) }]
  ])
};

function fits(criteria: object, index: number): boolean {
  const parsed = parseCriteria(JSON.stringify(criteria));
  if ('fault' in parsed) throw new Error(parsed.fault);
  return compileCriteria(parsed.criteria, { accounts, ultimateParent: Int32Array.from([1, 1]) })(
    index
  );
}

const industry = (op: string, value: unknown): object => ({
  field: 'Industry',
  op,
  [Array.isArray(value) ? 'values' : 'value']: value
});
const people = (op: string, value: unknown): object => ({
  field: 'NumberOfEmployees',
  op,
  [Array.isArray(value) ? 'values' : 'value']: value
});

describe('a condition fits a filled field, and a blank one', () => {
  it.each([
    [industry('equals', 'ENERGY'), true, false],
    [industry('notEquals', 'energy'), false, true],
    [industry('in', ['Retail', 'energy']), true, false],
    [industry('notIn', ['Retail']), true, true],
    [industry('notIn', ['Energy']), false, true],
    [industry('contains', 'NER'), true, false],
    [industry('startsWith', 'en'), true, false],
    [industry('less', 'F'), true, false],
    [{ field: 'Industry', op: 'blank' }, false, true],
    [{ field: 'Industry', op: 'notBlank' }, true, false],
    [{ field: 'Skills__c', op: 'includes', values: ['solar'] }, true, false],
    [{ field: 'Skills__c', op: 'excludes', values: ['solar'] }, false, true],
    [{ field: 'Skills__c', op: 'excludes', values: ['water'] }, true, true],
    [people('less', 250), false, false],
    [people('lessOrEqual', 250), true, false],
    [people('greater', 249), true, false],
    [people('greaterOrEqual', 251), false, false],
    [people('between', [250, 300]), true, false],
    [people('between', [200, 250]), true, false],
    [people('between', [251, 300]), false, false],
    [people('notEquals', 1), true, true],
    [{ field: 'Since__c', op: 'greaterOrEqual', value: '2026-03-01' }, true, false],
    [{ field: 'Since__c', op: 'less', value: '2026-03-01' }, false, false],
    [{ field: 'Active__c', op: 'equals', value: true }, true, false],
    [{ field: 'Name', op: 'contains', value: 'ridge' }, true, false],
    [{ field: 'Id', op: 'in', values: [id.slice(0, 15)] }, true, false],
    [{ field: 'ultimateParent.Name', op: 'equals', value: 'parent co' }, true, true],
    [{ field: 'ultimateParent.Industry', op: 'blank' }, true, true],
    [{ not: industry('equals', 'Energy') }, false, true],
    [{ all: [industry('equals', 'Energy'), people('greater', 300)] }, false, false],
    [{ any: [industry('equals', 'Energy'), people('greater', 300)] }, true, false],
    // A degree of latitude is 69.0934 miles on a sphere of 3958.7613 miles.
    [{ op: 'withinMiles', latitude: 41, longitude: -100, miles: 69.1 }, true, false],
    [{ op: 'withinMiles', latitude: 41, longitude: -100, miles: 69.0 }, false, false]
  ])('%j: %s, %s', (criteria, filled, blank) => {
    expect([fits(criteria, 0), fits(criteria, 1)]).toEqual([filled, blank]);
  });
});

describe('criteria that cannot be used', () => {
  it.each([
    ['{', /no JSON/],
    ['{"field":"Industry","op":"resembles","value":"x"}', /no operator "resembles"/],
    ['{"all":[]}', /"all" is empty/],
    ['{"any":[{"field":"Industry","op":"in"}]}', /lacks what its operator needs/],
    ['[]', /no condition/]
  ])('%s says why', (text, words) => {
    const parsed = parseCriteria(text);
    expect('fault' in parsed ? parsed.fault : '').toMatch(words);
  });
});

describe('criteria in words', () => {
  it('name fields, brackets and long lists as an admin would', () => {
    const parsed = parseCriteria(
      JSON.stringify({
        all: [
          { field: 'BillingState', op: 'in', values: ['MA', 'CT', 'RI', 'NH', 'VT', 'ME'] },
          {
            any: [
              { field: 'BillingPostalCode', op: 'startsWith', value: '75' },
              { field: 'Big__c', op: 'notBlank' }
            ]
          }
        ]
      })
    );
    expect('criteria' in parsed ? describeCriteria(parsed.criteria) : '').toBe(
      'Billing State is one of MA, CT, RI and 3 more and (Billing Postal Code starts with 75 or Big is filled in)'
    );
  });
});

describe('values that a field can never hold', () => {
  const refusal = (criteria: object): string => {
    try {
      fits(criteria, 0);
      return 'used';
    } catch (error) {
      return error instanceof UnfitValueError ? error.message : String(error);
    }
  };

  it.each<[object, string]>([
    [people('equals', ''), 'NumberOfEmployees equals "", but the field wants a number'],
    [people('equals', 'abc'), 'NumberOfEmployees equals "abc", but the field wants a number'],
    [people('notEquals', 'abc'), 'NumberOfEmployees notEquals "abc", but the field wants a number'],
    [people('less', true), 'NumberOfEmployees less true, but the field wants a number'],
    [people('in', [1, 'x']), 'NumberOfEmployees in "x", but the field wants a number'],
    [
      people('between', [1, '1,000']),
      'NumberOfEmployees between "1,000", but the field wants a number'
    ],
    [
      { field: 'Since__c', op: 'less', value: 'June' },
      'Since__c less "June", but the field wants a day as YYYY-MM-DD'
    ],
    [
      { field: 'Since__c', op: 'equals', value: 20_000 },
      'Since__c equals 20000, but the field wants a day as YYYY-MM-DD'
    ],
    [
      { field: 'Since__c', op: 'between', values: ['2026-01-01', '2026-02-30'] },
      'Since__c between "2026-02-30", but the field wants a day as YYYY-MM-DD'
    ],
    [
      { field: 'Active__c', op: 'equals', value: 'yes' },
      'Active__c equals "yes", but the field wants true or false'
    ],
    [
      { not: industry('contains', '') },
      'Industry contains "", but the field wants a text that is not empty; "blank" and "notBlank" ask for empty ones'
    ],
    [
      { field: 'ultimateParent.Name', op: 'equals', value: ' ' },
      'ultimateParent.Name equals " ", but the field wants a text that is not empty; "blank" and "notBlank" ask for empty ones'
    ],
    [people('equals', '250'), 'used'],
    [people('startsWith', '25'), 'used'],
    [industry('equals', 250), 'used'],
    [{ field: 'Active__c', op: 'in', values: ['true', false] }, 'used']
  ])('%j: %s', (criteria, words) => {
    expect(refusal(criteria)).toBe(words);
  });

  it('make the rule an error that names it, and it places nobody', () => {
    const rule = (key: string, criteria: object): TerritoryRule => ({
      id: key,
      key,
      territoryId: 't',
      order: 1,
      criteria: JSON.stringify(criteria),
      active: true
    });
    const tree = buildTree([territory('t')]).tree;
    const { rules, problems } = placingRules(
      [
        rule('good', industry('equals', 'Energy')),
        rule('bad', people('equals', '')),
        rule('typo', industry('in', ['energy', 'Enrgy'])),
        rule('free', { field: 'Skills__c', op: 'includes', values: ['Wnd'] })
      ],
      tree,
      {
        accounts,
        ultimateParent: Int32Array.from([1, 1]),
        picklists: new Map([['industry', ['Energy', 'Retail']]])
      }
    );
    expect(rules.map((placing) => placing.rule.key)).toEqual(['free', 'good', 'typo']);
    expect(
      problems.map(({ record, field, code, message }) => [record, field, code, message])
    ).toEqual([
      [
        'bad',
        'Criteria__c',
        'RULE_INVALID',
        'The rule cannot be used: NumberOfEmployees equals "", but the field wants a number.'
      ],
      [
        'typo',
        'Criteria__c',
        'RULE_VALUE_UNKNOWN',
        '"Enrgy" is no value of the picklist Industry, and no account has it; the rest of the rule holds.'
      ]
    ]);
  });
});
