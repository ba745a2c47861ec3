import { parentPort } from 'node:worker_threads';
import { computeRun } from '../domain/core/compute-run.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';

/** Computes in a thread of its own: a blocked event loop would lose the job's lock and miss its heartbeat. */
parentPort?.once('message', (snapshot: OrgSnapshot) => {
  const started = performance.now();
  const result = computeRun(snapshot);
  parentPort?.postMessage({ result, seconds: (performance.now() - started) / 1000 });
});
