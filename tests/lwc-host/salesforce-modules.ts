import { join } from 'node:path';
import type { Plugin } from 'rollup';
import type { MetadataNames } from './metadata-names.ts';

const prefix = '\0salesforce:';
/** Modules of the platform that we answer ourselves; the rest comes from the base components. */
const runtimeModules = [
  'graphql',
  'uiRecordApi',
  'uiObjectInfoApi',
  'navigation',
  'platformShowToastEvent',
  'messageService',
  'empApi',
  'platformResourceLoader'
];

/**
 * Resolves `@salesforce/label`, `schema`, `customPermission`, `resourceUrl`, `user`, and the `lightning/*` modules
 * of the platform. A name that the metadata does not have fails the build.
 */
export function salesforceModules(names: MetadataNames, runtimeFolder: string): Plugin {
  return {
    name: 'salesforce-modules',
    resolveId(id) {
      const lightning = /^lightning\/(\w+)$/.exec(id)?.[1];
      if (lightning !== undefined && runtimeModules.includes(lightning))
        return join(runtimeFolder, 'lightning', `${lightning}.js`);
      return /^@salesforce\/(label\/c\.|schema\/|customPermission\/|resourceUrl\/|user\/|userPermission\/)/.test(
        id
      )
        ? prefix + id
        : null;
    },
    load(id) {
      return id.startsWith(prefix) ? moduleFor(id.slice(prefix.length), names) : null;
    }
  };
}

/** Source of a `@salesforce/*` module. @throws Error for a name that the metadata does not have */
export function moduleFor(id: string, names: MetadataNames): string {
  const [, kind = '', name = ''] = /^@salesforce\/(\w+)\/(.+)$/.exec(id) ?? [];
  switch (kind) {
    case 'label': {
      const label = names.labels.get(name.replace(/^c\./, ''));
      if (label === undefined) throw new Error(`There is no custom label ${name}.`);
      return `export default ${JSON.stringify(label)};`;
    }
    case 'schema': {
      if (!names.schema.has(name)) throw new Error(`The metadata has no ${name}.`);
      const [objectApiName, fieldApiName] = name.split('.');
      return `export default ${JSON.stringify(fieldApiName === undefined ? { objectApiName } : { fieldApiName, objectApiName })};`;
    }
    case 'customPermission':
      if (!names.customPermissions.has(name))
        throw new Error(`There is no custom permission ${name}.`);
      return `export default globalThis.evenfieldUser.customPermissions.includes(${JSON.stringify(name)}) ? true : undefined;`;
    case 'resourceUrl':
      if (!names.staticResources.has(name)) throw new Error(`There is no static resource ${name}.`);
      return `export default ${JSON.stringify(`/resource/0/${name}`)};`;
    case 'user':
      if (name === 'Id') return 'export default globalThis.evenfieldUser.userId;';
      if (name === 'isGuest') return 'export default false;';
      throw new Error(`The host does not know ${id}.`);
    default:
      throw new Error(`The host does not know ${id}.`);
  }
}
