import { z } from 'zod';
import type { RecordValues } from '../engine/types.ts';

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), milliseconds: z.number().min(0) }),
  /** `after`: the work is done, only the answer is lost. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    after: z.boolean().default(false)
  }),
  z.strictObject({ kind: z.literal('drop'), after: z.boolean().default(false) }),
  /** Rows whose id, key or parent is one of `ids` fail; without `ids` every row does. */
  z.strictObject({ kind: z.literal('lock'), ids: z.array(z.string()).optional() }),
  z.strictObject({ kind: z.literal('limit-daily') }),
  z.strictObject({ kind: z.literal('limit-concurrent') }),
  z.strictObject({ kind: z.literal('query-timeout') }),
  z.strictObject({ kind: z.literal('expire-session') }),
  /** `atRow` cuts between two rows instead of at any byte, which only the counts can tell. */
  z.strictObject({ kind: z.literal('truncate'), atRow: z.boolean().default(false) })
]);

const pattern = z.string().refine(isPattern, 'is not a regular expression');

/**
 * A fault as POST /control/faults takes it. It meets the requests that fit method, path (with query
 * string, as sent or decoded) and body, the first of them or the `nth`, and as many as `count` says (1 by default). A
 * lock counts for each id apart: an id fails `count` times, then passes.
 */
export const faultRequest = z.strictObject({
  method: z.string().optional(),
  path: pattern.optional(),
  body: pattern.optional(),
  nth: z.number().int().min(1).default(1),
  count: z.number().int().min(1).default(1),
  action
});

export type FaultAction = z.infer<typeof action>;
export type FaultRequest = z.infer<typeof faultRequest>;

interface Fault {
  readonly id: number;
  readonly request: FaultRequest;
  readonly path: RegExp | null;
  readonly body: RegExp | null;
  /** Locked ids by themselves and by their first fifteen characters; null where every row is locked. */
  readonly ids: ReadonlyMap<string, string> | null;
  /** Requests met, or, for a lock, attempts by id. */
  readonly met: Map<string, number>;
}

export interface Faults {
  add(request: FaultRequest): number;
  remove(id: number): boolean;
  clear(): void;
  /** Actions that this request meets, in the order they were added; locks are left to `locked`. */
  meet(method: string, path: string, body: Buffer): FaultAction[];
  /** For each row whether it is locked against this write; counts the attempts. */
  locked(method: string, path: string, rows: readonly RecordValues[]): boolean[];
}

export function createFaults(): Faults {
  let next = 1;
  let faults: Fault[] = [];
  return {
    add(request) {
      const id = next;
      next += 1;
      faults.push({
        id,
        request,
        path: request.path === undefined ? null : new RegExp(request.path),
        body: request.body === undefined ? null : new RegExp(request.body),
        ids: lockedIds(request.action),
        met: new Map()
      });
      return id;
    },
    remove(id) {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    clear() {
      faults = [];
    },
    meet(method, path, body) {
      if (faults.length === 0) return [];
      const actions: FaultAction[] = [];
      let text: string | null = null;
      for (const fault of faults) {
        if (fault.request.action.kind === 'lock' || !fits(fault, method, path)) continue;
        if (fault.body !== null) {
          text ??= body.toString('utf8');
          if (!fault.body.test(text)) continue;
        }
        if (strikes(fault, '')) actions.push(fault.request.action);
      }
      return actions;
    },
    locked(method, path, rows) {
      const locks = faults.filter(
        (fault) => fault.request.action.kind === 'lock' && fits(fault, method, path)
      );
      if (locks.length === 0) return rows.map(() => false);
      return rows.map((row) => locks.some((fault) => locksRow(fault, row)));
    }
  };
}

function fits(fault: Fault, method: string, path: string): boolean {
  if (fault.request.method !== undefined && fault.request.method.toUpperCase() !== method)
    return false;
  return fault.path === null || fault.path.test(path) || fault.path.test(readable(path));
}

/** The address as a person writes it, so that a pattern can name a query. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

function strikes(fault: Fault, key: string): boolean {
  const seen = (fault.met.get(key) ?? 0) + 1;
  fault.met.set(key, seen);
  return seen >= fault.request.nth && seen < fault.request.nth + fault.request.count;
}

function locksRow(fault: Fault, row: RecordValues): boolean {
  if (fault.request.action.kind !== 'lock') return false;
  const { ids } = fault;
  if (ids === null) return strikes(fault, '');
  for (const value of Object.values(row)) {
    if (typeof value !== 'string') continue;
    const id = ids.get(value);
    if (id !== undefined) return strikes(fault, id);
  }
  return false;
}

function lockedIds(fault: FaultAction): ReadonlyMap<string, string> | null {
  if (fault.kind !== 'lock' || fault.ids === undefined) return null;
  const whole = fault.ids.filter((id) => id.length === 18);
  return new Map([
    ...whole.map((id): [string, string] => [id.slice(0, 15), id]),
    ...fault.ids.map((id): [string, string] => [id, id])
  ]);
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
