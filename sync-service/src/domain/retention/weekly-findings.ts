import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import { bestCustomers } from './growth/best-customers.ts';
import { whiteSpaceRules } from './growth/white-space.ts';
import type { LabelPlan } from './past/churn-label.ts';
import { labelLag, leavingDay } from './past/churn-label.ts';
import { cohortYears } from './past/cohorts.ts';
import type { LearningPast } from './past/learning-past.ts';
import { playPrefix, rankPlays } from './plays/play-outcomes.ts';
import type { PlayDone } from './plays/play-outcomes.ts';

/** Most rows of each kind that a version keeps. */
const most = 40;
/** Products beyond this many, the least owned, are left out. */
const mostProducts = 300;

/**
 * What the week's history tells besides the risk, as the fields of a model version: cohorts, plays
 * with what followed, products that go together, and what the best customers share. JSON lists;
 * null where nothing was found.
 */
export function weeklyFindings(
  snapshot: OrgSnapshot,
  learning: LearningPast,
  label: LabelPlan
): Readonly<Record<'Cohorts__c' | 'Plays__c' | 'White_Space__c' | 'Profile__c', string | null>> {
  const today = dayNumber(snapshot.today);
  return {
    Cohorts__c: kept(cohortYears(learning.past, today)),
    Plays__c: kept(rankPlays(playsDone(learning, label, today))),
    White_Space__c: kept(rulesOf(learning)),
    Profile__c: kept(bestCustomers(snapshot).profile)
  };
}

function kept(rows: readonly object[]): string | null {
  if (rows.length === 0) return null;
  return JSON.stringify(rows.slice(0, most), (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value
  );
}

/** Plays on customers who were judged on the day, and whether they stayed; null until the label is certain. */
function playsDone({ past, plays }: LearningPast, label: LabelPlan, today: number): PlayDone[] {
  return plays.flatMap(({ account, play, day }) => {
    const end = leavingDay(past, account, day, label);
    if (end === null) return [];
    const isOver = day + label.horizon + labelLag(past, day, label) < today;
    return {
      play: play.slice(playPrefix.length),
      stayed: isOver ? end > day + label.horizon : null
    };
  });
}

function rulesOf({ products, owned }: LearningPast): object[] {
  const owners = products.map(() => 0);
  for (const own of owned) for (const product of own) owners[product] = (owners[product] ?? 0) + 1;
  const chosen = [...owners.keys()]
    .sort((a, b) => (owners[b] ?? 0) - (owners[a] ?? 0) || a - b)
    .slice(0, mostProducts);
  const place = new Map(chosen.map((product, at) => [product, at]));
  const rules = whiteSpaceRules({
    products: chosen.map((product) => products[product] ?? ''),
    // Who owns nothing is no customer to compare with.
    owned: owned
      .filter((own) => own.length > 0)
      .map((own) => own.flatMap((product) => place.get(product) ?? []))
  });
  return rules.map(({ product, because, share, usual }) => ({
    product: products[chosen[product] ?? -1],
    because: products[chosen[because] ?? -1],
    owners: owners[chosen[because] ?? -1],
    share,
    usual
  }));
}
