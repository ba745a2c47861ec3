import type { MeasureName } from './question.ts';

/** A territory's figures as they are or would be; hours a week, currency as the org's. */
export interface TerritoryFigures {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly accounts: number;
  readonly hours: number;
  readonly potential: number;
  readonly revenue: number;
  /** Load over fair share, minus 1, by measure; null where the fair share is 0. */
  readonly deviations: Readonly<Partial<Record<MeasureName, number | null>>>;
  readonly isInBand: boolean;
}

/** Totals of a territory before and after the whole scenario. */
export interface BeforeAfter {
  readonly name: string;
  readonly hours: readonly [number, number];
  readonly potential: readonly [number, number];
}

/** A move with what there is to say about it. */
export interface ProposedMove {
  readonly accountId: string;
  readonly accountName: string;
  /** Ids of territories. */
  readonly from: string;
  readonly to: string;
  readonly fromName: string;
  readonly toName: string;
  readonly fromOwner: string | null;
  readonly toOwner: string | null;
  readonly reasonCode: ReasonCode;
  readonly reason: string;
  readonly effects: {
    readonly from: BeforeAfter;
    readonly to: BeforeAfter;
    readonly hours: readonly [number, number];
    readonly miles: readonly [number | null, number | null];
  };
  readonly costs: string;
  readonly nextBest: string | null;
  readonly nextBestReason: string;
  readonly staysIf: string;
  /** Hours by which staying must become cheaper for the account to stay; null where no price does. */
  readonly staysAt: number | null;
  readonly hours: number;
  readonly potential: number;
  readonly revenue: number;
  readonly milesBefore: number | null;
  readonly milesAfter: number | null;
}

export type ReasonCode =
  'NO_PEOPLE' | 'CHOSEN' | 'RELIEVES' | 'FILLS' | 'CHEAPER' | 'WHOLE_ACCOUNTS';

/** An account that one would expect to move and that stays. */
export interface Stay {
  readonly accountId: string;
  readonly accountName: string;
  readonly territory: string;
  readonly why: string;
}

export interface RebalanceAnswer {
  readonly moves: readonly ProposedMove[];
  readonly stays: readonly Stay[];
  readonly before: readonly TerritoryFigures[];
  readonly after: readonly TerritoryFigures[];
  /** Cost of the plan and the least that any could cost, in hours; null where nothing was solved. */
  readonly objective: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
  /** Bound and gap in words. */
  readonly quality: string;
  /** What was asked and cannot be, and what the plan does not meet, in words. */
  readonly notes: readonly string[];
}
