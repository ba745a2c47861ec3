import attainment from '@salesforce/label/c.Evenfield_Review_Talk_Attainment';
import attainmentMore from '@salesforce/label/c.Evenfield_Review_Talk_Attainment_More';
import attainmentLess from '@salesforce/label/c.Evenfield_Review_Talk_Attainment_Less';
import pace from '@salesforce/label/c.Evenfield_Review_Talk_Pace';
import load from '@salesforce/label/c.Evenfield_Review_Talk_Load';
import healthUp from '@salesforce/label/c.Evenfield_Review_Talk_Health_Up';
import healthDown from '@salesforce/label/c.Evenfield_Review_Talk_Health_Down';
import retention from '@salesforce/label/c.Evenfield_Review_Talk_Retention';
import oneAlert from '@salesforce/label/c.Evenfield_Review_Talk_Alert';
import manyAlerts from '@salesforce/label/c.Evenfield_Review_Talk_Alerts';
import winRate from '@salesforce/label/c.Evenfield_Review_Talk_Win_Rate';
import winRateChanged from '@salesforce/label/c.Evenfield_Review_Talk_Win_Rate_Changed';
import missed from '@salesforce/label/c.Evenfield_Review_Talk_Missed';
import met from '@salesforce/label/c.Evenfield_Review_Talk_Met';
import { counted, filled, valueOf } from 'c/graphqlNodes';
import type { ReviewPair } from './reviewChoice';
import type { ReviewFigure } from './reviewFigures';
import { percentText, winRateBetween } from './reviewFigures';
import type { GoalNode } from './reviewQuery';

/** Health that moved by fewer points than these is not talked about. */
const leastHealth = 5;

/** Sentences that the figures alone give, in the order of the figures; what is not measured gives none. */
export function talkingPoints(
  figures: readonly ReviewFigure[],
  goals: readonly GoalNode[],
  now: ReviewPair,
  before: ReviewPair | null
): string[] {
  const of = (name: string): Pick<ReviewFigure, 'value' | 'before'> =>
    figures.find((figure) => figure.name === name) ?? { value: null, before: null };
  const points: string[] = [];
  const reached = of('attainment');
  if (reached.value !== null) points.push(reachedText(reached.value, reached.before));
  const { value: paced } = of('pace');
  // Once the quota's own period is over, its pace is the attainment.
  if (paced !== null && paced < 1 && paced !== reached.value)
    points.push(filled(pace, percentText(paced)));
  const { value: loaded } = of('load');
  if (loaded !== null && loaded > 1) points.push(filled(load, percentText(loaded)));
  const health = of('health');
  if (health.value !== null && health.before !== null) {
    const moved = health.value - health.before;
    if (Math.abs(moved) >= leastHealth)
      points.push(
        filled(moved > 0 ? healthUp : healthDown, String(health.before), String(health.value))
      );
  }
  const { value: kept } = of('gross');
  if (kept !== null && kept < 1) points.push(filled(retention, percentText(kept)));
  const { value: alerts } = of('alerts');
  if (alerts !== null && alerts > 0) points.push(counted(oneAlert, manyAlerts, alerts));
  points.push(...winRateText(now, before));
  for (const goal of goals) {
    const status = valueOf(goal.Status__c);
    if (status !== 'Met' && status !== 'Missed') continue;
    points.push(
      filled(
        status === 'Met' ? met : missed,
        valueOf(goal.What__c) ?? '',
        grouped(valueOf(goal.Actual__c)),
        grouped(valueOf(goal.Target__c))
      )
    );
  }
  return points;
}

function reachedText(value: number, before: number | null): string {
  if (before === null) return filled(attainment, percentText(value));
  const more = Math.round(value * 100) - Math.round(before * 100);
  if (more === 0) return filled(attainment, percentText(value));
  return filled(
    more > 0 ? attainmentMore : attainmentLess,
    percentText(value),
    String(Math.abs(more))
  );
}

/** Two win rates side by side: a difference is claimed only where their intervals lie apart. */
function winRateText(now: ReviewPair, before: ReviewPair | null): string[] {
  const value = valueOf(now.selling?.Win_Rate__c);
  const last = valueOf(before?.selling?.Win_Rate__c);
  if (value === null || last === null || before === null) return [];
  const low = valueOf(now.selling?.Win_Rate_Low__c) ?? 0;
  const high = valueOf(now.selling?.Win_Rate_High__c) ?? 1;
  const lastLow = valueOf(before.selling?.Win_Rate_Low__c) ?? 0;
  const lastHigh = valueOf(before.selling?.Win_Rate_High__c) ?? 1;
  const isApart = low > lastHigh || high < lastLow;
  return [
    filled(
      isApart ? winRateChanged : winRate,
      percentText(value),
      winRateBetween(now.selling),
      percentText(last),
      winRateBetween(before.selling)
    )
  ];
}

function grouped(value: number | null): string {
  return value === null ? '' : new Intl.NumberFormat().format(value);
}
