import { parentPort, workerData } from 'node:worker_threads';
import { OrgError } from '../salesforce/errors.ts';
import type { IntakePlan } from './intake.ts';
import { createIntake } from './intake.ts';
import type { Answer, Fault, Question } from './compute-messages.ts';

/** Takes pages and computes in a thread of its own: a blocked event loop would lose the job's lock and miss its heartbeat. */
const intake = createIntake(workerData as IntakePlan);

function answer(question: Question): unknown {
  switch (question.kind) {
    case 'page':
      return intake.take(question.stream, question.page);
    case 'compute': {
      const began = performance.now();
      const computed = intake.compute(question.inputs);
      return { ...computed, seconds: (performance.now() - began) / 1000 };
    }
    case 'rows':
      return intake.rows(question.from, question.to);
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof OrgError)
    return { code: error.code, message: error.message, cure: error.cure };
  return { code: null, message: error instanceof Error ? error.message : String(error), cure: '' };
}

parentPort?.on('message', ({ number, question }: { number: number; question: Question }) => {
  let reply: Answer;
  try {
    reply = { number, value: answer(question) };
  } catch (error) {
    reply = { number, fault: faultOf(error) };
  }
  parentPort?.postMessage(reply);
});
