import type { AccountResults } from '../core/account-results.ts';
import { dayNumber } from '../core/days.ts';
import type { Tier } from '../core/policy.ts';
import type { OrgSnapshot, QuotaTier } from '../core/snapshot.ts';
import { quotaTiers } from '../quota/attainment/attained.ts';
import type { RetentionSums } from '../retention/revenue-retention.ts';
import type { RetentionTargets, TargetSums } from '../retention/retention-targets.ts';
import { addTarget } from '../retention/retention-targets.ts';
import { addRetention } from '../retention/revenue-retention.ts';
import { atLeastZero, createBelowZero } from './below-zero.ts';
import type { Potential } from './potential.ts';

/** Sums over the accounts of one territory. */
export interface TerritorySums {
  accounts: number;
  accountsA: number;
  workloadHours: number;
  travelHours: number;
  /** Accounts whose travel is known. */
  placed: number;
  potential: number;
  /** Accounts whose potential is known. */
  withPotential: number;
  /** Won in twelve months by the accounts whose potential is known. */
  wonOfPotential: number;
  withCadence: number;
  touchedInTime: number;
  overdueA: number;
  attained: Record<QuotaTier, number>;
  pipelinePeriod: number;
  retention: RetentionSums;
  /** Revenue at the start of `retention` times the target of its tier. */
  retentionTarget: TargetSums;
  /** Account indexes. */
  members: number[];
  /** Accounts with a measure below 0, each with the fields to blame: "Acme (NumberOfEmployees)". */
  belowZero: string[];
}

export function emptySums(): TerritorySums {
  return {
    accounts: 0,
    accountsA: 0,
    workloadHours: 0,
    travelHours: 0,
    placed: 0,
    potential: 0,
    withPotential: 0,
    wonOfPotential: 0,
    withCadence: 0,
    touchedInTime: 0,
    overdueA: 0,
    attained: { New: 0, Renewal: 0, Upsell: 0 },
    pipelinePeriod: 0,
    retention: { start: 0, kept: 0, now: 0 },
    retentionTarget: { gross: 0, net: 0 },
    members: [],
    belowZero: []
  };
}

/**
 * Sums by territory index; accounts in no territory are left out.
 * @param attained as `creditedByTerritory` gives it
 * @param targets by territory
 */
export function sumByTerritory(
  snapshot: OrgSnapshot,
  territoryOf: Int32Array,
  territories: number,
  tiers: readonly Tier[],
  potential: Potential,
  results: AccountResults,
  attained: Float64Array,
  targets: readonly RetentionTargets[]
): TerritorySums[] {
  const sums = Array.from({ length: territories }, emptySums);
  const { figures, policy } = snapshot;
  const today = dayNumber(snapshot.today);
  sums.forEach((sum, territory) => {
    quotaTiers.forEach((tier, place) => {
      sum.attained[tier] = attained[territory * quotaTiers.length + place] ?? 0;
    });
  });
  const belowZero = createBelowZero(snapshot.accounts, figures);
  for (let index = 0; index < snapshot.accounts.count; index += 1) {
    const sum = sums[territoryOf[index] ?? -1];
    if (sum === undefined) continue;
    const tier = tiers[index] ?? 'C';
    const cadence = policy.cadenceDays[tier];
    const touched = today - (figures.lastTouchDay[index] ?? NaN) <= cadence;
    const travel = results.travelHours[index] ?? NaN;
    const expected = potential.amount[index] ?? NaN;
    sum.members.push(index);
    const faults = belowZero(index);
    if (faults.length > 0)
      sum.belowZero.push(`${snapshot.accounts.names[index] ?? ''} (${faults.join(', ')})`);
    sum.accounts += 1;
    if (tier === 'A') sum.accountsA += 1;
    sum.workloadHours += results.workloadHours[index] ?? 0;
    if (!Number.isNaN(travel)) {
      sum.travelHours += travel;
      sum.placed += 1;
    }
    if (!Number.isNaN(expected)) {
      sum.potential += expected;
      sum.withPotential += 1;
      sum.wonOfPotential += atLeastZero(figures.won12[index] ?? 0);
    }
    if (cadence > 0) {
      sum.withCadence += 1;
      if (touched) sum.touchedInTime += 1;
      else if (tier === 'A') sum.overdueA += 1;
    }
    sum.pipelinePeriod += atLeastZero(figures.openPipelinePeriod[index] ?? 0);
    const start = atLeastZero(figures.recurringStart[index] ?? 0);
    addRetention(sum.retention, start, atLeastZero(figures.recurringNow[index] ?? 0));
    const target = targets[territoryOf[index] ?? -1];
    if (target !== undefined) addTarget(sum.retentionTarget, target, tier, start);
  }
  return sums;
}

/** Several territories' sums as one: a region's from its leaves. */
export function addedUp(parts: readonly TerritorySums[]): TerritorySums {
  const total = emptySums();
  for (const part of parts) {
    total.accounts += part.accounts;
    total.accountsA += part.accountsA;
    total.workloadHours += part.workloadHours;
    total.travelHours += part.travelHours;
    total.placed += part.placed;
    total.potential += part.potential;
    total.withPotential += part.withPotential;
    total.wonOfPotential += part.wonOfPotential;
    total.withCadence += part.withCadence;
    total.touchedInTime += part.touchedInTime;
    total.overdueA += part.overdueA;
    total.attained.New += part.attained.New;
    total.attained.Renewal += part.attained.Renewal;
    total.attained.Upsell += part.attained.Upsell;
    total.pipelinePeriod += part.pipelinePeriod;
    total.retention.start += part.retention.start;
    total.retention.kept += part.retention.kept;
    total.retention.now += part.retention.now;
    total.retentionTarget.gross += part.retentionTarget.gross;
    total.retentionTarget.net += part.retentionTarget.net;
    total.belowZero.push(...part.belowZero);
  }
  return total;
}

/** Workload and potential of the accounts in no territory. */
export function unassignedSums(
  territoryOf: Int32Array,
  potential: Potential,
  results: AccountResults
): { workloadHours: number; potential: number } {
  let workloadHours = 0;
  let expected = 0;
  territoryOf.forEach((territory, index) => {
    if (territory >= 0) return;
    const amount = potential.amount[index] ?? NaN;
    workloadHours += results.workloadHours[index] ?? 0;
    if (!Number.isNaN(amount)) expected += amount;
  });
  return { workloadHours, potential: expected };
}
