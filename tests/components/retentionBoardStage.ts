import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import RetentionBoard from 'c/retentionBoard';

const field = <T>(value: T): { value: T } => ({ value });

/** A group of the org's sums. */
export const stakeNode = (
  band: string,
  isMeasured: boolean,
  accounts: number,
  known: number,
  revenue: number | null
): object => ({
  aggregate: {
    Id: { count: field(accounts) },
    Risk_Band__c: field(band),
    Risk_Measured__c: field(isMeasured),
    Recurring_Revenue__c: { sum: field(revenue), count: field(known) }
  }
});

/** The board with an answer of rows, and of sums as `stakeNode` makes them. */
export async function shownBoard(rows: unknown, groups: readonly object[]): Promise<ShadowRoot> {
  const element = createElement('c-retention-board', {
    is: RetentionBoard
  }) as unknown as HTMLElement;
  document.body.appendChild(element);
  (graphql as unknown as { emit(value: unknown): void }).emit({
    uiapi: {
      query: rows,
      aggregate: { Evenfield_Coverage__c: { edges: groups.map((node) => ({ node })) } }
    }
  });
  await turns();
  if (element.shadowRoot === null) throw new Error('The board has no shadow root');
  return element.shadowRoot;
}

/** Lets what is pending come to the page. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}
