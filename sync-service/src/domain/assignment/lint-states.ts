import { fieldConditions } from './criteria.ts';
import type { BorneValues } from './lint-values.ts';
import { missedSpellings, pickedValues, plainName } from './lint-values.ts';
import type { ReadableRule, RuleWarning } from './rule-warning.ts';
import { counted, fewOf } from './rule-warning.ts';
import { isStateField, stateSpelling } from './state-spellings.ts';

interface Use {
  readonly one: ReadableRule;
  readonly field: string;
  readonly form: 'code' | 'name';
  readonly value: string;
}

/**
 * A field compared with codes by some rules and with names by others: accounts that are spelled
 * the other way are missed by each. The rules of the rarer form are named. A condition that lists
 * both spellings of a state means both, and is no mistake.
 */
export function mixedStates(readable: readonly ReadableRule[], borne: BorneValues): RuleWarning[] {
  const byField = Map.groupBy(
    readable.flatMap((one) => usesOf(one, borne)),
    ({ field }) => plainName(field).toLowerCase()
  );
  return [...byField.values()].flatMap((uses): RuleWarning[] => {
    const codes = uses.filter(({ form }) => form === 'code');
    const names = uses.filter(({ form }) => form === 'name');
    if (codes.length === 0 || names.length === 0) return [];
    const [rare, usual] = names.length <= codes.length ? [names, codes] : [codes, names];
    const byRule = Map.groupBy(rare, ({ one }) => one);
    return [...byRule].map(([one, found]): RuleWarning => {
      const values = found.map(({ value }) => value);
      const form = rare === names ? 'name' : 'code';
      return {
        code: 'STATE_MIXED',
        level: 'warning',
        rule: one.rule.key,
        territory: one.territory?.name ?? one.rule.territoryId,
        field: found[0]?.field ?? null,
        evidence: `It compares the state by ${form} (${fewOf(values)}), ${counted(new Set(usual.map((use) => use.one)).size, 'rule')} by ${form === 'name' ? 'code' : 'name'} (${fewOf([...new Set(usual.map((use) => use.value))])}).`,
        cure: `Keep one spelling at accounts and rules; or list both, as in ${fewOf(values.flatMap((value) => [value, stateSpelling(value)?.other ?? value]).slice(0, 2))}.`
      };
    });
  });
}

function usesOf(one: ReadableRule, borne: BorneValues): Use[] {
  return fieldConditions(one.criteria).flatMap((condition): Use[] => {
    const { field } = condition;
    if (!isStateField(plainName(field))) return [];
    const values = pickedValues(condition);
    const written = new Set(values.map((value) => value.trim().toLowerCase()));
    const missed = new Set(missedSpellings(condition, borne).map(({ value }) => value));
    return values.flatMap((value): Use[] => {
      const spelling = stateSpelling(value);
      if (spelling === null || missed.has(value)) return [];
      if (written.has(spelling.other.toLowerCase())) return [];
      return [{ one, field, form: spelling.form, value }];
    });
  });
}
