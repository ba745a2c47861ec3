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
    case 'compute': {
      const began = performance.now();
      const computed = intake.compute(question.inputs, question.history);
      return { value: { ...computed, seconds: (performance.now() - began) / 1000 } };
    }
    case 'rows':
      return { value: intake.rows(question.from, question.to) };
    case 'late':
      return { value: intake.late() };
  }
});
