import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCsvReader } from '../http/bulk/csv-read.ts';
import { csvLine, javaDouble } from '../http/bulk/csv-write.ts';

function readAll(text: string, delimiter = ','): string[][] {
  const reader = createCsvReader(text, delimiter);
  const rows: string[][] = [];
  for (let row = reader.next(); row !== null; row = reader.next()) rows.push(row);
  return rows;
}

describe('CSV of the Bulk API', () => {
  it('reads back whatever it wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', 'é', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, lineEnding) => {
        const text = rows.map((row) => csvLine(row, ',', lineEnding)).join('');
        expect(readAll(text)).toEqual(rows);
      })
    );
  });

  it('reads quotes, line breaks within quotes, blank cells and a missing last line end', () => {
    expect(readAll('Name,Note,Empty\r\n"Reed, Inc","two\nlines ""quoted""",\r\nlast,1,2')).toEqual([
      ['Name', 'Note', 'Empty'],
      ['Reed, Inc', 'two\nlines "quoted"', ''],
      ['last', '1', '2']
    ]);
  });

  it('refuses a quote that is not closed', () => {
    expect(() => readAll('Name\n"Reed')).toThrow('a quoted field is not closed');
  });

  it.each([
    [0, '0.0'],
    [5, '5.0'],
    [0.1, '0.1'],
    [-12.5, '-12.5'],
    [9_999_999, '9999999.0'],
    [10_000_000, '1.0E7'],
    [350_000_000, '3.5E8'],
    [0.0005, '5.0E-4']
  ])('writes %d as Java does: %s', (value, text) => {
    expect(javaDouble(value)).toBe(text);
  });
});
