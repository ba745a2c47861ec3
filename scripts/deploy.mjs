/** `npm run deploy -- --target-org ALIAS`: deploys force-app by the Salesforce CLI, unless the org has objects of our name that are not ours. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onPath } from './setup/on-path.mjs';

const args = process.argv.slice(2);
const sf = onPath('sf');
if (sf === null) {
  process.stderr.write('The Salesforce CLI is needed: npm install --global @salesforce/cli\n');
  process.exit(1);
}
const target = args[args.indexOf('--target-org') + 1];
if (!args.includes('--target-org') || target === undefined || target.startsWith('-')) {
  process.stderr.write(
    'npm run deploy -- --target-org ALIAS, with the alias that sf org login gave the org\n'
  );
  process.exit(2);
}

/** Words that an object's metadata bears in this repository, by its name. */
function ourObjects() {
  return readdirSync('force-app', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.object-meta.xml'))
    .map((path) => ({
      name: basename(path, '.object-meta.xml'),
      description:
        /<description>([^<]*)</.exec(readFileSync(join('force-app', path), 'utf8'))?.[1] ?? ''
    }));
}

const plain = (text) =>
  (text ?? '').replaceAll('&apos;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim();

/** Objects in the org that bear a name of ours, with the description that tells whose they are. */
function objectsInOrg() {
  const query =
    "SELECT DeveloperName, Description FROM CustomObject WHERE DeveloperName LIKE 'Evenfield%'";
  const args = [
    'data',
    'query',
    '--use-tooling-api',
    '--query',
    query,
    '--target-org',
    target,
    '--json'
  ];
  const run = spawnSync(sf, args, { encoding: 'utf8' });
  if (run.status !== 0) {
    process.stderr.write(
      `The org cannot be asked which objects it has, so nothing was deployed.\n${run.stdout}${run.stderr}\n`
    );
    process.exit(1);
  }
  return JSON.parse(run.stdout).result.records;
}

/** An object of our name whose description is not ours is somebody else's. */
function foreignObjects() {
  const ours = new Map(ourObjects().map(({ name, description }) => [name, plain(description)]));
  return objectsInOrg()
    .map((record) => ({
      name: `${record.DeveloperName}__c`,
      description: plain(record.Description)
    }))
    .filter(({ name, description }) => ours.has(name) && ours.get(name) !== description);
}

const foreign = foreignObjects();
if (foreign.length > 0) {
  process.stderr.write(
    `The org has objects of our name that are not ours: ${foreign.map(({ name }) => name).join(', ')}. Nothing was deployed.\n`
  );
  process.exit(1);
}
const built = spawnSync(process.execPath, ['scripts/build-lwc.mjs'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
process.exit(
  spawnSync(sf, ['project', 'deploy', 'start', '--source-dir', 'force-app', ...args], {
    stdio: 'inherit'
  }).status ?? 1
);
