import type { Condition, Criteria } from './criteria.ts';

type Scalar = string | number | boolean;

/** A value as the comparison sees it: letters small, record ids by their first 15 characters. */
export function comparedForm(field: string, value: Scalar): string {
  const text = String(value);
  const isId = /id$/i.test(field) && /^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(text);
  return isId ? text.slice(0, 15) : text.toLowerCase();
}

/**
 * One text for all ways of writing the same condition: order of parts and of values, repeated ones,
 * lists of one, letter case and double negation make no difference. Equal texts mean equal
 * criteria; different texts may still match the same accounts.
 */
export function canonicalCriteria(node: Criteria): string {
  if ('all' in node) return joined('all', node.all);
  if ('any' in node) return joined('any', node.any);
  if ('not' in node)
    return 'not' in node.not
      ? canonicalCriteria(node.not.not)
      : `not(${canonicalCriteria(node.not)})`;
  return canonicalCondition(node);
}

function joined(join: 'all' | 'any', parts: readonly Criteria[]): string {
  const flat = parts.flatMap((part): readonly Criteria[] => {
    if (join === 'all' && 'all' in part) return part.all;
    return join === 'any' && 'any' in part ? part.any : [part];
  });
  const texts = [...new Set(flat.map(canonicalCriteria))].sort();
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? only : `${join}(${texts.join('&')})`;
}

const asList: Readonly<Record<string, string>> = { equals: 'in', notEquals: 'notIn' };

function canonicalCondition(condition: Condition): string {
  if (condition.op === 'withinMiles')
    return JSON.stringify([condition.op, condition.latitude, condition.longitude, condition.miles]);
  const field = condition.field.toLowerCase();
  const op = asList[condition.op] ?? condition.op;
  const form = (value: Scalar): string => comparedForm(field, value);
  if ('value' in condition) return JSON.stringify([field, op, [form(condition.value)]]);
  if (!('values' in condition)) return JSON.stringify([field, op]);
  const values = condition.values.map(form);
  return JSON.stringify([
    field,
    op,
    condition.op === 'between' ? values : [...new Set(values)].sort()
  ]);
}
