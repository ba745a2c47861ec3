import { workerData } from 'node:worker_threads';
import { answerQuestions } from './answer-questions.ts';
import type { AnswerReport } from './answer-report.ts';
import type { ApproachTask } from './compare-org.ts';
import { approachReport } from './compare-org.ts';

/** Compares what the thread was given. Rows that could not be used are counted: a night lists them. */
function answer(task: ApproachTask): AnswerReport {
  const { problems, ...report } = approachReport(task);
  return {
    words: report.comparison.named.words,
    answer: JSON.stringify({ ...report, problems: problems.length })
  };
}

answerQuestions(() => ({ value: answer(workerData as ApproachTask) }));
