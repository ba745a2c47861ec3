import { basename } from 'node:path';
import { childrenOf, flagOf, metadataFiles, readMetadata, textOf } from './metadata-files.ts';

export interface ObjectRights {
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

/** What a permission set of the metadata grants. Names are in lower case. */
export interface PermissionSet {
  /** API name. */
  readonly name: string;
  readonly label: string;
  readonly objects: ReadonlyMap<string, ObjectRights>;
  /** By `object.field`. */
  readonly fields: ReadonlyMap<string, { readonly read: boolean; readonly edit: boolean }>;
  readonly customPermissions: ReadonlySet<string>;
  readonly userPermissions: ReadonlySet<string>;
}

/** Reads every permission set below the folders, by API name. */
export function readPermissionSets(sources: readonly string[]): Map<string, PermissionSet> {
  const sets = new Map<string, PermissionSet>();
  const paths = ['.permissionset-meta.xml', '.permissionset'].flatMap((ending) =>
    metadataFiles(sources, ending)
  );
  for (const path of paths) {
    const node = readMetadata(path, 'PermissionSet');
    const name = basename(path).replace(/\.permissionset(-meta\.xml)?$/, '');
    const enabled = (kind: string): ReadonlySet<string> =>
      new Set(
        childrenOf(node, kind)
          .filter((item) => flagOf(item, 'enabled'))
          .map((item) => (textOf(item, 'name') ?? '').toLowerCase())
      );
    sets.set(name, {
      name,
      label: textOf(node, 'label') ?? name,
      objects: new Map(
        childrenOf(node, 'objectPermissions').map((item) => [
          (textOf(item, 'object') ?? '').toLowerCase(),
          {
            create: flagOf(item, 'allowCreate'),
            read: flagOf(item, 'allowRead'),
            edit: flagOf(item, 'allowEdit'),
            delete: flagOf(item, 'allowDelete'),
            viewAll: flagOf(item, 'viewAllRecords'),
            modifyAll: flagOf(item, 'modifyAllRecords')
          }
        ])
      ),
      fields: new Map(
        childrenOf(node, 'fieldPermissions').map((item) => [
          (textOf(item, 'field') ?? '').toLowerCase(),
          { read: flagOf(item, 'readable'), edit: flagOf(item, 'editable') }
        ])
      ),
      customPermissions: enabled('customPermissions'),
      userPermissions: enabled('userPermissions')
    });
  }
  return sets;
}
