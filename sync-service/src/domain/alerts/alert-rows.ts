import type { ResultRow, ResultValue } from '../core/result.ts';
import { roundedOrNull } from '../core/rounding.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { TerritoryFigures } from '../territory/territory-figures.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { accountReadings } from './account-readings.ts';
import type { Alert, Reading } from './alert.ts';
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
  const ofAccounts = accountReadings(snapshot, tree, territoryOf, computed.coverage);
  const gone = endedAlerts(snapshot, tree, held, ofAccounts);
  const { changed } = evaluateAlerts(
    policy.alertRules,
    [...alertReadings(snapshot, tree, figures, territoryOf, computed), ...ofAccounts],
    held.filter((alert) => !gone.includes(alert)),
    today
  );
  const before = new Map(held.map((alert) => [alert.key, alert]));
  const names = accountNames(snapshot, changed);
  const nameOf = ({ account, subject }: Alert): string =>
    names.get(account ?? '') ??
    tree.territories[tree.indexById.get(subject) ?? -1]?.name ??
    'A territory that is gone';
  const ended = gone.map((alert): ResultRow => ({
    key: alert.key,
    id: null,
    values: { Closed__c: today }
  }));
  return [...ended, ...changed.map((alert) => alertRow(alert, before.get(alert.key), nameOf))];
}

/** Names of the accounts that alerts are about. */
function accountNames({ accounts }: OrgSnapshot, alerts: readonly Alert[]): Map<string, string> {
  const wanted = new Set(alerts.flatMap(({ account }) => account ?? []));
  if (wanted.size === 0) return new Map();
  return new Map(
    accounts.ids.flatMap((id, index): [string, string][] =>
      wanted.has(id) ? [[id, accounts.names[index] ?? id]] : []
    )
  );
}

/**
 * Alerts whose cause is gone: the territory counts no more, the metric is off, its period is over, or
 * the account is not measured any more, because it is gone, of another tier, or no risk.
 */
function endedAlerts(
  { policy, period }: OrgSnapshot,
  tree: TerritoryTree,
  held: readonly Alert[],
  ofAccounts: readonly Reading[]
): Alert[] {
  const on = new Set(policy.alertRules.map(({ metric }) => metric));
  const measured = new Set(ofAccounts.map(({ account, metric }) => `${account ?? ''} ${metric}`));
  return held.filter((alert) => {
    if (alert.closed !== null) return false;
    const index = tree.indexById.get(alert.subject);
    const metric = alertMetrics.get(alert.metric);
    if (metric?.level === 'Account')
      return !on.has(alert.metric) || !measured.has(`${alert.account ?? ''} ${alert.metric}`);
    const counts =
      index !== undefined &&
      (metric?.level === 'Region' ? tree.leavesBelow(index).length > 1 : tree.inScope(index));
    const isOver = metric?.ofPeriod === true && alert.opened < period.start;
    return !counts || !on.has(alert.metric) || isOver;
  });
}

/** An alert as its row; what people wrote is sent only where it is taken back. */
export function alertRow(
  alert: Alert,
  before: Alert | undefined,
  nameOf: (alert: Alert) => string
): ResultRow {
  const base: Record<string, ResultValue> = {
    Severity__c: alert.severity,
    Value__c: roundedOrNull(alert.value, scale),
    Threshold__c: roundedOrNull(alert.threshold, scale),
    Closed__c: alert.closed,
    What__c: alertWhat(alert, nameOf(alert)).slice(0, 255),
    To_Do__c: alertToDo(alert).slice(0, 255)
  };
  if (before?.acknowledged === true && !alert.acknowledged) base['Done__c'] = false;
  if (before !== undefined && before.subject !== alert.subject) {
    base['Territory__c'] = alert.subject;
    base['Told__c'] = null;
  }
  const { account = null } = alert;
  if (before === undefined && account !== null) base['Account__c'] = account;
  const fresh: Record<string, ResultValue> =
    before === undefined
      ? {
          Territory__c: alert.subject,
          Metric__c: alert.metric,
          Opened__c: alert.opened
        }
      : {};
  return { key: alert.key, id: null, values: { ...fresh, ...base } };
}
