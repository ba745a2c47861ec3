import type { RuleDifference } from '../domain/assignment/rule-differences.ts';
import type { CheckedExpectation } from '../domain/assignment/rule-expectations.ts';
import type { RuleWarning } from '../domain/assignment/rule-warning.ts';
import type { RulePreview, TerritoryTotal } from '../domain/assignment/preview-rules.ts';

/** Warnings as lines, each with its cure below. */
export function warningLines(warnings: readonly RuleWarning[]): string[] {
  return warnings.flatMap(({ code, level, rule, territory, field, evidence, cure }) => [
    `${level.padEnd(7)} ${code}  ${rule} of ${territory}${field === null ? '' : `, ${field}`}: ${evidence}`,
    `        What to do: ${cure}`
  ]);
}

/** "2 errors, 1 warning, 0 notes". */
export function warningCounts(warnings: readonly RuleWarning[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((level) => {
      const count = warnings.filter((warning) => warning.level === level).length;
      return `${String(count)} ${level}${count === 1 ? '' : 's'}`;
    })
    .join(', ');
}

export function expectationLines(checked: readonly CheckedExpectation[]): string[] {
  return checked.map(({ expected, passed, territory, words }) =>
    passed
      ? `passed  ${expected.account}: ${territory ?? 'no territory'}`
      : `FAILED  ${expected.account}: expected ${expected.territory ?? 'no territory'}, the rules say ${territory ?? 'no territory'}: ${words}`
  );
}

export function differenceLines(differences: readonly RuleDifference[]): string[] {
  const sign = { added: '+', removed: '-', changed: '~' };
  return differences.map(({ rule, kind, words }) => `${sign[kind]} ${rule}: ${words.join('; ')}`);
}

const mostListed = 20;

/** Whom a change of rules concerns, and the totals of the territories that it changes. */
export function previewLines(preview: RulePreview): string[] {
  const { changes, flows, placed, unmatched, multiple, territories } = preview;
  const place = (key: string | null): string => key ?? 'no territory';
  const same = (a: TerritoryTotal, b: TerritoryTotal): boolean =>
    a.accounts === b.accounts && a.hours === b.hours && a.potential === b.potential;
  const moved = territories.filter(({ before, after }) => !same(before, after));
  const findings = Object.entries(Object.groupBy(preview.findings, ({ code }) => code));
  return [
    `Accounts whose first rule, or its territory, changes: ${String(changes.length)}. Placed by the next run: ${String(placed.length)}. Matched by no rule: ${String(unmatched.length)}; by rules of several territories: ${String(multiple.length)}.`,
    ...flows
      .slice(0, mostListed)
      .map(({ from, to, accounts }) => `  ${place(from)} to ${place(to)}: ${String(accounts)}`),
    ...(flows.length > mostListed ? [`  and ${String(flows.length - mostListed)} more ways`] : []),
    `Findings after the run: ${findings.map(([code, list]) => `${code} ${String(list.length)}`).join(', ') || 'none'}.`,
    moved.length === 0
      ? 'No territory holds more or less after the next run: it takes no account away from where it is.'
      : 'Territory: accounts, hours a week and potential after a run, before and after the change',
    ...moved.map(
      ({ key, before, after }) => `  ${place(key)}: ${totalWords(before)} to ${totalWords(after)}`
    )
  ];
}

function totalWords({ accounts, hours, potential }: TerritoryTotal): string {
  return `${String(accounts)} / ${String(hours)} h / ${String(potential)}`;
}
