import type { Connection, HttpResponse, Schema } from 'jsforce';
import { HttpApi } from 'jsforce/lib/http-api.js';

/**
 * jsforce's own request path (token, refresh after 401) with the answer as it came: status,
 * headers, text. jsforce would parse bodies by guess and cut columns at `|`; and it retries by its
 * own rules, where ours must know what may be sent twice.
 */
export class RawHttp extends HttpApi<Schema> {
  answer: HttpResponse | null = null;
  constructor(connection: Connection) {
    super(connection, { responseType: 'text/plain', retry: { maxRetries: 0 } });
    this.on('response', (response: HttpResponse) => {
      this.answer = response;
    });
  }
  override isErrorResponse(): boolean {
    return false;
  }
}
