import { existsSync } from 'node:fs';
import { onPath } from './on-path.mjs';
import { say } from './say.mjs';
import { installSystemPackage } from './system-package.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Path of a Chromium for the browser tests. @throws Error that says what to install */
export async function ensureChromium() {
  const given = process.env.EVENFIELD_CHROMIUM;
  const found =
    given || onPath(...names) || (existsSync(macPath) ? macPath : null) || (await installed());
  if (found === null)
    throw new Error(
      'Chromium is needed for the browser tests and was not found. Install it, or set EVENFIELD_CHROMIUM to its path.'
    );
  say(`Chromium: ${found}.`);
  return found;
}

async function installed() {
  say('Chromium: none on this machine, asking the package manager.');
  await installSystemPackage({ apt: 'chromium', dnf: 'chromium' });
  return onPath(...names);
}
