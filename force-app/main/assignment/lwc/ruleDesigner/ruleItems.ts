import type { Criteria, PreviewRow, TerritoryChoice } from 'c/ruleCriteria';
import { criteriaWords } from 'c/ruleCriteria';
import { label, operatorWords } from 'c/ruleLabels';
import type { MarkedRule } from './ruleDraft';

/** A rule as the list shows it. */
export interface RuleItem {
  readonly key: string;
  readonly order: number;
  readonly territory: string;
  readonly words: string;
  readonly mark: string;
  readonly badge: string;
  readonly isActive: boolean;
  readonly stays: boolean;
  readonly canUndo: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly upFocus: string;
  readonly downFocus: string;
  readonly editFocus: string;
  readonly undoFocus: string;
  readonly upLabel: string;
  readonly downLabel: string;
  readonly editLabel: string;
  readonly removeLabel: string;
  readonly undoLabel: string;
}

const badges = { same: '', changed: label.changed, added: label.added, removed: label.removed };

/** Rules whose territory or words hold the search, as items. */
export function ruleItems(
  rules: readonly MarkedRule[],
  territories: readonly TerritoryChoice[],
  search: string
): RuleItem[] {
  const names = new Map(territories.map(({ id, name }) => [id, name]));
  const wanted = search.trim().toLowerCase();
  const staying = rules.filter(({ mark }) => mark !== 'removed');
  return rules
    .map(({ rule, mark }): RuleItem => {
      const territory = names.get(rule.territoryId) ?? '';
      const named = `${String(rule.order)} ${territory}`;
      return {
        key: rule.key,
        order: rule.order,
        territory,
        words: wordsOf(rule.criteria),
        mark,
        badge: badges[mark],
        isActive: rule.active,
        stays: mark !== 'removed',
        canUndo: mark !== 'same',
        isFirst: staying[0]?.rule.key === rule.key,
        isLast: staying.at(-1)?.rule.key === rule.key,
        upFocus: `up:${rule.key}`,
        downFocus: `down:${rule.key}`,
        editFocus: `edit:${rule.key}`,
        undoFocus: `undo:${rule.key}`,
        upLabel: `${label.moveUp}: ${named}`,
        downLabel: `${label.moveDown}: ${named}`,
        editLabel: `${label.edit}: ${named}`,
        removeLabel: `${label.remove}: ${named}`,
        undoLabel: `${label.undo}: ${named}`
      };
    })
    .filter(({ territory, words }) => `${territory} ${words}`.toLowerCase().includes(wanted));
}

/** Criteria in words; as they stand where they cannot be read. */
function wordsOf(text: string): string {
  try {
    return criteriaWords(JSON.parse(text) as Criteria, operatorWords);
  } catch {
    return text.slice(0, 200);
  }
}

/** Why an account goes where it goes, by the org's rules and by those of the page. */
export interface TestItem {
  readonly key: string;
  readonly account: string;
  readonly before: string;
  readonly after: string;
}

export function testItems(rows: readonly PreviewRow[]): TestItem[] {
  const say = (territory: unknown, words: string | undefined): string =>
    `${typeof territory === 'string' ? territory : label.nobody}: ${words ?? ''}`;
  return rows.map((row, index) => ({
    key: String(index),
    account: row.account ?? '',
    before: say(row.before, row.beforeWords),
    after: say(row.territory, row.words)
  }));
}
