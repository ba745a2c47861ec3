import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AssetTable } from '../../../src/domain/core/columns.ts';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import { whiteSpaceWords } from '../../../src/domain/retention/growth/account-white-space.ts';
import { growthColumns } from '../../../src/domain/retention/growth/growth-columns.ts';
import { ownedProducts } from '../../../src/domain/retention/growth/ownership.ts';
import { referralReadiness } from '../../../src/domain/retention/growth/referral-readiness.ts';
import type { TestAccount } from '../org-builder.ts';
import { snapshotOf } from '../org-builder.ts';

const today = dayNumber('2026-05-16');

interface Owned {
  readonly account: number;
  readonly product: string | null;
  readonly installed?: number;
  readonly ends?: number;
}

function assetsOf(rows: readonly Owned[]): AssetTable {
  const products = [...new Set(rows.flatMap(({ product }) => product ?? []))];
  return {
    count: rows.length,
    products,
    account: Int32Array.from(rows, ({ account }) => account),
    product: Int32Array.from(rows, ({ product }) =>
      product === null ? -1 : products.indexOf(product)
    ),
    yearly: new Float64Array(rows.length).fill(NaN),
    installed: Float32Array.from(rows, ({ installed }) => installed ?? NaN),
    ends: Float32Array.from(rows, ({ ends }) => ends ?? NaN)
  };
}

/**
 * Forty customers: twenty own a pump, sixteen of those a filter as well; of twenty who own a hose
 * two own one. Account 40 owns nothing.
 */
const planted: Owned[] = Array.from({ length: 40 }, (_, account): Owned[] => [
  { account, product: account < 20 ? 'Pump' : 'Hose' },
  ...(account < 16 || account >= 38 ? [{ account, product: 'Filter' }] : [])
]).flat();
const wordsOf = (rows: readonly Owned[]): (string | null)[] =>
  whiteSpaceWords(ownedProducts(assetsOf(rows), 41, today), null);

describe('white space of an account', () => {
  test('is the planted filter for the four who own a pump alone, with its shares', () => {
    const words = wordsOf(planted);
    // By hand: 16 of 20, 18 of 40; 3 products are 6 pairs, so z = 2.394, and Wilson's lower end is 0.533.
    const filter =
      'Filter: 80 % of those who own Pump have it (at least 53 %), of all customers 45 %';
    expect(words.slice(16, 20)).toEqual([filter, filter, filter, filter]);
    // Who has it, who owns what tells of nothing, and who owns nothing, has none.
    expect(words.filter((text) => text?.startsWith('Filter') === true)).toHaveLength(4);
    expect(words[40]).toBeNull();
  });

  test('is none where filters are dealt without regard to pumps', () => {
    const dealt = planted.filter(({ product }) => product !== 'Filter');
    for (let account = 0; account < 36; account += 2) dealt.push({ account, product: 'Filter' });
    expect(wordsOf(dealt).filter((text) => text?.startsWith('Filter') === true)).toEqual([]);
  });

  test('knows nothing of what has ended, is yet to come, or is of no product', () => {
    const gone = planted.map((row) =>
      row.product === 'Filter' && row.account < 16 ? { ...row, ends: today } : row
    );
    expect(wordsOf(gone).filter((text) => text?.startsWith('Filter') === true)).toEqual([]);
    const ahead = planted.map((row) =>
      row.product === 'Filter' && row.account < 16 ? { ...row, installed: today + 1 } : row
    );
    expect(wordsOf(ahead)).toEqual(wordsOf(gone));
    expect(wordsOf([...planted, { account: 16, product: null }])).toEqual(wordsOf(planted));
  });

  test('is the same whatever order the assets come in, and however often one is owned', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...planted, ...planted], { minLength: planted.length * 2 }),
        (rows) => {
          expect(wordsOf(rows)).toEqual(wordsOf(planted));
        }
      ),
      { numRuns: 20 }
    );
  });

  test('tells who owns nothing what customers of its industry own', () => {
    const industry = {
      kind: 'text' as const,
      dictionary: ['Energy', 'Media; press'],
      codes: Int32Array.from({ length: 41 }, (_, account) => (account < 20 ? 1 : 0))
    };
    industry.codes[40] = 1;
    const words = whiteSpaceWords(ownedProducts(assetsOf(planted), 41, today), industry);
    // All twenty of the industry own a pump, half of all customers do; 12 pairs, z = 2.638.
    expect(words[40]?.split('; ')).toEqual([
      'Pump: 100 % of customers in Media, press have it (at least 74 %), of all customers 50 %',
      'Filter: 80 % of customers in Media, press have it (at least 51 %), of all customers 45 %'
    ]);
  });
});

describe('a referral', () => {
  const well = {
    health: 75,
    band: 'Low' as const,
    lastTouch: today - 90,
    today,
    wasCustomer: true,
    escalatedCases: 0
  };

  test('can be asked for where all of the rule holds, and says what speaks for it', () => {
    expect(referralReadiness(well)).toEqual({
      isReady: true,
      reasons:
        'health 75; low risk; last touched on 2026-02-15; a customer for more than a year; no escalated case'
    });
  });

  test('asks for a promoter where NPS is mapped', () => {
    const { isReady, reasons } = referralReadiness({ ...well, promoterScore: 9 });
    expect([isReady, reasons.split('; ').at(-1)]).toEqual([true, 'NPS answer 9']);
    const org = snapshotOf({
      accounts: [{ won12: 100, employees: 9 }],
      policy: { Signal_Fields__c: 'NPS: Account.NumberOfEmployees' }
    });
    const said = (snapshot: typeof org): unknown =>
      growthColumns(snapshot, new Map()).columns.get('Referral_Reasons__c')?.values[0];
    expect(said(org)).not.toContain('NPS');
    expect(
      said(
        snapshotOf({
          accounts: [{ won12: 100 }],
          policy: { Signal_Fields__c: 'NPS: Account.NumberOfEmployees' }
        })
      )
    ).toContain('NPS is not known');
  });

  test.each([
    [{ health: 74.9 }, 'health 74, from 75 on'],
    [{ health: null }, 'health is not known'],
    [{ band: 'Medium' as const }, 'risk is Medium'],
    [{ band: 'Unknown' as const }, 'risk is not known'],
    [{ lastTouch: today - 91 }, 'last touched on 2026-02-14, within 90 days is asked'],
    [{ lastTouch: NaN }, 'never touched'],
    [{ wasCustomer: false }, 'not yet a customer for a year'],
    [{ escalatedCases: 2 }, 'escalated cases: 2'],
    [{ promoterScore: 8 }, 'NPS answer 8, from 9 on'],
    [{ promoterScore: NaN }, 'NPS is not known'],
    [{ promoterScore: 1e18 }, 'NPS is not known']
  ])('cannot with %j, and says so alone', (change, reasons) => {
    expect(referralReadiness({ ...well, ...change })).toEqual({ isReady: false, reasons });
  });
});

describe('a night', () => {
  /** A hundred customers: those in energy buy ten times as much. Forty prospects, one in four in energy. */
  const accounts: TestAccount[] = [
    ...Array.from({ length: 100 }, (_, place) => ({
      industry: place % 5 === 0 ? 'Energy' : 'Retail',
      state: place % 2 === 0 ? 'TX' : 'FL',
      won12: place % 5 === 0 ? 100_000 + place : 10_000 + place
    })),
    ...Array.from({ length: 40 }, (_, place) => ({
      industry: place % 4 === 0 ? 'Energy' : 'Retail',
      ...(place === 1 ? { now: 500 } : {})
    })),
    {}
  ];
  const column = (
    name: string,
    rows: readonly TestAccount[] = accounts,
    policy: Record<string, unknown> = {}
  ): ArrayLike<unknown> =>
    computeRun(snapshotOf({ accounts: rows, policy })).coverage.get(name)?.values ?? [];

  test('ranks prospects in energy above those in retail, with the reason, and no customer', () => {
    const likeness = Array.from(column('Likeness__c'), Number);
    const reasons = Array.from(column('Likeness_Reasons__c'));
    expect(likeness.slice(0, 100).every(Number.isNaN)).toBe(true);
    const [energy = NaN, customer = 0, retail = NaN] = likeness.slice(100, 103);
    // Of 20 best all are in energy, of 80 others none: log odds of (20.5·80.5)/(0.5·0.5) = 8.8.
    expect([energy, retail]).toEqual([8.8, -8.8]);
    expect(customer).toBeNaN();
    expect(reasons.slice(100, 103)).toEqual([
      'Industry Energy (+8.8)',
      null,
      'Industry Retail (-8.8)'
    ]);
    // Of whom nothing is known there is nothing for or against.
    expect([likeness[140], reasons[140]]).toEqual([0, null]);
  });

  test('ranks nobody where what is bought has nothing to do with the industry', () => {
    const dealt = accounts.map((account, place) =>
      place < 100 ? { ...account, won12: place % 25 < 5 ? 100_000 + place : 10_000 } : account
    );
    expect(Array.from(column('Likeness__c', dealt), Number).every(Number.isNaN)).toBe(true);
  });

  test('names the cluster of each account by what is known of it', () => {
    const clusters = Array.from(column('Cluster__c'));
    expect([clusters[0], clusters[1], clusters[100], clusters[140]]).toEqual([
      'Energy, TX',
      'Retail, FL',
      'Energy',
      null
    ]);
  });

  test('marks customers of high value by revenue and by rule, and tells of a rule that cannot be', () => {
    const sum = (values: ArrayLike<unknown>): number =>
      Array.from(values, Number).reduce((all, own) => all + own, 0);
    expect(sum(column('High_Value__c'))).toBe(0);
    expect(sum(column('High_Value__c', accounts, { High_Value_From__c: 100_000 }))).toBe(20);
    const rule = JSON.stringify({ field: 'Industry', op: 'equals', value: 'Energy' });
    expect(sum(column('High_Value__c', accounts, { High_Value_Rule__c: rule }))).toBe(30);
    const broken = snapshotOf({ accounts, policy: { High_Value_Rule__c: '{"field":"Nope"}' } });
    const { columns, problems } = growthColumns(broken, new Map());
    expect(sum(columns.get('High_Value__c')?.values ?? [])).toBe(0);
    expect(problems).toMatchObject([{ field: 'High_Value_Rule__c', code: 'POLICY_INVALID' }]);
  });
});
