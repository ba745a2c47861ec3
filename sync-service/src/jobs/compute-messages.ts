import type { Page } from '../salesforce/rows.ts';
import type { RunInputs, StreamName } from './intake.ts';

/** What the main thread asks of the computing one. */
export type Question =
  | { readonly kind: 'page'; readonly stream: StreamName; readonly page: Page }
  | { readonly kind: 'compute'; readonly inputs: RunInputs }
  | { readonly kind: 'rows'; readonly from: number; readonly to: number };

/** With a code it is a page that was cut short; without, a fault of ours. */
export interface Fault {
  readonly code: string | null;
  readonly message: string;
  readonly cure: string;
}

export type Answer =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly fault: Fault };
