import type { OrgSnapshot } from '../core/snapshot.ts';
import { mappedChurn } from './mapped-churn.ts';
import type { ChurnRun } from './measured-risk.ts';
import { pastChurn } from './past-churn.ts';

/**
 * Scores all accounts by the model in use, after fitting it anew where it is a week old: by the
 * policy's mapping where there is one, else from dated history where the policy asks for it, else
 * not at all. A model whose skill on rows it has not seen is worse than that of the one in use is
 * kept beside it, and not used.
 */
export function churnRun(snapshot: OrgSnapshot): ChurnRun {
  const { churnMapping, churnHistoryYears } = snapshot.policy;
  if (churnMapping !== null) return mappedChurn(snapshot, churnMapping);
  if (churnHistoryYears > 0) return pastChurn(snapshot);
  return { scores: null, versions: [], problems: [] };
}
