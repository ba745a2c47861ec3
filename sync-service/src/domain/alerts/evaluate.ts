import type { Day } from '../core/snapshot.ts';
import type { Alert, AlertRule, Reading, Severity, Threshold } from './alert.ts';
import { rankOf } from './alert.ts';

/** What a night changes. */
export interface AlertChanges {
  /** Rows to write: new ones, and those that rose, fell, closed or opened again. */
  readonly changed: readonly Alert[];
  /** All that stand after it. */
  readonly standing: readonly Alert[];
}

/**
 * Alerts after today's readings. One alert stands for a subject and metric at most. It opens where a
 * value reaches a severity's opening, rises with it, and falls or closes only where the value is back
 * beyond the closing mark, so that a value that trembles about a mark opens it once. A metric that is
 * not measured today changes nothing. Snoozing and acknowledging never hide that it stands.
 * @param held alerts of the org: all that stand, and those that closed today
 */
export function evaluateAlerts(
  rules: readonly AlertRule[],
  readings: readonly Reading[],
  held: readonly Alert[],
  today: Day
): AlertChanges {
  const ruleOf = new Map(rules.map((rule) => [rule.metric, rule]));
  const places = new Map<string, Alert>();
  for (const alert of held) {
    const place = placeOf(alert);
    const other = places.get(place);
    if (other === undefined || other.closed !== null) places.set(place, alert);
  }
  const changed: Alert[] = [];
  for (const reading of readings) {
    const rule = ruleOf.get(reading.metric);
    if (rule === undefined || reading.value === null || !Number.isFinite(reading.value)) continue;
    const place = placeOf(reading);
    const before = places.get(place) ?? null;
    const after = next(rule, reading, reading.value, before, today);
    if (after === null || after === before) continue;
    places.set(place, after);
    changed.push(after);
  }
  return { changed, standing: [...places.values()].filter(({ closed }) => closed === null) };
}

function placeOf({
  subject,
  account,
  metric
}: Pick<Reading, 'subject' | 'account' | 'metric'>): string {
  return `${account ?? subject} ${metric}`;
}

function next(
  rule: AlertRule,
  { subject, account }: Pick<Reading, 'subject' | 'account'>,
  value: number,
  before: Alert | null,
  today: Day
): Alert | null {
  const held = before !== null && before.closed === null ? before : null;
  // With its account it goes to another territory, where nobody has been told.
  const stands =
    held === null || held.subject === subject ? held : { ...held, subject, sent: null };
  const severity = severityOf(rule, value, stands?.severity ?? null);
  if (severity === null) return stands === null ? before : { ...stands, value, closed: today };
  const threshold = (severity === 'Act' ? rule.act : rule.watch)?.open ?? NaN;
  if (stands !== null)
    return severity === stands.severity
      ? stands
      : {
          ...stands,
          severity,
          value,
          threshold,
          // Worse is news even to whoever has seen it; better is none.
          acknowledged: rankOf(severity) > rankOf(stands.severity) ? false : stands.acknowledged
        };
  // Closed and open again on one day is the same alert.
  const key = `${account ?? subject}:${rule.metric}:${today}`;
  const again = before !== null && before.key === key ? before : null;
  return {
    key,
    subject,
    ...(account === undefined || account === null ? {} : { account }),
    metric: rule.metric,
    severity,
    value,
    threshold,
    opened: today,
    closed: null,
    sent: again?.sent ?? null,
    snoozedUntil: again?.snoozedUntil ?? null,
    acknowledged: again?.acknowledged ?? false
  };
}

/** The worst severity that the value reaches, or that it has not yet left. */
function severityOf(rule: AlertRule, value: number, before: Severity | null): Severity | null {
  const holds = (threshold: Threshold | null, severity: Severity): boolean => {
    if (threshold === null) return false;
    const mark = rankOf(before) >= rankOf(severity) ? threshold.close : threshold.open;
    return rule.bad === 'Low' ? value < mark : value > mark;
  };
  if (holds(rule.act, 'Act')) return 'Act';
  return holds(rule.watch, 'Watch') ? 'Watch' : null;
}
