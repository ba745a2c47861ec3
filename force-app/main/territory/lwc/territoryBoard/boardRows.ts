import balance from '@salesforce/label/c.Evenfield_Balance';
import potentialDeviation from '@salesforce/label/c.Evenfield_Potential_Deviation';
import act from '@salesforce/label/c.Evenfield_Act';
import watch from '@salesforce/label/c.Evenfield_Watch';
import fine from '@salesforce/label/c.Evenfield_Fine';
import bandIn from '@salesforce/label/c.Evenfield_Band_In';
import bandOver from '@salesforce/label/c.Evenfield_Band_Over';
import bandUnder from '@salesforce/label/c.Evenfield_Band_Under';
import bandUnknown from '@salesforce/label/c.Evenfield_Band_Unknown';
import { valueOf } from 'c/graphqlNodes';
import type { BoardNode } from './boardQuery';

export type SortBy = 'worst' | 'name' | 'health' | 'workload' | 'potential';
export type Show = 'all' | 'act' | 'watch';

export interface BoardFinding {
  readonly key: string;
  readonly text: string;
}

/** A territory as the board shows it. */
export interface BoardRow {
  readonly id: string;
  readonly name: string;
  readonly accounts: number | null;
  readonly health: number | null;
  readonly workload: number | null;
  readonly workloadDeviation: number | null;
  readonly potential: number | null;
  readonly potentialDeviation: number | null;
  /** Balance index of a territory with others below it, else the potential's deviation from the fair share. */
  readonly balance: number | null;
  readonly balanceLabel: string;
  readonly attainment: number | null;
  readonly pace: number | null;
  readonly grr: number | null;
  readonly coverage: number | null;
  readonly band: string;
  readonly severity: 'Act' | 'Watch' | 'None';
  readonly severityText: string;
  readonly severityIcon: string;
  readonly findings: readonly BoardFinding[];
  /** Act, Watch, Sound or Not measured; null before the first night and for territories with others below. */
  readonly verdict: string | null;
  readonly verdictSummary: string | null;
  readonly nextStep: string | null;
}

const bands: Readonly<Record<string, string>> = {
  'In band': bandIn,
  Over: bandOver,
  Under: bandUnder
};
/** Words and a shape for each; colour carries nothing alone. */
const severities: Readonly<Record<string, readonly [string, string]>> = {
  Act: [act, 'utility:warning'],
  Watch: [watch, 'utility:info'],
  None: [fine, 'utility:success']
};
const rank = { Act: 0, Watch: 1, None: 2 } as const;

export function boardRow(node: BoardNode): BoardRow {
  const index = valueOf(node.Balance_Index__c);
  const said = valueOf(node.Severity__c);
  const severity = said === 'Act' || said === 'Watch' ? said : 'None';
  const [severityText, severityIcon] = severities[severity] ?? [fine, 'utility:success'];
  const findings = (valueOf(node.Findings__c) ?? '').split('\n').filter((line) => line !== '');
  return {
    id: node.Id,
    name: valueOf(node.Name) ?? '',
    accounts: valueOf(node.Accounts__c),
    health: valueOf(node.Health__c),
    workload: valueOf(node.Workload_Hours__c),
    workloadDeviation: valueOf(node.Workload_Deviation__c),
    potential: valueOf(node.Potential__c),
    potentialDeviation: valueOf(node.Potential_Deviation__c),
    balance: index ?? valueOf(node.Potential_Deviation__c),
    balanceLabel: index === null ? potentialDeviation : balance,
    attainment: valueOf(node.Attainment__c),
    pace: valueOf(node.Pace__c),
    grr: valueOf(node.GRR__c),
    coverage: valueOf(node.Coverage_Share__c),
    band: bands[valueOf(node.Band__c) ?? ''] ?? bandUnknown,
    verdict: valueOf(node.Verdict__c),
    verdictSummary: valueOf(node.Verdict_Summary__c),
    nextStep: valueOf(node.Verdict_Next_Step__c),
    severity,
    severityText,
    severityIcon,
    findings: findings.map((line) => ({
      key: line,
      text: line.replace(/^(Act|Watch) [A-Z_]+: /, '')
    }))
  };
}

/** Rows that fit the search and the filter, sorted; what is not known comes last. */
export function chosenRows(
  rows: readonly BoardRow[],
  search: string,
  show: Show,
  sortBy: SortBy
): BoardRow[] {
  const wanted = search.trim().toLowerCase();
  return rows
    .filter((row) => row.name.toLowerCase().includes(wanted))
    .filter(
      (row) =>
        show === 'all' || (show === 'act' ? row.severity === 'Act' : row.severity === 'Watch')
    )
    .sort((a, b) => compare(a, b, sortBy) || a.name.localeCompare(b.name));
}

function compare(a: BoardRow, b: BoardRow, sortBy: SortBy): number {
  switch (sortBy) {
    case 'name':
      return 0;
    case 'worst':
      return rank[a.severity] - rank[b.severity] || b.findings.length - a.findings.length;
    case 'health':
      return (a.health ?? Infinity) - (b.health ?? Infinity);
    case 'workload':
      return size(b.workloadDeviation) - size(a.workloadDeviation);
    case 'potential':
      return size(b.potentialDeviation) - size(a.potentialDeviation);
  }
}

function size(deviation: number | null): number {
  return deviation === null ? -1 : Math.abs(deviation);
}
