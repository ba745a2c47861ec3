import type { Connection, Field } from 'c/graphqlNodes';
import { valueOf } from 'c/graphqlNodes';

export interface AlertNode {
  readonly Id: string;
  readonly Metric__c: Field<string>;
  readonly Severity__c: Field<string>;
  readonly What__c: Field<string>;
  readonly To_Do__c: Field<string>;
  readonly Opened__c: Field<string>;
  readonly Snoozed_Until__c: Field<string>;
  readonly Done__c: Field<boolean>;
  readonly Note__c: Field<string>;
  readonly Territory__r: { readonly Name: Field<string> } | null;
  readonly Account__r?: { readonly Id: string; readonly Name: Field<string> } | null;
}

export interface AlertData {
  readonly Evenfield_Alert__c: Connection<AlertNode>;
}

export interface AlertRow {
  readonly id: string;
  readonly territory: string;
  /** Of an alert about one account that the user may open; else empty. */
  readonly accountId: string;
  readonly account: string;
  readonly metric: string;
  readonly severity: string;
  readonly what: string;
  readonly todo: string;
  readonly opened: string;
  readonly snoozedUntil: string | null;
  readonly isDone: boolean;
  readonly note: string;
}

export type AlertShow = 'open' | 'quiet';

export function alertRow(node: AlertNode): AlertRow {
  return {
    id: node.Id,
    territory: valueOf(node.Territory__r?.Name) ?? '',
    accountId: node.Account__r?.Id ?? '',
    account: valueOf(node.Account__r?.Name) ?? '',
    metric: valueOf(node.Metric__c) ?? '',
    severity: valueOf(node.Severity__c) ?? 'Watch',
    what: valueOf(node.What__c) ?? '',
    todo: valueOf(node.To_Do__c) ?? '',
    opened: valueOf(node.Opened__c) ?? '',
    snoozedUntil: valueOf(node.Snoozed_Until__c),
    isDone: valueOf(node.Done__c) === true,
    note: valueOf(node.Note__c) ?? ''
  };
}

/** Whether somebody put the alert aside for today. */
export function isQuiet(row: AlertRow, today: string): boolean {
  return row.isDone || (row.snoozedUntil !== null && row.snoozedUntil >= today);
}

/** Alerts that wait, or those that were put aside: to act on first, then newest, then by territory. */
export function chosenAlerts(
  rows: readonly AlertRow[],
  show: AlertShow,
  today: string
): AlertRow[] {
  const rank = (row: AlertRow): number => (row.severity === 'Act' ? 0 : 1);
  return rows
    .filter((row) => isQuiet(row, today) === (show === 'quiet'))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        b.opened.localeCompare(a.opened) ||
        a.territory.localeCompare(b.territory) ||
        a.metric.localeCompare(b.metric)
    );
}
