import { Worker } from 'node:worker_threads';
import type { SendCell } from '../salesforce/csv-text.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { Page } from '../salesforce/rows.ts';
import type { Answer, Fault, Question } from './compute-messages.ts';
import type { Computed, IntakePlan, RunInputs, StreamName } from './intake.ts';

/** A run's intake in a thread of its own. */
export interface ComputeThread {
  /** @returns rows taken @throws OrgError SHORT_PAGE */
  take(stream: StreamName, page: Page): Promise<number>;
  /** Once, after all pages. */
  compute(inputs: RunInputs): Promise<Computed & { readonly seconds: number }>;
  /** Rows of coverage that differ. */
  rows(from: number, to: number): Promise<SendCell[][]>;
  end(): Promise<void>;
}

/** Young garbage of the thread, in MB: small, because pages are parsed and forgotten at once. */
const youngGenerationMB = 48;

/** Starts the thread. */
export function startComputing(plan: IntakePlan): ComputeThread {
  const worker = new Worker(new URL('./compute-worker.ts', import.meta.url), {
    workerData: plan,
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMB }
  });
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  let asked = 0;
  let ended: Error | null = null;
  const giveUp = (error: Error): void => {
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const asker = waiting.get(answer.number);
    waiting.delete(answer.number);
    if ('value' in answer) asker?.resolve(answer.value);
    else asker?.reject(errorOf(answer.fault));
  });
  worker.on('error', giveUp);
  worker.on('exit', (code) => {
    giveUp(new Error(`The computing thread ended with exit code ${String(code)}.`));
  });
  const ask = <T>(question: Question): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended !== null) {
        reject(ended);
        return;
      }
      asked += 1;
      waiting.set(asked, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage({ number: asked, question });
    });
  return {
    take: (stream, page) => ask({ kind: 'page', stream, page }),
    compute: (inputs) => ask({ kind: 'compute', inputs }),
    rows: (from, to) => ask({ kind: 'rows', from, to }),
    async end() {
      await worker.terminate();
    }
  };
}

function errorOf(fault: Fault): Error {
  return fault.code === null
    ? new Error(fault.message)
    : new OrgError('transient', fault.code, fault.message, fault.cure);
}
