import { workerData } from 'node:worker_threads';
import { answerQuestions } from './answer-questions.ts';
import type { HistoryPlan, HistoryQuestion } from './history-intake.ts';
import { memoryOf, startTakingHistory } from './history-intake.ts';

/**
 * Sums the history in a thread of its own, so that its pages and those of accounts are parsed at
 * once, and forecasts from it while all else is computed.
 */
const taking = startTakingHistory(workerData as HistoryPlan);

answerQuestions<HistoryQuestion>((question) => {
  switch (question.kind) {
    case 'page':
      return { value: taking.take(question.object, question.page) };
    case 'finish': {
      const history = taking.finish(question.knowsStages);
      return { value: history, handed: memoryOf(history) };
    }
    case 'forecast':
      return { value: taking.forecast(question.asked) };
  }
});
