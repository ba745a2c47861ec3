import deal from '@salesforce/label/c.Evenfield_Next_Deal';
import overdue from '@salesforce/label/c.Evenfield_Next_Deal_Overdue';
import type { GoalNode } from 'c/goalList';
import { goalRows } from 'c/goalList';
import type { Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';

export interface NextAlertNode {
  readonly Id: string;
  readonly Severity__c: Field<string>;
  readonly What__c: Field<string>;
  readonly To_Do__c: Field<string>;
  readonly Opened__c: Field<string>;
  readonly Snoozed_Until__c: Field<string>;
}

export interface NextDealNode {
  readonly Id: string;
  readonly Name: Field<string>;
  readonly CloseDate: Field<string>;
}

/** Something to do, with why. */
export interface NextAction {
  readonly id: string;
  readonly text: string;
  readonly why: string;
}

const most = 3;

/**
 * Three things to do at most: the worst alert that nobody put aside, the goal of which most is left, the
 * deal that should close next; what one kind lacks the next ones of the others fill.
 * @param today as YYYY-MM-DD
 */
export function nextActions(
  alerts: readonly NextAlertNode[],
  goals: readonly GoalNode[],
  deals: readonly NextDealNode[],
  today: string
): NextAction[] {
  const kinds = [ofAlerts(alerts, today), ofGoals(goals), ofDeals(deals, today)];
  const longest = Math.max(...kinds.map((kind) => kind.length));
  return Array.from({ length: longest }, (_, at) => kinds.flatMap((kind) => kind[at] ?? []))
    .flat()
    .slice(0, most);
}

function ofAlerts(alerts: readonly NextAlertNode[], today: string): NextAction[] {
  const isAct = (node: NextAlertNode): number => (valueOf(node.Severity__c) === 'Act' ? 0 : 1);
  return alerts
    .filter((node) => (valueOf(node.Snoozed_Until__c) ?? '') < today)
    .sort(
      (a, b) =>
        isAct(a) - isAct(b) ||
        (valueOf(a.Opened__c) ?? '').localeCompare(valueOf(b.Opened__c) ?? '')
    )
    .map((node) => ({
      id: node.Id,
      text: valueOf(node.To_Do__c) ?? '',
      why: valueOf(node.What__c) ?? ''
    }));
}

function ofGoals(goals: readonly GoalNode[]): NextAction[] {
  const left = (node: GoalNode): number =>
    (valueOf(node.More__c) ?? 0) / Math.max(1, valueOf(node.Target__c) ?? 0);
  return goals
    .filter((node) => left(node) > 0)
    .sort((a, b) => left(b) - left(a))
    .flatMap((node) => goalRows([node]))
    .map(({ id, text, territory, reason }) => ({
      id,
      text,
      why: territory === '' ? reason : `${territory}: ${reason}`
    }));
}

function ofDeals(deals: readonly NextDealNode[], today: string): NextAction[] {
  return [...deals]
    .sort((a, b) => (valueOf(a.CloseDate) ?? '').localeCompare(valueOf(b.CloseDate) ?? ''))
    .map((node) => {
      const day = valueOf(node.CloseDate) ?? '';
      return {
        id: node.Id,
        text: filled(day < today ? overdue : deal, valueOf(node.Name) ?? '', day),
        why: ''
      };
    });
}
