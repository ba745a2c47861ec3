import { expect, test } from '@jest/globals';
import { asSent } from '../../src/jobs/coverage-lines.ts';
import type { SendCell } from '../../src/salesforce/csv-text.ts';

const many = 2_001;

const rowsOf = (count: number, words: (row: number) => SendCell): SendCell[][] =>
  Array.from({ length: count }, (_, row) => [`key${String(row)}`, words(row)]);

const from = (rows: SendCell[][]): Parameters<typeof asSent>[0] => ({
  rows: (first, last) => rows.slice(first, last)
});

test('few rows stay cells', () => {
  const rows = rowsOf(10, () => 'x');
  expect(asSent(from(rows), 2, 5)).toEqual({ rows: rows.slice(2, 5) });
});

test('many rows become lines, each with the place where it ends, whatever their length', () => {
  const rows = rowsOf(many + 1, (row) => (row % 3 === 0 ? 'ü"'.repeat(1_500) : null));
  const sent = asSent(from(rows), 1, many + 1);
  if (!('bytes' in sent)) throw new Error('expected lines');
  const line = (at: number): string =>
    Buffer.from(sent.bytes.subarray(sent.ends[at - 1] ?? 0, sent.ends[at])).toString('utf8');
  expect(sent.keys).toHaveLength(many);
  expect(sent.ends.at(-1)).toBe(sent.bytes.length);
  expect(line(0)).toBe('key1,#N/A\n');
  expect(line(2)).toBe(`key3,"${'ü""'.repeat(1_500)}"\n`);
  expect(line(many - 1)).toBe(`key2001,"${'ü""'.repeat(1_500)}"\n`);
});
