import calls from '@salesforce/label/c.Evenfield_Goals_Calls';
import meetings from '@salesforce/label/c.Evenfield_Goals_Meetings';
import emails from '@salesforce/label/c.Evenfield_Goals_Emails';
import newLeads from '@salesforce/label/c.Evenfield_Goals_New_Leads';
import proposals from '@salesforce/label/c.Evenfield_Goals_Proposals';
import moreMonth from '@salesforce/label/c.Evenfield_Goals_More_Month';
import reachedMonth from '@salesforce/label/c.Evenfield_Goals_Reached_Month';
import more from '@salesforce/label/c.Evenfield_Goals_More';
import reached from '@salesforce/label/c.Evenfield_Goals_Reached';
import asked from '@salesforce/label/c.Evenfield_Goals_Asked';
import askedMonth from '@salesforce/label/c.Evenfield_Goals_Asked_Month';
import notCounted from '@salesforce/label/c.Evenfield_Goals_Not_Counted';
import ofTarget from '@salesforce/label/c.Evenfield_Goals_Of';
import type { Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';

/** A goal as GraphQL gives it. */
export interface GoalNode {
  readonly Id: string;
  readonly Activity__c: Field<string>;
  readonly Period__c?: Field<string>;
  readonly Target__c: Field<number>;
  readonly Actual__c: Field<number>;
  readonly More__c: Field<number>;
  readonly Reason__c: Field<string>;
  readonly Territory__r?: { readonly Name: Field<string> } | null;
}

/** A goal as it is shown. */
export interface GoalRow {
  readonly id: string;
  readonly activity: string;
  readonly territory: string;
  readonly isMonth: boolean;
  /** "Meetings: 4 more this week". */
  readonly text: string;
  /** "2 of 6". */
  readonly count: string;
  readonly reason: string;
}

const names: Readonly<Record<string, string>> = {
  Calls: calls,
  Meetings: meetings,
  Emails: emails,
  'New Leads': newLeads,
  Proposals: proposals
};
const order = ['Meetings', 'Calls', 'Emails', 'New Leads', 'Proposals'];

/** Goals by territory, of the week before those of the month, in the order of what weighs most. */
export function goalRows(nodes: readonly GoalNode[]): GoalRow[] {
  return nodes
    .map((node) => {
      const activity = valueOf(node.Activity__c) ?? '';
      const name = names[activity] ?? activity;
      const left = valueOf(node.More__c) ?? 0;
      const actual = valueOf(node.Actual__c) ?? null;
      const target = String(valueOf(node.Target__c) ?? 0);
      const isMonth = valueOf(node.Period__c) === 'Month';
      return {
        id: node.Id,
        activity,
        isMonth,
        territory: valueOf(node.Territory__r?.Name) ?? '',
        text:
          actual === null
            ? filled(isMonth ? askedMonth : asked, name, target)
            : left > 0
              ? filled(isMonth ? moreMonth : more, name, String(left))
              : filled(isMonth ? reachedMonth : reached, name),
        count: actual === null ? notCounted : filled(ofTarget, String(actual), target),
        reason: valueOf(node.Reason__c) ?? ''
      };
    })
    .sort(
      (a, b) =>
        a.territory.localeCompare(b.territory) ||
        Number(a.isMonth) - Number(b.isMonth) ||
        order.indexOf(a.activity) - order.indexOf(b.activity)
    );
}
