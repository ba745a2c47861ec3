/** The most requests that are remembered; older ones fall out. */
const MOST = 100_000;

export interface LoggedRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** `Sforce-Auto-Assign` as sent; null where the client left it to the org. */
  readonly autoAssign: string | null;
  /** 0 when the connection was dropped without an answer. */
  status: number;
}

export interface RequestLog {
  begin(method: string, path: string, autoAssign: string | null): LoggedRequest;
  entries(): readonly LoggedRequest[];
  clear(): void;
}

/** What clients asked, for tests that count calls. */
export function createRequestLog(): RequestLog {
  let kept: LoggedRequest[] = [];
  return {
    begin(method, path, autoAssign) {
      const entry: LoggedRequest = { method, path, autoAssign, status: 0 };
      if (kept.length >= MOST) kept = kept.slice(MOST / 2);
      kept.push(entry);
      return entry;
    },
    entries: () => kept,
    clear() {
      kept = [];
    }
  };
}
