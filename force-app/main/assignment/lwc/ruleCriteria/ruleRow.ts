/** A rule as the page holds it. */
export interface RuleRow {
  /** Id in the org; null while the rule is not saved. */
  readonly id: string | null;
  /** `Key__c`, or the id where that is blank: what the service calls the rule. */
  readonly key: string;
  readonly territoryId: string;
  readonly order: number;
  readonly active: boolean;
  /** Criteria as JSON text, as `Criteria__c` holds it. */
  readonly criteria: string;
  /** When the org last changed it, for telling an edit that came between; null while not saved. */
  readonly changedAt: string | null;
}

/** A territory that a rule may belong to. */
export interface TerritoryChoice {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}
