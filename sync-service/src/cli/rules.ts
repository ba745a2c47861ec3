import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { lintRules } from '../domain/assignment/lint-rules.ts';
import { previewRules } from '../domain/assignment/preview-rules.ts';
import { ruleDifferences } from '../domain/assignment/rule-differences.ts';
import { checkExpectations } from '../domain/assignment/rule-expectations.ts';
import type { RulesFile, WrittenRule } from '../domain/assignment/rules-text.ts';
import { parseRulesText, resolveRules, rulesText } from '../domain/assignment/rules-text.ts';
import type { OrgSnapshot, TerritoryRule } from '../domain/core/snapshot.ts';
import { readPlainly } from '../jobs/read-plainly.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readOnly } from '../salesforce/connection.ts';
import { readDesign } from '../salesforce/records/design.ts';
import { openOrg } from './open-org.ts';
import { printFailure, printJson, printLine } from './print.ts';
import {
  differenceLines,
  expectationLines,
  previewLines,
  warningCounts,
  warningLines
} from './rules-words.ts';

const usage = `evenfield rules export [--out FILE]
evenfield rules lint [FILE]
evenfield rules test FILE
evenfield rules diff FILE
each with [--org ALIAS] [--json]. FILE is of the form that export writes; docs/rules.md shows it.
ALIAS is an org that the sf CLI is logged in to; without it the environment names the org.`;

/** Text for people and the same for programs. */
interface Told {
  readonly lines: readonly string[];
  readonly json: unknown;
  readonly code: number;
}

/** `evenfield rules`: the org's rules as text, looked over, tested and compared. Writes nothing into the org. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      org: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false }
    }
  });
  const [what = '', path] = positionals;
  const isWhole =
    what === 'export' || what === 'lint' || (['test', 'diff'].includes(what) && path !== undefined);
  if (values.help) {
    printLine(usage);
    return 0;
  }
  if (!isWhole) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  try {
    const file = path === undefined || what === 'export' ? null : readRules(path);
    const connection = readOnly(await openOrg(values.org ?? null));
    if (what === 'export') {
      await exportRules(connection, values.out ?? null);
      return 0;
    }
    const told = await tell(what, file, connection);
    if (values.json) printJson(told.json);
    else for (const line of told.lines) printLine(line);
    return told.code;
  } catch (error) {
    if (error instanceof RefusedError) return refuse(error, values.json);
    return printFailure(error, values.json);
  }
}

/** What was asked for cannot be done, and the words say why and what to do. */
class RefusedError extends Error {
  readonly cure: string;
  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}

function refuse({ message, cure }: RefusedError, json: boolean): number {
  if (json) printJson({ status: 'Failed', message, cure });
  process.stderr.write(`${message}\nWhat to do: ${cure}\n`);
  return 1;
}

/** @throws RefusedError that names what is wrong with the file */
function readRules(path: string): RulesFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new RefusedError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Name a file that evenfield rules export --out FILE has written.'
    );
  }
  const parsed = parseRulesText(text);
  if ('faults' in parsed)
    throw new RefusedError(
      `${path} cannot be used:\n${parsed.faults.map((fault) => `  ${fault}`).join('\n')}`,
      'Correct the file; docs/rules.md shows its form.'
    );
  return parsed.file;
}

async function exportRules(connection: OrgConnection, out: string | null): Promise<void> {
  const { rules, territories } = await readDesign(connection);
  const text = rulesText(rules, territories);
  if (out === null) {
    process.stdout.write(text);
    return;
  }
  writeFileSync(out, text);
  printLine(`${String(rules.length)} rules: ${out}`);
}

async function tell(
  what: string,
  file: RulesFile | null,
  connection: OrgConnection
): Promise<Told> {
  const snapshot = await readSnapshot(connection, file?.rules ?? []);
  const rules = file === null ? snapshot.rules : resolveRules(file.rules, snapshot);
  if (what === 'diff') return difference(snapshot, rules);
  const warnings = lintRules({ ...snapshot, rules });
  const hasErrors = warnings.some(({ level }) => level === 'error');
  const looked = `${String(rules.length)} rules, ${String(snapshot.accounts.count)} accounts: ${warningCounts(warnings)}.`;
  const lines = [...warningLines(warnings), looked];
  if (what === 'lint') return { lines, json: { warnings }, code: hasErrors ? 1 : 0 };
  const expectations = checkExpectations(snapshot, rules, file?.expectations ?? []);
  const failed = expectations.filter(({ passed }) => !passed).length;
  return {
    lines: [
      ...lines,
      ...expectationLines(expectations),
      `${String(expectations.length - failed)} expectations passed, ${String(failed)} failed.`
    ],
    json: { warnings, expectations },
    code: hasErrors || failed > 0 ? 1 : 0
  };
}

/** The org with every field read that its rules or the file's name. @throws RefusedError where it has no territories */
async function readSnapshot(
  connection: OrgConnection,
  written: readonly WrittenRule[]
): Promise<OrgSnapshot> {
  const more = resolveRules(written, { rules: [], territories: [] });
  const { snapshot, by } = await readPlainly(connection, more);
  if (by === 'owners')
    throw new RefusedError(
      'The org has no territories of Evenfield, and rules belong to territories.',
      'Deploy the package and design territories first; docs/install.md shows how.'
    );
  return snapshot;
}

function difference(snapshot: OrgSnapshot, rules: readonly TerritoryRule[]): Told {
  const differences = ruleDifferences(snapshot.rules, rules, snapshot.territories);
  const preview = previewRules(snapshot, rules);
  return {
    lines:
      differences.length === 0
        ? ['The file says what the org holds.']
        : [...differenceLines(differences), ...previewLines(preview)],
    json: { differences, preview },
    code: 0
  };
}
