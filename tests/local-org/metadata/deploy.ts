import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSchema } from '../engine/schema.ts';
import type { Org } from '../engine/types.ts';
import { componentTypes, folderFile, judge } from './judge.ts';
import { filesBelow, namesIn } from './known-names.ts';
import type { ComponentFailure, PackageFiles } from './package-files.ts';
import { manifestOf, packageFiles } from './package-files.ts';

/** A component that was taken in. */
export interface ComponentSuccess {
  readonly fileName: string;
  readonly fullName: string;
  readonly componentType: string;
}

/** A deploy that has ended. */
export interface Deploy {
  readonly id: string;
  readonly userId: string;
  readonly checkOnly: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly successes: readonly ComponentSuccess[];
  readonly failures: readonly ComponentFailure[];
}

/**
 * Judges a package and, where nothing is wrong with it and more than a check was asked, takes it
 * into the org: all of it or nothing.
 * @param folder an empty place where the org may keep the package
 */
export function deploy(
  org: Org,
  zip: Uint8Array,
  folder: string,
  options: { readonly id: string; readonly userId: string; readonly checkOnly: boolean }
): Deploy {
  const files = packageFiles(zip);
  write(files, folder);
  const failures = judgePackage(org, files, folder);
  if (failures.length === 0 && !options.checkOnly) org.addSource(folder);
  return {
    ...options,
    at: org.now(),
    failures,
    successes: failures.length > 0 ? [] : componentsOf(files)
  };
}

function judgePackage(org: Org, files: PackageFiles, folder: string): ComponentFailure[] {
  const schema = readSchema([...org.sources(), folder], {
    previous: org.schema,
    tolerant: true
  });
  const names = namesIn([...filesBelow(org.sources()), ...files]);
  return judge({ files, schema, names });
}

function write(files: PackageFiles, folder: string): void {
  for (const [path, text] of files) {
    if (path.split('/').includes('..'))
      throw new Error(`The package names a path outside: ${path}`);
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

function componentsOf(files: PackageFiles): ComponentSuccess[] {
  const found: ComponentSuccess[] = [
    { fileName: 'package.xml', fullName: 'package.xml', componentType: '' }
  ];
  for (const [type, members] of manifestOf(files)) {
    const [folder, ending] = componentTypes[type] ?? ['objects', '.object'];
    for (const member of members) {
      const owner = componentTypes[type] === undefined ? (member.split('.')[0] ?? '') : member;
      const isFolder = files.has(folderFile(folder, member));
      const file =
        ending === '' || isFolder ? `${folder}/${member}` : `${folder}/${owner}${ending}`;
      found.push({
        fileName: type === 'CustomLabel' ? 'labels/CustomLabels.labels' : file,
        fullName: member,
        componentType: type
      });
    }
  }
  return found;
}
