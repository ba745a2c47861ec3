import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { RunResult } from '../core/result.ts';
import { isBalanced } from '../territory/balance.ts';
import type { RebalanceQuestion } from './question.ts';
import { usualMeasures } from './question.ts';
import type { RebalancePolicy } from './rebalance-policy.ts';

/** What the controller decides, and why in words. */
export type DriftDecision =
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'draft'; readonly why: string; readonly question: RebalanceQuestion };

/** Warning signs that other territories can relieve; balance itself is counted as a measure. */
const mendable = ['OVER_CAPACITY', 'NEGLECTED', 'TRAVEL', 'BEHIND_PEERS'] as const;
/** One thing out may pass by itself; two together ask for a change. */
const leastSigns = 2;

/**
 * Whether the org has drifted far enough to propose a change: two or more measures or grave warning
 * signs are out. Accounts that moved within the cool-down are left alone, and the change stays
 * within the policy's budget.
 */
export function decideDrift(
  snapshot: OrgSnapshot,
  run: Pick<RunResult, 'territories'>,
  policy: RebalancePolicy
): DriftDecision {
  if (policy.driftAccounts === 0)
    return { kind: 'nothing', why: 'The drift controller is turned off (Drift Budget is 0).' };
  const signs = signsOf(snapshot, run);
  if (signs.length < leastSigns)
    return {
      kind: 'nothing',
      why:
        signs.length === 0
          ? 'Every measure is in band, and no warning sign asks for action.'
          : `Only one thing is out, which may pass by itself: ${signs.join('')}.`
    };
  const won = snapshot.figures.won12.reduce((sum, amount) => sum + Math.max(0, amount), 0);
  return {
    kind: 'draft',
    why: `Out: ${signs.join(', ')}.`,
    question: {
      territories: null,
      root: null,
      design: 'Smallest Change',
      measures: usualMeasures,
      mostAccounts: policy.driftAccounts,
      mostRevenue: won * policy.driftRevenueShare,
      frozen: coolingDown(snapshot, policy.driftCooldownDays),
      chosen: [],
      whatIfs: [],
      seed: dayNumber(snapshot.today)
    }
  };
}

function signsOf(snapshot: OrgSnapshot, run: Pick<RunResult, 'territories'>): string[] {
  const { tolerance } = snapshot.policy;
  const isOut = (name: string): boolean =>
    run.territories.some(({ values }) => {
      const off = values[name];
      return typeof off === 'number' && !isBalanced(1 + off, 1, tolerance);
    });
  const grave = (code: string): boolean =>
    run.territories.some(({ values }) => String(values['Findings__c']).includes(`Act ${code}:`));
  return [
    ...(isOut('Workload_Deviation__c') ? ['workload'] : []),
    ...(isOut('Potential_Deviation__c') ? ['potential'] : []),
    ...mendable.filter(grave)
  ];
}

/** Accounts that came into their territory by a rebalance or a person within so many days. */
function coolingDown(snapshot: OrgSnapshot, days: number): string[] {
  const since = snapshot.coverage.columns.get('Since__c');
  const source = snapshot.coverage.columns.get('Source__c');
  const today = dayNumber(snapshot.today);
  return snapshot.accounts.ids.filter((_, index) => {
    const came = since?.kind === 'date' ? (since.values[index] ?? NaN) : NaN;
    const by = source?.kind === 'text' ? source.values[index] : null;
    return (by === 'Rebalance' || by === 'Manual') && today - came < days;
  });
}
