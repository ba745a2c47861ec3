import type { OrgSnapshot, TerritoryRule } from '../core/snapshot.ts';
import { lintRules } from './lint-rules.ts';
import type { RulePreview } from './preview-rules.ts';
import { previewRules } from './preview-rules.ts';
import { ruleDifferences } from './rule-differences.ts';
import { checkExpectations } from './rule-expectations.ts';

/** Lists of an answer, the most telling first: what has no room is left out from the end. */
export const answerLists = [
  'tests',
  'territories',
  'flows',
  'differences',
  'warnings',
  'findings',
  'changes',
  'placed',
  'unmatched',
  'multiple'
] as const;

export type AnswerListName = (typeof answerLists)[number];

/** A list, and the place of the first row wanted, counted from 0. */
export interface AnswerPlace {
  readonly list: AnswerListName;
  readonly from: number;
}

/** Some rows of a list, with how many there are. */
export interface AnswerList {
  readonly count: number;
  readonly from: number;
  readonly rows: readonly unknown[];
}

/** What the rules page is told of a draft. Rows that had no room are asked for by their place. */
export interface RulesAnswer {
  readonly rules: number;
  readonly accounts: number;
  readonly lists: Readonly<Record<AnswerListName, AnswerList>>;
}

/**
 * What would come of these rules, as JSON of at most so many characters: the preview, the
 * differences to the org's rules, the linter's warnings and the accounts asked about.
 * @param page rows of one list alone, where an earlier answer had no room for them
 */
export function answerRules(
  snapshot: OrgSnapshot,
  rules: readonly TerritoryRule[],
  tests: readonly string[],
  page: AnswerPlace | null,
  mostCharacters: number
): { words: string; answer: string } {
  const preview = previewRules(snapshot, rules);
  const lists = listsOf(snapshot, rules, tests, preview);
  const whole = { rules: rules.length, accounts: snapshot.accounts.count };
  const wanted = (name: AnswerListName): boolean => page === null || page.list === name;
  const empty = answerOf(whole, lists, page, new Map());
  const fitted = fitRows(
    answerLists.filter(wanted).map((name) => ({
      name,
      rows: lists[name]
        .slice(page?.from ?? 0)
        .values()
        .map((row) => JSON.stringify(row))
    })),
    mostCharacters - empty.length
  );
  return { words: wordsOf(whole, preview), answer: answerOf(whole, lists, page, fitted) };
}

type Lists = Readonly<Record<AnswerListName, readonly unknown[]>>;

function listsOf(
  snapshot: OrgSnapshot,
  rules: readonly TerritoryRule[],
  tests: readonly string[],
  preview: RulePreview
): Lists {
  const byKey = new Map(snapshot.territories.map((territory) => [territory.key, territory]));
  const nameOf = (key: string | null): string | null =>
    key === null ? null : (byKey.get(key)?.name ?? key);
  const ownerOf = (key: string | null): string | null =>
    snapshot.users.get(byKey.get(key ?? '')?.ownerId ?? '')?.name ?? null;
  return {
    tests: testRows(snapshot, rules, tests, nameOf),
    territories: preview.territories.map((territory) => ({
      ...territory,
      owner: ownerOf(territory.key)
    })),
    flows: preview.flows.map(({ from, to, accounts }) => ({
      from: nameOf(from),
      fromOwner: ownerOf(from),
      to: nameOf(to),
      toOwner: ownerOf(to),
      accounts
    })),
    differences: ruleDifferences(snapshot.rules, rules, snapshot.territories),
    warnings: lintRules({ ...snapshot, rules }),
    findings: preview.findings,
    changes: preview.changes.map(({ id, name, from, to }) => ({
      id,
      name,
      from: nameOf(from.territory),
      fromRule: from.rule,
      to: nameOf(to.territory),
      toRule: to.rule
    })),
    placed: preview.placed.map((row) => ({ ...row, territory: nameOf(row.territory) })),
    unmatched: preview.unmatched,
    multiple: preview.multiple
  };
}

/** Where each account asked about goes by the org's rules and by these, and why. */
function testRows(
  snapshot: OrgSnapshot,
  rules: readonly TerritoryRule[],
  tests: readonly string[],
  nameOf: (key: string | null) => string | null
): unknown[] {
  const asked = tests.map((account) => ({ account, territory: null }));
  const before = checkExpectations(snapshot, snapshot.rules, asked);
  const after = checkExpectations(snapshot, rules, asked);
  return after.map(({ expected, territory, words }, index) => ({
    account: expected.account,
    territory: nameOf(territory),
    words,
    before: nameOf(before[index]?.territory ?? null),
    beforeWords: before[index]?.words ?? ''
  }));
}

/**
 * As many rows as fit, list by list: each has an equal share first, and what short lists leave goes
 * to the long ones in order.
 */
function fitRows(
  lists: readonly { readonly name: AnswerListName; readonly rows: Iterator<string, undefined> }[],
  room: number
): Map<AnswerListName, string[]> {
  const taken = new Map<AnswerListName, string[]>(lists.map(({ name }) => [name, []]));
  const next = new Map(lists.map(({ name, rows }) => [name, rows.next()]));
  const share = Math.floor(room / Math.max(1, lists.length));
  let left = room;
  for (const most of [share, room])
    for (const { name, rows } of lists) {
      let used = 0;
      for (;;) {
        const row = next.get(name);
        const length = (row?.value?.length ?? 0) + 1;
        if (row?.value === undefined || used + length > most || length > left) break;
        taken.get(name)?.push(row.value);
        used += length;
        left -= length;
        next.set(name, rows.next());
      }
    }
  return taken;
}

function answerOf(
  whole: Pick<RulesAnswer, 'rules' | 'accounts'>,
  lists: Lists,
  page: AnswerPlace | null,
  rows: ReadonlyMap<AnswerListName, readonly string[]>
): string {
  const parts = answerLists.map((name) => {
    const from = page?.list === name ? page.from : 0;
    return `"${name}":{"count":${String(lists[name].length)},"from":${String(from)},"rows":[${(rows.get(name) ?? []).join(',')}]}`;
  });
  return `{"rules":${String(whole.rules)},"accounts":${String(whole.accounts)},"lists":{${parts.join(',')}}}`;
}

function wordsOf(whole: Pick<RulesAnswer, 'rules' | 'accounts'>, preview: RulePreview): string {
  const { changes, placed, unmatched, multiple, findings } = preview;
  return [
    `${String(whole.rules)} rules over ${String(whole.accounts)} accounts.`,
    `The first rule, or its territory, changes for ${String(changes.length)}; the next run would place ${String(placed.length)} and leave ${String(findings.length)} findings.`,
    `${String(unmatched.length)} are matched by no rule, ${String(multiple.length)} by rules of several territories.`,
    'Nothing was changed.'
  ].join(' ');
}
