import type { Column } from '../core/columns.ts';
import { dayNumber, dayText } from '../core/days.ts';
import type { Criteria, FieldCondition } from './criteria.ts';
import { fieldConditions } from './criteria.ts';

type Scalar = string | number | boolean;

/** A rule compares a field with what the field can never hold. */
export class UnfitValueError extends Error {}

/** What a field of the kind takes, in words. */
const wanted: Readonly<Record<Column['kind'], string>> = {
  text: 'a text that is not empty; "blank" and "notBlank" ask for empty ones',
  number: 'a number',
  date: 'a day as YYYY-MM-DD',
  flag: 'true or false'
};

/**
 * Refuses a value of the wrong type, which would silently match nothing, or everything.
 * @throws UnfitValueError that names field and value
 */
export function refuseUnfit(condition: FieldCondition, kind: Column['kind']): void {
  const isPart = condition.op === 'contains' || condition.op === 'startsWith';
  const asked = isPart ? 'text' : kind;
  const unfit = valuesOf(condition).find((value) => !fits(value, asked));
  if (unfit !== undefined)
    throw new UnfitValueError(
      `${condition.field} ${condition.op} ${JSON.stringify(unfit)}, but the field wants ${wanted[asked]}`
    );
}

function fits(value: Scalar, kind: Column['kind']): boolean {
  switch (kind) {
    case 'text':
      return String(value).trim() !== '';
    case 'number':
      if (typeof value === 'string') return value.trim() !== '' && Number.isFinite(Number(value));
      return typeof value === 'number';
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'flag':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
  }
}

/** A day of the calendar; a time behind it is let pass. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text)) return false;
  const day = dayNumber(text);
  return !Number.isNaN(day) && dayText(day) === text.slice(0, 10);
}

function valuesOf(condition: FieldCondition): readonly Scalar[] {
  if ('values' in condition) return condition.values;
  return 'value' in condition ? [condition.value] : [];
}

const choosing = new Set(['equals', 'notEquals', 'in', 'notIn', 'includes', 'excludes']);

/** Values that criteria ask of picklists which do not have them, small and capital letters alike. */
export function unknownChoices(
  criteria: Criteria,
  picklists: ReadonlyMap<string, readonly string[]>
): { readonly field: string; readonly value: string }[] {
  return fieldConditions(criteria).flatMap((condition) => {
    if (!choosing.has(condition.op)) return [];
    const field = condition.field.replace(/^ultimateParent\./i, '');
    const choices = picklists.get(field.toLowerCase());
    if (choices === undefined) return [];
    const known = new Set(choices.map((choice) => choice.toLowerCase()));
    return valuesOf(condition)
      .map(String)
      .filter((value) => !known.has(value.toLowerCase()))
      .map((value) => ({ field, value }));
  });
}
