import type { AccountTable } from '../core/columns.ts';
import { dayNumber, dayText } from '../core/days.ts';
import type { CoverageTable, Day, ResultColumn } from '../core/snapshot.ts';
import { wordsByPair } from '../core/words-by-pair.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { valuesInWords } from './describe-criteria.ts';
import type { RuleMatches } from './match-rules.ts';
import { otherMatches } from './match-rules.ts';
import { isAtWork } from '../territory/at-work.ts';

const sources = ['Rule', 'Rebalance', 'Manual', 'Import'] as const;
/** What put an account where it is. */
export type Source = (typeof sources)[number];

export type FindingCode =
  | 'UNMATCHED'
  | 'RULE_DIFFERS'
  | 'FAMILY_DIFFERS'
  | 'LOCKED_DIFFERS'
  | 'MULTIPLE_MATCHES'
  | 'TERRITORY_RETIRED'
  | 'OVERRIDE_RETIRED';

/** Where each account is after the night, and why. One slot an account. */
export interface Placement {
  /** Index into the tree's territories, -1 for none. */
  readonly territory: Int32Array;
  /** The same before the night. */
  readonly before: Int32Array;
  readonly since: Float64Array;
  readonly source: (Source | null)[];
  readonly reason: (string | null)[];
  readonly findingCode: (FindingCode | null)[];
  readonly finding: (string | null)[];
  /** Accounts that a person's choice moved out of a territory they were in. */
  readonly moved: readonly number[];
}

export interface PlacementInput {
  readonly accounts: AccountTable;
  readonly coverage: CoverageTable;
  readonly tree: TerritoryTree;
  readonly matches: RuleMatches;
  readonly ultimateParent: Int32Array;
  readonly familyFollowsParent: boolean;
  readonly today: Day;
}

const nowhere = -1;

/**
 * Places accounts that have no territory, applies what a person has chosen, and turns the rest
 * into findings: the night never takes an account away. A valid lock comes first, then a person's
 * choice, then the family, then the rules.
 */
export function placeAccounts(input: PlacementInput): Placement {
  const { accounts, coverage, tree, matches } = input;
  const { count } = accounts;
  const today = dayNumber(input.today);
  const held = heldColumns(coverage, count);
  const indexOf = (id: string | null): number =>
    id === null ? nowhere : (tree.indexById.get(id) ?? nowhere);
  const before = Int32Array.from({ length: count }, (_, index) =>
    indexOf(held.territory[index] ?? null)
  );
  const override = Int32Array.from({ length: count }, (_, index) =>
    usable(tree, indexOf(held.override[index] ?? null))
  );
  const locked = Uint8Array.from({ length: count }, (_, index) => isLocked(held, index, today));
  const ruled = (index: number): number =>
    matches.rules[matches.first[index] ?? -1]?.territoryIndex ?? nowhere;
  const isFixed = (index: number): boolean =>
    locked[index] === 1 && (before[index] ?? nowhere) >= 0;
  const ownTarget = (index: number): number => {
    if (isFixed(index)) return before[index] ?? nowhere;
    return (override[index] ?? nowhere) >= 0 ? (override[index] ?? nowhere) : ruled(index);
  };
  /** Where the head of a family is after the night, so that a family stays together; a territory not at work draws nobody. */
  const placeOfHead = (head: number): number => {
    const chosen = override[head] ?? nowhere;
    const now = usable(tree, before[head] ?? nowhere);
    if (isFixed(head) || chosen < 0) return now >= 0 ? now : ruled(head);
    return chosen;
  };
  const headOf = (index: number): number =>
    input.familyFollowsParent ? (input.ultimateParent[index] ?? index) : index;
  const target = (index: number): number => {
    const head = headOf(index);
    if (head === index || isFixed(index) || (override[index] ?? nowhere) >= 0)
      return ownTarget(index);
    return placeOfHead(head);
  };
  /** Where a locked account would go without its lock. */
  const unlockedTarget = (index: number): number => {
    const chosen = override[index] ?? nowhere;
    const head = headOf(index);
    if (chosen >= 0) return chosen;
    return head === index ? ruled(index) : placeOfHead(head);
  };
  const placement: Placement & { moved: number[] } = {
    territory: new Int32Array(count),
    before,
    since: new Float64Array(count).fill(NaN),
    source: new Array<Source | null>(count).fill(null),
    reason: new Array<string | null>(count).fill(null),
    findingCode: new Array<FindingCode | null>(count).fill(null),
    finding: new Array<string | null>(count).fill(null),
    moved: []
  };
  const words = createWords(input, before, override, locked);
  for (let index = 0; index < count; index += 1) {
    const wanted = target(index);
    const now = before[index] ?? nowhere;
    const chosen = override[index] ?? nowhere;
    const isLockedHere = locked[index] === 1 && now >= 0;
    const moves = now < 0 || (chosen >= 0 && chosen !== now && !isLockedHere);
    const after = moves ? wanted : now;
    placement.territory[index] = after;
    if (moves && now >= 0) placement.moved.push(index);
    if (after >= 0) {
      const since = moves ? NaN : (held.since[index] ?? NaN);
      placement.since[index] = Number.isNaN(since) ? today : since;
      placement.source[index] = moves
        ? chosen === after
          ? 'Manual'
          : 'Rule'
        : (held.source[index] ?? 'Rule');
    }
    const wish = isLockedHere ? unlockedTarget(index) : wanted;
    placement.reason[index] = words.reason(index, after, wish, placement);
    const finding = words.finding(index, after, wish, held.override[index] ?? null);
    placement.findingCode[index] = finding?.code ?? null;
    placement.finding[index] = finding?.text ?? null;
  }
  return placement;
}

/** A person can choose a territory that is at work; another is a finding. */
function usable(tree: TerritoryTree, index: number): number {
  return isAtWork(tree.territories[index]?.stage) ? index : nowhere;
}

interface Held {
  readonly territory: readonly (string | null)[];
  readonly override: readonly (string | null)[];
  readonly source: readonly (Source | null)[];
  readonly since: Float64Array;
  readonly locked: Uint8Array;
  readonly lockedUntil: Float64Array;
}

function heldColumns(coverage: CoverageTable, count: number): Held {
  const column = (name: string): ResultColumn | undefined => coverage.columns.get(name);
  const texts = (name: string): (string | null)[] => {
    const found = column(name);
    return found?.kind === 'text' ? found.values : new Array<string | null>(count).fill(null);
  };
  const days = (name: string): Float64Array => {
    const found = column(name);
    return found?.kind === 'date' ? found.values : new Float64Array(count).fill(NaN);
  };
  const flags = column('Locked__c');
  return {
    territory: texts('Territory__c'),
    override: texts('Override_Territory__c'),
    source: texts('Source__c') as (Source | null)[],
    since: days('Since__c'),
    locked: flags?.kind === 'flag' ? flags.values : new Uint8Array(count),
    lockedUntil: days('Locked_Until__c')
  };
}

/** A lock holds through its last day. */
function isLocked(held: Held, index: number, today: number): number {
  const until = held.lockedUntil[index] ?? NaN;
  return held.locked[index] === 1 && !(until < today) ? 1 : 0;
}

/** Who puts an account where it is, in words. */
const putBy: Readonly<Record<Source, string>> = {
  Rule: 'a rule',
  Rebalance: 'a rebalance',
  Manual: 'a person',
  Import: 'the import'
};
/** A rule on names meets other values in each account: beyond so many they are not remembered. */
const mostWordsOfRule = 5_000;

interface Words {
  reason(index: number, after: number, wish: number, placement: Placement): string | null;
  finding(
    index: number,
    after: number,
    wish: number,
    overrideId: string | null
  ): { code: FindingCode; text: string } | null;
}

function createWords(
  input: PlacementInput,
  before: Int32Array,
  override: Int32Array,
  locked: Uint8Array
): Words {
  const { accounts, tree, matches, ultimateParent } = input;
  const nameOf = (index: number): string => tree.territories[index]?.name ?? 'no territory';
  const known = new Map<number, Map<string, string>>();
  const headOf = (index: number): number =>
    input.familyFollowsParent ? (ultimateParent[index] ?? index) : index;
  const ruleWords = (index: number): string => {
    const rule = matches.rules[matches.first[index] ?? -1];
    return rule === undefined
      ? 'no rule matches'
      : `${rule.words}; here ${valuesInWords(rule.fields, accounts, index)}`;
  };
  /** Made once for each rule and the values that it met, which many accounts share. */
  const matchWords = (index: number): string => {
    const place = matches.first[index] ?? -1;
    const rule = matches.rules[place];
    const values = rule === undefined ? '' : valuesInWords(rule.fields, accounts, index);
    const ofRule = known.get(place) ?? new Map<string, string>();
    if (ofRule.size === 0) known.set(place, ofRule);
    const held = ofRule.get(values);
    if (held !== undefined) return held;
    const made = `Matches ${ruleWords(index)}.`;
    if (ofRule.size < mostWordsOfRule) ofRule.set(values, made);
    return made;
  };
  const stays = wordsByPair(
    (since, place) =>
      `Stays where ${putBy[sources[place] ?? 'Rule']} put it${Number.isNaN(since) ? '' : ` on ${dayText(since)}`}; the night takes no account away.`
  );
  const why = (index: number): string => {
    const head = headOf(index);
    if (head === index) return matchWords(index);
    const parent = accounts.names[head] ?? accounts.ids[head] ?? 'its ultimate parent';
    if ((override[head] ?? nowhere) >= 0)
      return `Follows its ultimate parent ${parent}, for which a person chose ${nameOf(override[head] ?? nowhere)}.`;
    const there = usable(tree, before[head] ?? nowhere);
    const ruledThere = matches.rules[matches.first[head] ?? -1]?.territoryIndex ?? nowhere;
    if (there >= 0 && there !== ruledThere) {
      const how = locked[head] === 1 ? 'is locked in' : 'is in';
      return `Follows its ultimate parent ${parent}, which ${how} ${nameOf(there)}.`;
    }
    return `Follows its ultimate parent ${parent}, which matches ${ruleWords(head)}.`;
  };
  return {
    reason(index, after, wish, placement) {
      if (after < 0) return null;
      if ((override[index] ?? nowhere) === after)
        return 'A person chose this territory for the account.';
      if (wish === after) return cut(why(index), 4000);
      const source = placement.source[index] ?? 'Rule';
      return stays(placement.since[index] ?? NaN, sources.indexOf(source));
    },
    finding(index, after, wish, overrideId) {
      if (overrideId !== null && (override[index] ?? nowhere) < 0)
        return {
          code: 'OVERRIDE_RETIRED',
          text: 'The territory that a person chose is not at work; choose another or clear the choice.'
        };
      const stage = tree.territories[after]?.stage;
      if (after >= 0 && !isAtWork(stage))
        return {
          code: 'TERRITORY_RETIRED',
          text: `${nameOf(after)} is ${String(stage)}; the account needs another territory.`
        };
      if (after >= 0 && (override[index] ?? nowhere) === after) return null;
      if (wish < 0) return { code: 'UNMATCHED', text: cut(unmatched(index, after), 2000) };
      if (wish !== after) {
        if (locked[index] === 1)
          return {
            code: 'LOCKED_DIFFERS',
            text: cut(
              `Locked in ${nameOf(after)}; without the lock it would go to ${nameOf(wish)}. ${why(index)}`,
              2000
            )
          };
        const code = headOf(index) === index ? 'RULE_DIFFERS' : 'FAMILY_DIFFERS';
        return {
          code,
          text: cut(`Is in ${nameOf(after)} and would go to ${nameOf(wish)}. ${why(index)}`, 2000)
        };
      }
      if ((matches.territories[index] ?? 0) > 1)
        return {
          code: 'MULTIPLE_MATCHES',
          text: cut(
            `Rules of ${otherMatches(matches, index).join(', ')} match as well; the first in order decides.`,
            2000
          )
        };
      return null;
    }
  };

  function unmatched(index: number, after: number): string {
    const where =
      after < 0
        ? 'The account is in no territory'
        : `The account is in ${nameOf(after)}, and no rule says so`;
    const fields = [...new Set(matches.rules.flatMap((rule) => rule.fields))].slice(0, 6);
    const values =
      fields.length === 0 ? 'there is no rule' : valuesInWords(fields, accounts, headOf(index));
    return `${where}: no rule matches. ${headOf(index) === index ? 'Its' : "Its ultimate parent's"} fields: ${values}.`;
  }
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
