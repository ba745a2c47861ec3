import { parentPort } from 'node:worker_threads';
import { OrgError } from '../salesforce/errors.ts';
import type { Answer, Asked, Fault } from './ask-thread.ts';

/** An answer, and memory of it that changes hands. */
export interface Reply {
  readonly value: unknown;
  readonly handed?: readonly ArrayBuffer[];
}

/** Answers the questions of the thread that started this one, in their order. */
export function answerQuestions<Question>(answer: (question: Question) => Reply): void {
  parentPort?.on('message', ({ number, question }: Asked<Question>) => {
    let reply: Answer;
    let handed: readonly ArrayBuffer[] = [];
    try {
      const given = answer(question);
      handed = given.handed ?? [];
      reply = { number, value: given.value };
    } catch (error) {
      reply = { number, fault: faultOf(error) };
    }
    parentPort?.postMessage(reply, handed);
  });
}

function faultOf(error: unknown): Fault {
  if (error instanceof OrgError)
    return { code: error.code, message: error.message, cure: error.cure };
  return { code: null, message: error instanceof Error ? error.message : String(error), cure: '' };
}
