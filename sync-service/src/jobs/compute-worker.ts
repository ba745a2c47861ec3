import { workerData } from 'node:worker_threads';
import type { AccountColumns } from '../salesforce/records/accounts.ts';
import { answerQuestions } from './answer-questions.ts';
import type { ComputeQuestion } from './compute-apart.ts';
import { createIntake } from './intake.ts';

/** Takes pages and computes in a thread of its own: a blocked event loop would lose the job's lock and miss its heartbeat. */
const intake = createIntake(workerData as AccountColumns);

answerQuestions<ComputeQuestion>((question) => {
  switch (question.kind) {
    case 'page':
      return { value: intake.take(question.stream, question.page) };
    case 'place':
      return { value: timed(() => intake.place(question.inputs, question.history)) };
    case 'compute':
      return { value: timed(() => intake.compute()) };
    case 'rows': {
      const rows = intake.rows(question.from, question.to);
      return { value: rows, handed: 'bytes' in rows ? [rows.bytes.buffer] : [] };
    }
    case 'late':
      return { value: intake.late(question.forecasts) };
  }
});

function timed<T extends object>(work: () => T): T & { readonly seconds: number } {
  const began = performance.now();
  const done = work();
  return { ...done, seconds: (performance.now() - began) / 1000 };
}
