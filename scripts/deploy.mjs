/** `npm run deploy -- --target-org ALIAS`: deploys force-app by the Salesforce CLI, unless the org has objects of our name that are not ours. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onPath } from './setup/on-path.mjs';

const args = process.argv.slice(2);
const sf = onPath('sf');
if (sf === null) {
  process.stderr.write('The Salesforce CLI is needed: npm install --global @salesforce/cli\n');
  process.exit(1);
}
if (!args.includes('--target-org')) {
  process.stderr.write(
    'npm run deploy -- --target-org ALIAS, with the alias that sf org login gave the org\n'
  );
  process.exit(2);
}
const target = args[args.indexOf('--target-org') + 1];

/** Objects of ours by name and label; an object of the same name with another label is somebody else's. */
function ourObjects() {
  return readdirSync('force-app', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.object-meta.xml'))
    .map((path) => ({
      name: basename(path, '.object-meta.xml'),
      text: readFileSync(join('force-app', path), 'utf8')
    }));
}

function foreignObjects() {
  return ourObjects().filter(({ name, text }) => {
    const run = spawnSync(
      sf,
      ['sobject', 'describe', '--sobject', name, '--target-org', target, '--json'],
      { encoding: 'utf8' }
    );
    if (run.status !== 0) return false;
    const { label, fields } = JSON.parse(run.stdout).result;
    const key = fields.some((field) => field.name === 'Key__c' || name === 'Evenfield_Request__c');
    return !text.includes(`<label>${label}</label>`) || !key;
  });
}

const foreign = foreignObjects();
if (foreign.length > 0) {
  process.stderr.write(
    `The org has objects of our name that are not ours: ${foreign.map(({ name }) => name).join(', ')}. Nothing was deployed.\n`
  );
  process.exit(1);
}
if (
  !readdirSync('force-app', { recursive: true, encoding: 'utf8' }).some((path) =>
    /\/lwc\/(\w+)\/\1\.js$/.test(path)
  ) &&
  existsSync('scripts/build-lwc.mjs')
) {
  process.stderr.write('Run npm run build:lwc first.\n');
  process.exit(1);
}
process.exit(
  spawnSync(sf, ['project', 'deploy', 'start', '--source-dir', 'force-app', ...args], {
    stdio: 'inherit'
  }).status ?? 1
);
