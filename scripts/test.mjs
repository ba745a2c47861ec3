/**
 * `npm test`: sets up, then lint, types, unit, component, integration and browser tests.
 * Runs on any Node from 18 on; what it starts runs on the pinned one.
 * `--only lint,types,unit,lwc,integration,browser` runs a part.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureRedis } from './setup/redis.mjs';
import { runStep } from './setup/run-step.mjs';
import { say } from './setup/say.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'evenfield-test-'));
const everything = ['lint', 'types', 'unit', 'lwc', 'integration', 'browser'];

function partsAsked() {
  const at = process.argv.indexOf('--only');
  if (at < 0) return everything;
  const asked = (process.argv[at + 1] ?? '').split(',');
  const unknown = asked.filter((part) => ![...everything, 'chaos'].includes(part));
  if (unknown.length > 0)
    throw new Error(`--only knows ${everything.join(', ')} and chaos, not ${unknown.join(', ')}`);
  return asked;
}

const node = (path) => join(root, 'node_modules', path);

/** A check that passes or fails as one. */
async function check(label, program, args) {
  say(`${label} …`);
  const { code, output } = await runStep(label, program, args, { cwd: root, env: process.env });
  if (code !== 0) say(output);
  say(`${label}: ${code === 0 ? 'passed' : 'FAILED'}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** A Jest run, counted test by test; what ends without a report counts as one failure. */
async function jest(label, program, args) {
  say(`${label} …`);
  const report = join(scratch, `${label.replace(/\W+/g, '-')}.json`);
  const { code, output } = await runStep(
    label,
    program,
    [...args, '--json', `--outputFile=${report}`],
    { cwd: root, env: process.env }
  );
  const printed = output.split('\n').filter((line) => line.startsWith('counted:'));
  for (const line of printed) say(`  ${line}`);
  if (!existsSync(report)) {
    say(output);
    return { passed: 0, failed: 1 };
  }
  const {
    numPassedTests,
    numFailedTests,
    numFailedTestSuites,
    numRuntimeErrorTestSuites,
    testResults
  } = JSON.parse(readFileSync(report, 'utf8'));
  for (const file of testResults)
    if (file.status === 'failed') say(`${file.name}\n${file.message}`);
  const failed = Math.max(
    numFailedTests + numRuntimeErrorTestSuites,
    code === 0 ? 0 : 1,
    numFailedTestSuites > 0 ? 1 : 0
  );
  say(`${label}: ${numPassedTests} passed, ${failed} failed`);
  say(`  slowest: ${slowest(testResults).join(', ')}`);
  return { passed: numPassedTests, failed };
}

/** The files that took most of the time, so that it is seen where CI's minutes go. */
function slowest(testResults) {
  return testResults
    .map(({ name, startTime, endTime }) => ({
      file: relative(root, name),
      seconds: Math.round((endTime - startTime) / 1000)
    }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 8)
    .map(({ file, seconds }) => `${file} ${seconds} s`);
}

/** Files side by side: half of what an integration test does is waiting, and no core shall idle. */
const sideBySide = ['--maxWorkers=2'];

const serviceJest = (label, more, ...paths) => {
  const present = paths.filter(
    (path) => existsSync(join(root, path)) && holdsTests(join(root, path))
  );
  if (present.length === 0) return { passed: 0, failed: 0 };
  return jest(label, process.env.EVENFIELD_NODE, [
    '--experimental-vm-modules',
    '--no-warnings',
    // V8 may abort while it frees a WebAssembly wrapper that it has just replaced by a faster one
    // ("Check failed: jit_page.has_value()", nodejs/node#64500); with this budget none is replaced.
    '--wasm-wrapper-tiering-budget=2000000000',
    node('jest/bin/jest.js'),
    '-c',
    'jest.service.config.mjs',
    '--silent=false',
    ...more,
    ...present
  ]);
};

function holdsTests(folder) {
  return readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.test.ts'));
}

const steps = {
  async lint() {
    const run = process.env.EVENFIELD_NODE;
    const results = [
      await check('formatting', run, [
        node('prettier/bin/prettier.cjs'),
        '--check',
        '--log-level=warn',
        '.'
      ]),
      await check('lint', run, [node('eslint/bin/eslint.js'), '--max-warnings=0', '.']),
      await check('import directions', run, [
        node('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'sync-service/src',
        'tests'
      ])
    ];
    return sum(results);
  },
  async types() {
    const run = process.env.EVENFIELD_NODE;
    return sum([
      await check('types', run, [node('typescript/bin/tsc'), '-p', 'tsconfig.json']),
      await check('types of components', run, [
        node('typescript/bin/tsc'),
        '-p',
        'tsconfig.lwc.json'
      ])
    ]);
  },
  unit: () =>
    serviceJest(
      'unit',
      sideBySide,
      'sync-service/test',
      'tests/local-org/test',
      'tests/local-org/judge'
    ),
  lwc() {
    const folders = readdirSync(join(root, 'force-app'), { recursive: true }).map(String);
    if (!folders.some((name) => /__tests__.*\.test\.(ts|js)$/.test(name)))
      return { passed: 0, failed: 0 };
    return jest('components', process.env.EVENFIELD_NODE, [
      node('@salesforce/sfdx-lwc-jest/bin/sfdx-lwc-jest'),
      '--',
      '--silent'
    ]);
  },
  integration: () => serviceJest('integration', sideBySide, 'tests/integration'),
  browser: () => serviceJest('browser', sideBySide, 'tests/browser'),
  chaos: () => serviceJest('chaos', [], 'tests/chaos')
};

function sum(results) {
  return results.reduce((total, part) => ({
    passed: total.passed + part.passed,
    failed: total.failed + part.failed
  }));
}

async function main() {
  const parts = partsAsked();
  process.env.EVENFIELD_NODE = await ensureDependencies(root);
  process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  // Tests start hundreds of processes; what Node compiled once is good for all of them.
  process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled');
  const needsRedis = parts.some((part) =>
    ['unit', 'integration', 'browser', 'chaos'].includes(part)
  );
  const redis = needsRedis ? await ensureRedis() : null;
  if (redis !== null) process.env.REDIS_URL = redis.url;
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      void (redis?.stop() ?? Promise.resolve()).then(() => process.exit(130));
    });
  try {
    if (parts.includes('browser')) process.env.EVENFIELD_CHROMIUM = await ensureChromium();
    const inTurn = async (some) => {
      const results = [{ passed: 0, failed: 0 }];
      for (const part of some) results.push(await steps[part]());
      return sum(results);
    };
    // What needs no service runs beside the unit tests, which take longest.
    const besides = parts.filter((part) => ['lint', 'types', 'lwc'].includes(part));
    const first = parts.filter((part) => part === 'unit');
    const rest = parts.filter((part) => ![...besides, ...first].includes(part));
    const early = await Promise.all([inTurn(besides), inTurn(first)]);
    return sum([...early, await inTurn(rest)]);
  } finally {
    await redis?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().then(
  ({ passed, failed }) => {
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  },
  (error) => {
    say(error.stack);
    process.stdout.write('0 passed, 1 failed\n');
    process.exitCode = 1;
  }
);
