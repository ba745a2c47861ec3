import type { Criteria, GroupForm, RuleField } from 'c/ruleCriteria';
import {
  added,
  criteriaOf,
  criteriaWords,
  emptyCondition,
  formOf,
  replaced,
  rowsOf,
  splitValues
} from 'c/ruleCriteria';

const fields: readonly RuleField[] = [
  { name: 'BillingState', label: 'State', kind: 'text' },
  { name: 'NumberOfEmployees', label: 'Employees', kind: 'number' },
  { name: 'IsPartner', label: 'Partner', kind: 'flag' },
  { name: 'SLA_Expires__c', label: 'SLA', kind: 'day' }
];
const operators = { equals: 'is', in: 'is one of', between: 'is between', blank: 'is blank' };

describe('criteria as a form', () => {
  it.each<[string, Criteria]>([
    ['a condition', { field: 'BillingState', op: 'equals', value: 'TX' }],
    ['a list', { field: 'BillingState', op: 'in', values: ['TX', 'OK'] }],
    ['a range of numbers', { field: 'NumberOfEmployees', op: 'between', values: [50, 249] }],
    ['a flag', { field: 'IsPartner', op: 'equals', value: true }],
    ['a blank', { field: 'ultimateParent.BillingState', op: 'blank' }],
    ['a place', { op: 'withinMiles', latitude: 47.6, longitude: -122.3, miles: 40 }],
    [
      'groups within groups',
      {
        all: [
          {
            any: [
              { field: 'BillingState', op: 'equals', value: 'TX' },
              { field: 'BillingState', op: 'blank' }
            ]
          },
          { not: { field: 'NumberOfEmployees', op: 'less', value: 50 } },
          {
            not: {
              any: [
                { field: 'BillingState', op: 'blank' },
                { field: 'IsPartner', op: 'equals', value: false }
              ]
            }
          }
        ]
      }
    ]
  ])('comes back as it was: %s', (_, criteria) => {
    expect(criteriaOf(formOf(criteria), fields)).toEqual({ criteria });
  });

  it('names every value that is missing or of the wrong kind', () => {
    const form: GroupForm = {
      kind: 'group',
      join: 'all',
      parts: [
        emptyCondition('BillingState'),
        { ...emptyCondition('NumberOfEmployees'), value: 'many' },
        { ...emptyCondition('SLA_Expires__c'), value: '1/2/2026' },
        { kind: 'group', join: 'any', parts: [] }
      ]
    };
    expect(criteriaOf(form, fields)).toEqual({
      faults: [
        { code: 'value', words: ['BillingState'] },
        { code: 'number', words: ['NumberOfEmployees', 'many'] },
        { code: 'day', words: ['SLA_Expires__c', '1/2/2026'] },
        { code: 'condition', words: [] }
      ]
    });
  });

  it('adds, replaces and takes away parts where they stand', () => {
    const form = formOf({ any: [{ field: 'BillingState', op: 'blank' }] });
    const deeper = added(form, [], { kind: 'group', join: 'all', parts: [] });
    const more = added(deeper, [1], emptyCondition('IsPartner'));
    const paths = (of: GroupForm): string[] => rowsOf(of).map(({ path }) => path.join('.'));
    expect(paths(more)).toEqual(['', '0', '1', '1.0']);
    expect(paths(replaced(more, [0], null))).toEqual(['', '0', '0.0']);
  });

  it.each([
    ['75001\n75002\r\n\n75001', ['75001', '75002'], 1],
    ['75001, 75002;75003', ['75001', '75002', '75003'], 0],
    ['"Acme, Inc."\n"Smith ""and"" Sons"', ['Acme, Inc.', 'Smith "and" Sons'], 0],
    ['', [], 0]
  ])('reads values from %j', (text, values, repeated) => {
    expect(splitValues(text)).toEqual({ values, repeated });
  });

  it('says long lists in few words', () => {
    const values = Array.from({ length: 4000 }, (_, index) => String(index));
    expect(criteriaWords({ field: 'BillingState', op: 'in', values }, operators)).toBe(
      'Billing State is one of 0, 1, 2 and 3997 more'
    );
  });
});
