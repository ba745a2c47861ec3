import { z } from 'zod';
import type { Territory, TerritoryRule } from '../core/snapshot.ts';
import { inOrder } from './match-rules.ts';

/** Where an account is expected to go by the rules alone. */
export interface RuleExpectation {
  /** Id or name of the account; a name holds for every account that bears it. */
  readonly account: string;
  /** Key of the territory; null where no rule is to match. */
  readonly territory: string | null;
}

/** A rule as a file says it; the territory by its key. */
export interface WrittenRule {
  readonly key: string;
  readonly territory: string;
  readonly order: number;
  readonly active: boolean;
  /** Criteria as JSON text, as `Criteria__c` holds it. */
  readonly criteria: string;
}

export interface RulesFile {
  readonly rules: readonly WrittenRule[];
  readonly expectations: readonly RuleExpectation[];
}

const shape = z.strictObject({
  rules: z.array(
    z.strictObject({
      key: z.string().min(1),
      territory: z.string().min(1),
      order: z.number(),
      active: z.boolean().default(true),
      criteria: z.union([z.record(z.string(), z.unknown()), z.string()])
    })
  ),
  expectations: z
    .array(z.strictObject({ account: z.string().min(1), territory: z.string().min(1).nullable() }))
    .default([])
});

/**
 * The rules as one JSON text: by order, then key; one value a line, so that two versions differ
 * only where a rule does. Criteria that are no JSON object stand as text.
 */
export function rulesText(
  rules: readonly TerritoryRule[],
  territories: readonly Territory[]
): string {
  const keys = new Map(territories.map(({ id, key }) => [id, key]));
  const written = [...rules].sort(inOrder).map((rule) => ({
    key: rule.key,
    territory: keys.get(rule.territoryId) ?? rule.territoryId,
    order: rule.order,
    active: rule.active,
    criteria: readCriteria(rule.criteria)
  }));
  return `${JSON.stringify({ rules: written }, null, 2)}\n`;
}

function readCriteria(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : text;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Reads a file of rules; what cannot be used comes back as words that name the place. */
export function parseRulesText(text: string): { file: RulesFile } | { faults: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { faults: [`it is no JSON (${error instanceof Error ? error.message : 'unreadable'})`] };
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success)
    return {
      faults: parsed.error.issues.map(
        ({ path, message }) => `${path.map(String).join('.') || 'the file'}: ${message}`
      )
    };
  const { rules, expectations } = parsed.data;
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { key } of rules) (seen.has(key) ? repeated : seen).add(key);
  if (repeated.size > 0)
    return { faults: [...repeated].map((key) => `key ${key} stands at more than one rule`) };
  return {
    file: {
      expectations,
      rules: rules.map((rule) => ({
        ...rule,
        criteria: typeof rule.criteria === 'string' ? rule.criteria : JSON.stringify(rule.criteria)
      }))
    }
  };
}

/**
 * A file's rules as the org would hold them: ids by key, territories by key. A key that no
 * territory bears stays as it is, and the linter names it.
 */
export function resolveRules(
  written: readonly WrittenRule[],
  org: { readonly rules: readonly TerritoryRule[]; readonly territories: readonly Territory[] }
): TerritoryRule[] {
  const ids = new Map(org.rules.map(({ key, id }) => [key, id]));
  const territories = new Map(org.territories.map(({ key, id }) => [key, id]));
  return written.map(({ territory, ...rule }) => ({
    ...rule,
    id: ids.get(rule.key) ?? rule.key,
    territoryId: territories.get(territory) ?? territory
  }));
}
