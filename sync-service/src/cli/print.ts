import { SettingsError } from '../config.ts';
import { UnusableRequestError } from '../jobs/answer-report.ts';
import { OrgError } from '../salesforce/errors.ts';

/** Prints one JSON line to standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Tells what went wrong and what to do, without a stack, where we know; else the whole error. @returns the exit code */
export function printFailure(error: unknown, json: boolean): number {
  const unusable = error instanceof UnusableRequestError ? error : null;
  const known = unusable !== null || error instanceof OrgError || error instanceof SettingsError;
  const message =
    error instanceof Error
      ? known
        ? error.message
        : (error.stack ?? error.message)
      : String(error);
  const cure = error instanceof OrgError ? error.cure : (unusable?.cure ?? null);
  if (json) printJson({ status: 'Failed', message, cure });
  process.stderr.write(`${message}\n${cure === null ? '' : `What to do: ${cure}\n`}`);
  return 1;
}
