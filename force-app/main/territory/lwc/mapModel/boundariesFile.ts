import boundariesUrl from '@salesforce/resourceUrl/evenfieldBoundaries';
import type { Boundaries, BoundariesFile } from './boundaries';
import { boundariesOf } from './boundaries';

/** States and counties; null where the static resource does not come, so that the map goes without them. */
export async function readBoundaries(): Promise<Boundaries | null> {
  try {
    const answer = await fetch(boundariesUrl);
    return answer.ok ? boundariesOf((await answer.json()) as BoundariesFile) : null;
  } catch {
    return null;
  }
}
