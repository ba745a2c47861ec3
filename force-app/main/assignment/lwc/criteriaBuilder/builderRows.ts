import type { ConditionForm, FieldKind, FormNode, RuleField } from 'c/ruleCriteria';
import { distanceField, fieldWords, operatorsFor, splitValues, valuesOf } from 'c/ruleCriteria';
import { label, operatorWords } from 'c/ruleLabels';
import { filled } from 'c/graphqlNodes';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
}

export interface InputRow {
  readonly part: 'value' | 'upper' | 'latitude' | 'longitude' | 'miles';
  readonly label: string;
  readonly type: 'text' | 'number' | 'date';
  readonly value: string;
}

/** A part of the criteria as the builder shows it. */
export interface BuilderRow {
  readonly key: string;
  readonly style: string;
  readonly className: string;
  readonly title: string;
  readonly isGroup: boolean;
  readonly isInner: boolean;
  readonly joinId: string;
  readonly joinFocus: string;
  readonly addFocus: string;
  readonly joins: readonly Choice[];
  readonly fieldId: string;
  readonly fieldFocus: string;
  readonly fields: readonly Choice[];
  readonly hasOperator: boolean;
  readonly opId: string;
  readonly operators: readonly Choice[];
  readonly isFlag: boolean;
  readonly flagId: string;
  readonly flags: readonly Choice[];
  readonly inputs: readonly InputRow[];
  readonly isList: boolean;
  readonly fileId: string;
  readonly value: string;
  readonly countText: string;
  readonly removeLabel: string;
}

const joins = [
  ['all', label.joinAll],
  ['any', label.joinAny],
  ['none', label.joinNone]
] as const;
const inputTypes: Readonly<Record<FieldKind, InputRow['type']>> = {
  text: 'text',
  multi: 'text',
  flag: 'text',
  number: 'number',
  day: 'date'
};
const parentPrefix = 'ultimateParent.';
const indentRem = 1;

/** Operators of a field, or of its like on the ultimate parent. */
export function operatorsOf(field: string, fields: readonly RuleField[]): readonly string[] {
  return field === distanceField ? ['withinMiles'] : operatorsFor(kindOf(field, fields));
}

function kindOf(field: string, fields: readonly RuleField[]): FieldKind {
  const name = field.replace(/^ultimateParent\./i, '').toLowerCase();
  return fields.find((one) => one.name.toLowerCase() === name)?.kind ?? 'text';
}

export function builderRow(
  path: readonly number[],
  node: FormNode,
  fields: readonly RuleField[]
): BuilderRow {
  const key = path.join('.');
  const condition = node.kind === 'condition' ? node : null;
  const join = node.kind === 'group' ? node.join : 'all';
  const kind = kindOf(condition?.field ?? '', fields);
  const takes = condition === null ? 'none' : valuesOf(condition.op);
  const isFlag = kind === 'flag' && takes === 'one';
  const title =
    condition === null
      ? (joins.find(([value]) => value === join)?.[1] ?? '')
      : fieldWords(condition.field);
  return {
    key,
    title,
    className: 'row',
    style: `padding-inline-start: ${String(path.length * indentRem)}rem`,
    isGroup: condition === null,
    isInner: path.length > 0,
    joinId: `join-${key}`,
    joinFocus: `join:${key}`,
    addFocus: `add:${key}`,
    joins: joins.map(([value, text]) => ({ value, label: text, selected: value === join })),
    fieldId: `field-${key}`,
    fieldFocus: `field:${key}`,
    fields: condition === null ? [] : fieldChoices(condition.field, fields),
    hasOperator: condition !== null && condition.field !== distanceField,
    opId: `op-${key}`,
    operators: condition === null ? [] : operatorChoices(condition, fields),
    isFlag,
    flagId: `flag-${key}`,
    flags: ['', 'true', 'false'].map((value) => ({
      value,
      label: { '': '', true: label.isTrue, false: label.isFalse }[value] ?? '',
      selected: value === condition?.value
    })),
    inputs: condition === null || isFlag ? [] : inputsOf(condition, takes, inputTypes[kind]),
    isList: takes === 'list',
    fileId: `file-${key}`,
    value: condition?.value ?? '',
    countText: takes === 'list' ? countOf(condition?.value ?? '') : '',
    removeLabel: `${label.removeCondition}: ${title}`
  };
}

function fieldChoices(chosen: string, fields: readonly RuleField[]): Choice[] {
  const own = fields.map(({ name, label: text }) => [name, text] as const);
  const all = [
    ...own,
    [distanceField, label.distance] as const,
    ...own.map(([name, text]) => [`${parentPrefix}${name}`, filled(label.ofParent, text)] as const)
  ];
  const isThere = all.some(([name]) => name.toLowerCase() === chosen.toLowerCase());
  const listed = isThere ? all : [[chosen, chosen] as const, ...all];
  return listed.map(([value, text]) => ({
    value,
    label: text,
    selected: value.toLowerCase() === chosen.toLowerCase()
  }));
}

function operatorChoices(condition: ConditionForm, fields: readonly RuleField[]): Choice[] {
  const usual = operatorsOf(condition.field, fields);
  const listed = usual.includes(condition.op) ? usual : [condition.op, ...usual];
  return listed.map((value) => ({
    value,
    label: operatorWords[value] ?? value,
    selected: value === condition.op
  }));
}

function inputsOf(
  condition: ConditionForm,
  takes: ReturnType<typeof valuesOf>,
  type: InputRow['type']
): InputRow[] {
  if (takes === 'one') return [{ part: 'value', label: label.value, type, value: condition.value }];
  if (takes === 'two')
    return [
      { part: 'value', label: label.from, type, value: condition.value },
      { part: 'upper', label: label.to, type, value: condition.upper }
    ];
  if (takes !== 'place') return [];
  return (['latitude', 'longitude', 'miles'] as const).map((part) => ({
    part,
    label: label[part],
    type: 'number',
    value: condition[part]
  }));
}

function countOf(text: string): string {
  const { values, repeated } = splitValues(text);
  return filled(label.valuesCount, String(values.length), String(repeated));
}
