type Scalar = string | number | boolean;

/** Criteria of a rule as the service reads them; docs/formulas.md shows the forms. */
export type Criteria =
  | { readonly all: readonly Criteria[] }
  | { readonly any: readonly Criteria[] }
  | { readonly not: Criteria }
  | Condition;

export interface Condition {
  readonly op: string;
  readonly field?: string;
  readonly value?: Scalar;
  readonly values?: readonly Scalar[];
  readonly latitude?: number;
  readonly longitude?: number;
  readonly miles?: number;
}

const listed = 4;

/**
 * Criteria in the words of the service: "Billing State is one of TX, OK and Industry is Energy".
 * @param operators an operator's words by its name
 */
export function criteriaWords(node: Criteria, operators: Readonly<Record<string, string>>): string {
  const inside = (part: Criteria): string => criteriaWords(part, operators);
  const joined = (parts: readonly Criteria[], between: string): string =>
    parts
      .map((part) => ('all' in part || 'any' in part ? `(${inside(part)})` : inside(part)))
      .join(between);
  if ('all' in node) return joined(node.all, ' and ');
  if ('any' in node) return joined(node.any, ' or ');
  if ('not' in node) return `not (${inside(node.not)})`;
  return conditionWords(node, operators);
}

function conditionWords(condition: Condition, operators: Readonly<Record<string, string>>): string {
  const { op, field = '', value, values } = condition;
  if (op === 'withinMiles')
    return `lies within ${String(condition.miles)} miles of ${String(condition.latitude)}, ${String(condition.longitude)}`;
  const said = `${fieldWords(field)} ${operators[op] ?? op}`;
  if (value !== undefined) return `${said} ${String(value)}`;
  if (values === undefined) return said;
  if (op === 'between') return `${said} ${String(values[0])} and ${String(values[1])}`;
  if (values.length <= listed) return `${said} ${values.map(String).join(', ')}`;
  const first = values.slice(0, listed - 1).map(String);
  return `${said} ${first.join(', ')} and ${String(values.length - first.length)} more`;
}

/** An API name as words: BillingPostalCode gives "Billing Postal Code". */
export function fieldWords(field: string): string {
  const name = field
    .replace(/^ultimateParent\./i, '')
    .replace(/__c$/i, '')
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return /^ultimateParent\./i.test(field) ? `${name} of the ultimate parent` : name;
}
