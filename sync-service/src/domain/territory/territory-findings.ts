import type { Policy } from '../core/policy.ts';

export type Severity = 'None' | 'Watch' | 'Act';

export interface TerritoryFinding {
  readonly code: string;
  readonly severity: Exclude<Severity, 'None'>;
  /** With evidence. */
  readonly words: string;
}

export interface FindingFigures {
  readonly hasOwner: boolean;
  readonly hasBase: boolean;
  readonly hasQuota: boolean;
  readonly accounts: number;
  readonly accountsA: number;
  readonly mixTargetA: number | null;
  readonly workloadHours: number;
  readonly effectiveCapacity: number;
  readonly workloadDeviation: number | null;
  readonly potentialDeviation: number | null;
  readonly coverageShare: number | null;
  readonly overdueA: number;
  readonly grossRetention: number | null;
  readonly grossTarget: number;
  readonly travelShare: number | null;
  readonly pace: number | null;
  /** Median pace of its peers; null where there are few. */
  readonly peerPace: number | null;
  readonly fragments: number;
  /** Accounts with a measure below 0, each with its fields. */
  readonly belowZero: readonly string[];
  readonly health: number | null;
}

/** From here on a finding asks for action; below it asks to be watched. docs/formulas.md lists them. */
export const findingLimits = {
  actDeviationTolerances: 2,
  actCoverage: 0.5,
  watchCoverage: 0.8,
  actRetentionGap: 0.1,
  actTravel: 0.5,
  watchTravel: 0.35,
  actPace: 0.6,
  watchPace: 0.8,
  watchFragments: 3,
  actHealth: 40
} as const;

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** Two shares that are not the same never look the same. */
function againstTarget(retention: number, target: number): string {
  const digits = percent(retention) === percent(target) ? 2 : 0;
  const told = (share: number): string => `${(share * 100).toFixed(digits)} %`;
  return `Gross retention is ${told(retention)}, the target ${told(target)}.`;
}

/** Warning signs of a territory, the gravest first, each with its evidence. */
export function territoryFindings(figures: FindingFigures, policy: Policy): TerritoryFinding[] {
  const found: TerritoryFinding[] = [];
  const add = (severity: TerritoryFinding['severity'], code: string, words: string): void => {
    found.push({ severity, code, words });
  };
  const limits = findingLimits;
  if (!figures.hasOwner)
    add('Act', 'VACANT', `Nobody owns it; ${String(figures.accounts)} accounts wait.`);
  addBalance(figures, policy, add);
  if (figures.hasOwner && figures.workloadHours > figures.effectiveCapacity)
    add(
      'Act',
      'OVER_CAPACITY',
      `${hours(figures.workloadHours)} of work a week for ${hours(figures.effectiveCapacity)} of people.`
    );
  if (figures.coverageShare !== null && figures.coverageShare < limits.watchCoverage)
    add(
      figures.coverageShare < limits.actCoverage ? 'Act' : 'Watch',
      'NEGLECTED',
      `${percent(figures.coverageShare)} of accounts were touched within their cadence; ${String(figures.overdueA)} of tier A are overdue.`
    );
  if (figures.grossRetention !== null && figures.grossRetention < figures.grossTarget)
    add(
      figures.grossRetention < figures.grossTarget - limits.actRetentionGap ? 'Act' : 'Watch',
      'LEAKING',
      againstTarget(figures.grossRetention, figures.grossTarget)
    );
  if (figures.travelShare !== null && figures.travelShare > limits.watchTravel)
    add(
      figures.travelShare > limits.actTravel ? 'Act' : 'Watch',
      'TRAVEL',
      `${percent(figures.travelShare)} of the work is spent on the road.`
    );
  if (
    figures.pace !== null &&
    figures.peerPace !== null &&
    figures.pace < limits.watchPace * figures.peerPace
  )
    add(
      figures.pace < limits.actPace * figures.peerPace ? 'Act' : 'Watch',
      'BEHIND_PEERS',
      `Pace is ${percent(figures.pace)}; the middle of comparable territories is ${percent(figures.peerPace)}.`
    );
  if (figures.health !== null && figures.health < limits.actHealth)
    add('Act', 'LOW_HEALTH', `Health is ${figures.health.toFixed(0)} of 100.`);
  if (
    figures.mixTargetA !== null &&
    figures.accounts > 0 &&
    figures.accountsA / figures.accounts > figures.mixTargetA
  )
    add(
      'Watch',
      'MIX',
      `${percent(figures.accountsA / figures.accounts)} of accounts are tier A; wished for at most ${percent(figures.mixTargetA)}.`
    );
  if (figures.fragments > limits.watchFragments)
    add(
      'Watch',
      'FRAGMENTED',
      `Its accounts fall into ${String(figures.fragments)} groups on the map.`
    );
  if (figures.belowZero.length > 0)
    add('Watch', 'BELOW_ZERO', `Below 0 and taken as 0: ${firstOf(figures.belowZero)}.`);
  if (!figures.hasBase) add('Watch', 'NO_BASE', 'It has no base, so travel is not known.');
  if (!figures.hasQuota) add('Watch', 'NO_QUOTA', 'It has no quota for this period.');
  return found.sort((a, b) => Number(b.severity === 'Act') - Number(a.severity === 'Act'));
}

/** Names enough to begin with; the rest by number. */
const mostNamed = 5;

function firstOf(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const rest = more > 0 ? ` and ${String(more)} more` : '';
  return `${names.slice(0, mostNamed).join(', ')}${rest}`;
}

type Add = (severity: TerritoryFinding['severity'], code: string, words: string) => void;

function addBalance(figures: FindingFigures, policy: Policy, add: Add): void {
  const act = policy.tolerance * findingLimits.actDeviationTolerances;
  const parts: readonly [string, string, number | null][] = [
    ['WORKLOAD', 'Workload', figures.workloadDeviation],
    ['POTENTIAL', 'Potential', figures.potentialDeviation]
  ];
  for (const [code, word, deviation] of parts) {
    if (deviation === null || Math.abs(deviation) <= policy.tolerance) continue;
    const over = deviation > 0;
    add(
      Math.abs(deviation) > act ? 'Act' : 'Watch',
      `${code}_${over ? 'OVER' : 'UNDER'}`,
      `${word} is ${percent(Math.abs(deviation))} ${over ? 'above' : 'below'} the fair share; ${percent(policy.tolerance)} is tolerated.`
    );
  }
}

/** The gravest severity among the findings. */
export function worstSeverity(findings: readonly TerritoryFinding[]): Severity {
  if (findings.some((finding) => finding.severity === 'Act')) return 'Act';
  return findings.length > 0 ? 'Watch' : 'None';
}

/** One finding a line, as the board reads them: "Act VACANT: Nobody owns it; 99 accounts wait." */
export function findingsText(findings: readonly TerritoryFinding[]): string | null {
  if (findings.length === 0) return null;
  return findings
    .map((finding) => `${finding.severity} ${finding.code}: ${finding.words}`)
    .join('\n')
    .slice(0, 32_000);
}

function hours(value: number): string {
  return `${value.toFixed(1)} hours`;
}
