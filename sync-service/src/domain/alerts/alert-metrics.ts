import type { AlertRule } from './alert.ts';

/** A figure that alerts may stand on, with its words and the marks that hold where the policy names none. */
export interface AlertMetric {
  readonly name: string;
  /** Leaves of the tree, territories above them, single accounts, or the org itself. */
  readonly level: 'Leaf' | 'Region' | 'Account' | 'Org';
  /** How its value is written. */
  readonly unit: 'share' | 'times' | 'count';
  /** It tells of one period: an alert on it ends with the period. */
  readonly ofPeriod: boolean;
  readonly what: string;
  /** What the value is of, after its number. */
  readonly of: string;
  readonly todo: string;
  /** As a line of the policy without the name; null where nothing is asked of it by default. */
  readonly marks: string | null;
}

/** Hours since the last run that read and wrote all. */
export const staleData = 'Stale Data';

const tiers = ['New', 'Renewal', 'Upsell'] as const;

/** Every metric, by name. */
export const alertMetrics: ReadonlyMap<string, AlertMetric> = new Map(
  [
    leafOfPeriod(
      'Pace',
      'is behind its pace',
      'of what is due',
      'Look at the open deals that close in the period.',
      'low 0.8/0.85 0.6/0.65'
    ),
    ...tiers.map((tier) =>
      leafOfPeriod(
        `Pace (${tier})`,
        `is behind its pace in ${tier}`,
        'of what is due',
        `Look at the open ${tier} deals that close in the period.`,
        null
      )
    ),
    ...tiers.map((tier) =>
      leafOfPeriod(
        `Chance to Reach Quota (${tier})`,
        `is unlikely to reach its ${tier} quota`,
        'chance by the forecast',
        'Go through the forecast: what would have to be won, and by when?',
        'low 0.1/0.2 -'
      )
    ),
    {
      ...leafOfPeriod(
        'Pipeline Coverage',
        'has little pipeline for what is left of the quota',
        'what is left',
        'Plan new leads and proposals for this week.',
        'low 1/1.2 0.5/0.7'
      ),
      unit: 'times' as const
    },
    leaf(
      'Coverage',
      'leaves accounts untouched beyond their cadence',
      'of the accounts were touched in time',
      'Call the accounts that have waited longest first.',
      'low 0.6/0.7 0.4/0.5'
    ),
    leaf(
      'Neglected A Accounts',
      'leaves A accounts untouched beyond their cadence',
      'of the A accounts are overdue',
      'Call the A accounts that have waited longest first.',
      'high 0.5/0.4 0.75/0.65'
    ),
    leaf(
      'Workload',
      'has more work than hours',
      'of its selling hours',
      'Ask for cover or propose moves.',
      'high 1.15/1.1 1.4/1.3'
    ),
    {
      ...leaf(
        'Renewals at Risk',
        'has renewals near at accounts of high risk',
        'accounts renew within the horizon',
        'Talk to each of them before the renewal does.',
        'high 2/1 5/3'
      ),
      unit: 'count' as const
    },
    leaf(
      'Conversion',
      'wins fewer of its deals than in the year before',
      'of the rate of the year before, at best',
      'Look at the last deals that were lost: what did they have in common?',
      'low 1/1.05 -'
    ),
    leaf(
      'Stale Deals',
      'has open deals whose planned close has passed',
      'of the open deals are overdue',
      'Close them or give each a new day.',
      null
    ),
    {
      ...leaf(
        'Account Untouched',
        'was not touched for long',
        'its cadence',
        'Call it this week.',
        null
      ),
      level: 'Account' as const,
      unit: 'times' as const
    },
    {
      ...leaf(
        'Account Renewal',
        'renews soon at high risk',
        'days to the renewal',
        'Talk to them before the renewal does.',
        null
      ),
      level: 'Account' as const,
      unit: 'count' as const
    },
    {
      ...leaf(
        staleData,
        'has not been brought up to date',
        'hours since the last completed run',
        'Look at the last run and its faults.',
        'high 36/36 72/72'
      ),
      level: 'Org' as const,
      unit: 'count' as const
    },
    {
      ...leafOfPeriod(
        'Region Pace',
        'is behind its pace',
        'of what is due',
        'Look where in the region help is wanted.',
        'low 0.85/0.9 0.7/0.75'
      ),
      level: 'Region' as const
    },
    {
      ...leaf(
        'Region Balance',
        'has drifted out of balance',
        'of the work is where it should be',
        'Open a rebalance for the region.',
        'low 0.9/0.92 0.8/0.82'
      ),
      level: 'Region' as const
    },
    {
      ...leafOfPeriod(
        'Attainment Spread',
        'has quotas that are reached very unequally',
        'between the quartiles of attainment, over their middle',
        'Look whether the quotas follow the potential.',
        'high 0.5/0.4 0.8/0.7'
      ),
      level: 'Region' as const
    }
  ].map((metric) => [metric.name, metric])
);

function leaf(
  name: string,
  what: string,
  of: string,
  todo: string,
  marks: string | null
): AlertMetric {
  return { name, level: 'Leaf', unit: 'share', ofPeriod: false, what, of, todo, marks };
}

function leafOfPeriod(...words: Parameters<typeof leaf>): AlertMetric {
  return { ...leaf(...words), ofPeriod: true };
}

/** Whether a rule's way back lies on the good side of its mark, for each mark that it has. */
export function isInOrder({ bad, watch, act }: AlertRule): boolean {
  const sign = bad === 'Low' ? 1 : -1;
  const isBack = [watch, act].every(
    (mark) => mark === null || sign * (mark.close - mark.open) >= 0
  );
  const isWorse = watch === null || act === null || sign * (watch.open - act.open) >= 0;
  return isBack && isWorse && (watch !== null || act !== null);
}
