import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stopChild } from './redis.mjs';

/**
 * Starts a server of ours and waits for the first line of standard output that `accept` takes.
 * @returns {Promise<{ line: string, stop(): Promise<void> }>}
 */
export function startChild(
  label,
  command,
  args,
  { env = process.env, cwd, accept = () => true, onLine = () => {} } = {}
) {
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    const failed = (code) =>
      reject(new Error(`${label} ended with exit code ${code} before it was ready.\n${errors}`));
    child.once('error', reject);
    child.once('exit', failed);
    createInterface({ input: child.stdout }).on('line', (line) => {
      onLine(line);
      if (!accept(line)) return;
      child.off('exit', failed);
      resolve({ line, stop: () => stopChild(child, () => {}) });
    });
  });
}
