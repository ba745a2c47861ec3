import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep } from './run-step.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** The version that the tests were written with; a newer one may print other words. */
const version = '2.146.3';

/**
 * Finds the Salesforce CLI of the pinned version, or installs it below .cache: it judges the local
 * org in tests and is no dependency of ours.
 * @returns {Promise<string>} path of its `sf`
 */
export async function ensureSfCli() {
  const folder = join(root, '.cache', `sf-cli-${version}`);
  const program = join(folder, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
  if (existsSync(program)) return program;
  const { code, output } = await runStep(
    'Salesforce CLI',
    'npm',
    [
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--loglevel=error',
      `@salesforce/cli@${version}`
    ],
    { cwd: root, env: process.env }
  );
  if (code !== 0) throw new Error(`The Salesforce CLI cannot be installed:\n${output}`);
  return program;
}
