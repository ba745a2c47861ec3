import type { AccountTable, Column } from '../core/columns.ts';
import { accountColumn } from '../core/column-access.ts';
import { comparedForm } from './canonical-criteria.ts';
import type { Criteria, FieldCondition } from './criteria.ts';
import { fieldConditions } from './criteria.ts';
import type { RuleWarning } from './rule-warning.ts';
import { counted, fewOf } from './rule-warning.ts';
import { isStateField, stateSpelling } from './state-spellings.ts';

/** What a check of values says; the rule and its territory are added by who asks. */
export type ValueWarning = Omit<RuleWarning, 'rule' | 'territory'>;

/** Accounts by the value that they bear in a field, letters small. */
export type BorneValues = (field: string) => ReadonlyMap<string, number> | null;

/** Counts each text field once, and only when a rule asks for it. */
export function borneValues(accounts: AccountTable): BorneValues {
  const known = new Map<string, ReadonlyMap<string, number> | null>();
  return (field) => {
    const key = plainName(field).toLowerCase();
    const found = known.get(key);
    if (found !== undefined) return found;
    const column = accountColumn(accounts, key);
    const counts = column?.kind === 'text' ? countsOf(column.codes, column.dictionary) : null;
    known.set(key, counts);
    return counts;
  };
}

function countsOf(codes: Int32Array, dictionary: readonly string[]): Map<string, number> {
  const byCode = new Float64Array(dictionary.length);
  for (const code of codes) if (code >= 0) byCode[code] = (byCode[code] ?? 0) + 1;
  const counts = new Map<string, number>();
  dictionary.forEach((text, code) => {
    const count = byCode[code] ?? 0;
    const key = text.toLowerCase();
    if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
  });
  return counts;
}

/** Field name without `ultimateParent.`. */
export function plainName(field: string): string {
  return field.replace(/^ultimateParent\./i, '');
}

/** Whether an operator picks whole values. */
const picks = new Set(['equals', 'notEquals', 'in', 'notIn']);

/** Values that a condition picks by, as texts; empty for other operators. */
export function pickedValues(condition: FieldCondition): string[] {
  if (!picks.has(condition.op)) return [];
  const values =
    'values' in condition ? condition.values : 'value' in condition ? [condition.value] : [];
  return values.map(String);
}

/** What is wrong with the values of one rule, seen against what the accounts bear. */
export function lintValues(
  criteria: Criteria,
  accounts: AccountTable,
  borne: BorneValues
): ValueWarning[] {
  const conditions = fieldConditions(criteria);
  return [
    ...conditions.flatMap((condition) => [
      ...repeatedValues(condition),
      ...(accounts.count === 0 ? [] : [...zips(condition, borne), ...states(condition, borne)])
    ]),
    ...blankFields(conditions, accounts)
  ];
}

function repeatedValues(condition: FieldCondition): ValueWarning[] {
  if (!('values' in condition) || condition.op === 'between') return [];
  const counts = new Map<string, number>();
  for (const value of condition.values) {
    const form = comparedForm(condition.field, value);
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const repeated = [...counts].filter(([, count]) => count > 1);
  if (repeated.length === 0) return [];
  const shown = repeated.map(([value, count]) => `${value} (${String(count)} times)`);
  return [
    {
      code: 'DUPLICATE_VALUES',
      level: 'warning',
      field: condition.field,
      evidence: `${counted(repeated.length, 'value')} of the ${String(condition.values.length)} listed stand there more than once: ${fewOf(shown)}.`,
      cure: 'Leave each value once; letter case makes no difference.'
    }
  ];
}

const isZipField = (field: string): boolean => /(postalcode|zip(_?code)?)(__c)?$/i.test(field);

function zips(condition: FieldCondition, borne: BorneValues): ValueWarning[] {
  const { field } = condition;
  const counts = isZipField(plainName(field)) ? borne(field) : null;
  const values = [...new Set(pickedValues(condition))];
  if (counts === null || values.length === 0) return [];
  const strange = values.filter((value) => !counts.has(value.toLowerCase()));
  const malformed = strange.filter((value) => !/^\d{5}$/.test(value));
  const wellFormed = strange.filter((value) => /^\d{5}$/.test(value));
  const longer = longerZips(wellFormed, counts);
  const empty = wellFormed.filter((value) => !longer.has(value));
  const warnings: ValueWarning[] = [];
  if (malformed.length > 0)
    warnings.push({
      code: 'ZIP_MALFORMED',
      level: 'warning',
      field,
      evidence: `${counted(malformed.length, 'value')} of ${String(values.length)} ${malformed.length === 1 ? 'is no ZIP' : 'are no ZIPs'} of five digits, and no account bears ${malformed.length === 1 ? 'it' : 'them'}: ${fewOf(malformed.map((value) => JSON.stringify(value)))}.`,
      cure: malformed.some((value) => /^\d{3,4}$/.test(value))
        ? 'Write five digits; a spreadsheet takes the zeros in front away (2139 is 02139).'
        : 'Write five digits, or ask with startsWith for a part of a ZIP.'
    });
  if (longer.size > 0)
    warnings.push({
      code: 'ZIP_PLUS_FOUR',
      level: 'warning',
      field,
      evidence: `${counted(longer.size, 'ZIP')} of ${String(values.length)} stand at accounts only with more behind the five digits, which this comparison does not take: ${fewOf([...longer].map(([zip, example]) => `${zip} (an account has ${example})`))}.`,
      cure: 'Ask with startsWith instead, or shorten the ZIPs of the accounts.'
    });
  if (empty.length > 0)
    warnings.push({
      code: 'ZIP_WITHOUT_ACCOUNT',
      level: 'note',
      field,
      evidence: `No account is in ${counted(empty.length, 'ZIP')} of ${String(values.length)}: ${fewOf(empty)}.`,
      cure: 'Nothing, where the list is a plan for accounts to come; else look for a slip.'
    });
  return warnings;
}

/** ZIPs that accounts bear only with four more digits, each with an example. */
function longerZips(
  values: readonly string[],
  counts: ReadonlyMap<string, number>
): Map<string, string> {
  const wanted = new Set(values);
  const found = new Map<string, string>();
  for (const text of counts.keys()) {
    const start = text.slice(0, 5);
    if (text.length > 5 && wanted.has(start) && !found.has(start)) found.set(start, text);
  }
  return found;
}

/** States that no account bears as written, though accounts bear the other spelling. */
function states(condition: FieldCondition, borne: BorneValues): ValueWarning[] {
  const { field } = condition;
  const missed = missedSpellings(condition, borne);
  if (missed.length === 0) return [];
  const accounts = missed.map(
    ({ value, other, count }) => `${value} (${counted(count, 'account')} with ${other})`
  );
  return [
    {
      code: 'STATE_OTHER_SPELLING',
      level: 'warning',
      field,
      evidence: `No account bears ${missed.length === 1 ? 'this state' : 'these states'} as written, but in the other spelling: ${fewOf(accounts)}.`,
      cure: `Write ${fewOf(missed.map(({ other }) => other))}, as the accounts do.`
    }
  ];
}

/** Values of a condition on a state that only the other spelling would find. */
export function missedSpellings(
  condition: FieldCondition,
  borne: BorneValues
): { value: string; other: string; count: number }[] {
  const counts = isStateField(plainName(condition.field)) ? borne(condition.field) : null;
  if (counts === null) return [];
  const values = pickedValues(condition);
  const written = new Set(values.map((value) => value.trim().toLowerCase()));
  return values.flatMap((value) => {
    const spelling = stateSpelling(value);
    if (spelling === null || counts.has(value.toLowerCase())) return [];
    const { other } = spelling;
    const count = counts.get(other.toLowerCase()) ?? 0;
    return count === 0 || written.has(other.toLowerCase()) ? [] : [{ value, other, count }];
  });
}

function blankFields(
  conditions: readonly FieldCondition[],
  accounts: AccountTable
): ValueWarning[] {
  if (accounts.count === 0) return [];
  const fields = new Map(conditions.map(({ field }) => [plainName(field).toLowerCase(), field]));
  return [...fields].flatMap(([key, field]): ValueWarning[] => {
    const column = accountColumn(accounts, key);
    if (column === null || !isBlank(column)) return [];
    return [
      {
        code: 'FIELD_BLANK',
        level: 'warning',
        field,
        evidence: `${plainName(field)} is blank on all ${counted(accounts.count, 'account')}.`,
        cure: 'Fill the field, or ask for another one that is kept up.'
      }
    ];
  });
}

function isBlank(column: Column): boolean {
  if (column.kind === 'text')
    return column.codes.every((code) => (column.dictionary[code] ?? '') === '');
  if (column.kind === 'flag') return column.values.every((value) => value === 255);
  return column.values.every(Number.isNaN);
}
