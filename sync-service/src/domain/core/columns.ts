/** Columns: what a table of org rows looks like once it is in memory. No object per row. */

/** Text, dictionary coded. `codes[i]` is an index into `dictionary`, -1 for null. */
export interface TextColumn {
  readonly kind: 'text';
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** Numbers; NaN is null. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** Dates as whole days since 1970-01-01 UTC; NaN is null. */
export interface DateColumn {
  readonly kind: 'date';
  readonly values: Float64Array;
}

/** Flags; 0 false, 1 true, 255 null. */
export interface FlagColumn {
  readonly kind: 'flag';
  readonly values: Uint8Array;
}

export type Column = TextColumn | NumberColumn | DateColumn | FlagColumn;

/** Accounts of the org in columns; a row's index is the account's number everywhere else. */
export interface AccountTable {
  readonly count: number;
  /** 18-character ids. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Index of the parent account, -1 where there is none (or it was not read). */
  readonly parent: Int32Array;
  /** User id of the owner by account, dictionary coded. */
  readonly owner: TextColumn;
  /** Degrees; NaN where no place is known. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Index into `placeSources`. */
  readonly placeSource: Uint8Array;
  /** Every field that a rule or the policy names, by API name in lower case. */
  readonly fields: ReadonlyMap<string, Column>;
  /** Values of the picklist fields that were read, by API name in lower case, where they are known. */
  readonly choices?: ReadonlyMap<string, readonly string[]>;
}

/** Opportunities, one entry each: open ones, and those closed in the last two years. */
export interface DealTable {
  readonly count: number;
  /** Index of the account; -1 where it was not read. */
  readonly account: Int32Array;
  /** In the corporate currency; NaN where it is blank or has no rate. */
  readonly amount: Float64Array;
  /** Whole days since 1970. */
  readonly created: Int32Array;
  /** Day of the close; for open ones the planned one. */
  readonly closes: Int32Array;
  /** Index into `dealStates`. */
  readonly state: Uint8Array;
  /** 0 New, 1 Renewal, 2 Upsell. */
  readonly tier: Uint8Array;
  /** Code of the lead source; 0 for none. */
  readonly source: Uint8Array;
  /** Index of who owns it in `owners`, ids of users; left out where nobody asks whose it is. */
  readonly owner?: Int32Array;
  readonly owners?: readonly string[];
}

/** What accounts own or subscribe to, one entry an asset: what runs, and what ended in the last two years. */
export interface AssetTable {
  readonly count: number;
  /** Names of products. */
  readonly products: readonly string[];
  /** Index of the account; -1 where it was not read. */
  readonly account: Int32Array;
  /** Index into `products`; -1 where it is of none. */
  readonly product: Int32Array;
  /** Revenue a year in the corporate currency; NaN where it has no price, or no rate. */
  readonly yearly: Float64Array;
  /** Whole days since 1970: since when, and until when (that day excluded); NaN for not known, and for no end. */
  readonly installed: Float32Array;
  readonly ends: Float32Array;
}

export const dealStates = ['Open', 'Lost', 'Won'] as const;

/** Where an account's place comes from, best first; `None` is 4. */
export const placeSources = ['Billing', 'Shipping', 'ZIP', 'State', 'None'] as const;

/** Figures that are summed up while opportunities, tasks, contracts … stream by; one entry an account. */
export interface AccountFigures {
  /** Amount won with a close date in the current quota period, by tier. */
  readonly wonPeriodNew: Float64Array;
  readonly wonPeriodRenewal: Float64Array;
  readonly wonPeriodUpsell: Float64Array;
  /** Amount won in the last twelve months and in the twelve before. */
  readonly won12: Float64Array;
  readonly wonPrior12: Float64Array;
  /** Amount of all open opportunities, and of those that close in the period. */
  readonly openPipeline: Float64Array;
  readonly openPipelinePeriod: Float64Array;
  /** Day of the last completed task or past event; NaN where there is none. */
  readonly lastTouchDay: Float64Array;
  readonly openCases: Float64Array;
  readonly escalatedCases: Float64Array;
  /** Day on which the oldest open case was opened; NaN where none is open. */
  readonly oldestCaseDay: Float64Array;
  /** Contacts, and those touched in the last 180 days. */
  readonly contacts: Float64Array;
  readonly contactsActive: Float64Array;
  /** Next contract end (day); NaN where there is no active contract. */
  readonly renewalDay: Float64Array;
  /** Recurring revenue a year, from assets: today and twelve months ago. */
  readonly recurringNow: Float64Array;
  readonly recurringStart: Float64Array;
  /** Calls, meetings and emails of half a year before this week, and of this week so far. */
  readonly callsBefore: Float64Array;
  readonly meetingsBefore: Float64Array;
  readonly emailsBefore: Float64Array;
  readonly callsThisWeek: Float64Array;
  readonly meetingsThisWeek: Float64Array;
  readonly emailsThisWeek: Float64Array;
  /** Likewise of this month so far. */
  readonly callsThisMonth: Float64Array;
  readonly meetingsThisMonth: Float64Array;
  readonly emailsThisMonth: Float64Array;
  /** Opportunities and assets whose amount is below 0: they count as 0, and are named. */
  readonly dealsBelowZero: Float64Array;
  readonly assetsBelowZero: Float64Array;
}
