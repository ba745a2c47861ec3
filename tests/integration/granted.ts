import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** What permission sets say, read from their XML by this test alone. */
export interface Granted {
  object(name: string): { create: boolean; read: boolean; edit: boolean; delete: boolean };
  mayEdit(object: string, field: string): boolean;
  mayRead(object: string, field: string): boolean;
}

interface SetXml {
  PermissionSet: {
    objectPermissions?: {
      object: string;
      allowCreate: string;
      allowRead: string;
      allowEdit: string;
      allowDelete: string;
    }[];
    fieldPermissions?: { field: string; editable: string; readable: string }[];
  };
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => ['objectPermissions', 'fieldPermissions', 'value'].includes(name)
});

/** Sum of the named permission sets; an administrator's Modify All Data opens every object besides. */
export function granted(names: readonly string[], isAdministrator: boolean): Granted {
  const sets = names.map(
    (name) =>
      (
        parser.parse(
          readFileSync(`force-app/main/core/permissionsets/${name}.permissionset-meta.xml`, 'utf8')
        ) as SetXml
      ).PermissionSet
  );
  const objects = sets.flatMap((set) => set.objectPermissions ?? []);
  const fields = sets.flatMap((set) => set.fieldPermissions ?? []);
  return {
    object(name) {
      const own = objects.filter((entry) => entry.object === name);
      const says = (part: 'allowCreate' | 'allowRead' | 'allowEdit' | 'allowDelete'): boolean =>
        isAdministrator || own.some((entry) => entry[part] === 'true');
      return {
        create: says('allowCreate'),
        read: says('allowRead'),
        edit: says('allowEdit'),
        delete: says('allowDelete')
      };
    },
    mayEdit: (object, field) =>
      fields.some((entry) => entry.field === `${object}.${field}` && entry.editable === 'true'),
    mayRead: (object, field) =>
      fields.some((entry) => entry.field === `${object}.${field}` && entry.readable === 'true')
  };
}

/** A custom field that field security governs: no master-detail, not required, no formula. */
export interface GovernedField {
  readonly object: string;
  readonly name: string;
  readonly type: string;
  readonly referenceTo: string | null;
  readonly firstValue: string | null;
}

/** All such fields of our objects. */
export function governedFields(): GovernedField[] {
  return readdirSync('force-app', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.field-meta.xml'))
    .sort()
    .flatMap((path) => {
      const { CustomField: field } = parser.parse(
        readFileSync(join('force-app', path), 'utf8')
      ) as {
        CustomField: {
          fullName: string;
          type: string;
          required?: string;
          formula?: string;
          referenceTo?: string;
          valueSet?: { valueSetDefinition: { value: { fullName: string }[] } };
        };
      };
      if (field.type === 'MasterDetail' || field.required === 'true' || field.formula !== undefined)
        return [];
      return [
        {
          object: basename(dirname(dirname(path))),
          name: field.fullName,
          type: field.type,
          referenceTo: field.referenceTo ?? null,
          firstValue: field.valueSet?.valueSetDefinition.value[0]?.fullName ?? null
        }
      ];
    });
}
