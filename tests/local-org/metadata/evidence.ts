import type { Schema } from '../engine/types.ts';
import type { KnownNames } from './known-names.ts';
import type { PackageFiles } from './package-files.ts';

/** What a judge knows: the files that come, the schema as it would be with them, and all names. */
export interface Evidence {
  readonly files: PackageFiles;
  readonly schema: Schema;
  readonly names: KnownNames;
}
