import type { Column } from '../core/columns.ts';
import { comparedForm } from './canonical-criteria.ts';
import type { Criteria, FieldCondition } from './criteria.ts';

/** A part of criteria that no account can ever meet. */
export interface ImpossiblePart {
  /** As the rule writes it. */
  readonly field: string;
  readonly why: string;
}

/** Kind of a field's column; null where it is not known. */
export type KindOf = (field: string) => Column['kind'] | null;

/**
 * Parts that contradict themselves whatever an account holds: a range with its ends swapped, or
 * conditions on one field that exclude each other. What stands below a `not` is left out, since
 * there such a part is always true.
 */
export function impossibleParts(node: Criteria, kindOf: KindOf): ImpossiblePart[] {
  if ('not' in node) return [];
  if ('any' in node) return node.any.flatMap((part) => impossibleParts(part, kindOf));
  const parts = conjuncts(node);
  const inside = parts.flatMap((part) =>
    'any' in part ? impossibleParts(part, kindOf) : 'field' in part ? swapped(part, kindOf) : []
  );
  if (inside.length > 0) return inside;
  const byField = new Map<string, FieldCondition[]>();
  for (const part of parts) {
    if (!('field' in part)) continue;
    const key = part.field.toLowerCase();
    byField.set(key, [...(byField.get(key) ?? []), part]);
  }
  return [...byField.values()].flatMap((conditions) => contradiction(conditions, kindOf));
}

/** The conditions that must all hold. */
function conjuncts(node: Criteria): Exclude<Criteria, { all: Criteria[] }>[] {
  return 'all' in node ? node.all.flatMap(conjuncts) : [node];
}

/** Below 0 where `a` comes before `b` by the field's own comparison. */
function orderOf(kind: Column['kind'] | null): (a: string, b: string) => number {
  return (a, b) => {
    const asNumbers = kind === 'number' || (kind === null && isNumber(a) && isNumber(b));
    if (asNumbers) return Number(a) - Number(b);
    return a < b ? -1 : a > b ? 1 : 0;
  };
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

function swapped(condition: FieldCondition, kindOf: KindOf): ImpossiblePart[] {
  if (condition.op !== 'between') return [];
  const kind = kindOf(condition.field);
  const [low, high] = condition.values.map((value) => comparedForm('', value)) as [string, string];
  if (orderOf(kind)(low, high) <= 0) return [];
  const asText = kind === 'text' && isNumber(low) && isNumber(high);
  return [
    {
      field: condition.field,
      why: `between ${String(condition.values[0])} and ${String(condition.values[1])} holds nothing: the first is the larger${asText ? ', as the field is text and compared letter by letter' : ''}`
    }
  ];
}

interface Bound {
  readonly at: string;
  readonly isOpen: boolean;
}

const needsValue = new Set([
  'equals',
  'in',
  'includes',
  'contains',
  'startsWith',
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
  'between',
  'notBlank'
]);

function contradiction(conditions: readonly FieldCondition[], kindOf: KindOf): ImpossiblePart[] {
  const field = conditions[0]?.field ?? '';
  const impossible = (why: string): ImpossiblePart[] => [{ field, why }];
  const order = orderOf(kindOf(field));
  const filled = conditions.find(({ op }) => needsValue.has(op));
  if (conditions.some(({ op }) => op === 'blank') && filled !== undefined)
    return impossible(`it is asked to be blank and to hold a value (${filled.op}) at once`);
  const lists = conditions.flatMap((one) => {
    const values = chosen(one, ['equals', 'in']);
    return values === null ? [] : [new Set(values)];
  });
  const allowed = lists.length === 0 ? null : lists.reduce((one, two) => one.intersection(two));
  if (allowed?.size === 0)
    return impossible(
      `it is asked to be ${lists.map(words).join(' and ')} at once; one field holds one value`
    );
  const low = outermost(conditions, ['greater', 'greaterOrEqual', 'between'], 0, order);
  const high = outermost(conditions, ['less', 'lessOrEqual', 'between'], 1, order);
  if (
    low !== null &&
    high !== null &&
    !(isAtMost(low.at, high, order) && isAtLeast(high.at, low, order))
  )
    return impossible(
      `it is asked to be ${low.isOpen ? 'more than' : 'at least'} ${low.at} and ${high.isOpen ? 'less than' : 'at most'} ${high.at} at once`
    );
  if (allowed === null) return [];
  const unwanted = new Set(conditions.flatMap((one) => chosen(one, ['notEquals', 'notIn']) ?? []));
  const left = [...allowed].filter(
    (value) =>
      !unwanted.has(value) &&
      (low === null || isAtLeast(value, low, order)) &&
      (high === null || isAtMost(value, high, order))
  );
  if (left.length > 0) return [];
  return impossible(`it is asked to be ${words(allowed)}, which its other conditions exclude`);
}

const isAtLeast = (value: string, low: Bound, order: (a: string, b: string) => number): boolean =>
  low.isOpen ? order(value, low.at) > 0 : order(value, low.at) >= 0;

const isAtMost = (value: string, high: Bound, order: (a: string, b: string) => number): boolean =>
  high.isOpen ? order(value, high.at) < 0 : order(value, high.at) <= 0;

function chosen(condition: FieldCondition, ops: readonly string[]): string[] | null {
  if (!ops.includes(condition.op)) return null;
  const values =
    'values' in condition ? condition.values : 'value' in condition ? [condition.value] : [];
  return values.map((value) => comparedForm(condition.field, value));
}

/** The narrowest of the bounds that conditions set; `end` tells which end of a range counts. */
function outermost(
  conditions: readonly FieldCondition[],
  ops: readonly string[],
  end: 0 | 1,
  order: (a: string, b: string) => number
): Bound | null {
  let found: Bound | null = null;
  for (const condition of conditions) {
    if (!ops.includes(condition.op)) continue;
    const value =
      condition.op === 'between'
        ? condition.values[end]
        : 'value' in condition
          ? condition.value
          : null;
    if (value === null) continue;
    const bound: Bound = {
      at: comparedForm('', value),
      isOpen: condition.op === 'less' || condition.op === 'greater'
    };
    const by: number = found === null ? 1 : order(bound.at, found.at) * (end === 0 ? 1 : -1);
    if (by > 0 || (by === 0 && bound.isOpen)) found = bound;
  }
  return found;
}

function words(values: ReadonlySet<string>): string {
  const list = [...values];
  return list.length > 3 ? `one of ${String(list.length)} values` : list.join(' or ');
}
