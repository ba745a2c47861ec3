import { createHash } from 'node:crypto';
import type { DraftPlan } from './quota-plan.ts';

/** One text for a draft with all that would be published of it: equal drafts alone have equal ones. */
export function draftDigest({ request, currency, rows, periods }: DraftPlan): string {
  return createHash('sha256')
    .update(JSON.stringify([request, currency, rows, periods.map(({ answer }) => answer.rows)]))
    .digest('hex');
}
