import type { ResultRow } from '../core/result.ts';
import type { Day } from '../core/snapshot.ts';
import type { Alert, AlertRule } from './alert.ts';
import { staleData } from './alert-metrics.ts';
import { alertRow } from './alert-rows.ts';
import { evaluateAlerts } from './evaluate.ts';

/**
 * Rows of the alert that the org's figures are old: of no territory, so that the next run that brings them
 * up to date ends it as it ends every alert whose cause is gone.
 * @param hours since the last run that read and wrote all
 * @param held alerts of this metric that stand or closed today
 */
export function staleRows(
  rule: AlertRule,
  hours: number,
  held: readonly Alert[],
  today: Day
): ResultRow[] {
  const reading = { subject: '', metric: staleData, value: Math.floor(hours) };
  const { changed } = evaluateAlerts([rule], [reading], held, today);
  const before = new Map(held.map((alert) => [alert.key, alert]));
  return changed.map((alert) => {
    const row = alertRow(alert, before.get(alert.key), () => 'Evenfield');
    return 'Territory__c' in row.values
      ? { ...row, values: { ...row.values, Territory__c: null } }
      : row;
  });
}

/** Hours under which nothing stands, and nothing opens. */
export function leastStaleHours({ watch, act }: AlertRule): number {
  return Math.min(
    ...[watch, act].flatMap((mark) => (mark === null ? [] : [mark.open, mark.close]))
  );
}
