import { whatIfOf } from 'c/whatIf';
import { noSettings, scenarioFields } from '../scenarioFields';

const parameters = (fields: Record<string, string>): unknown =>
  JSON.parse(fields['Parameters__c'] ?? 'null');

describe('the fields of a scenario', () => {
  it('say nothing that was not said, so that the policy holds', () => {
    expect(scenarioFields(noSettings)).toEqual({ Scope__c: 'Whole Org' });
  });

  it('hold all that was said, as docs/rebalance.md has it', () => {
    const fields = scenarioFields({
      scope: 'Territories',
      root: '',
      territories: ['new-england', 'pennsylvania'],
      measures: ['workload', 'potential'],
      tolerance: '5',
      tolerances: { potential: '10', revenue: '1' },
      mostAccounts: '200',
      mostRevenue: '1000000',
      waveSize: '500',
      waveDates: '2027-01-11, 2027-01-18',
      frozen: ['texas-north'],
      whatIfs: [{ kind: 'leaver', user: '0055e0000000001AAA' }]
    });
    expect(fields['Scope__c']).toBe('Territories');
    expect(parameters(fields)).toEqual({
      territories: ['new-england', 'pennsylvania'],
      measures: [
        { name: 'workload', tolerance: 0.05 },
        { name: 'potential', tolerance: 0.1 }
      ],
      mostAccounts: 200,
      mostRevenue: 1000000,
      waveSize: 500,
      waveDates: ['2027-01-11', '2027-01-18'],
      frozen: ['texas-north'],
      whatIfs: [{ kind: 'leaver', user: '0055e0000000001AAA' }]
    });
  });

  it('hold a tolerance of one measure alone', () => {
    expect(parameters(scenarioFields({ ...noSettings, tolerances: { potential: '15' } }))).toEqual({
      measures: [{ name: 'workload' }, { name: 'potential', tolerance: 0.15 }]
    });
  });

  it('name the territory on top only where a subtree is meant', () => {
    const root = 'a0J5e0000000001EAA';
    expect(scenarioFields({ ...noSettings, root })['Root__c']).toBeUndefined();
    expect(scenarioFields({ ...noSettings, scope: 'Subtree', root })['Root__c']).toBe(root);
  });
});

describe('a what-if', () => {
  it.each([
    ['leaver', { user: '005x' }, { kind: 'leaver', user: '005x' }],
    [
      'joiner',
      { territory: 'ohio', hours: '30', ramp: '70' },
      { kind: 'joiner', territory: 'ohio', hours: 30, ramp: 0.7 }
    ],
    ['close', { territory: 'ohio' }, { kind: 'close', territory: 'ohio' }],
    ['market', { factor: '90', state: 'TX' }, { kind: 'market', factor: 0.9, state: 'TX' }],
    ['ahead', { months: '12' }, { kind: 'ahead', months: 12 }]
  ] as const)('%s is put together from what was filled in', (kind, filled, expected) => {
    expect(whatIfOf(kind, filled)).toEqual(expected);
  });

  it.each([
    ['leaver', {}],
    ['joiner', { territory: 'ohio' }],
    ['capacity', { territory: 'ohio', hours: '-1' }],
    ['ahead', { months: 'twelve' }],
    ['market', { state: 'TX' }]
  ] as const)('%s is none while something is missing or no number', (kind, filled) => {
    expect(whatIfOf(kind, filled)).toBeNull();
  });
});
