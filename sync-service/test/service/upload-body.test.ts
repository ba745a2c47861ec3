import { expect, test } from '@jest/globals';
import { withBody } from '../../src/salesforce/upload-body.ts';

const line = (text: string): Uint8Array => Buffer.from(text, 'utf8');

test('a body is its lines one after another, also in memory that a longer one left', async () => {
  const said: string[] = [];
  const memories: ArrayBufferLike[] = [];
  for (const lines of [['Id,Name\n', 'one,a long name\n'], ['Id\n', 'two\n'], ['Id\n']])
    await withBody(lines.map(line), (body) => {
      said.push(body.toString('utf8'));
      memories.push(body.buffer);
      return Promise.resolve();
    });
  expect(said).toEqual(['Id,Name\none,a long name\n', 'Id\ntwo\n', 'Id\n']);
  expect(memories[1]).toBe(memories[0]);
  expect(memories[2]).toBe(memories[0]);
});

test('bodies under way at once, and the one after a fault, never share memory', async () => {
  const memories: ArrayBufferLike[] = [];
  const inside = withBody([line('outer\n')], async (outer) => {
    await withBody([line('inner\n')], (inner) => {
      memories.push(outer.buffer, inner.buffer);
      return Promise.resolve();
    });
    expect(outer.toString('utf8')).toBe('outer\n');
    throw new Error('the answer got lost');
  });
  await expect(inside).rejects.toThrow('the answer got lost');
  await withBody([line('later\n')], (later) => {
    memories.push(later.buffer);
    return Promise.resolve();
  });
  expect(memories[1]).not.toBe(memories[0]);
  expect(memories[2]).not.toBe(memories[0]);
});
