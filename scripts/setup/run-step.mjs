import { spawn } from 'node:child_process';
import { say } from './say.mjs';

/**
 * Runs a command to its end, with a sign of life every ten seconds.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runStep(label, command, args, options = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const pulse = setInterval(() => {
      say(`  ${label}: ${Math.round((Date.now() - started) / 1000)} s …`);
    }, 10_000);
    const end = (code) => {
      clearInterval(pulse);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => {
      end(code ?? 1);
    });
  });
}
