import type { Call } from '../exchange.ts';
import type { WriteOrigin } from '../writes.ts';

/** The request that a write of this call belongs to. */
export function originOf(call: Call): WriteOrigin {
  return {
    site: call.site,
    user: call.user,
    method: call.method,
    path: `/services/data/v${call.version}${call.path}`
  };
}
