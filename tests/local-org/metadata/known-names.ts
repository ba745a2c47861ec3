import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, textOf } from '../engine/metadata-files.ts';
import { rootOf } from './package-files.ts';

/** Names of what an org holds besides objects and fields, by metadata type. */
export interface KnownNames {
  has(type: string, name: string): boolean;
}

/** Type by the end of a file's name, in source and in metadata format. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/([^/]+)\.permissionset(-meta\.xml)?$/, 'PermissionSet'],
  [/([^/]+)\.customPermission(-meta\.xml)?$/, 'CustomPermission'],
  [/([^/]+)\.tab(-meta\.xml)?$/, 'CustomTab'],
  [/([^/]+)\.flexipage(-meta\.xml)?$/, 'FlexiPage'],
  [/([^/]+)\.app(-meta\.xml)?$/, 'CustomApplication'],
  [/([^/]+)\.layout(-meta\.xml)?$/, 'Layout'],
  [/lwc\/([^/]+)\/[^/]+\.js-meta\.xml$/, 'LightningComponentBundle'],
  [/staticresources\/([^/]+)\.resource-meta\.xml$/, 'StaticResource']
];

/** Collects the names in files given by path. */
export function namesIn(files: Iterable<readonly [string, string]>): KnownNames {
  const names = new Set<string>();
  for (const [path, text] of files) {
    for (const [ending, type] of endings) {
      const [, name] = ending.exec(path) ?? [];
      if (name !== undefined) names.add(`${type}:${decodeURIComponent(name)}`.toLowerCase());
    }
    if (!/\.labels(-meta\.xml)?$/.test(path)) continue;
    const read = rootOf(text, 'CustomLabels');
    if ('problem' in read) continue;
    for (const label of childrenOf(read.node, 'labels'))
      names.add(`CustomLabel:${textOf(label, 'fullName') ?? ''}`.toLowerCase());
  }
  return { has: (type, name) => names.has(`${type}:${name}`.toLowerCase()) };
}

/** The files below folders that may hold names. */
export function filesBelow(folders: readonly string[]): [string, string][] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.includes('__tests__'))
      .map((path) => join(folder, path))
      .filter((path) => statSync(path).isFile())
      .map((path): [string, string] => [path, readFileSync(path, 'utf8')])
  );
}
