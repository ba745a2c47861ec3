import { compileCriteria } from '../assignment/compile-criteria.ts';
import { UnknownFieldError } from '../assignment/compile-criteria.ts';
import { UnfitValueError } from '../assignment/criteria-values.ts';
import { parseCriteria } from '../assignment/criteria.ts';
import { ultimateParents } from '../assignment/families.ts';
import type { Problem } from '../core/result.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';

/**
 * Customers of high value by the policy: those whose revenue a year, the larger of what was won in
 * twelve months and what recurs, reaches the policy's mark, and those whom its rule names; 1 by
 * account. A rule that cannot be used marks nobody and is told.
 */
export function highValue({
  accounts,
  figures,
  policy: { highValueFrom, highValueRule }
}: Pick<OrgSnapshot, 'accounts' | 'figures' | 'policy'>): {
  readonly marked: Uint8Array;
  readonly problems: readonly Problem[];
} {
  const marked = new Uint8Array(accounts.count);
  const { matches, fault } = compiled(highValueRule, accounts);
  for (let index = 0; index < accounts.count; index += 1) {
    const revenue = Math.max(figures.won12[index] ?? 0, figures.recurringNow[index] ?? 0);
    if ((highValueFrom > 0 && revenue >= highValueFrom) || matches(index)) marked[index] = 1;
  }
  return {
    marked,
    problems:
      fault === null
        ? []
        : [
            {
              object: 'Evenfield_Policy__c',
              record: 'policy',
              field: 'High_Value_Rule__c',
              code: 'POLICY_INVALID',
              message: `The rule for customers of high value is not used: ${fault}.`,
              cure: 'Write it like the criteria of a territory rule, with fields of Account that the service may read.'
            }
          ]
  };
}

function compiled(
  rule: string | null,
  accounts: OrgSnapshot['accounts']
): { matches: (index: number) => boolean; fault: string | null } {
  const nobody = (): boolean => false;
  if (rule === null) return { matches: nobody, fault: null };
  const parsed = parseCriteria(rule);
  if ('fault' in parsed) return { matches: nobody, fault: parsed.fault };
  try {
    const { ultimateParent } = ultimateParents(accounts);
    const picklists = accounts.choices;
    return {
      matches: compileCriteria(parsed.criteria, {
        accounts,
        ultimateParent,
        ...(picklists === undefined ? {} : { picklists })
      }),
      fault: null
    };
  } catch (error) {
    if (error instanceof UnknownFieldError || error instanceof UnfitValueError)
      return { matches: nobody, fault: error.message };
    throw error;
  }
}
