import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Metadata of one object: its inner XML, and that of its fields and validation rules, by name. */
export interface ObjectXml {
  readonly inner: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly rules?: Readonly<Record<string, string>>;
}

/** The permission set that opens every object and field of the folder. */
export const everything = 'Everything';

/** Writes metadata in source format to a folder of its own. @returns the folder, which the caller removes */
export function metadataFolder(objects: Readonly<Record<string, ObjectXml>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenfield-metadata-'));
  const write = (path: string, root: string, inner: string): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`
    );
  };
  const grants: string[] = [];
  for (const [name, object] of Object.entries(objects)) {
    if (name.endsWith('__c')) {
      write(`objects/${name}/${name}.object-meta.xml`, 'CustomObject', object.inner);
      grants.push(
        `<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${name}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`
      );
    }
    for (const [field, inner] of Object.entries(object.fields)) {
      const xml = `<fullName>${field}</fullName><label>${field.replace('__c', '')}</label>${inner}`;
      write(`objects/${name}/fields/${field}.field-meta.xml`, 'CustomField', xml);
      grants.push(
        `<fieldPermissions><editable>true</editable><field>${name}.${field}</field><readable>true</readable></fieldPermissions>`
      );
    }
    for (const [rule, formula] of Object.entries(object.rules ?? {})) {
      const text = formula.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const xml = `<fullName>${rule}</fullName><active>true</active><errorConditionFormula>${text}</errorConditionFormula><errorMessage>${rule}</errorMessage>`;
      write(
        `objects/${name}/validationRules/${rule}.validationRule-meta.xml`,
        'ValidationRule',
        xml
      );
    }
  }
  write(
    `permissionsets/${everything}.permissionset-meta.xml`,
    'PermissionSet',
    `${grants.join('')}<label>${everything}</label>`
  );
  return folder;
}

/** Inner XML of a custom object with a text name. */
export function named(
  label: string,
  sharing: 'Private' | 'ReadWrite' | 'ControlledByParent'
): string {
  return `<label>${label}</label><pluralLabel>${label}s</pluralLabel><nameField><label>${label} Name</label><type>Text</type></nameField><sharingModel>${sharing}</sharingModel>`;
}

/** Inner XML of a picklist's values. */
export function picklist(values: readonly string[], isRestricted: boolean): string {
  const items = values
    .map(
      (value) =>
        `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`
    )
    .join('');
  return `<valueSet><restricted>${String(isRestricted)}</restricted><valueSetDefinition><sorted>false</sorted>${items}</valueSetDefinition></valueSet>`;
}
