import { parseRulesDraft } from '../domain/assignment/rules-draft.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { answerApart } from './answer-apart.ts';
import type { AnswerReport } from './answer-report.ts';
import { longestAnswer, UnusableRequestError } from './answer-report.ts';
import type { PreviewTask } from './preview-messages.ts';
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
  const task: PreviewTask = { snapshot, draft, mostCharacters: longestAnswer };
  return answerApart(new URL('./preview-worker.ts', import.meta.url), task);
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
