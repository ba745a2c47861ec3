import atLeast from '@salesforce/label/c.Evenfield_Review_Goal_Of';
import atMost from '@salesforce/label/c.Evenfield_Review_Goal_Most';
import openWord from '@salesforce/label/c.Evenfield_Review_Goal_Open';
import metWord from '@salesforce/label/c.Evenfield_Review_Goal_Met';
import missedWord from '@salesforce/label/c.Evenfield_Review_Goal_Missed';
import notMeasuredWord from '@salesforce/label/c.Evenfield_Review_Goal_Not_Measured';
import progressOf from '@salesforce/label/c.Evenfield_Review_Goal_Progress';
import notMeasured from '@salesforce/label/c.Evenfield_Review_Not_Measured';
import attained from '@salesforce/label/c.Evenfield_Review_Attained';
import pipeline from '@salesforce/label/c.Evenfield_Review_Pipeline';
import winRate from '@salesforce/label/c.Evenfield_Review_Win_Rate';
import load from '@salesforce/label/c.Evenfield_Review_Load';
import health from '@salesforce/label/c.Evenfield_Review_Health';
import gross from '@salesforce/label/c.Evenfield_Review_GRR';
import net from '@salesforce/label/c.Evenfield_Review_NRR';
import alerts from '@salesforce/label/c.Evenfield_Review_Alerts';
import calls from '@salesforce/label/c.Evenfield_Review_Calls';
import meetings from '@salesforce/label/c.Evenfield_Review_Meetings';
import emails from '@salesforce/label/c.Evenfield_Review_Emails';
import amount from '@salesforce/label/c.Evenfield_Review_Unit_Currency';
import percent from '@salesforce/label/c.Evenfield_Review_Unit_Percent';
import points from '@salesforce/label/c.Evenfield_Review_Unit_Points';
import count from '@salesforce/label/c.Evenfield_Review_Unit_Count';
import type { Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';

/** A goal as GraphQL gives it. */
export interface ReviewGoal {
  readonly Id: string;
  readonly What__c: Field<string>;
  readonly Measure__c: Field<string>;
  readonly Sense__c: Field<string>;
  readonly Target__c: Field<number>;
  readonly Actual__c: Field<number>;
  readonly Due__c: Field<string>;
  readonly Status__c: Field<string>;
  readonly Note__c: Field<string>;
  readonly Person__r: { readonly Name: Field<string> } | null;
}

/** A measure that a goal can have. */
export interface Measure {
  readonly value: string;
  readonly label: string;
  readonly unit: string;
  /** Shows how a person sells, so that she alone may choose it. */
  readonly isOwn: boolean;
}

export const measures: readonly Measure[] = [
  { value: 'Attained', label: attained, unit: amount, isOwn: false },
  { value: 'Open Pipeline', label: pipeline, unit: amount, isOwn: false },
  { value: 'Workload', label: load, unit: percent, isOwn: false },
  { value: 'Health', label: health, unit: points, isOwn: false },
  { value: 'GRR', label: gross, unit: percent, isOwn: false },
  { value: 'NRR', label: net, unit: percent, isOwn: false },
  { value: 'Open Alerts', label: alerts, unit: count, isOwn: false },
  { value: 'Win Rate', label: winRate, unit: percent, isOwn: true },
  { value: 'Calls', label: calls, unit: count, isOwn: true },
  { value: 'Meetings', label: meetings, unit: count, isOwn: true },
  { value: 'Emails', label: emails, unit: count, isOwn: true }
];

/** A goal as it is shown. */
export interface GoalRow {
  readonly id: string;
  readonly what: string;
  readonly measure: string;
  readonly text: string;
  readonly status: string;
  readonly statusText: string;
  readonly note: string;
  /** Share of the target, 0 to 1; null where nothing is measured, and for a bound from above. */
  readonly progress: number | null;
  readonly hasProgress: boolean;
  readonly progressLabel: string;
}

const statusWords: Readonly<Record<string, string>> = {
  Open: openWord,
  Met: metWord,
  Missed: missedWord,
  'Not Measured': notMeasuredWord
};

export function goalRows(goals: readonly ReviewGoal[]): GoalRow[] {
  return goals.map((goal) => {
    const measure = measures.find(({ value }) => value === valueOf(goal.Measure__c));
    const actual = valueOf(goal.Actual__c);
    const target = valueOf(goal.Target__c);
    const isMost = valueOf(goal.Sense__c) === 'At Most';
    const status = valueOf(goal.Status__c) ?? 'Open';
    const what = valueOf(goal.What__c) ?? '';
    const progress =
      isMost || actual === null || target === null || target <= 0
        ? null
        : Math.min(1, Math.max(0, actual / target));
    return {
      id: goal.Id,
      what,
      measure: `${measure?.label ?? ''} (${measure?.unit ?? ''})`,
      text: filled(
        isMost ? atMost : atLeast,
        actual === null ? notMeasured : grouped(actual),
        target === null ? notMeasured : grouped(target),
        valueOf(goal.Due__c) ?? '',
        valueOf(goal.Person__r?.Name) ?? ''
      ),
      status,
      statusText: statusWords[status] ?? status,
      note: valueOf(goal.Note__c) ?? '',
      progress,
      hasProgress: progress !== null,
      progressLabel: filled(progressOf, what)
    };
  });
}

function grouped(value: number): string {
  return new Intl.NumberFormat().format(value);
}
