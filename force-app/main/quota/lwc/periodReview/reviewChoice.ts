import { nodesOf, valueOf } from 'c/graphqlNodes';
import type { GoalNode, ReviewNode } from './reviewQuery';

/** A review's rows of one period: its results, and how the person sold where that is open to the user. */
export interface ReviewPair {
  readonly key: string;
  readonly territoryId: string;
  readonly territory: string;
  readonly kind: string;
  readonly start: string;
  readonly end: string;
  readonly results: ReviewNode;
  readonly selling: ReviewNode | null;
}

/** An entry of a list to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** Reviews by period, the latest first. Selling without results is not shown. */
export function reviewPairs(nodes: readonly ReviewNode[]): ReviewPair[] {
  const keyOf = (node: ReviewNode): string =>
    [node.Territory__c, node.Kind__c, node.Period_Start__c]
      .map((field) => valueOf(field) ?? '')
      .join(':');
  const selling = new Map(
    nodes.flatMap((node): [string, ReviewNode][] =>
      valueOf(node.Part__c) === 'Selling' ? [[keyOf(node), node]] : []
    )
  );
  return nodes
    .filter((node) => valueOf(node.Part__c) === 'Results')
    .map((node) => ({
      key: keyOf(node),
      territoryId: valueOf(node.Territory__c) ?? '',
      territory: valueOf(node.Territory_Label__c) ?? '',
      kind: valueOf(node.Kind__c) ?? '',
      start: valueOf(node.Period_Start__c) ?? '',
      end: valueOf(node.Period_End__c) ?? '',
      results: node,
      selling: selling.get(keyOf(node)) ?? null
    }))
    .sort((a, b) =>
      a.end === b.end ? a.territory.localeCompare(b.territory) : a.end < b.end ? 1 : -1
    );
}

/** What the user chose; what is not there is the first that is. */
export interface Chosen {
  readonly territoryId: string;
  readonly kind: string;
  readonly start: string;
}

/** The review that is chosen, the one before it, and what there is to choose from. */
export interface ChosenReview {
  readonly now: ReviewPair | null;
  readonly before: ReviewPair | null;
  readonly territories: readonly Choice[];
  readonly kinds: readonly string[];
  readonly periods: readonly Choice[];
}

export function chosenReview(pairs: readonly ReviewPair[], chosen: Chosen): ChosenReview {
  const names = new Map<string, string>();
  for (const { territoryId, territory } of pairs)
    if (!names.has(territoryId)) names.set(territoryId, territory);
  const byName = [...names].sort(([, a], [, b]) => a.localeCompare(b));
  const territoryId = names.has(chosen.territoryId) ? chosen.territoryId : (byName[0]?.[0] ?? '');
  const own = pairs.filter((pair) => pair.territoryId === territoryId);
  const kinds = ['Month', 'Quarter'].filter((kind) => own.some((pair) => pair.kind === kind));
  const kind = kinds.includes(chosen.kind) ? chosen.kind : (kinds[0] ?? '');
  const ofKind = own.filter((pair) => pair.kind === kind);
  const at = Math.max(
    0,
    ofKind.findIndex(({ start }) => start === chosen.start)
  );
  const now = ofKind[at] ?? null;
  return {
    now,
    before: ofKind[at + 1] ?? null,
    territories: byName.map(([value, label]) => ({
      value,
      label,
      isChosen: value === territoryId
    })),
    kinds,
    periods: ofKind.map(({ start, end }) => ({
      value: start,
      label: `${start} – ${end}`,
      isChosen: start === now?.start
    }))
  };
}

/**
 * Goals to look at in a review: of the territory's reviews up to it, those that were due in the
 * period or are due after it.
 */
export function goalsToReview(pairs: readonly ReviewPair[], now: ReviewPair): GoalNode[] {
  return pairs
    .filter(({ territoryId, end }) => territoryId === now.territoryId && end <= now.end)
    .flatMap(({ results }) => nodesOf(results.Review_Goals__r))
    .filter((goal) => (valueOf(goal.Due__c) ?? '') >= now.start)
    .sort((a, b) => ((valueOf(a.Due__c) ?? '') < (valueOf(b.Due__c) ?? '') ? -1 : 1));
}
