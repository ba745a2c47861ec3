import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  statSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import lwcPlugin from '@lwc/rollup-plugin';
import type { Plugin } from 'rollup';
import { rollup } from 'rollup';
import { readMetadataNames } from './metadata-names.ts';
import { salesforceModules } from './salesforce-modules.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const typescriptPlugin = createRequire(import.meta.url)(
  'rollup-plugin-lwc-typescript'
) as () => Plugin;

/**
 * Builds the components of the metadata folder for a browser, once for each content.
 * @returns folder with page.js
 * @throws Error when a component does not compile or names a label, field or permission that is not there
 */
export async function buildComponents(
  source = join(root, 'force-app'),
  cacheFolder = join(root, 'node_modules/.cache/evenfield-lwc-host')
): Promise<string> {
  const folder = join(cacheFolder, contentHash([source, here]));
  if (existsSync(join(folder, 'page.js'))) return folder;
  const work = `${folder}.${String(process.pid)}`;
  const modules = join(work, 'modules');
  linkComponents(source, join(modules, 'c'));
  const bundle = await rollup({
    input: { page: join(here, 'runtime/page.js') },
    preserveSymlinks: true,
    plugins: [
      salesforceModules(readMetadataNames(source), join(here, 'runtime')),
      replaceServerSide(),
      typescriptPlugin(),
      lwcPlugin({
        rootDir: modules,
        modules: [{ dir: modules }, { npm: 'lightning-base-components' }],
        enableDynamicComponents: true,
        disableSyntheticShadowSupport: false
      }) as Plugin
    ],
    onwarn(warning) {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
    }
  });
  await bundle.write({
    dir: join(work, 'out'),
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[hash].js'
  });
  await bundle.close();
  try {
    renameSync(join(work, 'out'), folder);
  } catch (error) {
    // Another process may have built the same meanwhile, and serves it already.
    if (!existsSync(join(folder, 'page.js'))) throw error;
  }
  rmSync(work, { recursive: true, force: true });
  return folder;
}

/** The base components ask whether they run on a server; here they never do. */
function replaceServerSide(): Plugin {
  return {
    name: 'no-server-side',
    transform(code) {
      return code.includes('import.meta.env.SSR')
        ? { code: code.replaceAll('import.meta.env.SSR', 'false'), map: null }
        : null;
    }
  };
}

/** Components of all features stand in one namespace, as on the platform. */
function linkComponents(source: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const full = join(source, path);
    if (dirname(full).endsWith('/lwc') && statSync(full).isDirectory())
      symlinkSync(resolve(full), join(target, path.split('/').at(-1) ?? ''));
  }
}

function contentHash(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    for (const path of paths) {
      const full = join(folder, path);
      if (path.includes('__tests__') || !statSync(full).isFile()) continue;
      hash.update(path).update(readFileSync(full));
    }
  }
  return hash.digest('hex').slice(0, 20);
}
