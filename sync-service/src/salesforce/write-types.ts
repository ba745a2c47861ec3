import type { SendCell } from './csv-text.ts';

/** Rows to write to one object. Columns hold the row's identity first: `Id`, or the external id of an upsert. */
export interface RowsToWrite {
  readonly object: string;
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete';
  /** External id field of an upsert. */
  readonly externalId?: string;
  /**
   * Whether the org's assignment rules run over the rows. Said by a header that a Bulk job does not
   * know, so that what says it goes by collections; by default none run by REST.
   */
  readonly rules?: 'run' | 'leave';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SendCell[])[];
  /** The rows as lines of CSV, made where their cells are; `rows` then holds each one's identity alone, and all go by Bulk. */
  readonly lines?: readonly Uint8Array[];
}

/** What became of a row. */
export interface RowOutcome {
  /** Position among the rows sent. */
  readonly row: number;
  readonly success: boolean;
  readonly id: string | null;
  readonly code: string | null;
  readonly message: string | null;
}
