import type { Day } from '../core/snapshot.ts';
import type { Alert } from './alert.ts';
import { rankOf } from './alert.ts';

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

/** What changed and what to do, by metric; the service fills in the figures. */
const texts: Readonly<Record<string, { readonly what: string; readonly todo: string }>> = {
  Pace: { what: 'is behind its pace', todo: 'Look at the open deals that close in the period.' },
  'Pipeline Coverage': {
    what: 'has little pipeline for what is left of the quota',
    todo: 'Plan new leads and proposals for this week.'
  },
  Coverage: {
    what: 'leaves accounts untouched beyond their cadence',
    todo: 'Call the longest neglected A accounts first.'
  },
  Workload: { what: 'has more work than hours', todo: 'Ask for cover or propose moves.' },
  Balance: { what: 'has drifted out of balance', todo: 'Open a rebalance for its region.' },
  'Chance to Reach Quota': {
    what: 'is unlikely to reach its quota',
    todo: 'Go through the forecast with its owner.'
  },
  'Days since Sync': { what: 'shows figures that are old', todo: 'Run a sync and read its errors.' }
};

/** One sentence of what changed with value and mark, one of what to do. */
export function alertText(alert: Alert, subjectName: string): string {
  const { what, todo } = texts[alert.metric] ?? {
    what: `has ${alert.metric} at ${shown(alert.value)}`,
    todo: 'Look at its figures.'
  };
  return `${subjectName} ${what}: ${alert.metric} is ${shown(alert.value)}, the mark is ${shown(alert.threshold)}. ${todo}`;
}

function shown(value: number): string {
  return String(Math.round(value * 100) / 100);
}
