import { childrenOf, flagOf, textOf } from '../engine/metadata-files.ts';
import type { Evidence } from './evidence.ts';
import type { ComponentFailure } from './package-files.ts';
import { rootOf } from './package-files.ts';

/** Judges permission sets: what they grant must be there, and a right must bring those that it needs. */
export function judgeRights(evidence: Evidence): ComponentFailure[] {
  const failures: ComponentFailure[] = [];
  for (const [path, text] of evidence.files) {
    const [, fullName] = /^permissionsets\/([^/]+)\.permissionset$/.exec(path) ?? [];
    if (fullName === undefined) continue;
    const refuse = (problem: string): void => {
      failures.push({ fileName: path, fullName, componentType: 'PermissionSet', problem });
    };
    const read = rootOf(text, 'PermissionSet');
    if ('problem' in read) {
      refuse(read.problem);
      continue;
    }
    if (textOf(read.node, 'label') === null) refuse('Required field is missing: label');
    const readable = new Set<string>();
    for (const item of childrenOf(read.node, 'objectPermissions')) {
      const name = textOf(item, 'object') ?? '';
      if (!evidence.schema.objects.has(name.toLowerCase()))
        refuse(`In field: object - no CustomObject named ${name} found`);
      if (flagOf(item, 'allowRead')) readable.add(name.toLowerCase());
      const needs: readonly (readonly [string, string])[] = [
        ['allowCreate', 'allowRead'],
        ['allowEdit', 'allowRead'],
        ['allowDelete', 'allowEdit'],
        ['modifyAllRecords', 'viewAllRecords'],
        ['viewAllRecords', 'allowRead']
      ];
      for (const [right, need] of needs)
        if (flagOf(item, right) && !flagOf(item, need))
          refuse(`Permission ${right} ${name} depends on permission(s): ${need} ${name}`);
    }
    for (const item of childrenOf(read.node, 'objectPermissions')) {
      const name = textOf(item, 'object') ?? '';
      const object = evidence.schema.objects.get(name.toLowerCase());
      for (const field of object?.fields.values() ?? []) {
        const [master] = field.referenceTo;
        if (field.masterDetail && master !== undefined && !readable.has(master.toLowerCase()))
          refuse(`Permission Read ${name} depends on permission(s): Read ${master}`);
      }
    }
    for (const item of childrenOf(read.node, 'fieldPermissions')) {
      const [object = '', field = ''] = (textOf(item, 'field') ?? '').split('.');
      const found = evidence.schema.objects
        .get(object.toLowerCase())
        ?.fields.get(field.toLowerCase());
      if (found === undefined)
        refuse(`In field: field - no CustomField named ${object}.${field} found`);
      else if (found.masterDetail || (found.custom && !found.nillable && found.type !== 'boolean'))
        refuse(`You cannot deploy to a required field: ${object}.${field}`);
      else if (found.compoundName !== null && object === 'Lead')
        refuse(`You cannot deploy to a part of an address: ${object}.${field}`);
      else if (flagOf(item, 'editable') && (found.calculated || found.autoNumber))
        refuse(`Field ${object}.${field} is not editable`);
    }
    const named: readonly (readonly [string, string, string])[] = [
      ['customPermissions', 'name', 'CustomPermission'],
      ['tabSettings', 'tab', 'CustomTab'],
      ['applicationVisibilities', 'application', 'CustomApplication']
    ];
    for (const [list, key, type] of named)
      for (const item of childrenOf(read.node, list)) {
        const name = textOf(item, key) ?? '';
        if (!name.startsWith('standard') && !evidence.names.has(type, name))
          refuse(`In field: ${key} - no ${type} named ${name} found`);
      }
  }
  return failures;
}
