import { gunzipSync } from 'node:zlib';

/** Bytes that are inflated at a time, at most. */
export const largestPiece = 1 << 20;

/** A body as it came over the wire. */
export interface PackedBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isGzip: boolean;
}

/** A packed body's text. @throws Error where the gzip is cut off */
export function unpacked({ bytes, isGzip }: PackedBody): string {
  const whole = isGzip ? gunzipSync(bytes, { chunkSize: largestPiece }) : Buffer.from(bytes.buffer);
  return whole.toString('utf8');
}
