export const contestStatuses = ['Open', 'Accepted', 'Rejected'] as const;

export type ContestStatus = (typeof contestStatuses)[number];

/** What a person says an account is worth, and what came of it. */
export interface Contest {
  readonly id: string;
  /** Null once the account is gone. */
  readonly accountId: string | null;
  /** Who contested. */
  readonly ownerId: string;
  readonly status: ContestStatus;
  /** Revenue of the next twelve months, 0 or more; null where risk or health is contested. */
  readonly proposed: number | null;
  /** Name of who decided. */
  readonly decidedBy: string | null;
  /** UTC milliseconds; null while it is open. */
  readonly decidedAt: number | null;
}
