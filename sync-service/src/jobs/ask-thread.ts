import { Worker } from 'node:worker_threads';
import { OrgError } from '../salesforce/errors.ts';

/** With a code it is a page that was cut short; without, a fault of ours. */
export interface Fault {
  readonly code: string | null;
  readonly message: string;
  readonly cure: string;
}

export interface Asked<Question> {
  readonly number: number;
  readonly question: Question;
}

export type Answer =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly fault: Fault };

/** A thread that answers one question after another. */
export interface AskedThread<Question> {
  /** @param handed memory that changes hands and is empty here afterwards */
  ask<T>(question: Question, handed?: readonly ArrayBuffer[]): Promise<T>;
  end(): Promise<void>;
}

/** Young garbage of a thread, in MB: small, because pages are parsed and forgotten at once. */
const youngGenerationMB = 48;

/** Starts a thread whose module calls `answerQuestions`. */
export function startThread<Question>(module: URL, workerData: unknown): AskedThread<Question> {
  const worker = new Worker(module, {
    workerData,
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
    giveUp(new Error(`The thread ended with exit code ${String(code)}.`));
  });
  return {
    ask: <T>(question: Question, handed: readonly ArrayBuffer[] = []) =>
      new Promise<T>((resolve, reject) => {
        if (ended !== null) {
          reject(ended);
          return;
        }
        asked += 1;
        waiting.set(asked, { resolve: resolve as (value: unknown) => void, reject });
        const message: Asked<Question> = { number: asked, question };
        worker.postMessage(message, handed);
      }),
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
