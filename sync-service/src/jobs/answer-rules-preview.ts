import { Worker } from 'node:worker_threads';
import { parseRulesDraft } from '../domain/assignment/rules-draft.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { AnswerReport } from './answer-report.ts';
import { longestAnswer, UnusableRequestError } from './answer-report.ts';
import type { PreviewAnswer, PreviewTask } from './preview-messages.ts';
import { readPlainly } from './read-plainly.ts';

/**
 * What would come of the rules that a draft changes, over the org as it is now.
 * @throws UnusableRequestError for a draft that cannot be read, or an org without territories
 * @throws OrgError
 */
export async function answerRulesPreview(
  connection: OrgConnection,
  filter: string
): Promise<AnswerReport> {
  const first = draftOf(filter, []);
  const { snapshot, by } = await readPlainly(connection, first.changed);
  if (by === 'owners')
    throw new UnusableRequestError(
      'The org has no territories, and rules belong to territories.',
      'Design territories first; docs/install.md shows how.'
    );
  const draft = draftOf(filter, snapshot.territories);
  return computeApart({ snapshot, draft, mostCharacters: longestAnswer });
}

function draftOf(
  filter: string,
  territories: Parameters<typeof parseRulesDraft>[1]
): PreviewTask['draft'] {
  const parsed = parseRulesDraft(filter, territories);
  if ('fault' in parsed)
    throw new UnusableRequestError(
      `The draft cannot be used: ${parsed.fault}.`,
      'Ask again from the rules page; docs/rules.md shows the form of a draft.'
    );
  return parsed.draft;
}

/** In a thread of its own: a blocked event loop would lose the job's lock. */
function computeApart(task: PreviewTask): Promise<AnswerReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), {
      workerData: task
    });
    worker.once('message', (answer: PreviewAnswer) => {
      void worker.terminate();
      if ('message' in answer) reject(new Error(answer.message));
      else resolve(answer);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`The previewing thread ended with exit code ${String(code)}.`));
    });
  });
}
