import { basename, dirname } from 'node:path';
import type { XmlNode } from './metadata-files.ts';
import { childrenOf, flagOf, metadataFiles, readMetadata, textOf } from './metadata-files.ts';

export interface ValidationRule {
  readonly name: string;
  readonly formula: string;
  readonly message: string;
  /** Field that the error is shown at; null for the top of the page. */
  readonly field: string | null;
}

/** Active validation rules by lower-case object name. */
export function readValidationRules(sources: readonly string[]): Map<string, ValidationRule[]> {
  const rules = new Map<string, ValidationRule[]>();
  for (const path of metadataFiles(sources, '.validationRule-meta.xml')) {
    const node = readMetadata(path, 'ValidationRule');
    if (!flagOf(node, 'active')) continue;
    const object = basename(dirname(dirname(path))).toLowerCase();
    const list = rules.get(object) ?? [];
    list.push(ruleOf(node, textOf(node, 'fullName') ?? basename(path, '.validationRule-meta.xml')));
    rules.set(object, list);
  }
  for (const path of metadataFiles(sources, '.object')) {
    const object = basename(path, '.object').toLowerCase();
    for (const node of childrenOf(readMetadata(path, 'CustomObject'), 'validationRules')) {
      const name = textOf(node, 'fullName') ?? '';
      const others = (rules.get(object) ?? []).filter((rule) => rule.name !== name);
      rules.set(object, flagOf(node, 'active') ? [...others, ruleOf(node, name)] : others);
    }
  }
  return rules;
}

function ruleOf(node: XmlNode, name: string): ValidationRule {
  return {
    name,
    formula: textOf(node, 'errorConditionFormula') ?? '',
    message: textOf(node, 'errorMessage') ?? '',
    field: textOf(node, 'errorDisplayField')
  };
}
