import { parentPort, workerData } from 'node:worker_threads';
import type { AnswerMessage } from './answer-apart.ts';
import type { ApproachTask } from './compare-org.ts';
import { approachReport } from './compare-org.ts';

/** Compares what it is given, and ends. Rows that could not be used are counted: a night lists them. */
function answer(task: ApproachTask): AnswerMessage {
  try {
    const { problems, ...report } = approachReport(task);
    return {
      words: report.comparison.named.words,
      answer: JSON.stringify({ ...report, problems: problems.length })
    };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer(workerData as ApproachTask));
