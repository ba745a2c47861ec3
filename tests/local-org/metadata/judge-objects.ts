import { customField } from '../engine/custom-field.ts';
import type { XmlNode } from '../engine/metadata-files.ts';
import { childrenOf, descend, textOf } from '../engine/metadata-files.ts';
import type { ObjectDefinition } from '../engine/types.ts';
import { namesInFormula } from './formula-names.ts';
import type { Evidence } from './evidence.ts';
import type { ComponentFailure } from './package-files.ts';
import { rootOf } from './package-files.ts';

/** Field types that must say how long or how precise they are. */
const lengths: Readonly<Record<string, string>> = {
  Text: 'length',
  LongTextArea: 'length',
  Html: 'length',
  Number: 'precision',
  Currency: 'precision',
  Percent: 'precision'
};
/** Columns of list views that stand for standard fields. */
const standardColumns = /^(NAME|[A-Z]+[._][A-Z_.]+|[A-Z]+)$/;

/** Judges objects with their fields, rules, list views and compact layouts, and page layouts. */
export function judgeObjects(evidence: Evidence): ComponentFailure[] {
  const failures: ComponentFailure[] = [];
  for (const [path, text] of evidence.files) {
    const [, name] = /^objects\/([^/]+)\.object$/.exec(path) ?? [];
    if (name !== undefined) failures.push(...judgeObject(evidence, path, name, text));
    const [, layout] = /^layouts\/([^/]+)\.layout$/.exec(path) ?? [];
    if (layout !== undefined) failures.push(...judgeLayout(evidence, path, layout, text));
  }
  return failures;
}

function judgeObject(
  evidence: Evidence,
  path: string,
  name: string,
  text: string
): ComponentFailure[] {
  const failures: ComponentFailure[] = [];
  const refuse = (componentType: string, part: string | null, problem: string): void => {
    const fullName = part === null ? name : `${name}.${part}`;
    failures.push({ fileName: path, fullName, componentType, problem });
  };
  const read = rootOf(text, 'CustomObject');
  if ('problem' in read) {
    refuse('CustomObject', null, read.problem);
    return failures;
  }
  const { node } = read;
  if (
    name.endsWith('__c') &&
    textOf(node, 'nameField') === null &&
    descend(node, 'nameField') === undefined
  ) {
    if (textOf(node, 'label') !== null)
      refuse('CustomObject', null, 'Must specify a nameField for the CustomObject');
  }
  const seen = new Set<string>();
  for (const field of childrenOf(node, 'fields')) {
    const fieldName = textOf(field, 'fullName') ?? '';
    for (const problem of fieldProblems(evidence, field)) refuse('CustomField', fieldName, problem);
    if (seen.has(fieldName.toLowerCase()))
      refuse('CustomField', fieldName, `Duplicate field: ${fieldName} is there twice`);
    seen.add(fieldName.toLowerCase());
  }
  const object = evidence.schema.objects.get(name.toLowerCase());
  for (const rule of childrenOf(node, 'validationRules')) {
    const ruleName = textOf(rule, 'fullName') ?? '';
    for (const problem of formulaProblems(evidence, object, textOf(rule, 'errorConditionFormula')))
      refuse('ValidationRule', ruleName, problem);
    const shown = textOf(rule, 'errorDisplayField');
    if (shown !== null && !hasField(object, shown))
      refuse(
        'ValidationRule',
        ruleName,
        `In field: errorDisplayField - no CustomField named ${name}.${shown} found`
      );
    if (textOf(rule, 'errorMessage') === null)
      refuse('ValidationRule', ruleName, 'Required field is missing: errorMessage');
  }
  for (const view of childrenOf(node, 'listViews'))
    for (const column of childrenOf(view, 'columns'))
      if (typeof column === 'string' && !standardColumns.test(column) && !hasField(object, column))
        refuse(
          'ListView',
          textOf(view, 'fullName') ?? '',
          `Could not resolve list view column: ${column}`
        );
  for (const layout of childrenOf(node, 'compactLayouts'))
    for (const column of childrenOf(layout, 'fields'))
      if (typeof column === 'string' && !hasField(object, column))
        refuse(
          'CompactLayout',
          textOf(layout, 'fullName') ?? '',
          `In field: fields - no CustomField named ${name}.${column} found`
        );
  return failures;
}

function fieldProblems(evidence: Evidence, node: XmlNode): string[] {
  const type = textOf(node, 'type') ?? '';
  const problems: string[] = [];
  try {
    customField(node, '');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [
      type === '' && textOf(node, 'fullName')?.endsWith('__c') !== true
        ? 'Required field is missing: type'
        : `'${type}' is not a valid value for the enum 'FieldType'`
    ];
  }
  if (textOf(node, 'label') === null) problems.push('Required field is missing: label');
  const sized = lengths[type];
  if (sized !== undefined && textOf(node, sized) === null && textOf(node, 'formula') === null)
    problems.push(`Must specify a non-empty ${sized} for a CustomField of type ${type}`);
  if (type === 'Picklist' && descend(node, 'valueSet') === undefined)
    problems.push('Must specify either valueSet or a global value set for a Picklist');
  const target = textOf(node, 'referenceTo');
  if (type === 'Lookup' || type === 'MasterDetail') {
    if (target === null || !evidence.schema.objects.has(target.toLowerCase()))
      problems.push(
        `referenceTo value of '${target ?? ''}' does not resolve to a valid sObject type`
      );
    if (type === 'MasterDetail' && textOf(node, 'required') === 'true')
      problems.push('Can not specify required for a CustomField of type MasterDetail');
  }
  return problems;
}

/** Names in a formula that lead to nothing. */
function formulaProblems(
  evidence: Evidence,
  object: ObjectDefinition | undefined,
  formula: string | null
): string[] {
  if (formula === null) return ['Required field is missing: errorConditionFormula'];
  return namesInFormula(formula).flatMap((name) => {
    const [first = '', second = ''] = name.split('.');
    if (first.toLowerCase() === '$permission')
      return evidence.names.has('CustomPermission', second)
        ? []
        : [`Field $Permission.${second} does not exist. Check spelling.`];
    if (first.startsWith('$') || second !== '') return [];
    return hasField(object, first) ? [] : [`Field ${first} does not exist. Check spelling.`];
  });
}

function judgeLayout(
  evidence: Evidence,
  path: string,
  encoded: string,
  text: string
): ComponentFailure[] {
  const fullName = decodeURIComponent(encoded);
  const refused = (problem: string): ComponentFailure => ({
    fileName: path,
    fullName,
    componentType: 'Layout',
    problem
  });
  const read = rootOf(text, 'Layout');
  if ('problem' in read) return [refused(read.problem)];
  const objectName = fullName.split('-')[0] ?? '';
  const object = evidence.schema.objects.get(objectName.toLowerCase());
  if (object === undefined) return [refused(`Parent entity failed to deploy: ${objectName}`)];
  const fields = childrenOf(read.node, 'layoutSections')
    .flatMap((section) => childrenOf(section, 'layoutColumns'))
    .flatMap((column) => childrenOf(column, 'layoutItems'))
    .flatMap((item) => textOf(item, 'field') ?? []);
  return fields
    .filter((field) => !hasField(object, field))
    .map((field) => refused(`In field: field - no CustomField named ${objectName}.${field} found`));
}

function hasField(object: ObjectDefinition | undefined, name: string): boolean {
  const key = name.toLowerCase();
  return object?.fields.has(key) === true || object?.fields.has(`${key}id`) === true;
}
