import type { RecordValues, SaveOptions, SaveResult } from '../engine/types.ts';
import { SalesforceError } from '../engine/types.ts';
import type { Site } from './site.ts';
import type { UserContext } from '../engine/types.ts';

export type WriteOperation = 'create' | 'update' | 'upsert' | 'delete' | 'erase';

/** Which request a write belongs to, so that injected locks can tell. */
export interface WriteOrigin {
  readonly site: Site;
  readonly user: UserContext;
  readonly method: string;
  readonly path: string;
}

export interface Write {
  readonly operation: WriteOperation;
  readonly object: string;
  /** A delete's rows bear `Id` alone. */
  readonly rows: readonly RecordValues[];
  /** For an upsert. */
  readonly externalField?: string;
}

class RolledBack extends Error {
  readonly results: readonly SaveResult[];
  constructor(results: readonly SaveResult[]) {
    super('rolled back');
    this.results = results;
  }
}

/**
 * Runs one or several writes as one call: the rows' results in order. With `allOrNone` one bad row
 * undoes all, and the good ones say so.
 */
export function saveRows(
  origin: WriteOrigin,
  writes: readonly Write[],
  options: SaveOptions
): SaveResult[] {
  if (!options.allOrNone) return writes.flatMap((write) => saveSome(origin, write, options));
  try {
    return origin.site.org.transaction(() => {
      const results = writes.flatMap((write) => saveSome(origin, write, options));
      if (results.some((result) => !result.success)) throw new RolledBack(results);
      return results;
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return error.results.map((result) =>
      result.success ? { ...rolledBack(), created: result.created } : result
    );
  }
}

/** Runs one row's write. @throws SalesforceError with the row's first error. */
export function saveOne(origin: WriteOrigin, write: Write): SaveResult {
  const [result] = saveRows(origin, [write], { allOrNone: false });
  if (result === undefined)
    throw new SalesforceError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.');
  const [error] = result.errors;
  if (error === undefined) return result;
  throw new SalesforceError(
    statusOf(error.statusCode),
    error.statusCode,
    error.message,
    error.fields
  );
}

function saveSome(origin: WriteOrigin, write: Write, options: SaveOptions): SaveResult[] {
  const locked = origin.site.faults.locked(origin.method, origin.path, write.rows);
  if (!locked.includes(true)) return save(origin, write, write.rows, options);
  const free = write.rows.filter((_, index) => locked[index] !== true);
  const saved = free.length === 0 ? [] : save(origin, write, free, options);
  let next = 0;
  return write.rows.map((row, index) => {
    if (locked[index] === true) return lockedRow(row);
    const result = saved[next];
    next += 1;
    return result ?? rolledBack();
  });
}

function save(
  origin: WriteOrigin,
  write: Write,
  rows: readonly RecordValues[],
  options: SaveOptions
): SaveResult[] {
  const { org } = origin.site;
  switch (write.operation) {
    case 'create':
      return org.create(origin.user, write.object, rows, options);
    case 'update':
      return org.update(origin.user, write.object, rows, options);
    case 'upsert':
      return org.upsert(origin.user, write.object, write.externalField ?? 'Id', rows, options);
    case 'delete':
      return org.remove(origin.user, idsOf(rows), options);
    case 'erase':
      return org.erase(origin.user, idsOf(rows), options);
  }
}

function idsOf(rows: readonly RecordValues[]): string[] {
  return rows.map((row) => String(row['Id'] ?? ''));
}

function lockedRow(row: RecordValues): SaveResult {
  const id = typeof row['Id'] === 'string' ? row['Id'] : 'unknown';
  const message = `unable to obtain exclusive access to this record or 1 records: ${id}`;
  return {
    id: null,
    success: false,
    created: false,
    errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message, fields: [] }]
  };
}

function rolledBack(): SaveResult {
  return {
    id: null,
    success: false,
    created: false,
    errors: [
      {
        statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
        message:
          'Record rolled back because not all records were valid and the request was using AllOrNone header',
        fields: []
      }
    ]
  };
}

/** HTTP status by which REST reports a row error on a single record. */
export function statusOf(code: string): number {
  if (
    code === 'NOT_FOUND' ||
    code === 'ENTITY_IS_DELETED' ||
    code === 'INVALID_CROSS_REFERENCE_KEY'
  )
    return 404;
  if (code.startsWith('INSUFFICIENT_ACCESS')) return 403;
  return 400;
}
