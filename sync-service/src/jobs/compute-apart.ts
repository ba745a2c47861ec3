import { Worker } from 'node:worker_threads';
import type { RunResult } from '../domain/core/result.ts';
import type { OrgSnapshot, ResultColumn } from '../domain/core/snapshot.ts';

/** Coverage columns that the computation reads; the rest is only compared afterwards. */
const readByDomain = [
  'Territory__c',
  'Override_Territory__c',
  'Source__c',
  'Since__c',
  'Locked__c',
  'Locked_Until__c',
  'Potential__c',
  'Potential_Date__c'
];

/** Runs `computeRun` in a worker thread. @throws what the computation throws */
export function computeApart(
  snapshot: OrgSnapshot
): Promise<{ result: RunResult; seconds: number }> {
  const columns = new Map<string, ResultColumn>(
    [...snapshot.coverage.columns].filter(([name]) => readByDomain.includes(name))
  );
  const slim: OrgSnapshot = {
    ...snapshot,
    coverage: { present: snapshot.coverage.present, columns }
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compute-worker.ts', import.meta.url));
    worker.once('message', (message: { result: RunResult; seconds: number }) => {
      resolve(message);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(
        new Error(`The computing thread ended with exit code ${String(code)} before it answered.`)
      );
    });
    worker.postMessage(slim);
  });
}
