import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SoqlOrg } from './soql-org.ts';
import { openSoqlOrg } from './soql-org.ts';

/** The truth is told by plain JavaScript over the same rows: two-valued, null matches only `= null` and what negates. */
interface Row {
  readonly Name: string;
  readonly Industry: string | null;
  readonly AnnualRevenue: number | null;
  readonly Checked__c: boolean;
  readonly CreatedDate: string;
}

interface Filter {
  readonly soql: string;
  readonly holds: (row: Row) => boolean;
}

const INDUSTRIES = ['Retail', 'Energy', 'Banking'];

const rowArbitrary = fc.record({
  Name: fc.stringMatching(/^[a-cA-C_%']{1,4}$/),
  Industry: fc.option(fc.constantFrom(...INDUSTRIES), { nil: null }),
  AnnualRevenue: fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }),
  Checked__c: fc.boolean(),
  CreatedDate: fc
    .integer({ min: 0, max: 96 })
    .map((hours) => new Date(Date.parse('2026-10-30T00:00:00Z') + hours * 3_600_000).toISOString())
});

type Compare = '<' | '<=' | '>' | '>=' | '=' | '!=';
const compareArbitrary = fc.constantFrom<Compare>('<', '<=', '>', '>=', '=', '!=');

function compared<T extends string | number>(left: T | null, operator: Compare, right: T): boolean {
  if (left === null) return operator === '!=';
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '=':
      return left === right;
    case '!=':
      return left !== right;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

const leafArbitrary: fc.Arbitrary<Filter> = fc.oneof(
  fc.tuple(compareArbitrary, fc.stringMatching(/^[a-c_%']{1,3}$/)).map(([operator, text]) => ({
    soql: `Name ${operator} ${quoted(text)}`,
    holds: (row: Row) => compared(row.Name.toLowerCase(), operator, text)
  })),
  fc.tuple(compareArbitrary, fc.integer({ min: -3, max: 3 })).map(([operator, value]) => ({
    soql: `AnnualRevenue ${operator} ${String(value)}`,
    holds: (row: Row) => compared(row.AnnualRevenue, operator, value)
  })),
  fc.constantFrom('=', '!=').map((operator) => ({
    soql: `Industry ${operator} null`,
    holds: (row: Row) => (row.Industry === null) === (operator === '=')
  })),
  fc.tuple(fc.boolean(), fc.subarray(INDUSTRIES, { minLength: 1 })).map(([negated, values]) => ({
    soql: `Industry ${negated ? 'NOT IN' : 'IN'} (${values.map(quoted).join(', ')})`,
    holds: (row: Row) => (row.Industry !== null && values.includes(row.Industry)) !== negated
  })),
  fc.boolean().map((value) => ({
    soql: `Checked__c = ${String(value)}`,
    holds: (row: Row) => row.Checked__c === value
  })),
  fc.stringMatching(/^[abc_%']{1,2}$/).map((text) => ({
    soql: `Name LIKE ${quoted(text)
      .slice(0, -1)
      .replaceAll(/[%_]/g, String.raw`\$&`)}%'`,
    holds: (row: Row) => row.Name.toLowerCase().startsWith(text)
  })),
  // In New York the 1st of November 2026 has 25 hours.
  compareArbitrary.map((operator) => ({
    soql: `CreatedDate ${operator} TODAY`,
    holds: (row: Row) => {
      const [start, end] = ['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'];
      const within = row.CreatedDate >= start && row.CreatedDate < end;
      switch (operator) {
        case '=':
          return within;
        case '!=':
          return !within;
        case '<':
          return row.CreatedDate < start;
        case '<=':
          return row.CreatedDate < end;
        case '>':
          return row.CreatedDate >= end;
        case '>=':
          return row.CreatedDate >= start;
      }
    }
  }))
);

const filterArbitrary = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    leafArbitrary,
    tie('filter').map((inner) => ({
      soql: `NOT (${inner.soql})`,
      holds: (row: Row) => !inner.holds(row)
    })),
    fc
      .tuple(fc.boolean(), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
      .map(([and, inner]) => ({
        soql: inner.map((each) => `(${each.soql})`).join(and ? ' AND ' : ' OR '),
        holds: (row: Row) =>
          and ? inner.every((each) => each.holds(row)) : inner.some((each) => each.holds(row))
      }))
  )
})).filter;

describe('SOQL filters', () => {
  let test: SoqlOrg;
  let rows: readonly Row[] = [];
  beforeAll(() => {
    test = openSoqlOrg('2026-11-01T20:00:00Z');
    rows = fc.sample(rowArbitrary, { numRuns: 60, seed: 7 });
    test.org.load(
      'Account',
      rows.map((row, index) => ({ ...row, OwnerId: test.people.admin, Site: String(index) }))
    );
  });
  afterAll(() => {
    test.org.close();
  });

  it('keep the rows that plain JavaScript keeps', () => {
    let kept = 0;
    fc.assert(
      fc.property(filterArbitrary, (filter) => {
        const { records } = test.org.query(
          { userId: test.people.admin },
          `SELECT Site FROM Account WHERE ${filter.soql}`
        );
        const found = records.map((record) => Number(record.values['Site'])).sort((a, b) => a - b);
        const expected = rows.flatMap((row, index) => (filter.holds(row) ? [index] : []));
        expect(found).toEqual(expected);
        kept += expected.length;
      }),
      { numRuns: 300, seed: 11 }
    );
    expect(kept).toBeGreaterThan(0);
  });
});
