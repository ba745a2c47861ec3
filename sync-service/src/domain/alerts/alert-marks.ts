import type { Problem } from '../core/problem.ts';
import type { AlertRule, Threshold } from './alert.ts';
import { alertMetrics, isInOrder } from './alert-metrics.ts';

/**
 * The rules of alerts: the defaults, and over them the policy's lines, one metric a line: its name, low or
 * high, watch and act, each as where it opens and where it closes, or `-`: `Pace low 0.8/0.85 0.6/0.65`.
 * `Pace off` turns a metric off. A line that cannot be used leaves the default and becomes a problem.
 * @param record the policy's key, for problems
 */
export function parseAlertMarks(
  text: string | null,
  record: string
): { rules: AlertRule[]; problems: Problem[] } {
  const rules = new Map<string, AlertRule>();
  for (const { name, marks } of alertMetrics.values()) {
    const rule = marks === null ? null : ruleOf(name, marks);
    if (rule !== null) rules.set(name, rule);
  }
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const line of (text ?? '').split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [, name = '', rest = ''] = /^(.+?)\s+((?:low|high|off)\b.*)$/i.exec(line) ?? [];
    const rule = rest.toLowerCase() === 'off' ? null : ruleOf(name, rest);
    const fault = faultOf(name, rest, rule, seen.has(name));
    if (fault !== null) {
      problems.push({
        object: 'Evenfield_Policy__c',
        record,
        field: 'Alert_Marks__c',
        code: 'POLICY_INVALID',
        message: `"${line.slice(0, 200)}" ${fault}; the default is used.`,
        cure: 'Write one metric a line, such as Pace low 0.8/0.85 0.6/0.65, or Pace off.'
      });
      continue;
    }
    seen.add(name);
    if (rule === null) rules.delete(name);
    else rules.set(name, rule);
  }
  return { rules: [...rules.values()], problems };
}

function faultOf(
  name: string,
  rest: string,
  rule: AlertRule | null,
  isTwice: boolean
): string | null {
  if (!alertMetrics.has(name)) return 'names no metric that alerts know';
  if (isTwice) return 'names a metric a second time';
  if (rest.toLowerCase() === 'off') return null;
  if (rule === null) return 'is no pair of marks';
  return isInOrder(rule) ? null : 'closes on the wrong side of where it opens';
}

function ruleOf(metric: string, marks: string): AlertRule | null {
  const [, sense = '', watch = '', act = '-'] =
    /^(low|high)\s+(\S+)(?:\s+(\S+))?$/i.exec(marks.trim()) ?? [];
  const first = thresholdOf(watch);
  const second = thresholdOf(act);
  if (sense === '' || first === undefined || second === undefined) return null;
  return { metric, bad: sense.toLowerCase() === 'low' ? 'Low' : 'High', watch: first, act: second };
}

/** Undefined for what is no threshold. */
function thresholdOf(text: string): Threshold | null | undefined {
  if (text === '-') return null;
  const [, open = '', close = ''] = /^(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  return open === '' ? undefined : { open: Number(open), close: Number(close) };
}
