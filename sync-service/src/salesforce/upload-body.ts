/**
 * Memory of the last body that went, while the collector leaves it alone: the next part of a write takes
 * its place in it, where ten bodies of some MB each lay about until the collector came.
 */
let spare: WeakRef<ArrayBuffer> | null = null;

/**
 * Lines one after another as one body, for as long as `send` takes. Its memory is used again only after
 * `send` ended well, when the org has all of it: after a fault the transport may still read from it. It
 * is never freed by hand.
 */
export async function withBody<T>(
  lines: readonly Uint8Array[],
  send: (body: Buffer) => Promise<T>
): Promise<T> {
  const size = lines.reduce((sum, line) => sum + line.length, 0);
  const before = spare?.deref();
  spare = null;
  const memory =
    before !== undefined && before.byteLength >= size
      ? before
      : new ArrayBuffer(size + (size >> 3));
  const body = Buffer.from(memory, 0, size);
  let end = 0;
  for (const line of lines) {
    body.set(line, end);
    end += line.length;
  }
  const answer = await send(body);
  spare = new WeakRef(memory);
  return answer;
}
