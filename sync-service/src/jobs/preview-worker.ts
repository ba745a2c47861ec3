import { workerData } from 'node:worker_threads';
import { answerRules } from '../domain/assignment/rules-answer.ts';
import { applyRulesDraft } from '../domain/assignment/rules-draft.ts';
import { answerQuestions } from './answer-questions.ts';
import type { AnswerReport } from './answer-report.ts';
import type { PreviewTask } from './preview-messages.ts';

/** Previews the draft that the thread was given. */
function answer({ snapshot, draft, mostCharacters }: PreviewTask): AnswerReport {
  const rules = applyRulesDraft(snapshot.rules, draft);
  return answerRules(snapshot, rules, draft.tests, draft.page, mostCharacters);
}

answerQuestions(() => ({ value: answer(workerData as PreviewTask) }));
