import type { MoveShow } from './moveRows';
import { moveStates } from './moveRows';

type State = (typeof moveStates)[number];

/** What a list of moves is searched by, as the service takes it in a request's Filter. */
export interface FoundScope {
  readonly search?: string;
  readonly state?: State;
}

/**
 * The scope of a verdict on all that the list finds, read or not; with nothing searched for it is
 * the whole. Null where the list shows what has become of moves, which no verdict can name.
 */
export function foundScope(search: string, show: MoveShow): FoundScope | null {
  const isState = (value: string): value is State => moveStates.some((one) => one === value);
  if (show !== 'all' && !isState(show)) return null;
  const word = search.trim();
  return { ...(word === '' ? {} : { search: word }), ...(show === 'all' ? {} : { state: show }) };
}
