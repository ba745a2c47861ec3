/** A day as YYYY-MM-DD. */
type Day = string;

export const severities = ['Watch', 'Act'] as const;
export type Severity = (typeof severities)[number];

/** Where one severity opens, and where it closes again: the way back is further. */
export interface Threshold {
  readonly open: number;
  readonly close: number;
}

/** When a metric is worth an alert. */
export interface AlertRule {
  /** Name of the metric, such as `Pace`. */
  readonly metric: string;
  /** Whether low values or high ones are bad. */
  readonly bad: 'Low' | 'High';
  readonly watch: Threshold | null;
  readonly act: Threshold | null;
}

/** An alert as the org holds it; nothing else is remembered from night to night. */
export interface Alert {
  /** Subject, metric and day of opening: writing twice is writing once. */
  readonly key: string;
  /** Id of the territory that it is about, or that its account is in. */
  readonly subject: string;
  /** Id of the one account that it is about; left out for a territory's own. */
  readonly account?: string | null;
  readonly metric: string;
  readonly severity: Severity;
  readonly value: number;
  readonly threshold: number;
  readonly opened: Day;
  /** Null while it stands. */
  readonly closed: Day | null;
  /** Severity that was last told to people; null while none was. */
  readonly sent: Severity | null;
  /** Until the end of this day nobody is told. */
  readonly snoozedUntil: Day | null;
  readonly acknowledged: boolean;
}

/** A metric's value today; null where it is not measured. */
export interface Reading {
  readonly subject: string;
  readonly account?: string | null;
  readonly metric: string;
  readonly value: number | null;
}

/** Rank of a severity; none is 0. */
export function rankOf(severity: Severity | null): number {
  return severity === null ? 0 : severities.indexOf(severity) + 1;
}
