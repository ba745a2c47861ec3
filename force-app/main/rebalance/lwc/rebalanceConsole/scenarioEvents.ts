import { isEmpEnabled, onError, subscribe, unsubscribe } from 'lightning/empApi';

const channel = '/data/Evenfield_Rebalance__ChangeEvent';
/** What comes from now on; what came before is read. */
const fromNow = -1;

interface ChangeMessage {
  readonly data?: {
    readonly payload?: {
      readonly ChangeEventHeader?: {
        readonly changeType?: string;
        readonly recordIds?: readonly string[];
      };
    };
  };
}

/** Errors of the streaming connection, which all of a browser's pages share, name the subscription that they are about. */
interface StreamFault {
  readonly subscription?: unknown;
}

export interface ScenarioListener {
  /** Scenarios changed; null where the event does not tell which. */
  readonly heard: (ids: readonly string[] | null) => void;
  /** Events come from now on. */
  readonly live: () => void;
  /** No events come, or none any more: not enabled, not allowed, or broken off. */
  readonly lost: () => void;
}

/** The platform has no way to take an error listener back, so the page has one for all that listen. */
const faultListeners = new Set<(fault: StreamFault | null) => void>();
let isRegistered = false;

/**
 * Listens to changes of scenarios until it is closed. Each event that comes is a delivery that the org
 * counts, so that it is to be opened only while there is something to hear. Never throws.
 * @returns closes it
 */
export function listenToScenarios({ heard, live, lost }: ScenarioListener): () => void {
  let isOpen = true;
  let subscription: object | null = null;
  const close = (): void => {
    isOpen = false;
    faultListeners.delete(takeFault);
    const ended = subscription;
    subscription = null;
    if (ended !== null) unsubscribe(ended, () => undefined).catch(() => undefined);
  };
  const lose = (): void => {
    if (!isOpen) return;
    close();
    lost();
  };
  const takeFault = (fault: StreamFault | null): void => {
    const about = fault?.subscription;
    if (typeof about !== 'string' || about === channel) lose();
  };
  const open = async (): Promise<void> => {
    if ((await isEmpEnabled()) !== true) {
      lose();
      return;
    }
    if (!isOpen) return;
    if (!isRegistered) {
      isRegistered = true;
      onError((fault) => {
        for (const listener of [...faultListeners]) listener(fault);
      });
    }
    faultListeners.add(takeFault);
    const answer = await subscribe(channel, fromNow, (message) => {
      if (isOpen) heard(idsOf(message as ChangeMessage));
    });
    if (!isOpen) {
      await unsubscribe(answer, () => undefined);
      return;
    }
    subscription = answer;
    live();
  };
  open().catch(lose);
  return close;
}

/** Events of a gap or an overflow do not name every record. */
function idsOf({ data }: ChangeMessage): readonly string[] | null {
  const { changeType = 'GAP', recordIds } = data?.payload?.ChangeEventHeader ?? {};
  return changeType.startsWith('GAP') ? null : (recordIds ?? null);
}
