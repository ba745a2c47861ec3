/** A quota that is not published yet. */
export interface DraftedQuota {
  readonly id: string;
  readonly label: string;
  readonly amount: number | null;
  readonly rationale: string;
}
