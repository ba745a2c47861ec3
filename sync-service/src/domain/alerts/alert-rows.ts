import type { ResultRow, ResultValue } from '../core/result.ts';
import { roundedOrNull } from '../core/rounding.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { TerritoryFigures } from '../territory/territory-figures.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import type { Alert } from './alert.ts';
import { alertMetrics } from './alert-metrics.ts';
import type { ComputedSoFar } from './alert-readings.ts';
import { alertReadings } from './alert-readings.ts';
import { evaluateAlerts } from './evaluate.ts';
import { alertToDo, alertWhat } from './notify.ts';

const scale = 6;

/**
 * Rows of `Evenfield_Alert__c` that a night changes: those that opened, rose, fell or closed.
 * @returns none where the snapshot does not say which alerts the org holds
 */
export function alertRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[],
  territoryOf: Int32Array,
  computed: ComputedSoFar
): ResultRow[] {
  const { alerts: held, policy, today } = snapshot;
  if (held === undefined) return [];
  const gone = endedAlerts(snapshot, tree, held);
  const { changed } = evaluateAlerts(
    policy.alertRules,
    alertReadings(snapshot, tree, figures, territoryOf, computed),
    held.filter((alert) => !gone.includes(alert)),
    today
  );
  const before = new Map(held.map((alert) => [alert.key, alert]));
  const nameOf = (id: string): string =>
    tree.territories[tree.indexById.get(id) ?? -1]?.name ?? 'A territory that is gone';
  const ended = gone.map((alert): ResultRow => ({
    key: alert.key,
    id: null,
    values: { Closed__c: today }
  }));
  return [...ended, ...changed.map((alert) => rowOf(alert, before.get(alert.key), nameOf))];
}

/** Alerts whose cause is gone: the territory counts no more, the metric is off, or its period is over. */
function endedAlerts(
  { policy, period }: OrgSnapshot,
  tree: TerritoryTree,
  held: readonly Alert[]
): Alert[] {
  const on = new Set(policy.alertRules.map(({ metric }) => metric));
  return held.filter((alert) => {
    if (alert.closed !== null) return false;
    const index = tree.indexById.get(alert.subject);
    const metric = alertMetrics.get(alert.metric);
    const counts =
      index !== undefined &&
      (metric?.level === 'Region' ? tree.leavesBelow(index).length > 1 : tree.inScope(index));
    const isOver = metric?.ofPeriod === true && alert.opened < period.start;
    return !counts || !on.has(alert.metric) || isOver;
  });
}

function rowOf(alert: Alert, before: Alert | undefined, nameOf: (id: string) => string): ResultRow {
  const base: Record<string, ResultValue> = {
    Severity__c: alert.severity,
    Value__c: roundedOrNull(alert.value, scale),
    Threshold__c: roundedOrNull(alert.threshold, scale),
    Closed__c: alert.closed,
    What__c: alertWhat(alert, nameOf(alert.subject)).slice(0, 255),
    To_Do__c: alertToDo(alert).slice(0, 255)
  };
  // What people wrote is sent again only where it is taken back.
  if (before?.acknowledged === true && !alert.acknowledged) base['Done__c'] = false;
  const fresh: Record<string, ResultValue> =
    before === undefined
      ? { Territory__c: alert.subject, Metric__c: alert.metric, Opened__c: alert.opened }
      : {};
  return { key: alert.key, id: null, values: { ...fresh, ...base } };
}
