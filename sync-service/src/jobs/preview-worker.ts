import { parentPort, workerData } from 'node:worker_threads';
import { answerRules } from '../domain/assignment/rules-answer.ts';
import { applyRulesDraft } from '../domain/assignment/rules-draft.ts';
import type { AnswerMessage } from './answer-apart.ts';
import type { PreviewTask } from './preview-messages.ts';

/** Previews the draft that it is given, and ends. */
function answer({ snapshot, draft, mostCharacters }: PreviewTask): AnswerMessage {
  try {
    const rules = applyRulesDraft(snapshot.rules, draft);
    return answerRules(snapshot, rules, draft.tests, draft.page, mostCharacters);
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer(workerData as PreviewTask));
