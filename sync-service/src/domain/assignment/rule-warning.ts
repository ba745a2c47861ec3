import type { Territory, TerritoryRule } from '../core/snapshot.ts';
import type { Criteria } from './criteria.ts';

/** An active rule whose criteria can be read. */
export interface ReadableRule {
  readonly rule: TerritoryRule;
  readonly territory: Territory | null;
  readonly criteria: Criteria;
}

/** What the linter can find wrong with a rule. */
export type RuleWarningCode =
  | 'RULE_INVALID'
  | 'RULE_VALUE_UNKNOWN'
  | 'TERRITORY_UNKNOWN'
  | 'TERRITORY_NOT_AT_WORK'
  | 'TERRITORY_NOT_LEAF'
  | 'NEVER_TRUE'
  | 'MATCHES_NOBODY'
  | 'SHADOWED'
  | 'SAME_CRITERIA'
  | 'PARENT_EXCLUDES'
  | 'ORDER_TIE'
  | 'DUPLICATE_VALUES'
  | 'ZIP_MALFORMED'
  | 'ZIP_PLUS_FOUR'
  | 'ZIP_WITHOUT_ACCOUNT'
  | 'STATE_OTHER_SPELLING'
  | 'STATE_MIXED'
  | 'FIELD_BLANK';

/**
 * `error`: the rule cannot do what it says. `warning`: it hardly does what was meant. `note`: worth
 * knowing, and often meant.
 */
export type RuleWarningLevel = 'error' | 'warning' | 'note';

export interface RuleWarning {
  readonly code: RuleWarningCode;
  readonly level: RuleWarningLevel;
  /** Key of the rule. */
  readonly rule: string;
  /** Name of the rule's territory; its id where no such territory is known. */
  readonly territory: string;
  /** API name of the field, as the rule writes it; null where no one field is to blame. */
  readonly field: string | null;
  /** What was found, with the values and counts that show it. */
  readonly evidence: string;
  readonly cure: string;
}

/** The first few of a list in words: "a, b, c and 7 more". */
export function fewOf(values: readonly string[], most = 5): string {
  if (values.length <= most) return values.join(', ');
  return `${values.slice(0, most).join(', ')} and ${String(values.length - most)} more`;
}

/** "1 account", "2 accounts". */
export function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
