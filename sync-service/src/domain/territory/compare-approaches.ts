import type { OrgSnapshot } from '../core/snapshot.ts';
import type { AccountGroups } from './approach/account-groups.ts';
import {
  crossed,
  geographicGroups,
  industryGroups,
  potentialGroups,
  productGroups,
  sizeGroups,
  sourceGroups
} from './approach/account-groups.ts';
import type {
  ApproachComparison,
  ApproachName,
  ClosedDeals,
  ComparedApproach
} from './approach/approach-shape.ts';
import type { BuildingInput } from './approach/build-territories.ts';
import { buildTerritories } from './approach/build-territories.ts';
import { chanceOfGain, explainBy, outcomesOf } from './approach/explained-results.ts';
import { nameApproach } from './approach/name-approach.ts';
import { expectedPotential } from './expected-potential.ts';
import { tiersOf } from './tiers.ts';
import { buildTree } from './tree.ts';

/** What is compared. */
export interface ApproachInput {
  readonly snapshot: OrgSnapshot;
  readonly deals: ClosedDeals;
  /** Product family that each account bought most of; null where the org does not tell products. */
  readonly product: readonly (string | null)[] | null;
}

/** An approach that fewer accounts speak for than this is not compared. */
const fewestKnown = 0.3;

/**
 * Compares ways to cut the org into as many territories as it has: how balanced they can be, what
 * they cost on the road, how many accounts would move, and how much of the differences in win rate
 * and deal size each tells of accounts that it was not learned from. Same input and seed, same output.
 */
export function compareApproaches(
  { snapshot, deals, product }: ApproachInput,
  seed = 1
): ApproachComparison {
  const { accounts } = snapshot;
  const { today, territories } = placesToday(snapshot);
  const { amount: potential } = expectedPotential(snapshot);
  const input: BuildingInput = {
    policy: snapshot.policy,
    tier: tiersOf(accounts, snapshot.policy, potential),
    latitude: accounts.latitude,
    longitude: accounts.longitude,
    today,
    territories
  };
  const left: { name: ApproachName; why: string }[] = [];
  const singles = [
    geographicGroups(accounts),
    industryGroups(accounts),
    sizeGroups(accounts),
    productGroups(product ?? []),
    potentialGroups(potential),
    sourceGroups(accounts)
  ].filter((groups) => {
    const why = whyNot(groups);
    if (why !== null) left.push({ name: groups.name, why });
    return why === null;
  });
  const outcomes = outcomesOf(accounts.count, deals);
  const alone = explainBy(singles, outcomes, seed);
  const gainOf = (groups: AccountGroups): number => alone[singles.indexOf(groups)]?.gain ?? 0;
  const place = singles.find(({ name }) => name === 'geography');
  const other = singles
    .filter(({ name }) => name !== 'geography')
    .sort((a, b) => gainOf(b) - gainOf(a))[0];
  const hybrid = place !== undefined && other !== undefined ? crossed(place, other) : null;
  if (hybrid === null)
    left.push({ name: 'hybrid', why: 'It needs places and one more thing that accounts say.' });
  const groupings = hybrid === null ? singles : [...singles, hybrid];
  const explained = explainBy(groupings, outcomes, seed);
  const approaches = groupings.map((groups, index): ComparedApproach => {
    const told = explained[index];
    const apart = groups.name === 'hybrid' ? (other ?? groups) : groups;
    const byPlace = groups.name === 'geography' || groups.name === 'hybrid';
    return {
      name: groups.name,
      by: groups.by,
      known: groups.known,
      build:
        territories === 0
          ? null
          : buildTerritories(input, groups.name === 'geography' ? null : apart, byPlace),
      winRate: told?.winRate ?? null,
      dealSize: told?.dealSize ?? null,
      gain: told?.gain ?? 0
    };
  });
  const best = Math.max(0, ...explained.map(({ gain }) => gain));
  const isMeasured = outcomes.winRate !== null || outcomes.dealSize !== null;
  const nearest = approaches
    .flatMap(({ name, build }) =>
      build?.moved === null || build === null ? [] : [{ name, moved: build.moved }]
    )
    .sort((a, b) => a.moved - b.moved)[0];
  return {
    accounts: accounts.count,
    territories,
    deals: deals.account.length,
    won: deals.won.reduce((sum, won) => sum + won, 0),
    approaches,
    named: isMeasured
      ? nameApproach(groupings, explained, chanceOfGain(groupings, outcomes, best, seed))
      : {
          name: null,
          sure: 0,
          chance: 1,
          words: 'Closed deals are too few to tell what win rate and deal size go by.'
        },
    nearestToday: nearest?.name ?? null,
    left
  };
}

function whyNot({ count, known, by }: AccountGroups): string | null {
  if (known < fewestKnown) return `Of the accounts only ${percent(known)} say: ${by}.`;
  return count < 2 ? `All accounts are alike: ${by}.` : null;
}

const percent = (share: number): string => `${String(Math.round(share * 100))} %`;

/** The territory at work that each account is in today, numbered from 0. */
function placesToday(snapshot: OrgSnapshot): { today: Int32Array; territories: number } {
  const { tree } = buildTree(snapshot.territories);
  const numbers = new Map<string, number>();
  tree.territories.forEach((territory, index) => {
    if (tree.inScope(index)) numbers.set(territory.id, numbers.size);
  });
  const held = snapshot.coverage.columns.get('Territory__c');
  const today = Int32Array.from({ length: snapshot.accounts.count }, (_, index) => {
    const id = held?.kind === 'text' ? held.values[index] : null;
    return numbers.get(id ?? '') ?? -1;
  });
  return { today, territories: numbers.size };
}
