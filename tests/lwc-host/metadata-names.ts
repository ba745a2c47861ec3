import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** Names that components may import from `@salesforce/*`, as the metadata has them. */
export interface MetadataNames {
  readonly labels: ReadonlyMap<string, string>;
  /** `Object__c` and `Object__c.Field__c`. */
  readonly schema: ReadonlySet<string>;
  readonly customPermissions: ReadonlySet<string>;
  /** Path of each static resource by its name. */
  readonly staticResources: ReadonlyMap<string, string>;
}

/** Standard objects and fields that components may name. */
const standardSchema = [
  'Account',
  'Account.Id',
  'Account.Name',
  'Account.OwnerId',
  'User',
  'User.Name'
];

/** Reads the names below the metadata folder. */
export function readMetadataNames(source: string): MetadataNames {
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).map((path) =>
    join(source, path)
  );
  const labels = new Map<string, string>();
  const schema = new Set(standardSchema);
  const customPermissions = new Set<string>();
  const staticResources = new Map<string, string>();
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'labels' });
  for (const path of paths) {
    if (path.endsWith('.labels-meta.xml')) {
      const parsed = parser.parse(readFileSync(path, 'utf8')) as {
        CustomLabels?: { labels?: { fullName: string; value: string }[] };
      };
      for (const label of parsed.CustomLabels?.labels ?? [])
        labels.set(label.fullName, label.value);
    }
    if (path.endsWith('.object-meta.xml')) schema.add(basename(path, '.object-meta.xml'));
    if (path.endsWith('.field-meta.xml'))
      schema.add(`${basename(dirname(dirname(path)))}.${basename(path, '.field-meta.xml')}`);
    if (path.endsWith('.customPermission-meta.xml'))
      customPermissions.add(basename(path, '.customPermission-meta.xml'));
    const resource = /\/staticresources\/(\w+)\.(?!resource-meta)[\w-]+$/.exec(path)?.[1];
    if (resource !== undefined) staticResources.set(resource, path);
  }
  return { labels, schema, customPermissions, staticResources };
}
