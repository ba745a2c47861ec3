import quota from '@salesforce/label/c.Evenfield_Review_Quota';
import attained from '@salesforce/label/c.Evenfield_Review_Attained';
import attainment from '@salesforce/label/c.Evenfield_Review_Attainment';
import pace from '@salesforce/label/c.Evenfield_Review_Pace';
import pipeline from '@salesforce/label/c.Evenfield_Review_Pipeline';
import accounts from '@salesforce/label/c.Evenfield_Review_Accounts';
import load from '@salesforce/label/c.Evenfield_Review_Load';
import health from '@salesforce/label/c.Evenfield_Review_Health';
import gross from '@salesforce/label/c.Evenfield_Review_GRR';
import net from '@salesforce/label/c.Evenfield_Review_NRR';
import alerts from '@salesforce/label/c.Evenfield_Review_Alerts';
import winRate from '@salesforce/label/c.Evenfield_Review_Win_Rate';
import calls from '@salesforce/label/c.Evenfield_Review_Calls';
import meetings from '@salesforce/label/c.Evenfield_Review_Meetings';
import emails from '@salesforce/label/c.Evenfield_Review_Emails';
import newLeads from '@salesforce/label/c.Evenfield_Goals_New_Leads';
import proposals from '@salesforce/label/c.Evenfield_Goals_Proposals';
import asked from '@salesforce/label/c.Evenfield_Review_Asked';
import interval from '@salesforce/label/c.Evenfield_Review_Interval';
import unitAmount from '@salesforce/label/c.Evenfield_Review_Unit_Currency';
import unitPercent from '@salesforce/label/c.Evenfield_Review_Unit_Percent';
import unitPoints from '@salesforce/label/c.Evenfield_Review_Unit_Points';
import unitCount from '@salesforce/label/c.Evenfield_Review_Unit_Count';
import { filled, valueOf } from 'c/graphqlNodes';
import type { ReviewPair } from './reviewChoice';
import type { ReviewNode } from './reviewQuery';

export type FigureUnit = 'amount' | 'percent' | 'points' | 'count';

/** A figure of a review beside the one before; null is not measured. Shares are ratios. */
export interface ReviewFigure {
  readonly name: string;
  readonly label: string;
  readonly unit: FigureUnit;
  readonly value: number | null;
  readonly before: number | null;
  /** Interval and cases, or the month's goal, in words; else empty. */
  readonly between: string;
}

export const unitWords: Readonly<Record<FigureUnit, string>> = {
  amount: unitAmount,
  percent: unitPercent,
  points: unitPoints,
  count: unitCount
};

type Read = (node: ReviewNode) => number | null;
type Column = readonly [name: string, label: string, unit: FigureUnit, read: Read];

const results: readonly Column[] = [
  ['quota', quota, 'amount', (node) => valueOf(node.Quota__c)],
  ['attained', attained, 'amount', (node) => valueOf(node.Attained__c)],
  ['attainment', attainment, 'percent', (node) => valueOf(node.Attainment__c)],
  ['pace', pace, 'percent', (node) => valueOf(node.Pace__c)],
  ['pipeline', pipeline, 'amount', (node) => valueOf(node.Open_Pipeline__c)],
  ['accounts', accounts, 'count', (node) => valueOf(node.Accounts__c)],
  ['load', load, 'percent', loadOf],
  ['health', health, 'points', (node) => valueOf(node.Health__c)],
  ['gross', gross, 'percent', (node) => valueOf(node.GRR__c)],
  ['net', net, 'percent', (node) => valueOf(node.NRR__c)],
  ['alerts', alerts, 'count', (node) => valueOf(node.Alerts__c)]
];

const selling: readonly Column[] = [
  ['winRate', winRate, 'percent', (node) => valueOf(node.Win_Rate__c)],
  ['calls', calls, 'count', (node) => valueOf(node.Calls__c)],
  ['meetings', meetings, 'count', (node) => valueOf(node.Meetings__c)],
  ['emails', emails, 'count', (node) => valueOf(node.Emails__c)],
  ['newLeads', newLeads, 'count', (node) => valueOf(node.New_Leads__c)],
  ['proposals', proposals, 'count', (node) => valueOf(node.Proposals__c)]
];

/** Hours that the accounts ask for over those that there are. */
function loadOf(node: ReviewNode): number | null {
  const [hours, capacity] = [valueOf(node.Workload_Hours__c), valueOf(node.Capacity_Hours__c)];
  return hours === null || capacity === null || capacity <= 0 ? null : hours / capacity;
}

/** A share in percent, whole. */
export function percentText(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}

/** The win rate's interval and its cases, in words; empty where none closed. */
export function winRateBetween(node: ReviewNode | null): string {
  const low = valueOf(node?.Win_Rate_Low__c);
  const high = valueOf(node?.Win_Rate_High__c);
  if (low === null || high === null) return '';
  const closed = String(valueOf(node?.Closed__c) ?? 0);
  return filled(interval, percentText(low), percentText(high), closed);
}

/** What stands beside a figure: an interval, or what the month asked for. */
function asideOf(name: string, node: ReviewNode): string {
  if (name === 'winRate') return winRateBetween(node);
  const goals: Readonly<Record<string, number | null>> = {
    calls: valueOf(node.Calls_Goal__c),
    meetings: valueOf(node.Meetings_Goal__c),
    emails: valueOf(node.Emails_Goal__c),
    newLeads: valueOf(node.New_Leads_Goal__c),
    proposals: valueOf(node.Proposals_Goal__c)
  };
  const goal = goals[name] ?? null;
  return goal === null ? '' : filled(asked, String(goal));
}

/** Figures of a review in the order in which they are shown; how she sold only where it is open. */
export function reviewFigures(now: ReviewPair, before: ReviewPair | null): ReviewFigure[] {
  const rows = (
    columns: readonly Column[],
    node: ReviewNode | null,
    last: ReviewNode | null
  ): ReviewFigure[] =>
    node === null
      ? []
      : columns.map(([name, label, unit, read]) => ({
          name,
          label,
          unit,
          value: read(node),
          before: last === null ? null : read(last),
          between: asideOf(name, node)
        }));
  return [
    ...rows(results, now.results, before?.results ?? null),
    ...rows(selling, now.selling, before?.selling ?? null)
  ];
}
