import { z } from 'zod';
import type { Territory, TerritoryRule } from '../core/snapshot.ts';
import type { AnswerPlace } from './rules-answer.ts';
import { answerLists } from './rules-answer.ts';

/** What somebody would change about the org's rules, not saved yet. */
export interface RulesDraft {
  /** Rules that are new or read otherwise; the rule of a key is taken in the place of the org's. */
  readonly changed: readonly TerritoryRule[];
  /** Keys of rules that would go. */
  readonly removed: readonly string[];
  /** Ids or names of accounts for which is asked why they go where they go. */
  readonly tests: readonly string[];
  /** Rows of one list from a place on, where an earlier answer had no room for them. */
  readonly page: AnswerPlace | null;
}

const shape = z.strictObject({
  changed: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        territory: z.string().min(1),
        order: z.number(),
        active: z.boolean().default(true),
        criteria: z.string()
      })
    )
    .default([]),
  removed: z.array(z.string().min(1)).default([]),
  tests: z.array(z.string().min(1)).max(100).default([]),
  page: z
    .strictObject({ list: z.enum(answerLists), from: z.number().int().min(0) })
    .nullable()
    .default(null)
});

/**
 * Reads a draft as the rules page writes it: JSON with `changed` (rules as a file has them; the
 * territory by id or key), `removed`, `tests` and `page`, each of which may be left out. What
 * cannot be used comes back as words.
 */
export function parseRulesDraft(
  text: string,
  territories: readonly Territory[]
): { draft: RulesDraft } | { fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text === '' ? '{}' : text);
  } catch (error) {
    return { fault: `it is no JSON (${error instanceof Error ? error.message : 'unreadable'})` };
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success)
    return {
      fault: parsed.error.issues
        .map(({ path, message }) => `${path.map(String).join('.') || 'the draft'}: ${message}`)
        .join('; ')
    };
  const { changed, removed, tests, page } = parsed.data;
  const seen = new Set<string>();
  for (const { key } of changed) {
    if (seen.has(key)) return { fault: `key ${key} stands at more than one rule` };
    seen.add(key);
  }
  const ids = new Map(territories.map(({ key, id }) => [key, id]));
  return {
    draft: {
      removed,
      tests,
      page,
      changed: changed.map(({ territory, ...rule }) => ({
        ...rule,
        id: rule.key,
        territoryId: ids.get(territory) ?? territory
      }))
    }
  };
}

/** The org's rules as they would be were the draft saved. */
export function applyRulesDraft(
  rules: readonly TerritoryRule[],
  draft: RulesDraft
): TerritoryRule[] {
  const changed = new Map(draft.changed.map((rule) => [rule.key, rule]));
  const removed = new Set(draft.removed);
  const held = new Set(rules.map(({ key }) => key));
  return [
    ...rules
      .filter(({ key }) => !removed.has(key))
      .map((rule) => ({ ...rule, ...changed.get(rule.key), id: rule.id })),
    ...draft.changed.filter(({ key }) => !held.has(key))
  ];
}
