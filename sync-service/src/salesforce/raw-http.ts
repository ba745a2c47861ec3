import type { Connection, Schema } from 'jsforce';
import { HttpApi } from 'jsforce/lib/http-api.js';
import type { PackedResponse } from './gathered-transport.ts';
import { GatheredTransport } from './gathered-transport.ts';

const unpacking = new GatheredTransport(false);
const leavingPacked = new GatheredTransport(true);

/**
 * jsforce's own request path (token, refresh after 401) with the answer as it came: status,
 * headers, text. jsforce would parse bodies by guess and cut columns at `|`; and it retries by its
 * own rules, where ours must know what may be sent twice.
 */
export class RawHttp extends HttpApi<Schema> {
  answer: PackedResponse | null = null;
  /** @param isPacked the body is left as it comes */
  constructor(connection: Connection, isPacked: boolean) {
    super(connection, {
      responseType: 'text/plain',
      transport: isPacked ? leavingPacked : unpacking
    });
    this.on('response', (response: PackedResponse) => {
      this.answer = response;
    });
  }
  override isErrorResponse(): boolean {
    return false;
  }
}
