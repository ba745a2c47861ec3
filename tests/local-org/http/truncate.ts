import { Readable } from 'node:stream';
import type { Reply } from './exchange.ts';
import { isObject, json } from './exchange.ts';

/**
 * Cuts the second half off a page of results and leaves all headers and counts as they were: a
 * client that does not count takes it for whole.
 * @param atRow cuts CSV between two lines instead of at any byte.
 */
export async function truncate(reply: Reply, atRow: boolean): Promise<Reply> {
  if (reply.body.kind === 'json' && isObject(reply.body.value)) {
    const records = reply.body.value['records'];
    if (!Array.isArray(records)) return reply;
    const kept: unknown[] = records.slice(0, Math.floor(records.length / 2));
    return json({ ...reply.body.value, records: kept }, reply.status, reply.headers);
  }
  if (reply.body.kind !== 'stream') return reply;
  const chunks: Buffer[] = [];
  for await (const chunk of reply.body.stream) chunks.push(chunk as Buffer);
  const whole = Buffer.concat(chunks);
  const middle = Math.floor(whole.length / 2);
  const end = atRow ? whole.indexOf('\n', middle) + 1 : middle;
  const half = whole.subarray(0, end);
  return { ...reply, body: { ...reply.body, stream: Readable.from([half]), length: half.length } };
}
