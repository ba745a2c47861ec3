import { alertRows } from '../alerts/alert-rows.ts';
import { assignmentChanges } from '../assignment/assignment-changes.ts';
import { fieldsOf, parseCriteria } from '../assignment/criteria.ts';
import { ultimateParents } from '../assignment/families.ts';
import { matchAll, placingRules } from '../assignment/match-rules.ts';
import type { Placement } from '../assignment/place-accounts.ts';
import { placeAccounts } from '../assignment/place-accounts.ts';
import { creditedByTerritory } from '../quota/attainment/attained-by-territory.ts';
import { familyRows } from '../quota/family-rows.ts';
import { goalRows } from '../quota/goals/goal-rows.ts';
import type { QuotaForecasts } from '../quota/quota-forecast.ts';
import { quotaForecasts } from '../quota/quota-forecast.ts';
import { calendarQuarters } from '../quota/period.ts';
import { quotaRows } from '../quota/quota-rows.ts';
import type { Measuring } from '../quota/reviews/period-figures.ts';
import { reviewGoalRows } from '../quota/reviews/review-goals.ts';
import type { CountedActivities, ReviewQuestion } from '../quota/reviews/review-question.ts';
import { reviewRows } from '../quota/reviews/review-rows.ts';
import { churnRun } from '../retention/churn-run.ts';
import { growthColumns } from '../retention/growth/growth-columns.ts';
import { detailsTogether, detailText, retentionDetails } from '../retention/retention-detail.ts';
import type { RetentionTargets } from '../retention/retention-targets.ts';
import { retentionTargets } from '../retention/retention-targets.ts';
import { capacityOf } from '../territory/capacity.ts';
import { competitorsByTerritory } from '../territory/competitors.ts';
import { mapPointRows } from '../territory/map-points.ts';
import { expectedPotential } from '../territory/expected-potential.ts';
import { figuresOf } from '../territory/territory-figures.ts';
import { territoryRows } from '../territory/territory-rows.ts';
import { addedUp, sumByTerritory, unassignedSums } from '../territory/territory-sums.ts';
import { tiersOf } from '../territory/tiers.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { buildTree } from '../territory/tree.ts';
import { accountResults } from './account-results.ts';
import type { Policy, Tier } from './policy.ts';
import type { Problem, RunResult } from './result.ts';
import type { OrgSnapshot, TerritoryRule } from './snapshot.ts';

/**
 * Account fields, by API name, that a run needs besides place, parent and owner: those that rules
 * and policy name, the postal code that the map shows, and those that tell look-alikes.
 */
export function fieldsNeeded(policy: Policy, rules: readonly TerritoryRule[]): string[] {
  const named = rules.flatMap((rule) => (rule.active ? ruleFields(rule.criteria) : []));
  const all = [
    'BillingPostalCode',
    'BillingState',
    'Industry',
    'NumberOfEmployees',
    ...(policy.tierField === null ? [] : [policy.tierField]),
    ...(policy.marketWeight === 0 ? [] : ['BillingPostalCode']),
    ...(policy.churnMapping === null
      ? []
      : [policy.churnMapping.label, ...policy.churnMapping.signals.map(({ field }) => field)]),
    ...ruleFields(policy.highValueRule),
    ...(policy.signalFields.satisfaction === null ? [] : [policy.signalFields.satisfaction]),
    ...named
  ];
  const byKey = new Map(all.map((name) => [name.toLowerCase(), name]));
  return [...byKey.values()]
    .filter((name) => !['id', 'name', 'ownerid', 'parentid'].includes(name.toLowerCase()))
    .sort();
}

function ruleFields(rule: string | null): string[] {
  if (rule === null) return [];
  const parsed = parseCriteria(rule);
  return 'criteria' in parsed ? fieldsOf(parsed.criteria) : [];
}

/** Where each account of a run is, before anything is made of it. */
export interface PlacedRun {
  readonly tree: TerritoryTree;
  readonly placement: Placement;
  readonly problems: readonly Problem[];
}

/** The first step of a run: which territory each account is in. */
export function placeRun(snapshot: OrgSnapshot): PlacedRun {
  const { accounts, policy } = snapshot;
  const { tree, problems: treeProblems } = buildTree(snapshot.territories);
  const { ultimateParent, problems: familyProblems } = ultimateParents(accounts);
  const { rules, problems: ruleProblems } = placingRules(snapshot.rules, tree, {
    accounts,
    ultimateParent,
    ...(accounts.choices === undefined ? {} : { picklists: accounts.choices })
  });
  const matches = matchAll(rules, accounts.count);
  const placement = placeAccounts({
    accounts,
    coverage: snapshot.coverage,
    tree,
    matches,
    ultimateParent,
    familyFollowsParent: policy.familyFollowsParent,
    today: snapshot.today
  });
  return { tree, placement, problems: [...treeProblems, ...familyProblems, ...ruleProblems] };
}

/** What a night is asked of reviews, with the activities that it counted for them. */
export interface AskedReviews {
  readonly question: ReviewQuestion;
  readonly activities: CountedActivities;
}

/** Everything that a run wants the org to hold. Same input, same output, to the last bit. */
export function computeRun(
  snapshot: OrgSnapshot,
  { tree, placement, problems }: PlacedRun = placeRun(snapshot),
  asked: AskedReviews | null = null
): RunResult {
  const { accounts, policy } = snapshot;
  const potential = expectedPotential(snapshot);
  const tiers = tiersOf(accounts, policy, potential.amount);
  const membersOf = (id: string): typeof snapshot.members =>
    snapshot.members.filter((member) => member.territoryId === id);
  const capacities = tree.territories.map((territory) =>
    capacityOf(territory, membersOf(territory.id), snapshot.users, snapshot.today)
  );
  const owners = tree.territories.map((_, index) => capacities[index]?.ownerId ?? null);
  const churn = churnRun(snapshot);
  const results = accountResults(
    snapshot,
    tree,
    placement,
    owners,
    tiers,
    potential,
    churn.scores,
    churn.contraction
  );
  const growth = growthColumns(snapshot, results.columns, churn.expansion ?? null);
  const attained = creditedByTerritory(snapshot, placement.territory, tree);
  const targets = retentionTargets(tree, policy);
  const sums = sumByTerritory(
    snapshot,
    placement.territory,
    tree.territories.length,
    tiers,
    potential,
    results,
    attained,
    targets
  );
  const rolled = sums.map((own, index) =>
    tree.children(index).length === 0
      ? own
      : addedUp([own, ...belowOf(tree.children, index).flatMap((at) => sums[at] ?? [])])
  );
  const territoryFigures = figuresOf(
    snapshot,
    tree,
    sums,
    capacities,
    rolled,
    unassignedSums(placement.territory, potential, results),
    targets
  );
  const { territories, snapshots } = territoryRows(
    snapshot,
    tree,
    territoryFigures,
    competitorsByTerritory(
      snapshot.competitors ?? null,
      accounts.ids,
      placement.territory,
      tree.territories.length
    ),
    retentionTexts(snapshot, tree, placement.territory, tiers, targets)
  );
  const measuring: Measuring = {
    snapshot,
    tree,
    figures: territoryFigures,
    territoryOf: placement.territory,
    tiers,
    activities: asked?.activities ?? null
  };
  const madeHere = (): QuotaForecasts =>
    quotaForecasts(snapshot, tree, attained, placement.territory);
  return {
    coverage: new Map([...results.columns, ...growth.columns]),
    changes: assignmentChanges(snapshot, tree, placement),
    territories,
    snapshots,
    mapPoints: mapPointRows(snapshot, tree, placement, tiers, potential, results),
    quotas: (forecasts = madeHere()) => [
      ...quotaRows(snapshot, tree, territoryFigures, forecasts),
      ...familyRows(snapshot, tree, territoryFigures, placement.territory)
    ],
    goals: goalRows(snapshot, tree, territoryFigures, placement.territory),
    alerts: (quotas) =>
      alertRows(snapshot, tree, territoryFigures, placement.territory, {
        coverage: results.columns,
        quotas
      }),
    models: churn.versions,
    reviews: asked === null ? [] : reviewRows(measuring, asked.question),
    reviewGoals: asked === null ? [] : reviewGoalRows(measuring, asked.question),
    problems: [...problems, ...churn.problems, ...growth.problems]
  };
}

/** Retention by quarter, tier and cohort of each territory; of one with others below, of all of them. */
function retentionTexts(
  { assets, today, fiscalQuarters = [] }: OrgSnapshot,
  tree: TerritoryTree,
  territoryOf: Int32Array,
  tiers: readonly Tier[],
  targets: readonly RetentionTargets[]
): (string | null)[] {
  if (assets === undefined) return [];
  const details = retentionDetails(assets, {
    territoryOf,
    territories: tree.territories.length,
    tiers,
    today,
    quarters: fiscalQuarters.length === 0 ? calendarQuarters(today) : fiscalQuarters
  });
  return tree.territories.map((_, index) => {
    const target = targets[index];
    const parts = [index, ...belowOf(tree.children, index)].flatMap((at) => details[at] ?? []);
    return target === undefined ? null : detailText(detailsTogether(parts), target);
  });
}

function belowOf(children: (index: number) => readonly number[], index: number): number[] {
  return children(index).flatMap((child) => [child, ...belowOf(children, child)]);
}
