import { dayNumber, dayText } from '../core/days.ts';
import type { ResultValue } from '../core/result.ts';
import { fieldScales, roundedOrNull } from '../core/rounding.ts';
import type { Day, OrgSnapshot, PastSnapshot } from '../core/snapshot.ts';
import type { TerritoryFigures } from './territory-figures.ts';
import type { MarketBefore, SignLevel, VerdictSign } from './verdict-signs.ts';
import { signsOf, verdictSigns } from './verdict-signs.ts';

/** All warning signs of a territory together. */
export interface Verdict {
  readonly level: SignLevel;
  /** The gravest first. */
  readonly signs: readonly VerdictSign[];
  /** How many warn and how many are not measured, and the gravest. */
  readonly summary: string;
  readonly nextStep: string | null;
}

/** So many signs that are to be watched ask together for action. */
const manyWatched = 3;
/** With fewer signs measured nothing sound can be said. */
const leastMeasured = 4;
const rank: Readonly<Record<SignLevel, number>> = { Act: 0, Watch: 1, 'Not measured': 2, Sound: 3 };

/** The verdict over a territory's signs. */
export function verdictOf(signs: readonly VerdictSign[]): Verdict {
  const sorted = [...signs].sort(
    (a, b) =>
      rank[a.level] - rank[b.level] || verdictSigns.indexOf(a.code) - verdictSigns.indexOf(b.code)
  );
  const count = (level: SignLevel): number => signs.filter((sign) => sign.level === level).length;
  const warning = count('Act') + count('Watch');
  const measured = signs.length - count('Not measured');
  const level =
    count('Act') > 0 || count('Watch') >= manyWatched
      ? 'Act'
      : warning > 0
        ? 'Watch'
        : measured < leastMeasured
          ? 'Not measured'
          : 'Sound';
  const first = warning > 0 ? sorted[0] : undefined;
  const missing = count('Not measured');
  const counted = `${String(warning)} of ${String(measured)} signs measured ${warning === 1 ? 'warns' : 'warn'}`;
  const unknown = missing === 0 ? '' : `, ${String(missing)} not measured`;
  return {
    level,
    signs: sorted,
    summary: `${counted}${unknown}.${first === undefined ? '' : ` ${first.evidence}`}`,
    nextStep: first?.nextStep ?? null
  };
}

/** One sign a line: "Act NEGLECT: 12 of 40 accounts … Next: Touch the overdue accounts of tier A first." */
export function signsText(signs: readonly VerdictSign[]): string {
  return signs
    .map(({ level, code, evidence, nextStep }) => {
      const next = nextStep === null ? '' : ` Next: ${nextStep}`;
      return `${level} ${code}: ${evidence}${next}`;
    })
    .join('\n');
}

/** Columns of the territory that say its verdict; empty where it is out of scope. */
export function verdictValues(verdict: Verdict | null): Record<string, ResultValue> {
  return {
    Verdict__c: verdict?.level ?? null,
    Verdict_Summary__c: verdict?.summary.slice(0, 255) ?? null,
    Verdict_Next_Step__c: verdict?.nextStep?.slice(0, 255) ?? null,
    Verdict_Signs__c: verdict === null ? null : signsText(verdict.signs)
  };
}

/** Verdict of a territory in scope by the figures of today and what the snapshot tells besides. */
export function territoryVerdict(
  snapshot: OrgSnapshot,
  territoryId: string,
  own: TerritoryFigures
): Verdict {
  const { sums, capacity } = own;
  return verdictOf(
    signsOf(
      {
        hasOwner: capacity.ownerId !== null,
        ownersLeft: ownersLeft(snapshot, territoryId),
        pace: own.pace,
        attainment: own.attainment,
        coverageShare: own.coverageShare,
        touchedInTime: sums.touchedInTime,
        withCadence: sums.withCadence,
        overdueA: sums.overdueA,
        workloadHours: sums.workloadHours,
        effectiveCapacity: capacity.effectiveHours,
        travelHours: sums.travelHours,
        travelShare: own.travelShare,
        wonOfPotential: sums.wonOfPotential,
        potential: sums.potential,
        withPotential: sums.withPotential,
        accounts: sums.accounts,
        before: marketBefore(snapshot.pastSnapshots, territoryId, snapshot.today)
      },
      snapshot.policy
    )
  );
}

/** Owners whose last day was within the 365 days before today; cover and moves of hours are none. */
function ownersLeft({ members, today }: OrgSnapshot, territoryId: string): number {
  const from = dayText(dayNumber(today) - 365);
  return members.filter(
    (member) =>
      member.territoryId === territoryId &&
      member.role === 'Owner' &&
      member.end !== null &&
      member.end < today &&
      member.end >= from
  ).length;
}

const leastDaysApart = 60;

/** The oldest snapshot at least sixty days back that holds the potential of its day. */
function marketBefore(
  snapshots: readonly PastSnapshot[],
  territoryId: string,
  today: Day
): MarketBefore | null {
  const until = dayText(dayNumber(today) - leastDaysApart);
  let found: MarketBefore | null = null;
  for (const { territoryId: id, date, potentialPerAccount, accounts } of snapshots) {
    if (id !== territoryId || date > until) continue;
    if (typeof potentialPerAccount !== 'number' || typeof accounts !== 'number') continue;
    if (found === null || date < found.date) found = { date, potentialPerAccount, accounts };
  }
  return found;
}

const scales = fieldScales.Evenfield_Health_Snapshot__c;

/** What a snapshot keeps so that a later one can tell how the market changed. */
export function marketValues({ sums }: TerritoryFigures): Record<string, ResultValue> {
  return {
    Accounts__c: sums.accounts,
    Potential_per_Account__c:
      sums.withPotential === 0
        ? null
        : roundedOrNull(sums.potential / sums.withPotential, scales.Potential_per_Account__c)
  };
}
