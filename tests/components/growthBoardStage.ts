import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import GrowthBoard from 'c/growthBoard';

const field = <T>(value: T): { value: T } => ({ value });

/** A group of the org's sums. */
export const clusterNode = (
  name: string | null,
  accounts: number,
  prospects: number,
  likeness: number | null
): object => ({
  aggregate: {
    Cluster__c: field(name),
    Id: { count: field(accounts) },
    Likeness__c: { count: field(prospects), avg: field(likeness) }
  }
});

/** The board with an answer of rows, and of sums as `clusterNode` makes them. */
export async function shownGrowth(rows: unknown, groups: readonly object[]): Promise<ShadowRoot> {
  const element = createElement('c-growth-board', { is: GrowthBoard }) as unknown as HTMLElement;
  document.body.appendChild(element);
  (graphql as unknown as { emit(value: unknown): void }).emit({
    uiapi: {
      query: rows,
      aggregate: { Evenfield_Coverage__c: { edges: groups.map((node) => ({ node })) } }
    }
  });
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  if (element.shadowRoot === null) throw new Error('The board has no shadow root');
  return element.shadowRoot;
}
