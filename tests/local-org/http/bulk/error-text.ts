import type { SaveResult } from '../../engine/types.ts';

/** A row's error as Bulk results write it: `CODE:message:fields --`. */
export function errorText(result: SaveResult | undefined): string {
  const error = result?.errors[0];
  if (error === undefined) return 'UNKNOWN_EXCEPTION:An unexpected error occurred.:--';
  const fields = error.fields.length === 0 ? '--' : `${error.fields.join(',')} --`;
  return `${error.statusCode}:${error.message}:${fields}`;
}
