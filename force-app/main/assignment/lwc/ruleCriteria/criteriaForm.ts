import type { Condition, Criteria } from './criteriaWords';

/** A condition while it is edited: all that a person typed, as text. */
export interface ConditionForm {
  readonly kind: 'condition';
  readonly field: string;
  readonly op: string;
  /** The value; of a list, one value a line. */
  readonly value: string;
  /** The upper end of a range. */
  readonly upper: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly miles: string;
}

export interface GroupForm {
  readonly kind: 'group';
  readonly join: 'all' | 'any' | 'none';
  readonly parts: readonly FormNode[];
}

export type FormNode = ConditionForm | GroupForm;

/** What a field of the account holds, as far as rules are concerned. */
export type FieldKind = 'text' | 'number' | 'day' | 'flag' | 'multi';

/** A field that a rule may read. */
export interface RuleField {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
}

/** The name that stands for a place instead of a field. */
export const distanceField = 'withinMiles';

/** What keeps a form from being criteria: a code, and the words that go into its message. */
export interface FormFault {
  readonly code: 'value' | 'number' | 'day' | 'condition';
  readonly words: readonly string[];
}

const blanks = new Set(['blank', 'notBlank']);
const listing = new Set(['in', 'notIn', 'includes', 'excludes']);

/** How many values an operator takes. */
export function valuesOf(op: string): 'none' | 'one' | 'two' | 'list' | 'place' {
  if (blanks.has(op)) return 'none';
  if (op === 'between') return 'two';
  if (op === 'withinMiles') return 'place';
  return listing.has(op) ? 'list' : 'one';
}

/** Operators that make sense for a kind of field. */
export function operatorsFor(kind: FieldKind): readonly string[] {
  switch (kind) {
    case 'text':
      return ['equals', 'notEquals', 'in', 'notIn', 'startsWith', 'contains', 'blank', 'notBlank'];
    case 'multi':
      return ['includes', 'excludes', 'blank', 'notBlank'];
    case 'flag':
      return ['equals'];
    default:
      return [
        'equals',
        'notEquals',
        'less',
        'lessOrEqual',
        'greater',
        'greaterOrEqual',
        'between',
        'in',
        'notIn',
        'blank',
        'notBlank'
      ];
  }
}

export function emptyCondition(field: string): ConditionForm {
  return {
    kind: 'condition',
    field,
    op: 'equals',
    value: '',
    upper: '',
    latitude: '',
    longitude: '',
    miles: ''
  };
}

/** Criteria as a form; the outermost part is a group always. */
export function formOf(criteria: Criteria): GroupForm {
  const node = nodeOf(criteria);
  return node.kind === 'group' ? node : { kind: 'group', join: 'all', parts: [node] };
}

function nodeOf(criteria: Criteria): FormNode {
  if ('all' in criteria) return { kind: 'group', join: 'all', parts: criteria.all.map(nodeOf) };
  if ('any' in criteria) return { kind: 'group', join: 'any', parts: criteria.any.map(nodeOf) };
  if ('not' in criteria) {
    const inner = nodeOf(criteria.not);
    const parts = inner.kind === 'group' && inner.join === 'any' ? inner.parts : [inner];
    return { kind: 'group', join: 'none', parts };
  }
  const { op, field, value, values } = criteria;
  const [lower, upper] = values ?? [];
  return {
    kind: 'condition',
    field: op === 'withinMiles' ? distanceField : (field ?? ''),
    op,
    value: op === 'between' ? textOf(lower) : (values?.map(String).join('\n') ?? textOf(value)),
    upper: op === 'between' ? textOf(upper) : '',
    latitude: textOf(criteria.latitude),
    longitude: textOf(criteria.longitude),
    miles: textOf(criteria.miles)
  };
}

function textOf(value: string | number | boolean | undefined): string {
  return value === undefined ? '' : String(value);
}

/** The form as criteria, or every reason why it is none. */
export function criteriaOf(
  form: GroupForm,
  fields: readonly RuleField[]
): { readonly criteria: Criteria } | { readonly faults: readonly FormFault[] } {
  const kinds = new Map(fields.map(({ name, kind }) => [name.toLowerCase(), kind]));
  const faults: FormFault[] = [];
  const criteria = partOf(form, kinds, faults);
  if (faults.length > 0 || criteria === null) return { faults };
  return { criteria };
}

function partOf(
  node: FormNode,
  kinds: ReadonlyMap<string, FieldKind>,
  faults: FormFault[]
): Criteria | null {
  if (node.kind === 'condition') return conditionOf(node, kinds, faults);
  if (node.parts.length === 0) {
    faults.push({ code: 'condition', words: [] });
    return null;
  }
  const parts = node.parts.flatMap((part) => partOf(part, kinds, faults) ?? []);
  const [only] = parts;
  if (node.join === 'none')
    return { not: parts.length === 1 && only !== undefined ? only : { any: parts } };
  if (parts.length === 1 && only !== undefined) return only;
  return node.join === 'all' ? { all: parts } : { any: parts };
}

function conditionOf(
  form: ConditionForm,
  kinds: ReadonlyMap<string, FieldKind>,
  faults: FormFault[]
): Condition | null {
  const before = faults.length;
  const name = form.field.replace(/^ultimateParent\./i, '');
  const kind = /^(contains|startsWith)$/.test(form.op)
    ? 'text'
    : (kinds.get(name.toLowerCase()) ?? 'text');
  const one = (text: string): string | number | boolean => {
    const value = text.trim();
    if (value === '') faults.push({ code: 'value', words: [form.field] });
    else if (kind === 'number' && !Number.isFinite(Number(value)))
      faults.push({ code: 'number', words: [form.field, value] });
    else if (kind === 'day' && !/^\d{4}-\d{2}-\d{2}/.test(value))
      faults.push({ code: 'day', words: [form.field, value] });
    if (kind === 'number') return Number(value);
    return kind === 'flag' ? value === 'true' : value;
  };
  const number = (text: string): number => {
    const value = Number(text.trim() === '' ? NaN : text);
    if (Number.isNaN(value)) faults.push({ code: 'number', words: [form.field, text] });
    return value;
  };
  const { field, op } = form;
  const condition = ((): Condition => {
    switch (valuesOf(op)) {
      case 'none':
        return { field, op };
      case 'two':
        return { field, op, values: [one(form.value), one(form.upper)] };
      case 'place':
        return {
          op,
          latitude: number(form.latitude),
          longitude: number(form.longitude),
          miles: number(form.miles)
        };
      case 'list': {
        const { values } = splitValues(form.value);
        if (values.length === 0) faults.push({ code: 'value', words: [field] });
        return { field, op, values: values.map(one) };
      }
      default:
        return { field, op, value: one(form.value) };
    }
  })();
  return faults.length > before ? null : condition;
}

/**
 * Values as pasted or read from a file: one a line. Where there is one line alone, commas,
 * semicolons and tabs part values too. Quotes around a value go, and so does what stands twice.
 */
export function splitValues(text: string): {
  readonly values: readonly string[];
  readonly repeated: number;
} {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const cells = lines.length === 1 ? (lines[0] ?? '').split(/[,;\t]/) : lines;
  const found = cells
    .map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .replaceAll('""', '"')
        .trim()
    )
    .filter((value) => value !== '');
  const values = [...new Set(found)];
  return { values, repeated: found.length - values.length };
}
