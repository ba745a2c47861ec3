import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs what package-lock.json names when it changed since the last time, and the pinned Node with it. */
export async function ensureDependencies(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.evenfield-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
    say('Dependencies: in place.');
  } else {
    say('Dependencies: installing, a few minutes the first time.');
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await runStep('npm ci', npm, args, { cwd: root });
    if (code !== 0) throw new Error(`npm ci failed (exit ${code}):\n${output}`);
    writeFileSync(stamp, lock);
    say('Dependencies: installed.');
  }
  return pinnedNode(root);
}

/** The Node that the service needs, from the package `node`; its install script may have been held back. */
async function pinnedNode(root) {
  const path = join(
    root,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? 'node.exe' : 'node'
  );
  if (!existsSync(path)) {
    const script = join(root, 'node_modules', 'node', 'installArchSpecificPackage.js');
    await runStep('pinned Node', process.execPath, [script], {
      cwd: join(root, 'node_modules', 'node')
    });
  }
  const { code, output } = await runStep('node --version', path, ['--version']);
  if (code !== 0)
    throw new Error(
      `The pinned Node at node_modules/.bin/node does not run: ${output}\nDelete node_modules and start again.`
    );
  say(`Node: ${output.trim()} (pinned; this machine's own is ${process.version}).`);
  return path;
}
