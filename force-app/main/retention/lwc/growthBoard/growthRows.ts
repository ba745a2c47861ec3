import { valueOf } from 'c/graphqlNodes';
import type { ClusterNode, ProspectNode } from './growthQuery';

export interface Prospect {
  readonly accountId: string;
  readonly account: string;
  readonly cluster: string;
  readonly territory: string;
  readonly likeness: number | null;
  readonly reasons: string;
}

export function prospectOf(node: ProspectNode, noReason: string): Prospect {
  return {
    accountId: valueOf(node.Account__c) ?? '',
    account: valueOf(node.Account__r?.Name) ?? valueOf(node.Account__c) ?? '',
    cluster: valueOf(node.Cluster__c) ?? '',
    territory: valueOf(node.Territory_Label__c) ?? '',
    likeness: valueOf(node.Likeness__c),
    reasons: valueOf(node.Likeness_Reasons__c) ?? noReason
  };
}

export interface Cluster {
  readonly key: string;
  readonly name: string;
  readonly accounts: number;
  readonly prospects: number;
  /** Null where none of its accounts is a prospect. */
  readonly likeness: number | null;
}

/** Clusters with prospects from the most to the least alike, then those without, by name. */
export function clustersOf(nodes: readonly ClusterNode[], unknown: string): Cluster[] {
  return nodes
    .map(({ aggregate }): Cluster => {
      const prospects = valueOf(aggregate.Likeness__c.count) ?? 0;
      const name = valueOf(aggregate.Cluster__c);
      return {
        key: name ?? '-',
        name: name ?? unknown,
        accounts: valueOf(aggregate.Id.count) ?? 0,
        prospects,
        likeness: prospects === 0 ? null : valueOf(aggregate.Likeness__c.avg)
      };
    })
    .sort(
      (a, b) =>
        (b.likeness ?? -Infinity) - (a.likeness ?? -Infinity) || a.name.localeCompare(b.name)
    );
}
