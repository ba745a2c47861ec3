import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { csvLine } from '../../src/salesforce/csv-text.ts';
import { OrgError } from '../../src/salesforce/errors.ts';
import type { Page } from '../../src/salesforce/rows.ts';
import { rowByRow } from '../../src/salesforce/rows.ts';

const query = { object: 'Account', columns: ['Id', 'Name'] };
const packed = (
  text: string | Buffer,
  isGzip = true
): { bytes: Uint8Array<ArrayBuffer>; isGzip: boolean } => ({
  bytes: new Uint8Array(isGzip ? gzipSync(text) : Buffer.from(text)),
  isGzip
});

/** What a page gives, and whether it is asked for again. */
function taken(page: Page): {
  rows: (string | null)[][];
  fault: 'none' | 'again' | 'ends the run';
} {
  const rows: (string | null)[][] = [];
  try {
    rowByRow(query, (cells) => rows.push([...cells]))(page);
    return { rows, fault: 'none' };
  } catch (error) {
    const again = error instanceof OrgError && error.code === 'SHORT_PAGE';
    return { rows, fault: again ? 'again' : 'ends the run' };
  }
}

describe('a page of CSV as it came', () => {
  it('gives its rows, gzip or not, whatever its cells hold', () => {
    const cell = fc
      .string({ minLength: 1 })
      .filter((text) => !text.includes('\r') && text !== '#N/A');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1 }),
        fc.boolean(),
        (rows, isGzip) => {
          const text = csvLine(query.columns) + rows.map((row) => csvLine(row)).join('');
          const csv = packed(text, isGzip);
          expect(taken({ csv, counted: rows.length })).toEqual({ rows, fault: 'none' });
        }
      )
    );
  });

  it('gives letters of every script', () => {
    const csv = packed('"Id","Name"\n"1","Žluťoučký 北京 🏔"\n');
    expect(taken({ csv, counted: 1 }).rows).toEqual([['1', 'Žluťoučký 北京 🏔']]);
  });

  it('is taken whole where its gzip says another size than it has, as one of two members does', () => {
    const names = Array.from(
      { length: 60_000 },
      (_, row) => `"${String(row)}","Café ${String(row)}"`
    );
    const whole = [gzipSync(`"Id","Name"\n${names.join('\n')}\n`), gzipSync('"last","one"\n')];
    const csv = { bytes: new Uint8Array(Buffer.concat(whole)), isGzip: true };
    const { rows, fault } = taken({ csv, counted: 60_001 });
    expect(fault).toBe('none');
    expect(rows[59_999]).toEqual(['59999', 'Café 59999']);
    expect(rows[60_000]).toEqual(['last', 'one']);
  });

  it('is asked for again where it was cut, with no row taken', () => {
    const text = '"Id","Name"\n"1","a"\n"2","b"\n"3","c"\n';
    for (let end = 1; end < text.length; end += 1) {
      const cut = packed(text.slice(0, end));
      expect(taken({ csv: cut, counted: 3 })).toEqual({ rows: [], fault: 'again' });
    }
    const whole = gzipSync(text);
    for (let end = 0; end < whole.length; end += 1) {
      const csv = { bytes: new Uint8Array(whole.subarray(0, end)), isGzip: true };
      expect(taken({ csv, counted: 3 })).toEqual({ rows: [], fault: 'again' });
    }
  });

  it('ends the run where it was cut and its cells hold as many line breaks as rows are missing', () => {
    const csv = packed('"Id","Name"\n"1","two\nlines"\n');
    const { fault } = taken({ csv, counted: 2 });
    expect(fault).toBe('ends the run');
  });
});
