import type { Day } from '../core/snapshot.ts';
import type { Alert } from './alert.ts';
import { rankOf } from './alert.ts';
import { alertMetrics } from './alert-metrics.ts';
import type { AlertReaders, HeldAlert } from './alert-readers.ts';

/**
 * Alerts that people are to be told of: they stand, are worse than what was told, and are neither
 * acknowledged nor snoozed today. Each is told at least once: the send is recorded on the alert
 * after it went out, so a service that dies in between tells again.
 */
export function alertsToSend(standing: readonly Alert[], today: Day): Alert[] {
  return standing.filter(
    ({ closed, severity, sent, acknowledged, snoozedUntil }) =>
      closed === null &&
      !acknowledged &&
      rankOf(severity) > rankOf(sent) &&
      (snoozedUntil === null || snoozedUntil < today)
  );
}

/** The alert once it was sent. */
export function asSent(alert: Alert): Alert {
  return { ...alert, sent: alert.severity };
}

/** What changed, with value and mark, in one sentence. */
export function alertWhat(alert: Alert, subjectName: string): string {
  const { what, of } = wordsOf(alert);
  return `${subjectName} ${what}: ${shown(alert, alert.value)} ${of}, the mark is ${shown(alert, alert.threshold)}.`;
}

/** What to do about it, in one sentence. */
export function alertToDo(alert: Alert): string {
  return wordsOf(alert).todo;
}

function wordsOf({ metric }: Alert): { what: string; of: string; todo: string } {
  return (
    alertMetrics.get(metric) ?? {
      what: 'crossed a mark',
      of: `for ${metric}`,
      todo: 'Look at its figures.'
    }
  );
}

function shown({ metric }: Alert, value: number): string {
  switch (alertMetrics.get(metric)?.unit) {
    case 'share':
      return `${String(Math.round(value * 1000) / 10)} %`;
    case 'times':
      return `${String(Math.round(value * 10) / 10)} times`;
    default:
      return String(Math.round(value * 100) / 100);
  }
}

/** One notification to one person. */
export interface Notification {
  readonly userId: string;
  /** Alerts that it tells of, worst first; it opens the first. */
  readonly alerts: readonly HeldAlert[];
  readonly title: string;
  readonly body: string;
}

/** Alerts of severity Act that a person gets a notification of her own for; all others share one. */
const mostAlone = 3;
const longestBody = 750;

/**
 * Notifications of a night: to each person at most three of alerts to act on, and one digest of the
 * rest, so that a bad night is no flood.
 * @param texts what changed and what to do, by the alert's key
 */
export function notificationsOf(
  alerts: readonly HeldAlert[],
  readers: Pick<AlertReaders, 'firstOf'>,
  texts: ReadonlyMap<string, { readonly what: string; readonly todo: string }>
): Notification[] {
  const byPerson = new Map<string, HeldAlert[]>();
  for (const alert of [...alerts].sort(worstFirst))
    for (const userId of readers.firstOf(alert.subject))
      byPerson.set(userId, [...(byPerson.get(userId) ?? []), alert]);
  return [...byPerson].flatMap(([userId, own]) => {
    const acts = own.filter(({ severity }) => severity === 'Act');
    const alone = acts.length <= mostAlone ? acts : [];
    const rest = own.filter((alert) => !alone.includes(alert));
    const single = (alert: HeldAlert): Notification => {
      const { what = '', todo = '' } = texts.get(alert.key) ?? {};
      return { userId, alerts: [alert], title: titleOf(alert), body: cut(`${what} ${todo}`) };
    };
    if (rest.length <= 1) return [...alone, ...rest].map(single);
    const lines = rest.map(({ key }) => texts.get(key)?.what ?? '').join('\n');
    const title = `${String(rest.length)} new alerts in your territories`;
    return [...alone.map(single), { userId, alerts: rest, title, body: cut(lines) }];
  });
}

function titleOf({ severity, metric }: Alert): string {
  return `${severity === 'Act' ? 'Act' : 'Watch'}: ${metric}`;
}

function cut(text: string): string {
  return text.length <= longestBody ? text : `${text.slice(0, longestBody - 1)}…`;
}

function worstFirst(a: HeldAlert, b: HeldAlert): number {
  return rankOf(b.severity) - rankOf(a.severity) || (a.key < b.key ? -1 : 1);
}
