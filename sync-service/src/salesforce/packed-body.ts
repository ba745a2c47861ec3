import { gunzipSync } from 'node:zlib';
import { letGo } from '../domain/core/column-memory.ts';

/** Bytes that are inflated at a time, at most. */
export const largestPiece = 1 << 20;

/** A body as it came over the wire. */
export interface PackedBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isGzip: boolean;
}

/** Bytes that a gzip's own word for its size is believed up to. */
const largestBody = 1 << 26;
const smallestPiece = 1 << 14;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A packed body's text. It is inflated in one piece, as large as the gzip says in its last four bytes
 * (RFC 1952), because pieces are copied together; with a wrong size it takes more pieces.
 * @throws Error where the gzip is cut off
 */
export function unpacked({ bytes, isGzip }: PackedBody): string {
  if (!isGzip) return decoder.decode(bytes);
  const chunkSize = pieceFor(bytes);
  const whole = gunzipSync(bytes, { chunkSize });
  const text = decoder.decode(whole);
  // Not where it lies in memory that Node shares out.
  if (whole.buffer.byteLength === chunkSize) letGo(whole);
  return text;
}

function pieceFor(gzip: Uint8Array): number {
  const { byteLength } = gzip;
  if (byteLength < 4) return smallestPiece;
  const size = new DataView(gzip.buffer, gzip.byteOffset).getUint32(byteLength - 4, true);
  // One byte beyond, lest zlib ask for a further piece to find its end.
  return size < largestBody ? Math.max(smallestPiece, size + 1) : largestPiece;
}
