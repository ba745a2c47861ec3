/**
 * Runs jsforce's own test suite against the local org: `--suite DIR` names a checkout of its public
 * repository in which `npm ci` and its build were run. Prints a table by file and ends with an
 * error where a case fails that is not in `jsforce-not-applicable.json`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string())
        })
      )
    })
  )
});
const exceptions = z.record(z.string(), z.record(z.string(), z.string()));
/** By file, then by case, or `*` for a file that is not run at all: why. */
const excepted = exceptions.parse(
  JSON.parse(readFileSync(new URL('./jsforce-not-applicable.json', import.meta.url), 'utf8'))
);
/** More than five pages of two thousand, which the suite fetches in part and whole. */
const bigTableRows = 10_300;

interface Tally {
  passed: number;
  failed: number;
  notApplicable: number;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { suite: { type: 'string' }, verbose: { type: 'boolean', default: false } },
    allowPositionals: true
  });
  if (values.suite === undefined) {
    process.stderr.write(
      'npm run -s test:jsforce -- --suite DIR [FILE …]: DIR is a checkout of jsforce, built\n'
    );
    return 2;
  }
  const suite = resolve(values.suite);
  const org = await startLocalOrg({ sources: [join(suite, 'test/package/JSforceTestSuite')] });
  try {
    prepare(org);
    const left = Object.entries(excepted).flatMap(([file, cases]) =>
      cases['*'] === undefined ? [] : [file]
    );
    const results = await runSuite(suite, org, positionals, left);
    return tell(results, left, values.verbose);
  } finally {
    await org.stop();
  }
}

/** What the suite's scratch org holds: sample data and a big table. */
function prepare(org: LocalOrg): void {
  const admin = org.users.find((user) => user.alias === 'admin');
  if (admin === undefined) throw new Error('The local org has no admin.');
  const [account] = org.org.load('Account', [{ Name: 'Sample Account' }]);
  org.org.load(
    'Opportunity',
    Array.from({ length: 30 }, (_, index) => ({
      Name: `Sample Opportunity ${String(index)}`,
      AccountId: account ?? null,
      StageName: 'Prospecting',
      CloseDate: `2026-0${String(1 + (index % 9))}-15`,
      OwnerId: admin.userId
    }))
  );
  org.org.load(
    'BigTable__c',
    Array.from({ length: bigTableRows }, () => ({}))
  );
}

async function runSuite(
  suite: string,
  org: LocalOrg,
  files: readonly string[],
  left: readonly string[]
): Promise<z.infer<typeof report>['testResults']> {
  const scratch = mkdtempSync(join(tmpdir(), 'evenfield-jsforce-'));
  const output = join(scratch, 'report.json');
  const admin = org.users.find((user) => user.alias === 'admin');
  const child = spawn(
    'npx',
    [
      'jest',
      ...files,
      '--forceExit',
      '--runInBand',
      '--silent',
      '--json',
      `--outputFile=${output}`,
      '--testPathIgnorePatterns',
      'node_modules',
      ...left
    ],
    {
      cwd: suite,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: {
        ...process.env,
        SF_LOGIN_URL: org.url,
        SF_ACCESS_TOKEN: admin?.accessToken ?? '',
        SF_USERNAME: admin?.username ?? ''
      }
    }
  );
  await new Promise((done) => child.once('close', done));
  try {
    return report.parse(JSON.parse(readFileSync(output, 'utf8'))).testResults;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function tell(
  results: z.infer<typeof report>['testResults'],
  left: readonly string[],
  isVerbose: boolean
): number {
  const lines: string[] = [];
  const sum: Tally = { passed: 0, failed: 0, notApplicable: 0 };
  for (const file of [...results].sort((a, b) => a.name.localeCompare(b.name))) {
    const name = basename(file.name);
    const reasons = excepted[name] ?? {};
    const tally: Tally = { passed: 0, failed: 0, notApplicable: 0 };
    for (const one of file.assertionResults) {
      if (one.status === 'passed') tally.passed += 1;
      else if (reasons[one.fullName] !== undefined) tally.notApplicable += 1;
      else {
        tally.failed += 1;
        const why = one.failureMessages[0] ?? file.message;
        process.stderr.write(
          `${name}: ${one.fullName}: ${one.status}\n${isVerbose ? why : (why.split('\n')[0] ?? '')}\n`
        );
      }
    }
    if (file.assertionResults.length === 0) {
      tally.failed += 1;
      process.stderr.write(`${name}: ${file.message}\n`);
    }
    for (const part of ['passed', 'failed', 'notApplicable'] as const) sum[part] += tally[part];
    lines.push(row(name, tally));
  }
  for (const file of left) lines.push(`| ${file} | | | all: ${excepted[file]?.['*'] ?? ''} |`);
  process.stdout.write(
    [
      '| file | passed | failed | not applicable |',
      '| --- | --- | --- | --- |',
      ...lines,
      row('all', sum),
      ''
    ].join('\n')
  );
  return sum.failed === 0 ? 0 : 1;
}

function row(name: string, tally: Tally): string {
  return `| ${name} | ${String(tally.passed)} | ${String(tally.failed)} | ${String(tally.notApplicable)} |`;
}

process.exitCode = await main();
