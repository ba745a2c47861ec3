import { dayNumber, dayText } from '../../core/days.ts';
import type { Period } from '../../core/snapshot.ts';
import type { ResultRow, ResultValue } from '../../core/result.ts';
import { fieldScales, roundedOrNull } from '../../core/rounding.ts';
import { attainment, pace, shareDue } from '../pace.ts';
import { partsOf, reviewKey } from './due-reviews.ts';
import type { Measuring, PeriodFigures } from './period-figures.ts';
import { creditedDeals, figuresOfPeriod, placeOfPeriod, wonBy } from './period-figures.ts';
import { isQuotaOf, quotaOfPeriod, quotaPeriodAtEnd } from './period-quota.ts';
import type { ReviewPart, ReviewQuestion } from './review-question.ts';
import { monthGoalKey, pacePeriod } from './review-question.ts';

const scales = fieldScales.Evenfield_Review__c;

/**
 * Rows of `Evenfield_Review__c` that are not written yet: of each leaf in scope and each period that
 * is due, its results and, where somebody answered for it on the last day, how she sold. A quarter is
 * measured from its own deals and days; nothing of it is a sum of its months.
 */
export function reviewRows(measuring: Measuring, question: ReviewQuestion): ResultRow[] {
  const { snapshot, tree } = measuring;
  return question.due.flatMap((period): ResultRow[] => {
    const at = placeOfPeriod(question.periods, period);
    const figures = figuresOfPeriod(measuring, question, at);
    const quotas = quotasAtEnd(measuring, question, period);
    // A month's goal is the calendar's; of a quarter there is none.
    const goalOf =
      (territoryId: string) =>
      (activity: string): number | null =>
        (period.kind === 'Month'
          ? question.monthGoals.get(monthGoalKey(territoryId, activity, period.start))
          : undefined) ?? null;
    const parts = partsOf(snapshot.members, period);
    return tree.territories.flatMap((territory, place): ResultRow[] => {
      const own = figures[place];
      if (!tree.inScope(place) || own === undefined) return [];
      const row = (part: ReviewPart, values: Record<string, ResultValue>): ResultRow[] => {
        const key = reviewKey(territory.id, period, part);
        if (question.held.has(key)) return [];
        const named = {
          Territory__c: territory.id,
          Territory_Label__c: territory.name.slice(0, 80),
          Kind__c: period.kind,
          Part__c: part,
          Period_Start__c: period.start,
          Period_End__c: period.end,
          Measured_On__c: snapshot.today
        };
        return [{ key, id: null, values: { ...named, ...values } }];
      };
      return parts(territory.id).flatMap((part) =>
        row(
          part,
          part === 'Results'
            ? resultValues(own, quotas(territory.id, place))
            : sellingValues(own, goalOf(territory.id))
        )
      );
    });
  });
}

interface QuotaAtEnd {
  readonly quota: number | null;
  readonly pace: number | null;
}

/**
 * Quota of a period, and the pace on its last evening: attained since the first day of the quota
 * period that held that day, over what was due of it by then.
 */
function quotasAtEnd(
  measuring: Measuring,
  question: ReviewQuestion,
  period: Period
): (territoryId: string, place: number) => QuotaAtEnd {
  const byTerritory = Map.groupBy(question.quotas, ({ territoryId }) => territoryId);
  const running = quotaPeriodAtEnd(question.quotas, period);
  const past = pacePeriod(question.quotas, period);
  const sums = past === null ? null : creditedDeals(measuring, question, past);
  const { season } = measuring.snapshot.policy;
  return (territoryId, place) => {
    const own = byTerritory.get(territoryId) ?? [];
    const quota = quotaOfPeriod(own, period);
    if (running === null || sums === null) return { quota, pace: null };
    const amounts = own.flatMap((row) => (isQuotaOf(row, running) ? (row.amount ?? []) : []));
    const amount = amounts.length === 0 ? null : amounts.reduce((sum, one) => sum + one, 0);
    const due = shareDue(running, dayText(dayNumber(period.end) + 1), season);
    return { quota, pace: pace(wonBy(sums, place), amount, due) };
  };
}

function resultValues(own: PeriodFigures, atEnd: QuotaAtEnd): Record<string, ResultValue> {
  return rounded({
    Quota__c: atEnd.quota,
    Attained__c: own.attained,
    Attainment__c: own.attained === null ? null : attainment(own.attained, atEnd.quota),
    Pace__c: atEnd.pace,
    Open_Pipeline__c: own.openPipeline,
    Accounts__c: own.accounts,
    Workload_Hours__c: own.workloadHours,
    Capacity_Hours__c: own.capacityHours,
    Health__c: own.health,
    GRR__c: own.grossRetention,
    NRR__c: own.netRetention,
    Alerts__c: own.alerts
  });
}

function sellingValues(
  own: PeriodFigures,
  goalOf: (activity: string) => number | null
): Record<string, ResultValue> {
  return rounded({
    Closed__c: own.closed,
    Won__c: own.won,
    Win_Rate__c: own.winRate?.value ?? null,
    Win_Rate_Low__c: own.winRate?.low ?? null,
    Win_Rate_High__c: own.winRate?.high ?? null,
    Calls__c: own.activities.calls,
    Meetings__c: own.activities.meetings,
    Emails__c: own.activities.emails,
    Calls_Goal__c: goalOf('Calls'),
    Meetings_Goal__c: goalOf('Meetings'),
    Emails_Goal__c: goalOf('Emails'),
    New_Leads__c: own.newLeads,
    New_Leads_Goal__c: goalOf('New Leads'),
    Proposals__c: own.proposals,
    Proposals_Goal__c: goalOf('Proposals')
  });
}

function rounded(
  values: Partial<Record<keyof typeof scales, number | null>>
): Record<string, ResultValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      roundedOrNull(value, scales[name as keyof typeof scales])
    ])
  );
}
