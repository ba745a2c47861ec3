import { PassThrough } from 'node:stream';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpRequest, HttpResponse } from 'jsforce';
import { Transport } from 'jsforce/lib/transport.js';
import { EnvHttpProxyAgent, interceptors, request } from 'undici';
import type { PackedBody } from './packed-body.ts';
import { largestPiece } from './packed-body.ts';

const inflate = promisify(gunzip);
const smallestPiece = 1 << 14;
/** About how many times larger an answer is than its gzip. */
const usualRatio = 8;

/** An answer, with its body packed where that was asked for and the org did not refuse. */
export interface PackedResponse extends HttpResponse {
  readonly packed?: PackedBody;
}

let dispatcher: ReturnType<EnvHttpProxyAgent['compose']> | null = null;

/** Proxies as the environment names them; redirects are followed. */
function way(): NonNullable<typeof dispatcher> {
  dispatcher ??= new EnvHttpProxyAgent({ allowH2: false }).compose(
    interceptors.redirect({ maxRedirections: 5 })
  );
  return dispatcher;
}

/**
 * Answers gathered whole and inflated in large pieces, or not at all. jsforce's own transport
 * inflates in pieces of 16 kB, each of which goes through three streams: of a page of CSV of several
 * MB that is most of what reading it costs.
 */
export class GatheredTransport extends Transport {
  readonly #isPacked: boolean;
  /** @param isPacked bodies are left as they came, for the thread that parses them */
  constructor(isPacked: boolean) {
    super();
    this.#isPacked = isPacked;
  }
  override getRequestStreamCreator(): (request: HttpRequest) => Duplex {
    return (asked) => {
      const stream = new PassThrough();
      gathered(asked, this.#isPacked).then(
        (answer) => stream.emit('complete', answer),
        (error: unknown) => stream.emit('error', error)
      );
      return stream;
    };
  }
}

async function gathered(
  { url, method, headers, body }: HttpRequest,
  isPacked: boolean
): Promise<PackedResponse> {
  const answer = await request(url, {
    method,
    headers: { ...headers, 'accept-encoding': 'gzip' },
    ...(typeof body === 'string' || Buffer.isBuffer(body) ? { body } : {}),
    dispatcher: way()
  });
  const bytes = new Uint8Array(await answer.body.arrayBuffer());
  const isGzip = answer.headers['content-encoding'] === 'gzip';
  const head = {
    statusCode: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    )
  };
  if (isPacked && answer.statusCode < 400) return { ...head, body: '', packed: { bytes, isGzip } };
  const chunkSize = Math.min(largestPiece, Math.max(smallestPiece, bytes.length * usualRatio));
  const whole = isGzip ? await inflate(bytes, { chunkSize }) : Buffer.from(bytes.buffer);
  return { ...head, body: whole.toString('utf8') };
}
