/** A row or setting that could not be used; it becomes a Run_Error row. */
export interface Problem {
  /** API name of the object. */
  readonly object: string;
  /** Id or key of the record. */
  readonly record: string;
  /** API name of the field, where one field is to blame. */
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  readonly cure: string;
}
