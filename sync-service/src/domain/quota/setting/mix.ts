import type { MixTerm, QuotaNode, SettingRules } from './quota-node.ts';
import { mixTerms } from './quota-node.ts';

/** Why a territory has the weight that it has. */
export interface Mix {
  /** Weight in the split; what it is to the others counts. */
  readonly weight: number;
  /** Share of all leaves by term; null where the territory's figure is not known. */
  readonly shares: Readonly<Record<MixTerm, number | null>>;
  /** The policy's weight that each term had here; a missing term's weight is shared. */
  readonly weights: Readonly<Record<MixTerm, number>>;
}

/**
 * Weight of each leaf in the split: Σ weight × (its share of the company's figure), over the terms
 * that are known of it, times its ramp. A leaf of which nothing is known has the mean of the others.
 * @returns null for territories that have others below them
 */
export function mixesOf(nodes: readonly QuotaNode[], rules: SettingRules): (Mix | null)[] {
  const isAbove = new Set(nodes.map(({ parent }) => parent));
  const totals = Object.fromEntries(
    mixTerms.map((term) => [
      term,
      nodes.reduce((sum, node, at) => sum + (isAbove.has(at) ? 0 : Math.max(0, node[term] ?? 0)), 0)
    ])
  ) as Record<MixTerm, number>;
  const drafts = nodes.map((node, at) => (isAbove.has(at) ? null : draftOf(node, totals, rules)));
  const known = drafts.flatMap((draft) =>
    draft === null || draft.unramped === null ? [] : [draft.unramped]
  );
  const mean =
    known.length === 0 ? 1 : known.reduce((sum, weight) => sum + weight, 0) / known.length;
  return drafts.map((draft, at) =>
    draft === null
      ? null
      : {
          weight: (draft.unramped ?? mean) * (nodes[at]?.ramp ?? 1),
          shares: draft.shares,
          weights: draft.weights
        }
  );
}

function draftOf(
  node: QuotaNode,
  totals: Readonly<Record<MixTerm, number>>,
  rules: SettingRules
): { unramped: number | null } & Omit<Mix, 'weight'> {
  const shares = byTerm((term) => {
    const figure = node[term];
    return figure === null || totals[term] === 0 ? null : Math.max(0, figure) / totals[term];
  });
  const known = mixTerms.reduce(
    (sum, term) => sum + (shares[term] === null ? 0 : rules.weights[term]),
    0
  );
  const weights = byTerm((term) =>
    shares[term] === null || known === 0 ? 0 : rules.weights[term] / known
  );
  return {
    unramped:
      known === 0
        ? null
        : mixTerms.reduce((sum, term) => sum + weights[term] * (shares[term] ?? 0), 0),
    shares,
    weights
  };
}

function byTerm<T>(of: (term: MixTerm) => T): Record<MixTerm, T> {
  return {
    lastResult: of('lastResult'),
    potential: of('potential'),
    pipeline: of('pipeline'),
    capacity: of('capacity')
  };
}
