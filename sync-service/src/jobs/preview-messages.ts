import type { RulesDraft } from '../domain/assignment/rules-draft.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';

/** A draft to preview in a thread. */
export interface PreviewTask {
  readonly snapshot: OrgSnapshot;
  readonly draft: RulesDraft;
  readonly mostCharacters: number;
}
