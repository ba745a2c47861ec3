import type { RulesDraft } from '../domain/assignment/rules-draft.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import type { AnswerReport } from './answer-report.ts';

/** A draft to preview in a thread. */
export interface PreviewTask {
  readonly snapshot: OrgSnapshot;
  readonly draft: RulesDraft;
  readonly mostCharacters: number;
}

/** The answer, or a fault of ours. */
export type PreviewAnswer = AnswerReport | { readonly message: string };
