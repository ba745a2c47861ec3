import type { OrgConnection } from '../salesforce/connection.ts';
import { answerApart } from './answer-apart.ts';
import type { AnswerReport } from './answer-report.ts';
import { readApproach } from './compare-org.ts';

/** Which way to cut territories fits the org as it is now. @throws OrgError */
export async function answerApproach(connection: OrgConnection): Promise<AnswerReport> {
  return answerApart(
    new URL('./approach-worker.ts', import.meta.url),
    await readApproach(connection)
  );
}
