/**
 * Runs jsforce's own test suite against the local org, or with EVENFIELD_ORG=real a scratch org: `--suite DIR` names a checkout of its public
 * repository in which `npm ci` and its build were run. Prints a table by file and ends with an
 * error where a case fails that is not in `jsforce-not-applicable.json`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { OrgUnderTest } from './org-under-test.ts';
import { orgUnderTest } from './org-under-test.ts';

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
  const org = await orgUnderTest(join(suite, 'test/package/JSforceTestSuite'));
  try {
    const left = Object.entries(excepted).flatMap(([file, cases]) =>
      cases['*'] === undefined ? [] : [file]
    );
    const results = await runSuite(suite, org, positionals, left);
    return tell(results, left, values.verbose);
  } finally {
    await org.stop();
  }
}

async function runSuite(
  suite: string,
  org: OrgUnderTest,
  files: readonly string[],
  left: readonly string[]
): Promise<z.infer<typeof report>['testResults']> {
  const scratch = mkdtempSync(join(tmpdir(), 'evenfield-jsforce-'));
  const output = join(scratch, 'report.json');
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
        SF_ACCESS_TOKEN: org.accessToken,
        SF_USERNAME: org.username
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
