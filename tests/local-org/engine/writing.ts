import type { EngineState } from './state.ts';
import type { Store } from './store.ts';
import type { UserContext } from './types.ts';

/** What every write needs. */
export interface Writing {
  readonly state: EngineState;
  readonly store: Store;
  readonly user: UserContext;
  /** Seconds of the org's clock, never earlier than a stamp given before. */
  stamp(): string;
}
