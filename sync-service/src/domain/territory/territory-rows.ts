import type { HealthComponent, Policy } from '../core/policy.ts';
import { healthComponents } from '../core/policy.ts';
import type { ResultRow, ResultValue } from '../core/result.ts';
import { fieldScales, roundedOrNull } from '../core/rounding.ts';
import type { OrgSnapshot, PastSnapshot } from '../core/snapshot.ts';
import { movedBy } from './health.ts';
import { quantiles } from './quantile.ts';
import type { TerritoryFigures } from './territory-figures.ts';
import { isPotentialKnown } from './territory-figures.ts';
import type { TerritoryFinding } from './territory-findings.ts';
import { findingsText, territoryFindings, worstSeverity } from './territory-findings.ts';
import type { TerritoryTree } from './tree.ts';
import { marketValues, territoryVerdict, verdictValues } from './verdict.ts';

const scales = fieldScales.Evenfield_Territory__c;

/** Computed columns of every territory, and today's snapshot of every leaf in scope. */
export function territoryRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[],
  competitors: readonly (string | null)[] = [],
  retention: readonly (string | null)[] = []
): { territories: ResultRow[]; snapshots: ResultRow[] } {
  const peers = peerPlaces(tree, figures);
  const past = lastSnapshots(snapshot.pastSnapshots);
  const territories: ResultRow[] = [];
  const snapshots: ResultRow[] = [];
  tree.territories.forEach((territory, index) => {
    const own = figures[index];
    if (own === undefined) return;
    const findings = tree.inScope(index)
      ? findingsOf(snapshot.policy, own, tree, index, peers.medianPace.get(index) ?? null)
      : [];
    const components = own.health?.components ?? null;
    const moved =
      components === null
        ? null
        : movedBy(rounded(components), past.get(territory.id)?.components ?? null, snapshot.policy);
    territories.push({
      key: territory.key,
      id: territory.id,
      values: {
        ...figureValues(own),
        ...roundedValues({
          GRR_Target__c: own.grossTarget,
          NRR_Target__c: own.netTarget
        }),
        ...placeValues(peers, index),
        ...findingValues(findings),
        Competitors_Met__c: competitors[index] ?? null,
        Retention_Detail__c: retention[index] ?? null,
        ...verdictValues(
          tree.inScope(index) ? territoryVerdict(snapshot, territory.id, own) : null
        ),
        Health_Moved_By__c: moved?.slice(0, 255) ?? null
      }
    });
    if (components === null) return;
    snapshots.push({
      key: `${territory.key}:${snapshot.today}`,
      id: null,
      values: {
        Territory__c: territory.id,
        Date__c: snapshot.today,
        Score__c: roundedOrNull(own.health?.score ?? null, 1),
        ...marketValues(own),
        ...Object.fromEntries(
          healthComponents.map((name) => [`${name}__c`, roundedOrNull(components[name], 1)])
        ),
        Moved_By__c: moved?.slice(0, 255) ?? null
      }
    });
  });
  return { territories, snapshots };
}

function rounded(
  components: Readonly<Record<HealthComponent, number | null>>
): Record<HealthComponent, number | null> {
  return Object.fromEntries(
    healthComponents.map((name) => [name, roundedOrNull(components[name], 1)])
  ) as Record<HealthComponent, number | null>;
}

function figureValues(own: TerritoryFigures): Record<string, ResultValue> {
  const { sums, health } = own;
  const numbers = {
    Accounts__c: sums.accounts,
    Accounts_A__c: sums.accountsA,
    Workload_Hours__c: sums.workloadHours,
    Travel_Hours__c: sums.placed > 0 ? sums.travelHours : null,
    Potential__c: isPotentialKnown(sums) ? sums.potential : null,
    Effective_Capacity__c: own.capacity.effectiveHours,
    Quota__c: own.quota,
    Attained__c: own.attained,
    Attainment__c: own.attainment,
    Pace__c: own.pace,
    GRR__c: own.grossRetention,
    NRR__c: own.netRetention,
    Coverage_Share__c: own.coverageShare,
    Pipeline_Coverage__c: own.pipelineCoverage,
    Workload_Deviation__c: own.workloadDeviation,
    Potential_Deviation__c: own.potentialDeviation,
    Balance_Index__c: own.balanceIndex,
    Fragments__c: own.fragments,
    Health__c: health?.score ?? null,
    Health_Weight_Known__c: health?.weightKnown ?? null,
    Health_Attainment__c: health?.components.Attainment ?? null,
    Health_Coverage__c: health?.components.Coverage ?? null,
    Health_Workload__c: health?.components.Workload ?? null,
    Health_Potential__c: health?.components.Potential ?? null,
    Health_Retention__c: health?.components.Retention ?? null,
    Health_Pipeline__c: health?.components.Pipeline ?? null,
    Health_Travel__c: health?.components.Travel ?? null
  };
  return { ...roundedValues(numbers), Band__c: own.band };
}

type NumberField = keyof typeof scales;

function roundedValues(
  values: Partial<Record<NumberField, number | null>>
): Record<string, ResultValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      roundedOrNull(value, scales[name as NumberField])
    ])
  );
}

interface PeerPlaces {
  readonly health: ReadonlyMap<number, number | null>;
  readonly attainment: ReadonlyMap<number, number | null>;
  readonly workload: ReadonlyMap<number, number | null>;
  readonly medianPace: ReadonlyMap<number, number | null>;
}

/** Peers are the leaves in scope of one approach. */
function peerPlaces(tree: TerritoryTree, figures: readonly TerritoryFigures[]): PeerPlaces {
  const groups = new Map<string, number[]>();
  tree.territories.forEach((territory, index) => {
    if (!tree.inScope(index)) return;
    const key = territory.approach ?? '';
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  const places = {
    health: new Map<number, number | null>(),
    attainment: new Map<number, number | null>(),
    workload: new Map<number, number | null>(),
    medianPace: new Map<number, number | null>()
  };
  for (const group of groups.values()) {
    const column = (read: (own: TerritoryFigures) => number | null): (number | null)[] =>
      group.map((index) => (figures[index] === undefined ? null : read(figures[index])));
    const set = (map: Map<number, number | null>, values: readonly (number | null)[]): void => {
      group.forEach((index, place) => map.set(index, values[place] ?? null));
    };
    set(places.health, quantiles(column((own) => own.health?.score ?? null)));
    set(places.attainment, quantiles(column((own) => own.attainment)));
    set(
      places.workload,
      quantiles(
        column((own) =>
          own.capacity.effectiveHours > 0
            ? own.sums.workloadHours / own.capacity.effectiveHours
            : null
        )
      )
    );
    const median = medianOf(column((own) => own.pace));
    set(
      places.medianPace,
      group.map(() => median)
    );
  }
  return places;
}

/** Median of what is known; null under five values. */
function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length < 5) return null;
  const middle = Math.floor(known.length / 2);
  return known.length % 2 === 1
    ? (known[middle] ?? null)
    : ((known[middle - 1] ?? 0) + (known[middle] ?? 0)) / 2;
}

function placeValues(peers: PeerPlaces, index: number): Record<string, ResultValue> {
  return roundedValues({
    Health_Quantile__c: peers.health.get(index) ?? null,
    Attainment_Quantile__c: peers.attainment.get(index) ?? null,
    Workload_Quantile__c: peers.workload.get(index) ?? null
  });
}

function findingValues(findings: readonly TerritoryFinding[]): Record<string, ResultValue> {
  return {
    Findings__c: findingsText(findings),
    Findings_Count__c: findings.length,
    Severity__c: worstSeverity(findings)
  };
}

function findingsOf(
  policy: Policy,
  own: TerritoryFigures,
  tree: TerritoryTree,
  index: number,
  peerPace: number | null
): TerritoryFinding[] {
  const territory = tree.territories[index];
  return territoryFindings(
    {
      hasOwner: own.capacity.ownerId !== null,
      hasBase: territory?.baseLatitude !== null && territory?.baseLongitude !== null,
      hasQuota: own.quota !== null,
      accounts: own.sums.accounts,
      accountsA: own.sums.accountsA,
      mixTargetA: territory?.mixTargetA ?? null,
      workloadHours: own.sums.workloadHours,
      effectiveCapacity: own.capacity.effectiveHours,
      workloadDeviation: own.workloadDeviation,
      potentialDeviation: own.potentialDeviation,
      coverageShare: own.coverageShare,
      overdueA: own.sums.overdueA,
      grossRetention: own.grossRetention,
      grossTarget: own.grossTarget,
      travelShare: own.travelShare,
      pace: own.pace,
      peerPace,
      fragments: own.fragments ?? 0,
      belowZero: own.sums.belowZero,
      health: own.health?.score ?? null
    },
    policy
  );
}

function lastSnapshots(snapshots: readonly PastSnapshot[]): Map<string, PastSnapshot> {
  const last = new Map<string, PastSnapshot>();
  for (const snapshot of snapshots) {
    const known = last.get(snapshot.territoryId);
    if (known === undefined || known.date < snapshot.date) last.set(snapshot.territoryId, snapshot);
  }
  return last;
}
