import type { RuleRow } from 'c/ruleCriteria';

/** What was changed on the page and not saved; a rule of a key stands for the org's. */
export interface RuleDraft {
  readonly changed: ReadonlyMap<string, RuleRow>;
  readonly removed: ReadonlySet<string>;
}

export const noDraft: RuleDraft = { changed: new Map(), removed: new Set() };

export type RuleMark = 'same' | 'changed' | 'added' | 'removed';

export interface MarkedRule {
  readonly rule: RuleRow;
  readonly mark: RuleMark;
}

/** By order, then key, as the service tries them. */
function inOrder(a: RuleRow, b: RuleRow): number {
  return a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

const same = (a: RuleRow, b: RuleRow): boolean =>
  a.territoryId === b.territoryId &&
  a.order === b.order &&
  a.active === b.active &&
  a.criteria === b.criteria;

/** The org's rules with the draft over them, in order; those to be taken away stay where they are. */
export function markedRules(held: readonly RuleRow[], draft: RuleDraft): MarkedRule[] {
  const keys = new Set(held.map(({ key }) => key));
  const rules = held.map((rule): MarkedRule => {
    const changed = draft.changed.get(rule.key);
    if (draft.removed.has(rule.key)) return { rule, mark: 'removed' };
    return changed === undefined ? { rule, mark: 'same' } : { rule: changed, mark: 'changed' };
  });
  const added = [...draft.changed.values()]
    .filter(({ key }) => !keys.has(key))
    .map((rule): MarkedRule => ({ rule, mark: 'added' }));
  return [...rules, ...added].sort((a, b) => inOrder(a.rule, b.rule));
}

/** How many rules differ from the org's. */
export function countChanges(draft: RuleDraft): number {
  return draft.changed.size + draft.removed.size;
}

/** The draft with a rule as it should be; where the org holds it so already, the change is gone. */
export function withRule(held: readonly RuleRow[], draft: RuleDraft, rule: RuleRow): RuleDraft {
  const changed = new Map(draft.changed);
  const before = held.find(({ key }) => key === rule.key);
  if (before !== undefined && same(before, rule)) changed.delete(rule.key);
  else changed.set(rule.key, rule);
  return { ...draft, changed };
}

/** The draft with a rule taken away; one that was never saved is simply gone. */
export function withoutRule(held: readonly RuleRow[], draft: RuleDraft, key: string): RuleDraft {
  const changed = new Map(draft.changed);
  changed.delete(key);
  const removed = new Set(draft.removed);
  if (held.some((rule) => rule.key === key)) removed.add(key);
  return { changed, removed };
}

/** The draft without any change to a rule. */
export function undone(draft: RuleDraft, key: string): RuleDraft {
  const changed = new Map(draft.changed);
  changed.delete(key);
  const removed = new Set(draft.removed);
  removed.delete(key);
  return { changed, removed };
}

/** Steps between orders where rules are numbered anew. */
const orderStep = 10;

/**
 * The draft with a rule one place up (-1) or down (1) among those that stay. Two rules change
 * orders; where orders are alike and cannot tell places apart, all are numbered anew.
 */
export function moved(
  held: readonly RuleRow[],
  draft: RuleDraft,
  key: string,
  by: -1 | 1
): RuleDraft {
  const rules = markedRules(held, draft).flatMap(({ rule, mark }) =>
    mark === 'removed' ? [] : [rule]
  );
  const from = rules.findIndex((rule) => rule.key === key);
  const [one, other] = [rules[from], rules[from + by]];
  if (one === undefined || other === undefined) return draft;
  const orders = rules.map(({ order }) => order);
  if (new Set(orders).size === orders.length)
    return withRule(held, withRule(held, draft, { ...one, order: other.order }), {
      ...other,
      order: one.order
    });
  const arranged = rules.with(from, other).with(from + by, one);
  return arranged.reduce(
    (next, rule, place) => withRule(held, next, { ...rule, order: (place + 1) * orderStep }),
    draft
  );
}

/** A rule that is not there yet, after all others. */
export function newRule(rules: readonly MarkedRule[], territoryKey: string): RuleRow {
  const last = rules.reduce((most, { rule }) => Math.max(most, rule.order), 0);
  const keys = new Set(rules.map(({ rule }) => rule.key));
  const order = last + orderStep;
  let key = `rule:${territoryKey}`;
  for (let number = 2; keys.has(key); number += 1) key = `rule:${territoryKey}:${String(number)}`;
  return { id: null, key, territoryId: '', order, active: true, criteria: '', changedAt: null };
}

/** The draft as the service takes it in a request's filter. */
export function draftFilter(
  draft: RuleDraft,
  more: { readonly tests?: readonly string[]; readonly page?: object } = {}
): string {
  return JSON.stringify({
    changed: [...draft.changed.values()].map(({ key, territoryId, order, active, criteria }) => ({
      key,
      territory: territoryId,
      order,
      active,
      criteria
    })),
    removed: [...draft.removed],
    ...more
  });
}
