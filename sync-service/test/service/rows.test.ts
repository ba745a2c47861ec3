import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ResultColumn } from '../../src/domain/core/snapshot.ts';
import { bulkPageRows } from '../../src/salesforce/bulk-query.ts';
import { usageFrom } from '../../src/salesforce/connection.ts';
import { parseCsv } from '../../src/salesforce/csv-page.ts';
import { csvCell, csvLine } from '../../src/salesforce/csv-text.ts';
import { coverageDifference, rowDifference } from '../../src/salesforce/diff.ts';
import { wayToRead } from '../../src/salesforce/read-rows.ts';
import type { HeldColumn } from '../../src/salesforce/records/coverage.ts';
import { digestOf } from '../../src/salesforce/text-digest.ts';

describe('CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    [' spaced', '" spaced"'],
    [0, '0'],
    [false, 'false'],
    [null, '#N/A'],
    ['', '#N/A'],
    [undefined, '']
  ])('%j is sent as %s', (value, text) => {
    expect(csvCell(value)).toBe(text);
  });

  it('comes back as it was written, whatever it holds', () => {
    const cell = fc
      .string({ minLength: 1 })
      .filter((text) => !text.includes('\r') && text !== '#N/A');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const text = csvLine(['A', 'B', 'C']) + rows.map((row) => csvLine(row)).join('');
        expect(parseCsv(text, 3, 'test')).toEqual(rows);
      })
    );
  });

  it('comes back where there is one column, quoted or not', () => {
    expect(parseCsv('"Id"\n"a"\n"b ""c"",\nd"\n""\n', 1, 'test')).toEqual([
      ['a'],
      ['b "c",\nd'],
      [null]
    ]);
    expect(parseCsv('Id\na\n\nb\n', 1, 'test')).toEqual([['a'], [null], ['b']]);
    expect(() => parseCsv('"Id"\n"a"\n"b', 1, 'test')).toThrow(/cut off/);
  });

  it('keeps leading zeros and the text N/A, and takes an empty cell as nothing', () => {
    expect(parseCsv('A,B,C\n00501,N/A,\n', 3, 'test')).toEqual([['00501', 'N/A', null]]);
  });

  it.each(['A,B\n1,2\n3', 'A,B\n1,2\n3,4'])('refuses a page that is cut: %j', (text) => {
    expect(() => parseCsv(text, 2, 'test')).toThrow(/cut off|of 2 columns/);
  });
});

describe('ways to read', () => {
  it('are plain up to two thousand rows and bulk beyond', () => {
    expect([0, 2000, 2001].map(wayToRead)).toEqual(['rest', 'rest', 'bulk']);
  });

  it('ask for fewer rows a page where rows are wide', () => {
    expect(bulkPageRows(3)).toBeGreaterThan(bulkPageRows(38));
  });
});

describe('the usage header', () => {
  it.each([
    ['api-usage=18/15000', { used: 18, allowed: 15000 }],
    ['per-app-api-usage=1/2(appName=x); api-usage=3/5', { used: 3, allowed: 5 }],
    [undefined, null]
  ])('%s', (header, usage) => {
    expect(usageFrom(header)).toEqual(usage);
  });
});

describe('what differs', () => {
  const text = (...values: (string | null)[]): ResultColumn => ({ kind: 'text', values });
  const number = (...values: number[]): ResultColumn => ({
    kind: 'number',
    values: Float64Array.from(values)
  });

  it('is sent alone: changed cells of a row that is there, filled cells of a new one, nothing of an equal one', () => {
    const wanted = new Map([
      ['Reason__c', text('same', 'now', 'fresh')],
      ['Health__c', number(50, NaN, NaN)]
    ]);
    const held = new Map([
      ['Reason__c', text('same', 'before', null)],
      ['Health__c', number(50, 70, NaN)]
    ]);
    const digests = new Map<string, HeldColumn>([
      ...held,
      [
        'Reason__c',
        {
          kind: 'digest',
          values: Float64Array.from([digestOf('same'), digestOf('before'), digestOf(null)])
        }
      ]
    ]);
    for (const before of [held, digests]) {
      const difference = coverageDifference(
        ['b', 'a', 'c'],
        wanted,
        Uint8Array.from([1, 1, 0]),
        before,
        new Map()
      );
      expect({ ...difference, rows: difference.rows(0, difference.count) }).toEqual({
        columns: ['Key__c', 'Account__c', 'Reason__c', 'Health__c'],
        count: 2,
        rows: [
          ['a', undefined, 'now', null],
          ['c', 'c', 'fresh', undefined]
        ]
      });
    }
  });

  it('is told by digests that differ where texts differ, and nothing has none', () => {
    expect(digestOf(null)).toBeNaN();
    expect(digestOf('')).toBeNaN();
    const texts = new Set<string>();
    for (let number = 0; number < 20_000; number += 1)
      texts.add(`No touch for ${String(number)} days, 30 are the cadence of tier A.`);
    expect(new Set([...texts].map(digestOf)).size).toBe(texts.size);
    for (const digest of [...texts].map(digestOf)) expect(Number.isSafeInteger(digest)).toBe(true);
  });

  it('treats equal moments, empty text and nothing as the same', () => {
    const held = new Map([
      ['k', { At__c: '2026-01-01T00:00:00.000+0000', Note__c: null, Sum__c: 1 }]
    ]);
    expect(
      rowDifference(
        [
          {
            key: 'k',
            id: null,
            values: { At__c: '2026-01-01T00:00:00.000Z', Note__c: '', Sum__c: 1 }
          }
        ],
        held
      )
    ).toEqual([]);
    expect(
      rowDifference(
        [{ key: 'k', id: null, values: { At__c: '2026-01-01T00:00:00.000Z', Sum__c: 2 } }],
        held
      )
    ).toEqual([{ key: 'k', id: null, values: { Sum__c: 2 } }]);
  });
});
