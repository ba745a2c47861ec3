import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { Criteria as PageCriteria } from '../../../../force-app/main/assignment/lwc/ruleCriteria/criteriaWords.ts';
import { criteriaWords } from '../../../../force-app/main/assignment/lwc/ruleCriteria/criteriaWords.ts';
import { parseCriteria } from '../../../src/domain/assignment/criteria.ts';
import { describeCriteria } from '../../../src/domain/assignment/describe-criteria.ts';

/** Words of operators as the labels of the package have them. */
const labels = readFileSync('force-app/main/core/labels/CustomLabels.labels-meta.xml', 'utf8');
const operators = Object.fromEntries(
  [
    ...labels.matchAll(
      /<fullName>Evenfield_Rules_Op_(\w+)<\/fullName>[\s\S]*?<value>([^<]*)<\/value>/g
    )
  ].map(([, name = '', value = '']) => [name, value])
);

const field = fc.constantFrom(
  'BillingPostalCode',
  'Industry',
  'My_Own_Field__c',
  'ultimateParent.BillingState'
);
const scalar = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean());
const condition = fc.oneof(
  fc.record({
    field,
    op: fc.constantFrom('equals', 'notEquals', 'less', 'greaterOrEqual', 'contains', 'startsWith'),
    value: scalar
  }),
  fc.record({
    field,
    op: fc.constantFrom('in', 'notIn', 'includes', 'excludes'),
    values: fc.array(scalar, { minLength: 1, maxLength: 9 })
  }),
  fc.record({ field, op: fc.constant('between'), values: fc.tuple(scalar, scalar) }),
  fc.record({ field, op: fc.constantFrom('blank', 'notBlank') }),
  fc.record({
    op: fc.constant('withinMiles'),
    latitude: fc.integer({ min: -90, max: 90 }),
    longitude: fc.integer({ min: -180, max: 180 }),
    miles: fc.integer({ min: 1, max: 500 })
  })
);
const { criteria } = fc.letrec<{ criteria: PageCriteria }>((tie) => ({
  criteria: fc.oneof(
    { depthSize: 'small' },
    condition as fc.Arbitrary<PageCriteria>,
    fc.record({ all: fc.array(tie('criteria'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('criteria'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('criteria') })
  )
}));

describe('a rule in words', () => {
  it('reads on the page as the service writes it into reasons', () => {
    expect(Object.keys(operators)).toHaveLength(16);
    fc.assert(
      fc.property(criteria, (node) => {
        const parsed = parseCriteria(JSON.stringify(node));
        if ('fault' in parsed) throw new Error(parsed.fault);
        expect(criteriaWords(node, operators)).toBe(describeCriteria(parsed.criteria));
      }),
      { numRuns: 500 }
    );
  });
});
