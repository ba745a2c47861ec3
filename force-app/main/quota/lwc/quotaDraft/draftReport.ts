/** A row of a draft. Amounts in the stated currency. */
export interface DraftRow {
  readonly key: string;
  readonly name: string;
  readonly parent: string | null;
  readonly isLeaf: boolean;
  readonly amount: number;
  readonly original: number | null;
  readonly overrideReason: string | null;
  readonly overAssigned: number | null;
  readonly pooled: number | null;
  /** Sum of account targets. */
  readonly bottomUp: number | null;
  /** Amount less bottom-up. */
  readonly gap: number | null;
  readonly hours: {
    readonly deals: number;
    readonly needed: number;
    readonly available: number;
  } | null;
  readonly loadRatio: number | null;
  readonly spread: number | null;
  /** Left off where the answer had no room. */
  readonly rationale?: string;
}

export interface Level {
  readonly level: number;
  readonly territories: number;
  readonly amount: number;
  readonly beyond: number;
}

/** A quota whose potential moved since it was planned. */
export interface ProposedChange {
  readonly key: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly reason: string;
}

/** What the service answers to a request for a draft. */
export interface DraftReport {
  readonly status: 'Planned' | 'Refused';
  readonly spread: number | null;
  readonly shortfall: number | null;
  readonly blame: { readonly key: string; readonly name: string } | null;
  readonly levels: readonly Level[];
  readonly currency: { readonly isoCode: string; readonly decimals: number };
  readonly rows: readonly DraftRow[];
  /** What a proposal of the night would change. */
  readonly changes?: readonly ProposedChange[];
  /** Rows that the answer had no room for. */
  readonly leftOff: number;
}

/** @throws Error for a text that is no answer of this form */
export function readReport(text: string): DraftReport {
  const report = JSON.parse(text) as Partial<DraftReport> | null;
  if (!Array.isArray(report?.rows) || !Array.isArray(report.levels)) throw new Error('rows');
  return report as DraftReport;
}

/** An amount as the service's sentences tell it, such as 1,234.50 USD. */
export function amountWords(
  amount: number,
  { isoCode, decimals }: DraftReport['currency']
): string {
  const text = amount.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals
  });
  return `${text} ${isoCode}`;
}

/** A share in percent with one decimal. */
export function percentWords(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
