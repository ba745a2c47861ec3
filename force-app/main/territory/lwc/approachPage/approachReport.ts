import geography from '@salesforce/label/c.Evenfield_Approach_Geography';
import industry from '@salesforce/label/c.Evenfield_Approach_Industry';
import size from '@salesforce/label/c.Evenfield_Approach_Size';
import product from '@salesforce/label/c.Evenfield_Approach_Product';
import potential from '@salesforce/label/c.Evenfield_Approach_Potential';
import leadSource from '@salesforce/label/c.Evenfield_Approach_Lead_Source';
import hybrid from '@salesforce/label/c.Evenfield_Approach_Hybrid';

/** A share with the middle nine tenths of what resampling gives. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Built {
  readonly groups: number;
  readonly balance: number;
  readonly travelHours: number;
  readonly hours: number;
  readonly moved: number | null;
}

export interface Compared {
  readonly name: string;
  readonly by: string;
  readonly known: number;
  readonly build: Built | null;
  readonly winRate: Interval | null;
  readonly dealSize: Interval | null;
}

/** What the service answers; shares are 0 to 1. */
export interface ApproachReport {
  readonly today: string;
  readonly from: string;
  readonly by: string;
  readonly problems: number;
  readonly comparison: {
    readonly accounts: number;
    readonly territories: number;
    readonly deals: number;
    readonly won: number;
    readonly approaches: readonly Compared[];
    readonly named: {
      readonly name: string | null;
      readonly sure: number;
      readonly chance: number;
      readonly words: string;
    };
    readonly nearestToday: string | null;
    readonly left: readonly { readonly name: string; readonly why: string }[];
  };
}

const names: Readonly<Record<string, string>> = {
  geography,
  industry,
  size,
  product,
  potential,
  'lead source': leadSource,
  hybrid
};

/** Name of an approach for people. */
export function nameOf(approach: string): string {
  return names[approach] ?? approach;
}

/** @throws Error for a text that is no answer of this form */
export function readReport(text: string): ApproachReport {
  const report = JSON.parse(text) as Partial<ApproachReport> | null;
  if (!Array.isArray(report?.comparison?.approaches) || report.comparison.named === undefined)
    throw new Error('comparison');
  return report as ApproachReport;
}

/** A share in percent; small ones with a decimal. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`;
}
